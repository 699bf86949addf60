/** What is asked before training is registered, and what is wrong with it. */
import { isoDate } from '../ui/day-time.ts';
import type { DayParts } from '../desk/time-field.tsx';

export interface NewTraining {
  readonly competence: string;
  readonly from: DayParts;
  readonly until: DayParts;
}
export type Wrong = 'add.needed' | 'add.noDay' | 'add.endsFirst';

export const noDay: DayParts = { day: '', month: '', year: '' };
/** From `2026-11-23`. */
export function dayParts(iso: string): DayParts {
  const [year = '', month = '', day = ''] = iso.split('-');
  return { day: String(Number(day)), month: String(Number(month)), year };
}
const iso = ({ day, month, year }: DayParts): string | null => isoDate(day, month, year);

export function wrongIn({ competence, from, until }: NewTraining): Partial<Record<keyof NewTraining, Wrong>> {
  const [begins, ends] = [iso(from), iso(until)];
  return {
    ...(competence === '' ? { competence: 'add.needed' } : {}),
    ...(begins === null ? { from: 'add.noDay' } : {}),
    ...(ends === null ? { until: 'add.noDay' } : begins !== null && ends < begins ? { until: 'add.endsFirst' } : {}),
  };
}

/** Both days counted, in the site's own time zone. */
export const bodyOf = ({ competence, from, until }: NewTraining): object => ({
  competence,
  from: iso(from),
  until: iso(until),
});
