/** From what a clock on the ward's wall shows to an instant: with the time zone's rules, and no guess where they give none or two. */
import type { Instant } from '../../machines/index.ts';

export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}
/** `skipped`: clocks go forward over it, it never is. `twice`: clocks go back, it is two instants. */
export type WallInstant =
  | { readonly kind: 'one'; readonly at: Instant }
  | { readonly kind: 'skipped' }
  | { readonly kind: 'twice'; readonly at: readonly [Instant, Instant] };

const hourMs = 3_600_000;

export function instantOf(time: WallTime, timeZone: string): WallInstant {
  const asUtc = Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute);
  // Offsets a day before and after hold every rule that could apply to this hour.
  const offsets = new Set([asUtc - 24 * hourMs, asUtc, asUtc + 24 * hourMs].map((at) => offsetAt(at, timeZone)));
  const found = [...offsets]
    .map((offset) => asUtc - offset)
    .filter((at) => at + offsetAt(at, timeZone) === asUtc)
    .sort((a, b) => a - b);
  const [first, second] = found;
  if (first === undefined) return { kind: 'skipped' };
  return second === undefined ? { kind: 'one', at: first } : { kind: 'twice', at: [first, second] };
}

/** Milliseconds that the zone's clocks are ahead of UTC at an instant. */
function offsetAt(at: Instant, timeZone: string): number {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}

/** Making one costs a hundred times what using it does. */
const formats = new Map<string, Intl.DateTimeFormat>();
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const digits = '2-digit';
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: digits,
    day: digits,
    hour: digits,
    minute: digits,
    second: digits,
  });
  formats.set(timeZone, made);
  return made;
}

export const dateOrders = ['dmy', 'mdy', 'ymd'] as const;
/** Which number of a date comes first. Declared by whoever sends the list: 03/04 is never guessed. */
export type DateOrder = (typeof dateOrders)[number];
export const dateOrderWords: Readonly<Record<DateOrder, string>> = {
  dmy: 'day.month.year, such as 23.11.2026',
  mdy: 'month/day/year, such as 11/23/2026',
  ymd: 'year-month-day, such as 2026-11-23',
};

export interface CalendarDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** A calendar date in the declared order, or a sentence that does not repeat the cell: it may be a birth date. */
export function readDate(text: string, order: DateOrder): CalendarDate | string {
  const parts = /^(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})$/.exec(text);
  const wanted = `must be a date as ${dateOrderWords[order]}`;
  if (parts === null) return wanted;
  const [first = '', , second = '', third = ''] = parts.slice(1);
  const [yearText, month, day] =
    order === 'ymd'
      ? [first, Number(second), Number(third)]
      : order === 'dmy'
        ? [third, Number(second), Number(first)]
        : [third, Number(first), Number(second)];
  if (yearText.length !== 4) {
    return /^\d{4}$/.test(order === 'ymd' ? third : first)
      ? `${wanted}; this one is in another order than the one declared`
      : `${wanted}, with the year in four digits`;
  }
  const year = Number(yearText);
  if (month < 1 || month > 12) return `${wanted}; it would be month ${month}. Is the order of day and month right?`;
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (day < 1 || day > days) return `${wanted}; month ${month} of ${year} has ${days} days, not ${day}`;
  return { year, month, day };
}

/** ISO 8601, `YYYY-MM-DD`. */
export const isoDate = ({ year, month, day }: CalendarDate): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

/** The first instant of a day in a time zone: some days begin at one o'clock, and a zone has left whole days out. */
export function dayBegins(date: CalendarDate, timeZone: string): Instant {
  for (let minutes = 0; minutes < 24 * 60; minutes += 15) {
    const found = instantOf({ ...date, hour: Math.floor(minutes / 60), minute: minutes % 60 }, timeZone);
    if (found.kind !== 'skipped') return found.kind === 'one' ? found.at : found.at[0];
  }
  return dayBegins(dayAfter(date), timeZone);
}

export function dayAfter({ year, month, day }: CalendarDate): CalendarDate {
  const next = new Date(Date.UTC(year, month - 1, day + 1));
  return { year: next.getUTCFullYear(), month: next.getUTCMonth() + 1, day: next.getUTCDate() };
}
