/**
 * Measured results of a bundle: a LOINC code, a number in a UCUM unit, when it was taken, and how far it may be trusted.
 * Only verified results are used: final, or a final one amended or corrected since. What is not used is said.
 */
import type { Instant } from '../../machines/index.ts';
import type { Bundle, Resource } from './bundle.ts';
import type { Element } from './element.ts';
import { dateTimeOf } from './times.ts';

/** What an Observation says of one code, and where it stands in the bundle. */
interface Reported {
  /** LOINC. */
  readonly code: string;
  readonly patient: Resource;
  /** The reporting system and its own number of the Observation, by which it is known again. */
  readonly source: string;
  /** The Observation, or the part of it that says this. */
  readonly at: Element;
}
export interface Result extends Reported {
  readonly value: number;
  /** UCUM. */
  readonly unit: string;
  /** When the sample was taken or the measurement made, not when it was reported. */
  readonly takenAt: Instant;
  readonly status: string;
}
/** Reported once and then declared wrong: what was kept of it must not be used any longer. */
export interface Withdrawn extends Reported {
  readonly takenAt: Instant | null;
}

export const loinc = 'http://loinc.org';
const ucum = 'http://unitsofmeasure.org';
const verified = new Set(['final', 'amended', 'corrected']);

export function readResults(bundle: Bundle): {
  readonly results: readonly Result[];
  readonly withdrawn: readonly Withdrawn[];
} {
  const results: Result[] = [];
  const withdrawn: Withdrawn[] = [];
  for (const observation of bundle.of('Observation')) {
    const { at } = observation;
    const subject = at.get('subject');
    const patient = subject === null ? missing(at, 'subject') : bundle.follow(observation, subject, ['Patient']);
    const status = at.text('status') ?? missing(at, 'status');
    if (patient === null || status === null) continue;
    const source = sourceOf(at);
    const parts = at.has('component') ? at.list('component') : [at];
    if (status === 'entered-in-error') {
      at.warn('status', 'is entered-in-error: the result is not used, and where it is on file it is taken back');
      const takenAt = takenIn(at);
      for (const part of parts)
        withdrawn.push(...codesOf(part).map((code) => ({ code, patient, source, takenAt, at: part })));
    } else if (!verified.has(status)) {
      at.warn('status', 'is not final: the result is not used until it is');
    } else {
      const takenAt = takenOf(at);
      if (takenAt === null) continue;
      for (const part of parts) {
        const [code] = codesOf(part);
        const measured = code === undefined ? part.warn('code', 'has no LOINC code: it is not used') : measuredOf(part);
        if (code !== undefined && measured !== null)
          results.push({ code, ...measured, takenAt, status, patient, source, at: part });
      }
    }
  }
  return { results, withdrawn };
}

const missing = (at: Element, name: string): null => at.wrong(name, 'is missing');

function codesOf(part: Element): readonly string[] {
  const all = part.get('code')?.list('coding') ?? [];
  return all.flatMap((coding) => (coding.json['system'] === loinc ? (coding.text('code') ?? []) : []));
}

/** An identifier goes before the id: servers give ids of their own on the way. */
function sourceOf(at: Element): string {
  const [named] = at.list('identifier').filter(({ json }) => typeof json['value'] === 'string');
  const said =
    named === undefined
      ? `Observation/${at.text('id') ?? ''}`
      : `${named.text('system') ?? ''}|${named.text('value') ?? ''}`;
  if (said.length > sourceMax) at.wrong('identifier', `is longer than ${sourceMax} characters with its system`);
  return said;
}
const sourceMax = 200;

/** A period counts from its end, when the last of the sample was taken. */
const effective = (at: Element): readonly [holder: Element, name: string] => {
  const period = at.get('effectivePeriod');
  return period === null
    ? [at, at.has('effectiveInstant') ? 'effectiveInstant' : 'effectiveDateTime']
    : [period, 'end'];
};
function takenIn(at: Element): Instant | null {
  const [holder, name] = effective(at);
  const read = dateTimeOf(holder.text(name) ?? '');
  return read.ok ? read.value : null;
}
/** A day without a time cannot be counted from. */
function takenOf(at: Element): Instant | null {
  const [holder, name] = effective(at);
  const text = holder.text(name);
  if (text === null) return at.warn('effective', 'does not say when it was taken: the result is not used');
  const read = dateTimeOf(text);
  return read.ok ? read.value : holder.warn(name, `${read.says}: the result is not used`);
}

function measuredOf(part: Element): Pick<Result, 'value' | 'unit'> | null {
  const quantity = part.get('valueQuantity');
  if (quantity === null) return part.warn('value', 'is no measured number: it is not used');
  if (quantity.has('comparator'))
    return quantity.warn('comparator', 'gives only a bound, not a number: the result is not used');
  const value = quantity.number('value');
  const unit = quantity.json['system'] === ucum ? quantity.text('code') : null;
  if (unit === null) return quantity.warn('code', 'has no UCUM unit: the result is not used');
  return value === null ? quantity.warn('value', 'has no number: the result is not used') : { value, unit };
}
