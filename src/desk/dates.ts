/** Dates as a person reads them on paper: no order of day and month to mistake. */
export const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'] as const;

/** `1993-06-03` is `03 JUN 1993`. */
export function birthDate(iso: string): string {
  const [year = '', month = '', day = ''] = iso.split('-');
  return `${day} ${months[Number(month) - 1] ?? month} ${year}`;
}

/** A day and a time as people choose them: `2026-11-23` and `08:40`, in this device's zone. */
export interface DayTime {
  readonly day: string;
  readonly time: string;
}

const two = (value: number) => String(value).padStart(2, '0');
const dayOf = (date: Date) => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;

export function dayTimeOf(at: number): DayTime {
  const here = new Date(at);
  return { day: dayOf(here), time: `${two(here.getHours())}:${two(here.getMinutes())}` };
}

/** Null while it is not a time; `0840` and `8:40` are read as they are meant. */
export function instantOf({ day, time }: DayTime): number | null {
  const [, hours = '', minutes = ''] = /^(\d{1,2})[:.]?(\d{2})$/.exec(time.trim()) ?? [];
  if (hours === '' || Number(hours) > 23 || Number(minutes) > 59) return null;
  const at = new Date(`${day}T${two(Number(hours))}:${minutes}`).getTime();
  return Number.isNaN(at) ? null : at;
}

/** Today and the days after it, with the weekday: a start is rarely further away than this. */
export function daysFrom(now: number, count: number): readonly { readonly value: string; readonly label: string }[] {
  const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'short' });
  return Array.from({ length: count }, (_, index) => {
    const date = new Date(now);
    date.setDate(date.getDate() + index);
    const value = dayOf(date);
    return { value, label: `${weekday.format(date)} ${birthDate(value)}` };
  });
}

/** `1993-06-03` from three fields; null while they are not a day that was. */
export function isoDate(day: string, month: string, year: string): string | null {
  const iso = `${year.trim()}-${two(Number(month))}-${two(Number(day))}`;
  const date = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? iso : null;
}
