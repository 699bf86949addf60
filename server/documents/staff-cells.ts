/** What one cell of a staff list means, or what is wrong with it. No sentence repeats a badge or a PIN. */
import type { Instant, WardId } from '../../machines/index.ts';
import { personFields, staffRoles, type StaffRole } from '../people/register.ts';
import type { Cell } from './day-list.ts';
import { type DateOrder, dayAfter, dayBegins, readDate } from './local-time.ts';

/** A competence as a list gives it. Without `from` it counts from today. `until` is the first instant at which it no longer does. */
export interface ListedCompetence {
  readonly competence: string;
  readonly from: Instant | null;
  readonly until: Instant;
}
export interface ListedCompetences {
  readonly held: readonly ListedCompetence[];
  readonly ended: readonly string[];
}

const good = <T>(value: T): Cell<T> => ({ ok: true, value });
const bad = (says: string): Cell<never> => ({ ok: false, says });
const hidden = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\ufeff]/u;

export const idOf = (text: string): Cell<string> =>
  personFields.id.safeParse(text).success ? good(text) : bad('must be small letters, digits and -, such as a-osei');

export function nameOf(text: string): Cell<string> {
  if (text === '') return bad('is empty; the sign-in screen shows it');
  if (hidden.test(text)) return bad('has a control character in it; remove it where the list is made');
  return [...text].length <= 80 ? good(text.normalize('NFC')) : bad('is longer than 80 characters');
}

/** Left out: the first letters of the first and the last name. */
export const initialsOf =
  (name: string | undefined) =>
  (text: string): Cell<string> => {
    if (text !== '') return [...text].length <= 4 && !hidden.test(text) ? good(text) : bad('must be 1 to 4 letters');
    const words = (name ?? '').split(/[\s.]+/).filter((word) => word !== '');
    const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '');
    return good(letters.join('').toUpperCase() || '?');
  };

const plain = (text: string): string => text.toLowerCase().replace(/[^a-z]/g, '');
const roleNames = new Map<string, StaffRole>(staffRoles.map((role) => [plain(role), role]));
export function roleOf(text: string): Cell<StaffRole> {
  const role = roleNames.get(plain(text));
  return role === undefined ? bad(`must be one of ${staffRoles.join(', ')}`) : good(role);
}

/** Words apart by spaces, `|` or `+`. */
export const wardsOf =
  (known: readonly WardId[]) =>
  (text: string): Cell<readonly WardId[]> => {
    const wards = [...new Set(text.split(/[\s|+]+/).filter((word) => word !== ''))];
    const wrong = wards.find((ward) => !known.includes(ward));
    if (wrong !== undefined)
      return bad(`"${wrong.slice(0, 20)}" is not a ward of this site; it has ${known.join(', ')}`);
    return wards.length > 0 ? good(wards) : bad('is empty; somebody on no ward cannot sign in');
  };

export function badgeOf(text: string): Cell<string | null> {
  if (text === '') return good(null);
  if (hidden.test(text)) return bad('has a control character in it; remove it where the list is made');
  return text.length >= 9 && text.length <= 200
    ? good(text)
    : bad('must have 9 to 200 characters that nobody can guess');
}

/** Left out: the one they have stays. `-`: they have none any more, which is the empty text. */
export function phoneOf(text: string): Cell<string | null> {
  if (text === '') return good(null);
  if (text === '-') return good('');
  return personFields.phone.safeParse(text).success ? good(text.trim()) : bad('must be a number such as 2441, or -');
}

export const pinOf = (text: string): Cell<string | null> =>
  text === '' || /^\d{6}$/.test(text) ? good(text === '' ? null : text) : bad('must be six digits');

export function leftOf(text: string): Cell<boolean> {
  const word = plain(text);
  if (word === '' || word === 'active') return good(false);
  return word === 'left' ? good(true) : bad('must be active or left');
}

/** `mrLevel2 31.03.2027 | ecg 01.02.2026 31.01.2027 | transfusion ended`: until, from and until, or that it ended. */
export const competencesOf =
  ({ dates, timeZone }: { readonly dates: DateOrder; readonly timeZone: string }) =>
  (text: string): Cell<ListedCompetences> => {
    const held: ListedCompetence[] = [];
    const ended: string[] = [];
    for (const part of text.split('|').map((one) => one.trim())) {
      if (part === '') continue;
      const [competence = '', ...said] = part.split(/\s+/);
      const named = `"${competence.slice(0, 40)}"`;
      if (!/^[a-z][A-Za-z0-9]{0,39}$/.test(competence)) return bad(`${named} must be one word such as mrLevel2`);
      if (held.some((one) => one.competence === competence) || ended.includes(competence))
        return bad(`${named} is there twice`);
      if (said.length === 1 && said[0] === 'ended') {
        ended.push(competence);
        continue;
      }
      if (said.length < 1 || said.length > 2)
        return bad(`${named} needs the date until which it counts, such as "${competence || 'ecg'} 31.03.2027"`);
      const read = said.map((date) => readDate(date, dates));
      const wrong = read.find((date) => typeof date === 'string');
      if (typeof wrong === 'string') return bad(`${named} ${wrong}`);
      const [first, last] = read.flatMap((date) => (typeof date === 'string' ? [] : [date]));
      const end = last ?? first;
      if (end === undefined) continue;
      const from = last === undefined || first === undefined ? null : dayBegins(first, timeZone);
      // It counts on its last day, to the end.
      const until = dayBegins(dayAfter(end), timeZone);
      if (from !== null && from >= until) return bad(`${named} would end before it begins`);
      held.push({ competence, from, until });
    }
    return good({ held, ended });
  };
