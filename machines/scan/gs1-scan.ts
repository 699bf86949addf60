/** What a GS1 barcode is for: a patient, a device, or nothing that is used at a bedside. */
import type { Instant } from '../terms.ts';
import { clock, yymmdd } from './dates.ts';
import { elementsOf, type Elements } from './gs1.ts';
import { refusedScan, scanQuestions, unclearScan } from './says.ts';
import type { DeviceScan, LabelTime, Scan } from './scan.ts';
import type { ScanSettings } from './settings.ts';
import { wristband } from './wristband.ts';

export function gs1Scan(text: string, at: Instant, site: ScanSettings): Scan {
  const elements = elementsOf(text, { at, instanceUnder8017: site.gsrn.instance === '8017' });
  if ('kind' in elements) return elements;
  const gsrn = elements.get('8018');
  const isDevice = elements.has('01') || elements.has('8004');
  if (gsrn !== undefined) return isDevice ? refusedScan('twoAtOnce') : wristband(gsrn, elements, site);
  if (isDevice) return device(elements, at);
  const has = (...names: readonly string[]): boolean => names.some((name) => elements.has(name));
  if (has('8017')) return refusedScan(site.gsrn.instance === '8017' ? 'noPatientNumber' : 'staffNumber');
  if (has('8019', '91', '92', '93')) return refusedScan('noPatientNumber');
  return has('10', '11', '17', '21', '7003') ? unclearScan(scanQuestions.secondBarcode) : refusedScan('notUsedHere');
}

/** A company prefix of at least four digits and a number: shorter is what a misread identifier has left over. */
const giai = /^\d{4}.+$/;

function device(elements: Elements, at: Instant): Scan {
  if (elements.has('8004') && !giai.test(elements.get('8004') ?? '')) return refusedScan('truncated');
  const expiry = elements.has('7003') ? dateAndTime(elements.get('7003') ?? '', at) : dateIn(elements, '17', at);
  const productionDate = dateIn(elements, '11', at);
  if (expiry === null || productionDate === null) return refusedScan('date');
  return {
    kind: 'device',
    scheme: 'gs1',
    di: elements.get('01') ?? null,
    ...given('serial', elements.get('21')),
    ...given('lot', elements.get('10')),
    ...given('expiry', expiry),
    ...given('productionDate', productionDate),
    ...given('giai', elements.get('8004')),
  };
}

/** Undefined when the label has none, null when it is no day. */
function dateIn(elements: Elements, name: string, at: Instant): LabelTime | null | undefined {
  const value = elements.get(name);
  return value === undefined ? undefined : yymmdd(value, at);
}

/** Without minutes it is good until its hour begins; GS1 writes them as 00 then. */
function dateAndTime(value: string, at: Instant): LabelTime | null {
  const time = clock(value.slice(6));
  return time === null ? null : yymmdd(value.slice(0, 6), at, time);
}

const given = <K extends keyof DeviceScan, V>(key: K, value: V | undefined): { readonly [key in K]?: V } =>
  (value === undefined ? {} : { [key]: value }) as { readonly [key in K]?: V };
