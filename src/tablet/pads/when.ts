/** When something was: a day by its key, a time by four figures, a date further back by day, month and year. */
import type { Instant } from '../../../machines/index.ts';
import type { Key } from './keys.tsx';

/** What is typed so far. No day chosen: the last day on which that time was. */
export interface WhenDraft {
  readonly day: 'today' | 'yesterday' | 'earlier' | null;
  /** `DDMMYY`, as far as it is typed. */
  readonly date: string;
  /** `HHMM`, as far as it is typed. */
  readonly time: string;
}

export type When =
  | { readonly kind: 'typing' }
  | { readonly kind: 'wrong'; readonly why: 'noSuchTime' | 'noSuchDay' | 'toCome' }
  /** `timeKnown` false: a day was given, and `at` is the end of it that counts for less. */
  | { readonly kind: 'known'; readonly at: Instant; readonly timeKnown: boolean };

/** The figures go to the date first, and back to it when the time is empty again. */
export const isOnDate = ({ day, date }: WhenDraft): boolean => day === 'earlier' && date.length < 6;

export function typeWhen(draft: WhenDraft, key: Key): WhenDraft {
  const { day, date, time } = draft;
  const onDate = isOnDate(draft) || (day === 'earlier' && key === 'back' && time === '');
  if (key === 'point') return draft;
  if (key === 'back') return onDate ? { ...draft, date: date.slice(0, -1) } : { ...draft, time: time.slice(0, -1) };
  if (onDate) return { ...draft, date: date + key };
  return time.length < 4 ? { ...draft, time: time + key } : draft;
}

/**
 * @param without which end of the day to take where the time is not known: `first` is careful for what counts from it,
 * `last` for what must lie long enough ago.
 */
export function whenOf({ day, date, time }: WhenDraft, now: Instant, without: 'first' | 'last'): When {
  const clock = clockOf(time);
  if (time.length === 4 && clock === null) return { kind: 'wrong', why: 'noSuchTime' };
  if (day === 'earlier') {
    if (date.length < 6) return { kind: 'typing' };
    const on = dayOf(date, now);
    if (on === null) return { kind: 'wrong', why: 'noSuchDay' };
    if (time !== '' && clock === null) return { kind: 'typing' };
    const [hours, minutes] = clock ?? (without === 'first' ? [0, 0] : [23, 59]);
    on.setHours(hours, minutes, 0, 0);
    if (on.getTime() <= now) return { kind: 'known', at: on.getTime(), timeKnown: clock !== null };
    // Today by its date, and no time: it was at the latest now.
    const began = new Date(on).setHours(0, 0, 0, 0);
    return clock === null && began <= now
      ? { kind: 'known', at: now, timeKnown: false }
      : { kind: 'wrong', why: 'toCome' };
  }
  if (clock === null) return { kind: 'typing' };
  const [hours, minutes] = clock;
  if (day === null) return { kind: 'known', at: pastClock(hours, minutes, now).at, timeKnown: true };
  const on = new Date(now);
  if (day === 'yesterday') on.setDate(on.getDate() - 1);
  on.setHours(hours, minutes, 0, 0);
  return on.getTime() > now ? { kind: 'wrong', why: 'toCome' } : { kind: 'known', at: on.getTime(), timeKnown: true };
}

/** The latest instant before `now` that shows this on a clock; the time a person reads is never ahead of them. */
export function pastClock(
  hours: number,
  minutes: number,
  now: Instant,
): { readonly at: Instant; readonly yesterday: boolean } {
  const today = new Date(now);
  today.setHours(hours, minutes, 0, 0);
  if (today.getTime() <= now) return { at: today.getTime(), yesterday: false };
  today.setDate(today.getDate() - 1);
  return { at: today.getTime(), yesterday: true };
}

function clockOf(time: string): readonly [hours: number, minutes: number] | null {
  const [hours, minutes] = [Number(time.slice(0, 2)), Number(time.slice(2))];
  return time.length === 4 && hours < 24 && minutes < 60 ? [hours, minutes] : null;
}

/** Two figures of a year are of this century unless that is still to come: an implant may be of 1987. */
function dayOf(date: string, now: Instant): Date | null {
  const [day, month, short] = [Number(date.slice(0, 2)), Number(date.slice(2, 4)), Number(date.slice(4))];
  const year = 2000 + short > new Date(now).getFullYear() ? 1900 + short : 2000 + short;
  const on = new Date(year, month - 1, day);
  return on.getMonth() === month - 1 && on.getDate() === day ? on : null;
}

/** A draft outlives a lock as a text. */
export const writeWhen = ({ day, date, time }: WhenDraft): string =>
  day === null && date === '' && time === '' ? '' : [day ?? '', date, time].join('.');
export function readWhen(text: string): WhenDraft {
  const [day = '', date = '', time = ''] = text.split('.');
  return { day: day === 'today' || day === 'yesterday' || day === 'earlier' ? day : null, date, time };
}
