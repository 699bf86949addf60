/** ISBT 128 data structures: two characters that name it, then a known length (ISBT 128 Technical Specification, chapter 2). */
import { refusedScan } from './says.ts';
import type { ScanStopped } from './scan.ts';

/** The donation number names itself by its first character, so it stands here under its sign only. */
export const donation = '=';

const lengths: Readonly<Record<string, number>> = {
  '=%': 4, // blood group
  '=<': 8, // product code
  '=>': 6, // expiry date
  '&>': 10, // expiry date and time
  '=*': 6, // collection
  '&*': 10,
  '=}': 6, // production
  '&}': 10,
  '&(': 5, // special testing
  '={': 18,
  '=\\': 18,
  '&\\': 18,
  '&{': 18,
  '=[': 18,
  '="': 18,
  '=)': 10, // container
  '&)': 10,
  '=;': 21, // donor
  "='": 11, // staff
  '=-': 10, // other items
  '&-': 10,
  '=]': 6, // expiry month and year
  '=$': 16,
  '=(': 16,
  '=,': 6, // division; the serial number of a device
  '&+': 11,
  '=/': 16, // device identifier
  '&,1': 18, // lot of a product of human origin
  '&,2': 18,
};
const donationLength = 14;
const compound = /^=\+(\d{2})\d{3}/;

export const looksIsbt = (text: string): boolean => /^[=&]./.test(text) && text.length >= 6;

/** Each structure once, by its name. */
export function structuresOf(text: string): ReadonlyMap<string, string> | ScanStopped {
  const counted = compound.exec(text);
  const found = new Map<string, string>();
  let count = 0;
  let rest = counted === null ? text : text.slice(counted[0].length);
  while (rest !== '') {
    const name = nameOf(rest);
    if (name === null) return refusedScan(rest.length < 3 ? 'truncated' : 'unknownPart');
    // The first character of a donation number is a part of it.
    const length = name === donation ? 1 + donationLength : (lengths[name] ?? 0);
    const value = rest.slice(name.length, name.length + length);
    if (value.length < length) return refusedScan('truncated');
    const before = found.get(name);
    if (before !== undefined && before !== value) return refusedScan('twoAtOnce');
    found.set(name, value);
    count += 1;
    rest = rest.slice(name.length + length);
  }
  return counted !== null && count !== Number(counted[1]) ? refusedScan('truncated') : found;
}

function nameOf(text: string): string | null {
  if (/^=[A-Za-z1-9]/.test(text)) return donation;
  return [3, 2].map((length) => text.slice(0, length)).find((name) => name in lengths) ?? null;
}
