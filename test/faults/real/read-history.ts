/** What is in a real store at the end, read through its port, and what everybody outside saw of it: a history for the checker. */
import type { Protocol } from '../../../machines/index.ts';
import { createProtocols } from '../../../server/preparations/protocols.ts';
import { createKeys } from '../../../server/record/keys.ts';
import { feedStart, type FeedEntry, type Head, type Store, type StoredRecord } from '../../../server/store/store.ts';
import type { Announced, Board, History } from '../history/history.ts';
import { holdsOf, readLog } from '../history/read-log.ts';
import type { Witness } from './witness.ts';

export interface ReadParts {
  readonly store: Store;
  readonly master: Buffer;
  readonly witness: Witness;
  readonly boards: readonly Board[];
  readonly invariants: readonly string[];
  readonly end: number;
}

export async function readHistory({ store, master, witness, boards, invariants, end }: ReadParts): Promise<History> {
  const keys = createKeys({ master, documents: store });
  const protocols = createProtocols({ store, clock: { now: Date.now, monotonic: () => performance.now() } });
  const { entries: feed, whole } = await everyEntry(store);
  const storedAt = new Map(feed.map(({ preparation, head, at }) => [`${preparation} ${head}`, at]));
  const read = await Promise.all(
    (await headsOf(store)).map(async (head) => {
      const pinned = await protocols.byDigest(head.digest);
      if (pinned === null) throw new Error(`the protocol of ${head.preparation} is not in the store`);
      const protocol: Protocol = pinned.protocol;
      return readLog(protocol, await keys.of(head.preparation), head, await everyRecord(store, head), storedAt);
    }),
  );
  return {
    asked: witness.asked,
    answers: witness.answers,
    opened: witness.opened.map(({ preparation }) => preparation),
    logs: read.map(({ log }) => log),
    feed: feed.map(({ position: { offset, hash }, preparation, revision, head }, index): Announced => ({
      offset,
      hash,
      prev: feed[index - 1]?.position.hash ?? feedStart.hash,
      preparation,
      revision,
      head,
    })),
    feedComplete: whole,
    boards,
    holds: read.flatMap(holdsOf),
    invariants,
    end,
    // How soon overdue deadlines were recorded is a figure of the ledger, and no machine that others use is asked for it.
    recoveredAt: null,
    settled: true,
  };
}

export async function headsOf(store: Store): Promise<readonly Head[]> {
  const heads = await Promise.all((await store.preparations()).map((preparation) => store.load(preparation)));
  return heads.filter((head) => head !== null);
}

async function everyEntry(store: Store): Promise<{ readonly entries: readonly FeedEntry[]; readonly whole: boolean }> {
  const entries: FeedEntry[] = [];
  for (;;) {
    const page = await store.feed(entries.at(-1)?.position ?? feedStart, 1_000);
    if (page.kind === 'gap') return { entries, whole: false };
    if (page.entries.length === 0) return { entries, whole: true };
    entries.push(...page.entries);
  }
}

export async function everyRecord(store: Store, { preparation }: Head): Promise<readonly StoredRecord[]> {
  const records: StoredRecord[] = [];
  for (;;) {
    const page = await store.log(preparation, records.at(-1)?.revision ?? 0);
    if (page.length === 0) return records;
    records.push(...page);
  }
}
