/** Dates and ages as a wristband writes them: `12 MAR 1959`, so that nobody reads the month for the day. */
import type { Instant } from '../../machines/index.ts';
import { ago, clockTime } from '../ui/clock.ts';
import { tabletWords } from '../ui/words/en-tablet.ts';

const { say } = tabletWords;

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'] as const;

export function birthDate(iso: string): string {
  const [year = '', month = '', day = ''] = iso.split('-');
  return `${Number(day)} ${months[Number(month) - 1] ?? month} ${year}`;
}

/**
 * `in 22 min`, `12 min ago`. Whole minutes as two clocks show them: from 07:38 to 08:00 is 22, however the seconds stand.
 * Under a minute there is no number to say.
 */
export function when(at: Instant, now: Instant): string {
  const past = at < now;
  if (Math.abs(now - at) < 60_000) return say(past ? 'when.justNow' : 'when.now');
  const minutes = Math.abs(Math.floor(now / 60_000) - Math.floor(at / 60_000));
  return say(past ? 'when.ago' : 'when.in', { ago: ago(minutes * 60_000) });
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

/** `today 07:20`, `yesterday 22:00`, `18 NOV 2026`: a time of day alone would be read as today's. */
export function moment(at: Instant, now: Instant, timeKnown = true): string {
  const day = dayWord(at, now);
  return timeKnown ? say('when.dayAndTime', { day, time: clockTime(at) }) : day;
}

function dayWord(at: Instant, now: Instant): string {
  const midnight = (time: Instant): number => new Date(time).setHours(0, 0, 0, 0);
  const days = Math.round((midnight(now) - midnight(at)) / 86_400_000);
  if (days === 0) return say('when.today');
  if (days === 1) return say('when.yesterday');
  const on = new Date(at);
  return `${on.getDate()} ${months[on.getMonth()] ?? ''} ${on.getFullYear()}`;
}

/** Today's times stand alone; any other is said with its day. */
export const timeOrDay = (at: Instant, now: Instant): string =>
  new Date(at).toDateString() === new Date(now).toDateString() ? clockTime(at) : moment(at, now);

/** `5 days`, `6 h`, `30 min`: a length of time in the largest unit that leaves nothing over. */
export function lasting(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes % 1440 === 0) return say('when.days', { count: minutes / 1440 });
  return minutes % 60 === 0 ? say('when.hours', { count: minutes / 60 }) : say('when.minutes', { count: minutes });
}
