/** A patient typed at the desk: what is lacking, and the body of `POST /api/v1/preparations`. */
import type { Patient, WardId } from '../../machines/index.ts';
import { instantOf, isoDate, type DayTime } from '../ui/day-time.ts';
import type { DayParts } from './time-field.tsx';

export interface NewPatient {
  readonly familyName: string;
  readonly givenName: string;
  readonly birthDate: DayParts;
  readonly sex: Patient['sex'];
  readonly number: string;
  readonly protocol: string;
  readonly orderNumber: string;
  /** `fasting: required`, one a line. */
  readonly facts: string;
  readonly start: DayTime;
  readonly bed: string;
}

/** @param today the day the form opens: a start is most often on it. */
export const nobodyYet = (today: string): NewPatient => ({
  familyName: '',
  givenName: '',
  birthDate: { day: '', month: '', year: '' },
  sex: 'U',
  number: '',
  protocol: '',
  orderNumber: '',
  facts: '',
  start: { day: today, time: '' },
  bed: '',
});

/** What is wrong with a field: nothing is in it, or what is in it cannot be so. */
export type Wrong = 'required' | 'noSuchDay' | 'yearWrong' | 'noSuchTime' | 'factWrong';

/** The fields that stop it from being sent, each with why; a bed and facts may be unknown. */
export function wrongIn(patient: NewPatient): ReadonlyMap<keyof NewPatient, Wrong> {
  const needed = ['familyName', 'givenName', 'number', 'protocol', 'orderNumber'] as const;
  const wrong = new Map<keyof NewPatient, Wrong>(
    needed.filter((field) => patient[field].trim() === '').map((field) => [field, 'required']),
  );
  const { day, month, year } = patient.birthDate;
  if (factsIn(patient.facts) === null) wrong.set('facts', 'factWrong');
  if (birthDateOf(patient) === null)
    wrong.set(
      'birthDate',
      [day, month, year].some((part) => part.trim() === '')
        ? 'required'
        : /^\d{4}$/.test(year.trim())
          ? 'noSuchDay'
          : 'yearWrong',
    );
  if (instantOf(patient.start) === null)
    wrong.set('start', patient.start.time.trim() === '' ? 'required' : 'noSuchTime');
  return wrong;
}

export function bodyOf(patient: NewPatient, ward: WardId) {
  const { familyName, givenName, sex, number, protocol, orderNumber, facts, start, bed } = patient;
  return {
    ward,
    bed: bed === '' ? null : bed,
    protocol,
    start: instantOf(start),
    patient: {
      familyName: familyName.trim(),
      givenName: givenName.trim(),
      birthDate: birthDateOf(patient),
      sex,
      number: number.trim(),
    },
    order: { number: orderNumber.trim(), facts: factsIn(facts) ?? {} },
  };
}

const birthDateOf = ({ birthDate: { day, month, year } }: NewPatient): string | null => isoDate(day, month, year);

/** Null when a line is not `name: value`. */
export function factsIn(text: string): Readonly<Record<string, string>> | null {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const pairs = lines.map((line) => /^([a-z][A-Za-z0-9]*)\s*:\s*(\S.*)$/.exec(line));
  if (pairs.some((pair) => pair === null)) return null;
  return Object.fromEntries(
    pairs.flatMap((pair) => (pair?.[1] === undefined || pair[2] === undefined ? [] : [[pair[1], pair[2]]])),
  );
}
