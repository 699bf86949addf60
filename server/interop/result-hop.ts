/**
 * The last hop of a bundle's results: after its orders were committed, each is filed to the items that ask for it, and
 * one declared wrong is taken back. What could not be filed is said by its FHIRPath. Sent again, what was filed before
 * gets the answer it got then: a bundle whose server died between the orders and the results is completed so.
 */
import type { Actor, WardId } from '../../machines/index.ts';
import type { Preparations } from '../preparations/service.ts';
import type { ResultOutcome, ResultTarget } from '../preparations/results.ts';
import type { Bundle, Resource } from './bundle.ts';
import type { Element } from './element.ts';
import { identifierOf } from './patient.ts';
import { readResults, type Result, type Withdrawn } from './results.ts';

/** Results as they are to be filed: the newest last, so that it is the one that counts. */
export interface ResultList {
  readonly results: readonly (Result & { readonly number: string })[];
  readonly withdrawn: readonly (Withdrawn & { readonly number: string })[];
}
export interface HopRequest {
  readonly preparations: Pick<Preparations, 'fileResult' | 'takeBackResult'>;
  readonly ward: WardId;
  readonly actor: Actor;
  /** Whether the importer may change a patient who is on this ward now. */
  readonly mayChange: (ward: WardId) => boolean;
}

/** Faults are in the bundle's findings: a result of somebody without a number is nobody's. */
export function listResults(bundle: Bundle, patientNumber: string | null): ResultList {
  const { results, withdrawn } = readResults(bundle);
  const numbered = <T extends { readonly patient: Resource }>(one: T): readonly (T & { readonly number: string })[] => {
    const number = identifierOf(one.patient.at, 'MR', patientNumber)?.text('value') ?? null;
    return number === null ? [] : [{ ...one, number }];
  };
  return {
    results: results.flatMap(numbered).sort((a, b) => a.takenAt - b.takenAt),
    withdrawn: withdrawn.flatMap(numbered),
  };
}

/** How many are on file now for somebody, and how many were taken back; the rest is warned of. */
export async function fileResults(
  { results, withdrawn }: ResultList,
  { preparations, ward, actor, mayChange }: HopRequest,
): Promise<{ readonly filed: number; readonly takenBack: number }> {
  const target = (patient: string): ResultTarget => ({ patient, ward, may: mayChange });
  let [filed, takenBack] = [0, 0];
  // First what is wrong: its correction may be in the same bundle.
  for (const { code, source, takenAt, number: patient, at } of withdrawn) {
    const wrong = { code, source, takenAt, patient };
    if (heard(at, await preparations.takeBackResult(target(patient), wrong, actor))) takenBack += 1;
  }
  for (const { code, value, unit, takenAt, status, source, number: patient, at } of results) {
    const result = { code, value, unit, takenAt, status, source, patient };
    if (heard(at, await preparations.fileResult(target(patient), result, actor))) filed += 1;
  }
  return { filed, takenBack };
}

/** Whether it is on record for an item; where it is not, that is warned of in the sentence it was refused with. */
function heard(at: Element, outcome: ResultOutcome): boolean {
  if (outcome.kind === 'refused') {
    at.warn('', `is not on file: ${outcome.says}`);
    return false;
  }
  const kinds = outcome.filed.map(({ item, outcome: one }) => {
    if (one.kind === 'older') at.warn('', `is not on file for ${item}: a newer result is, which counts`);
    if (one.kind === 'refused' || one.kind === 'needsPerson')
      at.warn('', `is not on file for ${item}: ${one.refusal.says}`);
    return one.kind;
  });
  return kinds.some((kind) => kind === 'accepted' || kind === 'alreadySo' || kind === 'onFile');
}
