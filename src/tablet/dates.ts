/** Dates and ages as a wristband writes them: `12 MAR 1959`, so that nobody reads the month for the day. */
import type { Instant } from '../../machines/index.ts';
import { ago } from '../ui/clock.ts';
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
