/**
 * Preparations as this process last saw them, opened. A state from here may propose; only a commit answers: if another
 * node was first, the store says `conflict` and the newest is loaded.
 */
import type { PreparationId, State } from '../../machines/index.ts';
import type { Keys } from '../record/keys.ts';
import { openState } from '../record/seal.ts';
import type { PinnedProtocol, Protocols } from '../services.ts';
import type { Head, Store } from '../store/store.ts';

/** A preparation at one revision, with its state in the clear. */
export interface Known {
  readonly head: Head;
  readonly state: State;
  readonly pinned: PinnedProtocol;
}

export interface Knowledge {
  /** What this process saw last, or the store's newest. Perhaps not the newest any more. */
  likely(preparation: PreparationId): Promise<Known | null>;
  /** The newest, from the store. */
  newest(preparation: PreparationId): Promise<Known | null>;
  /** A head that somebody read, opened; from memory when its hash is the one in memory. */
  opened(head: Head): Promise<Known>;
  /** This was committed here. */
  learn(known: Known): void;
}

/** A site's open preparations, twice over; about 20 kB each. The one longest unused is dropped. */
const keptMax = 2_000;

/** The protocol a preparation is pinned to is neither here nor in the store. */
export class ProtocolMissing extends Error {
  override readonly name = 'ProtocolMissing';
}

export function createKnowledge({
  store,
  keys,
  protocols,
}: {
  readonly store: Store;
  readonly keys: Keys;
  readonly protocols: Protocols;
}): Knowledge {
  const kept = new Map<PreparationId, Known>();

  const learn = (known: Known): void => {
    const { preparation } = known.head;
    const before = kept.get(preparation);
    // A slow read must not put an older state over a newer one.
    const keep = before !== undefined && before.head.revision > known.head.revision ? before : known;
    kept.delete(preparation);
    kept.set(preparation, keep);
    const oldest = kept.keys().next();
    if (kept.size > keptMax && oldest.done !== true) kept.delete(oldest.value);
  };

  const opened = async (head: Head): Promise<Known> => {
    const here = kept.get(head.preparation);
    if (here !== undefined && here.head.hash === head.hash) return here;
    const pinned = await protocols.byDigest(head.digest);
    if (pinned === null)
      throw new ProtocolMissing(
        `preparation ${head.preparation} is pinned to protocol ${head.digest}, which is not in the store`,
      );
    const known: Known = { head, state: openState(await keys.of(head.preparation), head.revision, head.state), pinned };
    learn(known);
    return known;
  };

  const newest = async (preparation: PreparationId): Promise<Known | null> => {
    const head = await store.load(preparation);
    if (head === null) return null;
    // After a failover that lost a tail the store is right and memory is wrong, also when memory has the higher revision.
    const here = kept.get(preparation);
    if (here !== undefined && here.head.hash !== head.hash && here.head.revision >= head.revision)
      kept.delete(preparation);
    return opened(head);
  };

  return { likely: async (preparation) => kept.get(preparation) ?? newest(preparation), newest, opened, learn };
}
