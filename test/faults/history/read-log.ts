/** One log opened and played again, as the checker reads it, whatever store it came from. */
import { canonical, isFiring, nextDue, opened, replayOne, type Protocol, type State } from '../../../machines/index.ts';
import { isClosed, orderClaim } from '../../../server/preparations/entry.ts';
import type { PreparationKeys } from '../../../server/record/keys.ts';
import { fromRecord } from '../../../server/record/record.ts';
import { openState } from '../../../server/record/seal.ts';
import { verifyLog } from '../../../server/record/verify.ts';
import type { Head, StoredRecord } from '../../../server/store/store.ts';
import type { Deadline, Entry, Hold, Log } from './history.ts';

export interface ReadLog {
  readonly log: Log;
  readonly state: State | null;
}

/** What its state believes to hold. */
export const holdsOf = ({ log, state }: ReadLog): readonly Hold[] =>
  state === null || isClosed(state)
    ? []
    : [{ key: orderClaim(state.context.order.number), preparation: log.preparation }];

/** @param storedAt store time by `preparation head`, as the feed has it. */
export function readLog(
  protocol: Protocol,
  keys: PreparationKeys,
  head: Head,
  records: readonly StoredRecord[],
  storedAt: ReadonlyMap<string, number>,
): ReadLog {
  const { preparation } = head;
  const entries: Entry[] = [];
  let state: State | null = null;
  // A commit is announced at its last record, so what came before it in the same commit was stored then.
  let stored: number | null = null;
  const times = records.map(({ hash }) => storedAt.get(`${preparation} ${hash}`) ?? null);
  for (let index = times.length - 1; index >= 0; index -= 1) times[index] = stored = times[index] ?? stored;
  for (const [index, record] of records.entries()) {
    const { event, meta } = fromRecord(keys, record);
    const before: State | null = state;
    const { start, order, patient, place } = event.payload;
    state =
      before === null
        ? opened(protocol, {
            preparation,
            at: event.at,
            start: start!,
            order: order!,
            patient: patient!,
            place: place!,
          })
        : replayOne(protocol, before, event);
    const fired = isFiring(event) ? firedIn(before, event.type, event.at) : null;
    const was = deadlinesOf(before);
    const is = deadlinesOf(state);
    // An opening is known by its order, not by a command of some device's.
    const byDevice = before !== null && event.payload.by !== undefined && event.payload.by.role !== 'system';
    entries.push({
      revision: record.revision,
      hash: record.hash,
      prev: meta.prev,
      command: byDevice ? meta.command : null,
      at: event.at,
      storedAt: times[index] ?? null,
      fired,
      armed: is.filter((one) => !has(was, one)),
      disarmed: was.filter((one) => !has(is, one) && !(fired !== null && has([fired], one))),
    });
  }
  const intact = verifyLog(keys, records, { revision: head.revision, hash: head.hash }).kind === 'intact';
  const replays = state !== null && canonical(state) === canonical(openState(keys, head.revision, head.state));
  const agrees = state === null || nextDue(state) === head.nextDue;
  return {
    log: {
      preparation,
      entries,
      head: { revision: head.revision, hash: head.hash },
      intact,
      replays: replays && agrees,
    },
    state,
  };
}

const deadlinesOf = (state: State | null): readonly Deadline[] =>
  (state?.deadlines ?? []).map(({ id, generation, at: due }) => ({ id, generation, due }));
const has = (all: readonly Deadline[], one: Deadline): boolean =>
  all.some(({ id, generation }) => id === one.id && generation === one.generation);
/** One that did not wait is told by a generation that no deadline has. */
const firedIn = (before: State | null, type: string, due: number): Deadline =>
  deadlinesOf(before).find(({ id }) => id === type) ?? { id: type, generation: -1, due };
