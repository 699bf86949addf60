/**
 * Results of the laboratory's system, filed to the items that ask for their code. A result counts only if it is final,
 * of this patient and in the item's own unit (I42); whether it is good enough and not too old is the protocol's to say.
 * The same result sent again is the same command, and gets the first answer: it is on record once. Only for another
 * version of the order, or of the patient, is it asked anew: what changed may have voided it.
 */
import { createHash } from 'node:crypto';
import {
  canonical,
  wireFormat,
  type Actor,
  type CommandMessage,
  type Evidence,
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
/** A result that its laboratory declares wrong (FHIR: entered-in-error). */
export interface WithdrawnResult extends Pick<FiledResult, 'code' | 'patient' | 'source'> {
  /** When the sample was taken, where that is still said: an exception made for the result is known by it. */
  readonly takenAt: Instant | null;
}
/** One preparation, or every open one of a patient by the number on the wristband, on the wards where `may` says so. */
export type ResultTarget =
  | PreparationId
  | { readonly patient: string; readonly ward: WardId; readonly may?: (ward: WardId) => boolean };

export type ResultOutcome =
  | { readonly kind: 'filed'; readonly filed: readonly FiledAt[] }
  /** Nothing was written. */
  | { readonly kind: 'refused'; readonly code: ResultRefusal; readonly says: string };
export interface FiledAt {
  readonly preparation: PreparationId;
  readonly item: string;
  /** `older`: a newer one is on file, which stays the one that counts. `onFile`: this very one is. */
  readonly outcome: Verdict | { readonly kind: 'older' | 'onFile' };
}
export type ResultRefusal = keyof typeof says;

const says = {
  notFinal: 'The result is not final. Send it again when it is; nothing is decided on a preliminary one.',
  otherPatient: 'The result is of another patient than this preparation. Check the number it was reported for.',
  otherUnit:
    'The result is in another unit than the item. Have it reported in the item’s unit; it is never converted here.',
  notAsked: 'No item of this preparation asks for a result with this code.',
  notHere: 'No open preparation here is for this patient.',
  notOnFile: 'No item counts this result now. If somebody acted on it, tell them that it was wrong.',
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

export interface Results {
  readonly file: Preparations['fileResult'];
  readonly takeBack: Preparations['takeBackResult'];
}

export function createResults({ store, clock, knowledge, preparations }: ResultParts): Results {
  async function file(known: Known, item: string, result: FiledResult, by: Actor): Promise<FiledAt> {
    const { preparation } = known.head;
    const id = idOf(known, result, item);
    const on = known.state.context.evidence[item];
    // One that was filed before gets the answer it got then.
    if (on?.takenAt !== undefined && (await store.verdict(preparation, id)) === null) {
      const isSame = isOf(on, result) && on.value === result.value && on.takenAt === result.takenAt;
      if (isSame) return { preparation, item, outcome: { kind: 'onFile' } };
      // A result that arrives late is no newer for it.
      if (on.takenAt > result.takenAt) return { preparation, item, outcome: { kind: 'older' } };
    }
    const { value, takenAt, source } = result;
    const asked = { event: `item.${item}.filed`, value, takenAt, how: 'record', note: source } as const;
    return { preparation, item, outcome: await tell(known, id, asked, by) };
  }

  async function tell(
    { head: { preparation, digest, revision, hash } }: Known,
    id: string,
    asked: Pick<CommandMessage, 'event' | 'value' | 'takenAt' | 'how' | 'note' | 'reason'>,
    by: Actor,
  ): Promise<Verdict> {
    const at = clock.now();
    const message: CommandMessage = {
      format: wireFormat,
      id,
      preparation,
      ...asked,
      grant: by.grant,
      device: { id: by.device, seq: 1 },
      digest,
      base: { revision, head: hash },
      previous: null,
      wallTime: at,
      lastSync: at,
      elapsed: 0,
    };
    // Who may file results was asked at the door; the fact itself is nobody's opinion.
    const reply = await preparations.submit(message, { ...by, role: 'system' }, () => ({ ok: true }));
    if (!reply.ok) throw new Error(`a result was refused by permission: ${reply.problem.type}`);
    return reply.value;
  }

  /** The preparations meant, or why there is none. */
  async function meant(target: ResultTarget, patient: string): Promise<readonly Known[] | ResultRefusal> {
    if (typeof target !== 'string' && target.patient !== patient) return 'otherPatient';
    const asked = typeof target === 'string' ? [target] : await preparations.ofPatient(target.patient, target.ward);
    const all = (await Promise.all(asked.map((one) => knowledge.newest(one)))).filter((one) => one !== null);
    const known = all.filter(({ head }) => typeof target === 'string' || (target.may?.(head.ward) ?? true));
    if (known.length === 0) return 'notHere';
    return known.some(({ state }) => state.context.patient.number !== patient) ? 'otherPatient' : known;
  }

  return {
    async file(target, given, by) {
      // JSON may carry -0, which has no canonical text.
      const result = { ...given, value: given.value === 0 ? 0 : given.value };
      if (!final.has(result.status)) return refused('notFinal');
      const known = await meant(target, result.patient);
      if (typeof known === 'string') return refused(known);
      const places = known.flatMap((one) => itemsFor(one, result.code).map((item) => ({ one, item })));
      if (places.length === 0) return refused('notAsked');
      if (places.some(({ item }) => !sameUnit(item.unit, result.unit))) return refused('otherUnit');
      const filed: FiledAt[] = [];
      for (const { one, item } of places) filed.push(await file(one, item.id, result, by));
      return { kind: 'filed', filed };
    },
    async takeBack(target, wrong, by) {
      const known = await meant(target, wrong.patient);
      if (typeof known === 'string') return refused(known);
      const filed: FiledAt[] = [];
      for (const one of known)
        for (const { id: item } of itemsFor(one, wrong.code)) {
          const on = one.state.context.evidence[item];
          if (on === undefined || !(isOf(on, wrong) || isExceptionFor(on, wrong))) continue;
          const { preparation } = one.head;
          const id = `wrong-${hashOf({ preparation, item, source: wrong.source, at: on.at })}`;
          const asked = { event: `item.${item}.recalled`, reason: declaredWrong } as const;
          filed.push({ preparation, item, outcome: await tell(one, id, asked, by) });
        }
      return filed.length === 0 ? refused('notOnFile') : { kind: 'filed', filed };
    },
  };
}

const declaredWrong = 'The laboratory declared this result wrong';

/** Whether what is on file is this laboratory's report, and nobody's reading of it. */
const isOf = ({ how, note }: Evidence, { source }: Pick<FiledResult, 'source'>): boolean =>
  how === 'record' && note === source;
/** Of an exception the note is the reason for it; when the sample was taken is still the result's own. */
const isExceptionFor = ({ exception, takenAt }: Evidence, wrong: WithdrawnResult): boolean =>
  exception === true && takenAt !== undefined && takenAt === wrong.takenAt;

/** Items of the preparation's protocol that this code answers, with the unit they ask for. */
const itemsFor = ({ pinned: { protocol } }: Known, code: string): readonly { id: string; unit: string }[] =>
  [...protocol.items.values()].flatMap(({ item }) => {
    const { answer } = item;
    return 'result' in answer && answer.result === code ? [{ id: item.id, unit: answer.unit }] : [];
  });

/** Made of the result and what it was asked for, so that it cannot be filed twice, by whichever node and however often it is sent. */
const idOf = ({ state: { context } }: Known, result: FiledResult, item: string): string =>
  `result-${hashOf({ ...result, item, order: context.order.version, about: context.patient })}`;
const hashOf = (what: object): string => createHash('sha256').update(canonical(what)).digest('base64url');
