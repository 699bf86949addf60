/** How old somebody is, counted without a clock or a time zone. */
import type { Instant } from './terms.ts';

/** Whole years from a calendar date to an instant, counted in UTC so that every time zone gives the same bytes. */
export function ageAt(birthDate: string, at: Instant): number {
  const [year = 0, month = 1, day = 1] = birthDate.split('-').map(Number);
  const now = civil(at);
  return now.year - year - (now.month < month || (now.month === month && now.day < day) ? 1 : 0);
}

/** The calendar day of an instant in UTC, without a clock or a time zone (days-from-civil, reversed). */
function civil(at: Instant): { readonly year: number; readonly month: number; readonly day: number } {
  const days = Math.floor(at / 86_400_000) + 719_468;
  const era = Math.floor(days / 146_097);
  const dayOfEra = days - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1,
  };
}
