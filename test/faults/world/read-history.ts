/** The history of a run as the checker reads it: the logs opened and played again, the whole feed, and what each screen saw. */
import { canonical, isFiring, nextDue, opened, replayOne, type Protocol, type State } from '../../../machines/index.ts';
import { orderClaim, isClosed } from '../../../server/preparations/entry.ts';
import { createKeys, type PreparationKeys } from '../../../server/record/keys.ts';
import { fromRecord } from '../../../server/record/record.ts';
import { openState } from '../../../server/record/seal.ts';
import { verifyLog } from '../../../server/record/verify.ts';
import { feedEntry } from '../../../server/store/feed.ts';
import type { Head, StoredRecord } from '../../../server/store/store.ts';
import type { Announced, Deadline, Entry, History, Log, Row } from '../history/history.ts';
import type { Screen } from './screen.ts';
import type { World } from './world.ts';

export interface ReadParts {
  readonly world: World;
  readonly protocol: Protocol;
  readonly screens: readonly Screen[];
  readonly opened: readonly string[];
  readonly end: number;
}

export async function readHistory({ world, protocol, screens, opened: told, end }: ReadParts): Promise<History> {
  const { heads, logs, feed, dropped } = world.disk.tables();
  const whole = [...dropped, ...feed];
  const storedAt = new Map<string, number>();
  const announced = whole.map(({ text, hash, offset }, index): Announced => {
    const { preparation, revision, head, at } = feedEntry(text, hash);
    storedAt.set(`${preparation} ${head}`, at);
    return { offset, hash, prev: whole[index - 1]?.hash ?? '', preparation, revision, head };
  });
  const documents = {
    document: async (name: string) => world.disk.documents.get(name) ?? null,
    putDocument: async () => false,
  };
  const keys = createKeys({ master: world.master, documents });
  const read = await Promise.all(
    [...heads.values()].map(async (head) =>
      readLog(protocol, await keys.of(head.preparation), head, logs.get(head.preparation) ?? [], storedAt),
    ),
  );
  const truth = [...heads.values()].filter(({ open }) => open).map(rowOf);
  return {
    asked: world.asked,
    answers: world.answers,
    opened: told,
    logs: read.map(({ log }) => log),
    feed: announced,
    feedComplete: true,
    boards: screens.map(({ name, frames, rows }) => ({
      board: name,
      frames,
      last: rows().filter(isOpen(heads)),
      truth,
    })),
    holds: read.flatMap(({ log, state }) =>
      state === null || isClosed(state)
        ? []
        : [{ key: orderClaim(state.context.order.number), preparation: log.preparation }],
    ),
    invariants: world.invariants,
    end,
    recoveredAt: world.recoveredAt,
    settled: true,
  };
}

const rowOf = ({ preparation, revision, hash }: Head): Row => ({ preparation, revision, head: hash });
/** Who has ended is shown for a while yet; that is not asked here. */
const isOpen =
  (heads: ReadonlyMap<string, Head>) =>
  ({ preparation }: Row): boolean =>
    heads.get(preparation)?.open !== false;

function readLog(
  protocol: Protocol,
  keys: PreparationKeys,
  head: Head,
  records: readonly StoredRecord[],
  storedAt: ReadonlyMap<string, number>,
): { readonly log: Log; readonly state: State | null } {
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
    const byPerson = event.payload.by !== undefined && event.payload.by.role !== 'system';
    entries.push({
      revision: record.revision,
      hash: record.hash,
      prev: meta.prev,
      command: byPerson ? meta.command : null,
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
