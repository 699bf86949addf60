/** Labels of blood units, and of devices of human origin, which have the same structures. */
import { mod37Character, mod37Of } from './checks.ts';
import { clock, dayOfYear } from './dates.ts';
import { donation, structuresOf } from './isbt.ts';
import { refusedScan } from './says.ts';
import { bloodUses, type BloodGroup, type Din, type LabelTime, type Scan, type ScanStopped } from './scan.ts';
import type { ScanSettings } from './settings.ts';

const number = /^[A-NP-Z1-9]\d{12}/;
/** Facility, year and sequence, and nothing beside them. */
export const isDonation = (text: string): boolean => number.exec(text)?.[0] === text;

export function isbtScan(text: string, site: ScanSettings): Scan {
  const structures = structuresOf(text);
  if ('kind' in structures) return structures;
  const written = structures.get(donation);
  const din = written === undefined ? null : dinOf(written, site);
  if (din !== null && 'kind' in din) return din;
  const expiry = expiryIn(structures);
  if (expiry === 'no such day') return refusedScan('date');
  const di = structures.get('=/');
  if (di !== undefined) return deviceOf(di, structures, expiry);

  const group = structures.has('=%') ? groupOf(structures.get('=%') ?? '') : null;
  if (structures.has('=%') && group === null) return refusedScan('specialGroup');
  const productCode = structures.get('=<') ?? null;
  if (productCode !== null && !/^[A-Z][0-9A-Z]{4}[0-9A-Za-z]{3}$/.test(productCode))
    return refusedScan(/^[a-z]/.test(productCode) ? 'capitals' : 'character');
  if (din === null && group === null && productCode === null && expiry === null) return refusedScan('notUsedHere');
  return { kind: 'blood', din, productCode, group, expiry };
}

/**
 * Flags 60 to 96 are the check of the number; up to 59 they say something else and the number has no check of its own.
 * A site whose labels all carry the check says so: otherwise one wrong flag would hide one wrong digit.
 */
function dinOf(written: string, site: ScanSettings): Din | ScanStopped {
  if (/^[a-z]/.test(written)) return refusedScan('capitals');
  const found = number.exec(written)?.[0];
  const flags = written.slice(13);
  if (found === undefined || !/^\d\d$/.test(flags)) return refusedScan('character');
  if (Number(flags) >= 60)
    return Number(flags) - 60 === mod37Of(found) ? { number: found, check: 'held' } : refusedScan('checkDigit');
  return site.blood.flags === 'mod37' ? refusedScan('noDinCheck') : { number: found, check: 'notCarried' };
}

/** As a person types it from the label, with the boxed check character: `G1234 17 654321 A`. */
export function typedDonation(text: string): Scan | null {
  const close = text.replaceAll(' ', '');
  if (!/^[A-NP-Z]\d{12}[0-9A-Z*]$/.test(close)) return null;
  const din = close.slice(0, -1);
  if (mod37Character(mod37Of(din)) !== close.at(-1)) return null;
  return { kind: 'blood', din: { number: din, check: 'held' }, productCode: null, group: null, expiry: null };
}

/** The first of eight numbers each: by what the unit is for, in the order of `bloodUses` (ISBT 128, table 4). */
const groups: readonly (readonly [first: number, abo: BloodGroup['abo'], rhd: BloodGroup['rhd']])[] = [
  [91, 'O', 'negative'],
  [47, 'O', 'positive'],
  [2, 'A', 'negative'],
  [58, 'A', 'positive'],
  [13, 'B', 'negative'],
  [69, 'B', 'positive'],
  [24, 'AB', 'negative'],
  [80, 'AB', 'positive'],
];
const withoutRhd: Readonly<Record<string, BloodGroup['abo']>> = { '55': 'O', '66': 'A', '77': 'B', '88': 'AB' };

/** Null for what is no ordinary group: Bombay types, pooled products, and messages such as quarantine. */
function groupOf(value: string): BloodGroup | null {
  const code = value.slice(0, 2);
  const abo = withoutRhd[code];
  if (abo !== undefined) return { abo, rhd: null, use: 'unspecified' };
  if (!/^\d\d$/.test(code)) return null;
  const row = groups.find(([first]) => Number(code) >= first && Number(code) < first + bloodUses.length);
  const use = row === undefined ? undefined : bloodUses[Number(code) - row[0]];
  return row === undefined || use === undefined ? null : { abo: row[1], rhd: row[2], use };
}

function expiryIn(structures: ReadonlyMap<string, string>): LabelTime | null | 'no such day' {
  const value = structures.get('&>') ?? structures.get('=>');
  if (value === undefined) return null;
  const time = value.length > 6 ? clock(value.slice(6)) : null;
  if (!/^\d+$/.test(value) || (value.length > 6 && time === null)) return 'no such day';
  return cyyjjj(value, time) ?? 'no such day';
}

/** One digit of the century (9 is 19.., 0 is 20..), the year, the day of the year. */
const cyyjjj = (value: string, time: string | null = null): LabelTime | null =>
  dayOfYear(
    (value.startsWith('9') ? 1900 : 2000 + 100 * Number(value[0])) + Number(value.slice(1, 3)),
    Number(value.slice(3, 6)),
    time,
  );

function deviceOf(di: string, structures: ReadonlyMap<string, string>, expiry: LabelTime | null): Scan {
  if (!/^[A-NP-Z1-9][0-9A-Z]{15}$/.test(di)) return refusedScan('character');
  const serial = structures.get('=,');
  const lot = structures.get('&,1');
  const made = structures.get('=}');
  const productionDate = made === undefined ? undefined : cyyjjj(made);
  if (productionDate === null) return refusedScan('date');
  return {
    kind: 'device',
    scheme: 'iccbba',
    di,
    ...(serial === undefined ? {} : { serial }),
    ...(lot === undefined ? {} : { lot }),
    ...(expiry === null ? {} : { expiry }),
    ...(productionDate === undefined ? {} : { productionDate }),
  };
}
