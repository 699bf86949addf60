/** Dates as labels write them. Null where there is no such day. Nothing here knows today but by `at`. */
import type { Instant } from '../terms.ts';
import type { LabelTime } from './scan.ts';

const dayMs = 86_400_000;

/** The year of an instant, in UTC: the century of two digits does not turn on an hour. */
export function yearOf(at: Instant): number {
  // Days since 1 March 0000, in eras of 400 years, so that leap days come last.
  const days = Math.floor(at / dayMs) + 719_468;
  const era = Math.floor(days / 146_097);
  const day = days - era * 146_097;
  const year = Math.floor((day - Math.floor(day / 1460) + Math.floor(day / 36_524) - Math.floor(day / 146_096)) / 365);
  const dayOfYear = day - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  return era * 400 + year + (dayOfYear >= 306 ? 1 : 0);
}

/** GS1 General Specifications 7.12: of two digits, the year from 49 before this one to 50 after it. */
export function fullYear(two: number, at: Instant): number {
  const now = yearOf(at);
  const apart = two - (now % 100);
  const century = now - (now % 100);
  return century + two + (apart >= 51 ? -100 : apart <= -50 ? 100 : 0);
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const daysIn = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;

/** Day 0 is the last of its month: the label gives the month only. */
export function dayOf(year: number, month: number, day: number, time: string | null = null): LabelTime | null {
  if (month < 1 || month > 12 || day < 0 || day > daysIn(year, month)) return null;
  const shown = day === 0 ? daysIn(year, month) : day;
  return { date: `${pad(year, 4)}-${pad(month, 2)}-${pad(shown, 2)}`, time };
}

/** `day` of the year, from 1. */
export function dayOfYear(year: number, day: number, time: string | null = null): LabelTime | null {
  if (day < 1 || day > (isLeap(year) ? 366 : 365)) return null;
  let month = 1;
  let left = day;
  while (left > daysIn(year, month)) {
    left -= daysIn(year, month);
    month += 1;
  }
  return dayOf(year, month, left, time);
}

export const yymmdd = (text: string, at: Instant, time: string | null = null): LabelTime | null =>
  /^\d{6}$/.test(text)
    ? dayOf(fullYear(Number(text.slice(0, 2)), at), Number(text.slice(2, 4)), Number(text.slice(4)), time)
    : null;

/** `2359` as `23:59`. */
export const clock = (text: string): string | null =>
  /^([01]\d|2[0-3])[0-5]\d$/.test(text) ? `${text.slice(0, 2)}:${text.slice(2)}` : null;

const pad = (number: number, length: number): string => String(number).padStart(length, '0');
