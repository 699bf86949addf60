/**
 * Results of the laboratory's system, filed to the items that ask for their code. A result counts only if it is final,
 * of this patient and in the item's own unit (I42); whether it is good enough and not too old is the protocol's to say.
 * The same result sent again is the same command, and gets the first answer: it is on record once.
 */
import { createHash } from 'node:crypto';
import {
  canonical,
  wireFormat,
  type Actor,
  type CommandMessage,
  type Instant,
  type PreparationId,
  type Verdict,
  type WardId,
} from '../../machines/index.ts';
import type { Clock } from '../ports.ts';
import type { Store } from '../store/store.ts';
import type { Known, Knowledge } from './known.ts';
import type { Preparations } from './service.ts';
import { sameUnit } from './unit-spellings.ts';

export interface FiledResult {
  /** As a protocol's `result` names it, such as a LOINC code. */
  readonly code: string;
  readonly value: number;
  /** UCUM. */
  readonly unit: string;
  /** When the sample was taken. */
  readonly takenAt: Instant;
  /** As FHIR's Observation.status says it. */
  readonly status: string;
  /** The hospital number it was reported for. */
  readonly patient: string;
  /** The reporting system and its own number of this result. */
  readonly source: string;
}
/** One preparation, or every open one of a patient by the number on the wristband. */
export type ResultTarget = PreparationId | { readonly patient: string; readonly ward: WardId };

export type ResultOutcome =
  | { readonly kind: 'filed'; readonly filed: readonly FiledAt[] }
  /** Nothing was written. */
  | { readonly kind: 'refused'; readonly code: ResultRefusal; readonly says: string };
export interface FiledAt {
  readonly preparation: PreparationId;
  readonly item: string;
  /** `older`: a newer one is on file, which stays the one that counts. */
  readonly outcome: Verdict | { readonly kind: 'older' };
}
export type ResultRefusal = keyof typeof says;

const says = {
  notFinal: 'The result is not final. Send it again when it is; nothing is decided on a preliminary one.',
  otherPatient: 'The result is of another patient than this preparation. Check the number it was reported for.',
  otherUnit:
    'The result is in another unit than the item. Have it reported in the item’s unit; it is never converted here.',
  notAsked: 'No item of this preparation asks for a result with this code.',
  notHere: 'No open preparation here is for this patient.',
} as const;
const refused = (code: ResultRefusal): Extract<ResultOutcome, { kind: 'refused' }> => ({
  kind: 'refused',
  code,
  says: says[code],
});

/** `amended` and `corrected` are final results that were put right since: refusing them would leave the wrong one standing. */
const final: ReadonlySet<string> = new Set(['final', 'amended', 'corrected']);

export interface ResultParts {
  readonly store: Pick<Store, 'verdict'>;
  readonly clock: Clock;
  readonly knowledge: Knowledge;
  readonly preparations: Pick<Preparations, 'submit' | 'ofPatient'>;
}

export function createResults({ store, clock, knowledge, preparations }: ResultParts): Preparations['fileResult'] {
  async function file(known: Known, item: string, result: FiledResult, by: Actor): Promise<FiledAt> {
    const { preparation, digest } = known.head;
    const id = idOf(result, item);
    const on = known.state.context.evidence[item]?.takenAt;
    // A result that arrives late is no newer for it. One that was filed before gets the answer it got then.
    if (on !== undefined && on > result.takenAt && (await store.verdict(preparation, id)) === null)
      return { preparation, item, outcome: { kind: 'older' } };
    const at = clock.now();
    const message: CommandMessage = {
      format: wireFormat,
      id,
      preparation,
      event: `item.${item}.filed`,
      value: result.value,
      takenAt: result.takenAt,
      how: 'record',
      note: result.source,
      grant: by.grant,
      device: { id: by.device, seq: 1 },
      digest,
      base: { revision: known.head.revision, head: known.head.hash },
      previous: null,
      wallTime: at,
      lastSync: at,
      elapsed: 0,
    };
    // Who may file results was asked at the door; the fact itself is nobody's opinion.
    const reply = await preparations.submit(message, { ...by, role: 'system' }, () => ({ ok: true }));
    if (!reply.ok) throw new Error(`a result was refused by permission: ${reply.problem.type}`);
    return { preparation, item, outcome: reply.value };
  }

  return async (target, given, by) => {
    // JSON may carry -0, which has no canonical text.
    const result = { ...given, value: given.value === 0 ? 0 : given.value };
    if (!final.has(result.status)) return refused('notFinal');
    if (typeof target !== 'string' && target.patient !== result.patient) return refused('otherPatient');
    const asked = typeof target === 'string' ? [target] : await preparations.ofPatient(target.patient, target.ward);
    const known = (await Promise.all(asked.map((one) => knowledge.newest(one)))).filter((one) => one !== null);
    if (known.length === 0) return refused('notHere');
    if (known.some(({ state }) => state.context.patient.number !== result.patient)) return refused('otherPatient');
    const places = known.flatMap((one) => itemsFor(one, result.code).map((item) => ({ one, item })));
    if (places.length === 0) return refused('notAsked');
    if (places.some(({ item }) => !sameUnit(item.unit, result.unit))) return refused('otherUnit');
    const filed: FiledAt[] = [];
    for (const { one, item } of places) filed.push(await file(one, item.id, result, by));
    return { kind: 'filed', filed };
  };
}

/** Items of the preparation's protocol that this code answers, with the unit they ask for. */
const itemsFor = ({ pinned: { protocol } }: Known, code: string): readonly { id: string; unit: string }[] =>
  [...protocol.items.values()].flatMap(({ item }) => {
    const { answer } = item;
    return 'result' in answer && answer.result === code ? [{ id: item.id, unit: answer.unit }] : [];
  });

/** Made of the result itself, so that it cannot be filed twice, by whichever node and however often it is sent. */
const idOf = (result: FiledResult, item: string): string =>
  `result-${createHash('sha256')
    .update(canonical({ ...result, item }))
    .digest('base64url')}`;
