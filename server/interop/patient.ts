/** A FHIR Patient as the patient of an order: the name in use, the whole birth date, and the number on the wristband. */
import type { Instant, Patient } from '../../machines/index.ts';
import type { Cell } from '../documents/day-list.ts';
import { birthDateOf, nameOf, numberOf } from '../documents/day-list-cells.ts';
import type { Element } from './element.ts';
import { codings } from './element.ts';

export interface PatientReading {
  /** The system of the hospital number, where the site said it. */
  readonly patientNumber: string | null;
  readonly now: Instant;
}

/** Null after what is missing was noted. */
export function readPatient(at: Element, { patientNumber, now }: PatientReading): Patient | null {
  const name = nameInUse(at);
  const familyName = name === null ? null : cell(name, 'family', name.text('family') ?? '', nameOf);
  const givenName = name === null ? null : cell(name, 'given', name.texts('given').join(' '), nameOf);
  const birthDate = cell(at, 'birthDate', at.text('birthDate') ?? '', wholeDate(now));
  const identifier = identifierOf(at, 'MR', patientNumber);
  const number = identifier === null ? null : cell(identifier, 'value', identifier.text('value') ?? '', numberOf);
  const sex = sexOf(at);
  if (familyName === null || givenName === null || birthDate === null || number === null || sex === null) return null;
  return { familyName, givenName, birthDate, sex, number };
}

/** What a cell of a day list would make of it: one rule for both ways in. */
export function cell<T>(at: Element, name: string, text: string, read: (text: string) => Cell<T>): T | null {
  const answer = read(text);
  return answer.ok ? answer.value : at.wrong(name, answer.says);
}

const wholeDate =
  (now: Instant) =>
  (text: string): Cell<string> =>
    /^\d{4}(-\d{2})?$/.test(text)
      ? { ok: false, says: 'is only a part of a date; all of it is one of the two identifiers' }
      : birthDateOf('ymd', now)(text);

/** The official one, or the usual one; never one that is over, a maiden name or a nickname where there is another. */
function nameInUse(at: Element): Element | null {
  const rank = ({ json }: Element): number => {
    const order = ['official', 'usual', undefined, 'temp', 'nickname', 'anonymous', 'maiden', 'old'];
    const place = order.indexOf(typeof json['use'] === 'string' ? json['use'] : undefined);
    return place < 0 ? order.length : place;
  };
  const names = at.list('name').filter((name) => name.get('period')?.has('end') !== true);
  const [best] = [...names].sort((a, b) => rank(a) - rank(b));
  return best ?? at.wrong('name', 'is missing: there is none in use');
}

/**
 * The identifier of the system the site named; else the one of this type (HL7 table 0203); else the only one.
 * @param type `MR` for a hospital number, `PLAC` for the number of whoever orders.
 */
export function identifierOf(at: Element, type: string, system: string | null): Element | null {
  const all = at.list('identifier').filter(({ json }) => json['use'] !== 'old');
  const named = system === null ? [] : all.filter(({ json }) => json['system'] === system);
  const typed = all.filter((one) => codings(one.get('type')).some((code) => code.endsWith(`|${type}`)));
  const [found, another] = named.length > 0 ? named : typed.length > 0 ? typed : all;
  if (found === undefined) return at.wrong('identifier', 'is missing: without a number nobody can be matched');
  if (another === undefined) return found;
  const which = type === 'MR' ? 'patientNumber' : 'orderNumber';
  return at.wrong(
    'identifier',
    `has several that could be meant and none stands out by type ${type}; name its system as ${which} in the FHIR map`,
  );
}

const sexes: Readonly<Record<string, Patient['sex']>> = { female: 'F', male: 'M', other: 'X', unknown: 'U' };
function sexOf(at: Element): Patient['sex'] | null {
  const gender = at.text('gender') ?? 'unknown';
  return Object.hasOwn(sexes, gender)
    ? (sexes[gender] ?? null)
    : at.wrong('gender', 'must be female, male, other or unknown');
}
