/** GS1 element strings, as a scanner sends them or as a label prints them in brackets: which identifier has which value. */
import type { Instant } from '../terms.ts';
import { mod10Holds } from './checks.ts';
import { yymmdd } from './dates.ts';
import { asInstance, identifierAt, type Identifier } from './gs1-identifiers.ts';
import { refusedScan, scanProblems, unclearScan, type ScanProblem } from './says.ts';
import type { ScanStopped } from './scan.ts';

/** FNC1 between two parts, as it arrives. */
export const separator = '\u001d';

export type Elements = ReadonlyMap<string, string>;

/** What the parts mean to the site that reads them. */
interface Reading {
  readonly at: Instant;
  readonly instanceUnder8017: boolean;
}

/** 82 characters of GS1; in 91 to 99 a company may write what it likes. */
const characters = /^[!-"%-?A-Z_a-z]*$/;
const isInternal = (name: string): boolean => name.startsWith('9');

export function elementsOf(text: string, reading: Reading): Elements | ScanStopped {
  const parts = /^\(\d{2,4}\)/.test(text) ? bracketed(text, reading) : streamed(text, reading);
  if (typeof parts === 'string') return refusedScan(parts);
  const elements = new Map<string, string>();
  for (const { name, value } of parts) {
    const before = elements.get(name);
    if (before !== undefined && before !== value) return refusedScan('twoAtOnce');
    elements.set(name, value);
  }
  const last = parts.at(-1);
  const swallowed = last === undefined || last.closed ? null : swallowedBy(last.value, elements, reading);
  return swallowed === null ? elements : unclearScan(askWhich(last?.value ?? '', swallowed));
}

interface Part {
  readonly name: string;
  readonly value: string;
  /** It could not have run into the next one. */
  readonly closed: boolean;
}

function streamed(text: string, reading: Reading): readonly Part[] | ScanProblem {
  const parts: Part[] = [];
  let rest = text;
  while (rest !== '') {
    if (rest.startsWith(separator)) {
      rest = rest.slice(1);
      continue;
    }
    const found = identifierAt(rest);
    if (found === null) return /^\d{0,3}$/.test(rest) ? 'truncated' : 'unknownPart';
    const { name } = found;
    const identifier = meant(name, found, reading);
    const after = rest.slice(name.length);
    const end = after.indexOf(separator);
    const whole = end === -1 ? after : after.slice(0, end);
    const value = identifier.fixed === null ? whole : whole.slice(0, identifier.fixed);
    const problem = problemIn(name, value, identifier);
    if (problem !== null) return problem;
    parts.push({ name, value, closed: identifier.fixed !== null || end !== -1 });
    rest = after.slice(value.length);
  }
  return parts.length === 0 ? 'empty' : parts;
}

/** Brackets stand only where an identifier does, so nothing runs together. Spaces are the printer's. */
function bracketed(text: string, reading: Reading): readonly Part[] | ScanProblem {
  const parts: Part[] = [];
  for (const [, name = '', written = ''] of text.matchAll(/\((\d{2,4})\)(.*?)(?=\(\d{2,4}\)|$)/gs)) {
    const found = identifierAt(name);
    if (found === null || found.name !== name) return 'unknownPart';
    const value = isInternal(name) ? written.trim() : written.replaceAll(/[ \u001d]/g, '');
    const problem = problemIn(name, value, meant(name, found, reading));
    if (problem !== null) return problem === 'separator' ? 'character' : problem;
    parts.push({ name, value, closed: true });
  }
  return parts;
}

const meant = (name: string, identifier: Identifier, { instanceUnder8017 }: Reading): Identifier =>
  name === '8017' && instanceUnder8017 ? asInstance : identifier;

function problemIn(name: string, value: string, { fixed, longest, digitsOnly, check }: Identifier): ScanProblem | null {
  if (value === '' || (fixed !== null && value.length < fixed)) return 'truncated';
  if (fixed !== null && value.length > fixed) return 'character';
  if (value.length > longest) return 'separator';
  if (digitsOnly ? !/^\d+$/.test(value) : !isInternal(name) && !characters.test(value)) return 'character';
  return check === 'mod10' && !mod10Holds(value) ? 'checkDigit' : null;
}

/**
 * A part of any length whose separator did not arrive has the next parts in its tail. It is so when the tail reads as a
 * date or a number with a check digit; a lot that merely looks like one is asked about too, which costs a look at the label.
 */
function swallowedBy(value: string, elements: Elements, reading: Reading): string | null {
  for (let cut = 1; cut < value.length; cut += 1) {
    const tail = value.slice(cut);
    const name = ['01', '11', '17', '8018'].find((one) => tail.startsWith(one) && !elements.has(one));
    if (name === undefined) continue;
    const parts = streamed(tail, reading);
    if (typeof parts === 'string') continue;
    const [first] = parts;
    const isDate = name === '11' || name === '17';
    if (first !== undefined && (!isDate || yymmdd(first.value, reading.at) !== null)) return value.slice(0, cut);
  }
  return null;
}

const askWhich = (all: string, part: string): string =>
  `A separator is missing: this could be ${part} or ${all}. Read which is on the label, and tell IT about the scanner. ${scanProblems.separator}`;
