/**
 * A code without structure, by the rules of the site. More than one rule that fits is no answer. A plain number has no
 * check of its own: only the comparison with the record, whole, stands behind it.
 */
import type { Scan } from './scan.ts';
import type { ScanSettings } from './settings.ts';
import { unclearScan } from './says.ts';

const names = { patient: 'wristband', badge: 'badge', asset: 'label on equipment' } as const;

export interface PlainReading {
  readonly kind: keyof typeof names;
  readonly scan: Scan;
}

/** What the site's rules make of it; empty when it has none that fits. */
export function plainReadings(text: string, { wristband, badge, asset }: ScanSettings): readonly PlainReading[] {
  const prefixed = (prefix: string | null): boolean =>
    prefix !== null && text.length > prefix.length && text.startsWith(prefix);
  const number = hospitalNumber(text, wristband);
  return [
    ...(number === null
      ? []
      : [{ kind: 'patient', scan: { kind: 'patient', number, scheme: 'hospital' } } satisfies PlainReading]),
    ...(prefixed(badge.prefix)
      ? [{ kind: 'badge', scan: { kind: 'badge', number: text } } satisfies PlainReading]
      : []),
    ...(prefixed(asset.prefix)
      ? [{ kind: 'asset', scan: { kind: 'asset', number: text } } satisfies PlainReading]
      : []),
  ];
}

export function plainScan(text: string, readings: readonly PlainReading[]): Scan {
  const [only, ...others] = readings;
  if (only === undefined) return { kind: 'plain', text };
  if (others.length === 0) return only.scan;
  const could = readings.map(({ kind }) => `a ${names[kind]}`).join(' or ');
  return unclearScan(`This could be ${could}. Type the number instead, and ask IT to tell them apart by a prefix.`);
}

/** Capital letters are what is printed; small ones are Caps Lock's. */
function hospitalNumber(text: string, { prefix, numbers }: ScanSettings['wristband']): string | null {
  if (prefix === null && numbers.length === 0) return null;
  if (prefix !== null && !text.startsWith(prefix)) return null;
  const number = text.slice(prefix?.length ?? 0);
  const fits = (one: string): boolean =>
    numbers.length === 0 ? /^[0-9A-Z./_-]{4,40}$/.test(one) : numbers.some((mask) => maskFits(mask, one));
  return [number, number.toUpperCase()].find(fits) ?? null;
}

export const maskFits = (mask: string, text: string): boolean =>
  mask.length === text.length && [...mask].every((wanted, index) => characterFits(wanted, text.charAt(index)));
const characterFits = (wanted: string, character: string): boolean =>
  wanted === '9'
    ? /\d/.test(character)
    : wanted === 'A'
      ? /[A-Z]/.test(character)
      : wanted === '?'
        ? /[0-9A-Z]/.test(character)
        : wanted === character;
