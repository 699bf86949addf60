/** What was scanned off a thing: its own number as the site printed it, or a GS1 code with the number, lot and expiry in it. */
export interface Scanned {
  readonly serial: string | null;
  readonly lot: string | null;
}

/** AIM symbology identifier that many scanners put first: how it was read, not what it says. */
const symbology = /^\][A-Za-z][0-9A-Za-z]/;
/** GS1 application identifiers with a fixed length of data. */
const fixed: Readonly<Record<string, number>> = {
  '00': 18,
  '01': 14,
  '02': 14,
  '11': 6,
  '13': 6,
  '15': 6,
  '17': 6,
  '20': 2,
};
/** Those of any length that are of use here: lot, serial, GIAI. */
const named = ['10', '21', '8004'] as const;

/** The code without what the scanner put before it. */
export const plainScan = (text: string): string => text.replace(symbology, '').trim();

/** Reads `(01)…(10)…(21)…` or the same with FNC1 between; null when it is not GS1. */
export function readGs1(text: string): Scanned | null {
  const found = new Map(text.startsWith('(') ? bracketed(text) : running(text));
  const serial = found.get('8004') ?? found.get('21') ?? null;
  const lot = found.get('10') ?? null;
  return serial === null && lot === null ? null : { serial, lot };
}

const bracketed = (text: string): readonly (readonly [string, string])[] =>
  [...text.matchAll(/\((\d{2,4})\)([^(]*)/g)].map(([, key = '', value = '']) => [key, value] as const);

function running(text: string): readonly (readonly [string, string])[] {
  const found: (readonly [string, string])[] = [];
  let rest = text.replace(/^[\u001d|]/, '');
  while (rest !== '') {
    const two = rest.slice(0, 2);
    const length = fixed[two];
    const key = length === undefined ? named.find((name) => rest.startsWith(name)) : two;
    if (key === undefined) return [];
    const after = rest.slice(key.length);
    const end = length ?? after.search(/[\u001d|]/);
    const value = end < 0 ? after : after.slice(0, end);
    if (value === '' || (length !== undefined && !(value.length === length && /^\d+$/.test(value)))) return [];
    found.push([key, value]);
    rest = after.slice(value.length).replace(/^[\u001d|]/, '');
  }
  return found;
}
