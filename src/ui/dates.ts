/** Days and times as every screen and paper writes them: `03 FEB 1959`, the month in letters. */
import { dayWords, type Instant } from '../../machines/index.ts';
import { ago, clockSeconds, clockTime } from './clock.ts';
import { uiWords } from './words/en.ts';

const { say } = uiWords;

/** `2026-11-23`, the day of an instant in this device's zone. */
export function isoDayOf(at: Instant): string {
  const here = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${here.getFullYear()}-${two(here.getMonth() + 1)}-${two(here.getDate())}`;
}

/** `23 NOV 2026`. */
export const dayOf = (at: Instant): string => dayWords(isoDayOf(at));
/** `23 NOV 2026 07:38`. */
export const dayAndTime = (at: Instant): string => `${dayOf(at)} ${clockTime(at)}`;
/** `23 NOV 2026 07:38:08`, where a record is exact. */
export const dayAndSecond = (at: Instant): string => `${dayOf(at)} ${clockSeconds(at)}`;

const isSameDay = (one: Instant, other: Instant): boolean => isoDayOf(one) === isoDayOf(other);

/** `07:38:08` on the day a sheet of paper is about; any other day is said with it. */
export const secondOn = (at: Instant, sheet: Instant): string =>
  isSameDay(at, sheet) ? clockSeconds(at) : dayAndSecond(at);

/** `07:38` today; any other time is said with its day, `yesterday 22:00`. */
export const timeOrDay = (at: Instant, now: Instant): string => (isSameDay(at, now) ? clockTime(at) : moment(at, now));

/** `07:38` today, `26 NOV 2026` on any other day: where a table has no room for both. */
export const timeOrDate = (at: Instant, now: Instant): string => (isSameDay(at, now) ? clockTime(at) : dayOf(at));

/** `today 07:20`, `yesterday 22:00`, `18 NOV 2026 07:20`: a time of day alone would be read as today's. */
export function moment(at: Instant, now: Instant, timeKnown = true): string {
  const day = dayName(at, now);
  return timeKnown ? say('when.dayAndTime', { day, time: clockTime(at) }) : day;
}

function dayName(at: Instant, now: Instant): string {
  const midnight = (time: Instant): number => new Date(time).setHours(0, 0, 0, 0);
  const days = Math.round((midnight(now) - midnight(at)) / 86_400_000);
  if (days === 0) return say('when.today');
  return days === 1 ? say('when.yesterday') : dayOf(at);
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

/** `5 days`, `6 h`, `30 min`: a length of time in the largest unit that leaves nothing over. */
export function lasting(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes % 1440 === 0) return say('when.days', { count: minutes / 1440 });
  return minutes % 60 === 0 ? say('when.hours', { count: minutes / 60 }) : say('when.minutes', { count: minutes });
}
