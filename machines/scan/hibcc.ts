/** HIBCC supplier labels: `+`, labeler, catalogue number, unit of measure, then `/` and the secondary parts, then a check character. */
import type { Instant } from '../terms.ts';
import { mod43Holds } from './checks.ts';
import { dayOf, dayOfYear, fullYear, yymmdd } from './dates.ts';
import { refusedScan, scanQuestions, unclearScan } from './says.ts';
import type { DeviceScan, LabelTime, Scan } from './scan.ts';

const primary = /^\+([A-Z][0-9A-Z]{3}[0-9A-Z]{1,18}[0-9])$/;

/** As printed under the bars it stands between asterisks. There are no small letters, so their case tells nothing. */
export const looksHibcc = (text: string): boolean => /^\*?\+[A-Za-z0-9$/]/.test(text) && text.length >= 6;

export function hibccScan(written: string, at: Instant): Scan {
  // Printed, a space is an underscore, or it could not be seen.
  const text = written
    .replace(/^\*(.*)\*$/s, '$1')
    .replace(/_$/, ' ')
    .toUpperCase();
  if (!mod43Holds(text)) return refusedScan('checkDigit');
  const body = text.slice(0, -1);
  if (body.startsWith('+/')) return refusedScan('notUsedHere');
  if (!/^\+[A-Z]/.test(body)) return unclearScan(scanQuestions.secondBarcode);
  const [first = '', ...secondary] = body.split('/');
  const di = primary.exec(first)?.[1];
  if (di === undefined) return refusedScan('truncated');
  let device: DeviceScan = { kind: 'device', scheme: 'hibcc', di };
  for (const part of secondary) {
    const read = secondaryPart(part, at);
    if (read === null) return refusedScan('unknownPart');
    if (Object.values(read).includes(null)) return refusedScan('date');
    device = { ...device, ...(read as Partial<DeviceScan>) };
  }
  return device;
}

type Part = Partial<Record<'lot' | 'serial', string> & Record<'expiry' | 'productionDate', LabelTime | null>>;

/** Null for a part that is not in the standard. */
function secondaryPart(part: string, at: Instant): Part | null {
  const dated = /^\$\$(\+?)(?:8\d{2}|9\d{5})?(.*)$/.exec(part);
  if (dated !== null) return datedPart(dated[2] ?? '', dated[1] === '+' ? 'serial' : 'lot', at);
  const plain = /^\$(\+?)(.+)$/.exec(part);
  if (plain !== null) return { [plain[1] === '+' ? 'serial' : 'lot']: plain[2] };
  const supplement = /^(14D|16D|S|Q)(.+)$/.exec(part);
  if (supplement !== null) {
    const [, name, value = ''] = supplement;
    if (name === 'S') return { serial: value };
    if (name === 'Q') return {};
    return { [name === '14D' ? 'expiry' : 'productionDate']: yyyymmdd(value) };
  }
  const julian = /^(\d{2})(\d{3})(.*)$/.exec(part);
  return julian === null
    ? null
    : {
        expiry: dayOfYear(fullYear(Number(julian[1]), at), Number(julian[2])),
        ...(julian[3] === '' ? {} : { lot: julian[3] ?? '' }),
      };
}

/** After `$$`: a digit that says how the date is written, the date, then the lot or the serial number. */
function datedPart(text: string, rest: 'lot' | 'serial', at: Instant): Part | null {
  const year = (two: string): number => fullYear(Number(two), at);
  const forms: readonly (readonly [RegExp, (groups: readonly string[]) => LabelTime | null | undefined])[] = [
    [/^([01]\d)(\d{2})/, ([, month = '', two = '']) => dayOf(year(two), Number(month), 0)],
    [/^2(\d{2})(\d{2})(\d{2})/, ([, month = '', day = '', two = '']) => exact(year(two), month, day)],
    [/^3(\d{6})/, ([, date = '']) => yymmdd(date, at)],
    [/^4(\d{6})([01]\d|2[0-3])/, ([, date = '', hour = '']) => yymmdd(date, at, `${hour}:00`)],
    [/^5(\d{2})(\d{3})/, ([, two = '', day = '']) => dayOfYear(year(two), Number(day))],
    [
      /^6(\d{2})(\d{3})([01]\d|2[0-3])/,
      ([, two = '', day = '', hour = '']) => dayOfYear(year(two), Number(day), `${hour}:00`),
    ],
    [/^7/, () => undefined],
  ];
  for (const [form, dateOf] of forms) {
    const found = form.exec(text);
    if (found === null) continue;
    const expiry = dateOf(found);
    const value = text.slice(found[0].length);
    return { ...(expiry === undefined ? {} : { expiry }), ...(value === '' ? {} : { [rest]: value }) };
  }
  return null;
}

const exact = (year: number, month: string, day: string): LabelTime | null =>
  day === '00' ? null : dayOf(year, Number(month), Number(day));
const yyyymmdd = (text: string): LabelTime | null =>
  /^\d{8}$/.test(text) ? exact(Number(text.slice(0, 4)), text.slice(4, 6), text.slice(6)) : null;
