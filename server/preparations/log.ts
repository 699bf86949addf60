/** The whole log of a preparation, read back: how it was opened, and everything decided since. */
import type { ChartEvent, Opening, PastEvent, PreparationId } from '../../machines/index.ts';
import type { Keys } from '../record/keys.ts';
import { chainStart, fromRecord, type RecordMeta } from '../record/record.ts';
import type { Head, Store } from '../store/store.ts';

/** The first record's type: its payload holds what an opening needs, so a log replays alone. */
export const openedEvent = 'preparation.opened';

export interface PastEntry {
  readonly meta: RecordMeta;
  readonly event: ChartEvent;
  readonly hash: string;
}
export interface Log {
  readonly opening: Opening;
  /** Every record, the opening first. */
  readonly entries: readonly PastEntry[];
}

export interface Logs {
  /** The log up to exactly this head. @throws RecordBroken, SealBroken, LogCut */
  read(head: Pick<Head, 'preparation' | 'revision' | 'hash'>): Promise<Log>;
}

/** Tablets that come back from being out of reach ask for the same few logs command after command. */
const keptMax = 64;

export function createLogs({ store, keys }: { readonly store: Store; readonly keys: Keys }): Logs {
  const kept = new Map<PreparationId, readonly PastEntry[]>();

  const extend = async (
    before: readonly PastEntry[],
    { preparation, revision, hash }: Pick<Head, 'preparation' | 'revision' | 'hash'>,
  ): Promise<readonly PastEntry[] | null> => {
    const preparationKeys = await keys.of(preparation);
    const entries = [...before];
    while (entries.length < revision) {
      const page = (await store.log(preparation, entries.length)).slice(0, revision - entries.length);
      if (page.length === 0) return null;
      for (const record of page) {
        const read = fromRecord(preparationKeys, record);
        if (read.meta.prev !== (entries.at(-1)?.hash ?? chainStart)) return null;
        entries.push({ ...read, hash: record.hash });
      }
    }
    return entries[revision - 1]?.hash === hash ? entries.slice(0, revision) : null;
  };

  return {
    async read(head) {
      const { preparation } = head;
      // What is in memory may be of another history, after a store lost its tail: then all of it is read again.
      const entries = (await extend(kept.get(preparation) ?? [], head)) ?? (await extend([], head));
      if (entries === null)
        throw new LogCut(`the log of ${preparation} does not lead to its head at revision ${head.revision}`);
      kept.delete(preparation);
      kept.set(preparation, entries);
      const oldest = kept.keys().next();
      if (kept.size > keptMax && oldest.done !== true) kept.delete(oldest.value);
      return { opening: openingOf(preparation, entries[0]), entries };
    },
  };
}

/** The log and the head contradict each other. */
export class LogCut extends Error {
  override readonly name = 'LogCut';
}

/** What late entry asks of the past: everything after the opening. */
export const pastOf = ({ entries }: Log): readonly PastEvent[] =>
  entries.slice(1).map(({ meta, event }) => ({
    revision: meta.revision,
    event,
    device: meta.actor?.device ?? null,
    ...(meta.happenedAt === null ? {} : { happenedAt: meta.happenedAt }),
  }));

function openingOf(preparation: PreparationId, first: PastEntry | undefined): Opening {
  const { start, order, patient, place } = first?.event.payload ?? {};
  if (
    first?.event.type !== openedEvent ||
    start === undefined ||
    order === undefined ||
    patient === undefined ||
    place === undefined
  ) {
    throw new LogCut(`the log of ${preparation} does not begin with its opening`);
  }
  return { preparation, at: first.event.at, start, order, patient, place };
}
