/** Days and times in the office: `23 NOV 2026 07:38`, so that nobody reads the month for the day. */
import type { Instant } from '../../machines/index.ts';
import { birthDate, dayTimeOf } from '../desk/dates.ts';

export const dayOf = (at: Instant): string => birthDate(dayTimeOf(at).day);
export const whenOf = (at: Instant): string => `${dayOf(at)} ${dayTimeOf(at).time}`;
