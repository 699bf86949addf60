/** What one cell of a day list means, or what is wrong with it. No sentence repeats what the cell holds of a patient. */
import type { Instant, Patient } from '../../machines/index.ts';
import type { Cell } from './day-list.ts';
import { type DateOrder, instantOf, isoDate, readDate } from './local-time.ts';

const good = <T>(value: T): Cell<T> => ({ ok: true, value });
const bad = (says: string): Cell<never> => ({ ok: false, says });

/** Control characters, and the invisible ones that turn text around: never part of a name or a number. */
const hidden = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\ufeff]/u;
const hiddenSays = 'has a control character in it; remove it where the list is made';

export function nameOf(text: string): Cell<string> {
  if (text === '') return bad('is empty; every patient has one');
  if (hidden.test(text)) return bad(hiddenSays);
  if ([...text].length > 80) return bad('is longer than 80 characters');
  // One spelling for one name: an accent may come as one character or as two.
  return good(text.normalize('NFC'));
}

/** Order numbers and hospital numbers, as a wristband's barcode could hold them. */
export function numberOf(text: string): Cell<string> {
  if (text === '') return bad('is empty; without it nobody can be matched');
  if (/^\d+(\.\d+)?E\+\d+$/i.test(text))
    return bad('was turned into a power of ten by a spreadsheet; export it as text');
  return /^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$/.test(text)
    ? good(text)
    : bad('must be at most 40 letters, digits or . _ / - without spaces');
}

export const bedOf =
  (beds: readonly string[]) =>
  (text: string): Cell<string | null> => {
    if (text === '' || text === '-') return good(null);
    if (hidden.test(text)) return bad(hiddenSays);
    if (beds.length > 0 && !beds.includes(text)) return bad(`"${text.slice(0, 20)}" is not a bed of this ward`);
    return text.length <= 20 ? good(text) : bad('is longer than 20 characters');
  };

/** The oldest person who ever lived reached 122. */
const yearsMax = 125;

export const birthDateOf =
  (dates: DateOrder, now: Instant) =>
  (text: string): Cell<string> => {
    if (text === '') return bad('is empty; it is one of the two identifiers');
    const date = readDate(text, dates);
    if (typeof date === 'string') return bad(date);
    const born = Date.UTC(date.year, date.month - 1, date.day);
    // A day's grace: it may be tomorrow already where the child was born.
    if (born > now + dayMs) return bad('lies in the future');
    return now - born > yearsMax * 365.25 * dayMs
      ? bad(`would make the patient older than ${yearsMax}`)
      : good(isoDate(date));
  };

const sexes: Readonly<Record<string, Patient['sex']>> = {
  f: 'F',
  female: 'F',
  w: 'F',
  m: 'M',
  male: 'M',
  x: 'X',
  other: 'X',
  u: 'U',
  unknown: 'U',
  '': 'U',
};
export const sexOf = (text: string): Cell<Patient['sex']> => {
  const sex = Object.hasOwn(sexes, text.toLowerCase()) ? sexes[text.toLowerCase()] : undefined;
  return sex === undefined ? bad('must be F, M, X or U (unknown)') : good(sex);
};

const dayMs = 86_400_000;
/** A day list is about days near today; a start far off is a day and a month in the wrong order. */
const behindMs = dayMs;
const aheadMs = 366 * dayMs;

/** Date and time of day, with an offset only where the hour happens twice: `25.10.2026 02:30 +02:00`. */
export const startOf =
  ({ dates, timeZone, now }: { readonly dates: DateOrder; readonly timeZone: string; readonly now: Instant }) =>
  (text: string): Cell<Instant> => {
    const parts = /^(\S+?)(?:\s+|T)(\d{1,2}):(\d{2})(?::00)?(?:\s*([+-]\d{2}:\d{2}))?$/.exec(text);
    if (parts === null) return bad('must be a date and a time of day, such as 23.11.2026 08:30');
    const [, dateText = '', hourText = '', minuteText = '', offset] = parts;
    const date = readDate(dateText, dates);
    if (typeof date === 'string') return bad(date);
    const [hour, minute] = [Number(hourText), Number(minuteText)];
    if (hour > 23 || minute > 59) return bad(`there is no ${hourText}:${minuteText} in a day; write 00:00 to 23:59`);
    const found = instantOf({ ...date, hour, minute }, timeZone);
    if (found.kind === 'skipped')
      return bad(`${hourText}:${minuteText} does not exist on that day in ${timeZone}: the clocks go forward over it`);
    const at = found.kind === 'one' ? [found.at] : found.at;
    const said =
      offset === undefined ? null : Date.UTC(date.year, date.month - 1, date.day, hour, minute) - offsetMs(offset);
    if (said !== null && !at.includes(said))
      return bad(`is not at ${offset} in ${timeZone} on that day; leave the offset out`);
    if (said === null && at.length > 1)
      return bad(`${hourText}:${minuteText} happens twice on that day in ${timeZone}; add the offset, such as +02:00`);
    return nearStart(said ?? at[0] ?? Number.NaN, now);
  };

/** A planned start that a list of these days may have. */
export function nearStart(start: Instant, now: Instant): Cell<Instant> {
  if (start < now - behindMs) return bad('lies more than a day back; is the order of day and month right?');
  return start > now + aheadMs ? bad('lies more than a year ahead; is the order of day and month right?') : good(start);
}

function offsetMs(offset: string): number {
  const [hours = 0, minutes = 0] = offset.slice(1).split(':').map(Number);
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

const codes = {
  fasting: {
    yes: 'required',
    y: 'required',
    required: 'required',
    no: 'notRequired',
    n: 'notRequired',
    notrequired: 'notRequired',
  },
  armRestriction: { none: 'none', no: 'none', left: 'left', l: 'left', right: 'right', r: 'right' },
} as const satisfies Record<string, Readonly<Record<string, string>>>;
const choices = {
  fasting: 'yes, no or unknown',
  armRestriction: 'none, left, right or unknown (both: telephone the ward, no arm is left)',
} as const;

/** An empty cell is "unknown", never "no": a protocol asks about what it does not know. */
export const coded =
  (fact: keyof typeof codes) =>
  (text: string): Cell<string> => {
    const word = text.toLowerCase().replace(/[^a-z]/g, '');
    if (text === '' || word === 'unknown') return good('unknown');
    const known: Readonly<Record<string, string>> = codes[fact];
    const value = Object.hasOwn(known, word) ? known[word] : undefined;
    return value === undefined ? bad(`must be ${choices[fact]}`) : good(value);
  };

/** Which tubes, in the laboratory's words: `1 citrate, 2 EDTA`. A cell without a word in it says nothing. */
export function tubesOf(text: string): Cell<string | null> {
  if (text === '' || text === '-') return good(null);
  if (hidden.test(text)) return bad(hiddenSays);
  return [...text].length > 100 ? bad('is longer than 100 characters') : good(text.normalize('NFC'));
}

const planned = new Set(['', 'planned', 'scheduled', 'active', 'booked']);
const off = new Set(['cancelled', 'canceled', 'revoked']);
export const cancelledOf = (text: string): Cell<boolean> => {
  const word = text.toLowerCase();
  if (planned.has(word)) return good(false);
  return off.has(word) ? good(true) : bad('must be planned or cancelled');
};
