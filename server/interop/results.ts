/**
 * Measured results of a bundle: a LOINC code, a number in a UCUM unit, when it was taken, and how far it may be trusted.
 * Only verified results are used: final, or a final one amended or corrected since. What is not used is said.
 */
import type { Instant } from '../../machines/index.ts';
import type { Bundle, Resource } from './bundle.ts';
import type { Element } from './element.ts';
import { dateTimeOf } from './times.ts';

export interface Result {
  /** LOINC. */
  readonly code: string;
  readonly value: number;
  /** UCUM. */
  readonly unit: string;
  /** When the sample was taken or the measurement made, not when it was reported. */
  readonly takenAt: Instant;
  readonly status: string;
  readonly patient: Resource;
}
/** A code whose result was reported and then declared wrong: what was kept of it must not be used any longer. */
export type Withdrawn = Pick<Result, 'code' | 'patient'>;

export const loinc = 'http://loinc.org';
const ucum = 'http://unitsofmeasure.org';
const verified = new Set(['final', 'amended', 'corrected']);

export const resultsOf = (bundle: Bundle): readonly Result[] => readResults(bundle).results;
export const withdrawnOf = (bundle: Bundle): readonly Withdrawn[] => readResults(bundle).withdrawn;

function readResults(bundle: Bundle): {
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
    const parts = at.has('component') ? at.list('component') : [at];
    if (status === 'entered-in-error') {
      at.warn('status', 'is entered-in-error: the result is not used, and one kept before is taken back');
      withdrawn.push(...parts.flatMap((part) => codesOf(part).map((code) => ({ code, patient }))));
    } else if (!verified.has(status)) {
      at.warn('status', 'is not final: the result is not used until it is');
    } else {
      const takenAt = takenOf(at);
      if (takenAt === null) continue;
      for (const part of parts) {
        const [code] = codesOf(part);
        const measured = code === undefined ? part.warn('code', 'has no LOINC code: it is not used') : measuredOf(part);
        if (code !== undefined && measured !== null) results.push({ code, ...measured, takenAt, status, patient });
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

/** A day without a time cannot be counted from; a period counts from its end, when the last of the sample was taken. */
function takenOf(at: Element): Instant | null {
  const [holder, name] =
    at.get('effectivePeriod') === null
      ? ([at, at.has('effectiveInstant') ? 'effectiveInstant' : 'effectiveDateTime'] as const)
      : ([at.get('effectivePeriod') ?? at, 'end'] as const);
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
