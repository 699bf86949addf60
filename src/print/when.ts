/** Days and times on paper: the day in full, because a sheet outlives it; seconds, because a record is exact. */
import type { Instant } from '../../machines/index.ts';
import { birthDate, dayTimeOf } from '../desk/dates.ts';
import { clockSeconds } from '../ui/clock.ts';

export const dayOf = (at: Instant): string => birthDate(dayTimeOf(at).day);
export const whenOf = (at: Instant): string => `${dayOf(at)} ${clockSeconds(at)}`;
/** The day is left out where it is the sheet's own. */
export const timeOn = (at: Instant, sheet: Instant): string =>
  dayOf(at) === dayOf(sheet) ? clockSeconds(at) : whenOf(at);
