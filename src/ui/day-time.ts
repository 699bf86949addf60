/** A day and a time as people choose them in a form, in this device's zone. */
import { dayWords, type Instant } from '../../machines/index.ts';
import { clockTime } from './clock.ts';
import { isoDayOf } from './dates.ts';

/** `2026-11-23` and `08:40`. */
export interface DayTime {
  readonly day: string;
  readonly time: string;
}

export const dayTimeOf = (at: Instant): DayTime => ({ day: isoDayOf(at), time: clockTime(at) });

/** Null while it is not a time; `0840` and `8:40` are read as they are meant. */
export function instantOf({ day, time }: DayTime): number | null {
  const [, hours = '', minutes = ''] = /^(\d{1,2})[:.]?(\d{2})$/.exec(time.trim()) ?? [];
  if (hours === '' || Number(hours) > 23 || Number(minutes) > 59) return null;
  const at = new Date(`${day}T${two(Number(hours))}:${minutes}`).getTime();
  return Number.isNaN(at) ? null : at;
}

/** Today and the days after it, with the weekday: a start is rarely further away than this. */
export function daysFrom(now: Instant, count: number): readonly { readonly value: string; readonly label: string }[] {
  const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'short' });
  return Array.from({ length: count }, (_, index) => {
    const date = new Date(now);
    date.setDate(date.getDate() + index);
    const value = isoDayOf(date.getTime());
    return { value, label: `${weekday.format(date)} ${dayWords(value)}` };
  });
}

/** `1993-06-03` from three fields; null while they are not a day that was. */
export function isoDate(day: string, month: string, year: string): string | null {
  const iso = `${year.trim()}-${two(Number(month))}-${two(Number(day))}`;
  const date = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? iso : null;
}

const two = (value: number): string => String(value).padStart(2, '0');
