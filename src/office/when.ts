/** Days and times in the office: `23 NOV 2026 07:38`, so that nobody reads the month for the day. */
import type { Instant } from '../../machines/index.ts';
import { birthDate, dayTimeOf } from '../desk/dates.ts';

const dayOf = (at: Instant): string => birthDate(dayTimeOf(at).day);
export const whenOf = (at: Instant): string => `${dayOf(at)} ${dayTimeOf(at).time}`;

/** Training begins as a day of the site begins and ends as one does; half a day inside, a device's own zone says the same day. */
const halfDayMs = 12 * 3_600_000;
export const firstDayOf = (from: Instant): string => dayOf(from + halfDayMs);
export const lastDayOf = (until: Instant): string => dayOf(until - halfDayMs);
