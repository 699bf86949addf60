/**
 * What a store holds, as pieces that go from one store into another, of either kind: a backup and its restoring.
 * Nothing is unsealed on the way. Sign-in sessions are left behind, and all of the feed but its last entry: a screen that comes with
 * another position gets everything anew, as after any gap.
 */
import type { Instant, Position, PreparationId } from '../../machines/index.ts';
import { StoreUnavailable } from './errors.ts';
import {
  equipmentLog,
  feedStart,
  type FeedEntry,
  type Head,
  type HeldClaim,
  type Store,
  type StoredRecord,
  type StoredVerdict,
} from './store.ts';

/** A store that can be read as a whole and filled from nothing. Both stores are. */
export interface PortableStore extends Store {
  /** Every verdict a preparation's commands got, in no particular order. */
  verdicts(preparation: PreparationId): Promise<readonly StoredVerdict[]>;
  /** The newest entry of the feed, or null when nothing was ever told. */
  lastEntry(): Promise<FeedEntry | null>;
  /** Every claim there is, in no particular order. */
  allClaims(): Promise<readonly HeldClaim[]>;
  /**
   * Fills an empty store. Until the last piece is durable the store opens nowhere, and says why.
   * @throws StoreMisconfigured when something is in it already; nothing was written then.
   */
  restore(pieces: AsyncIterable<Piece> | Iterable<Piece>): Promise<void>;
}

/** A later piece about the same thing replaces the earlier one. `end` is the last, and there is one. */
export type Piece =
  | { readonly kind: 'document'; readonly name: string; readonly body: string }
  | {
      readonly kind: 'preparation';
      readonly head: Head;
      readonly records: readonly StoredRecord[];
      readonly verdicts: readonly StoredVerdict[];
    }
  | { readonly kind: 'claims'; readonly held: readonly HeldClaim[] }
  /** The entry of the feed after which all of it stood so, where the next one is chained to; and the store's time then. */
  | { readonly kind: 'end'; readonly last: FeedEntry | null; readonly at: Instant };
export type KeptPreparation = Extract<Piece, { kind: 'preparation' }>;

/** A ward that taps while it is read is read again where it changed, so often before it is given up. */
const turnsMax = 100;

/**
 * Everything in a store as of one position of its feed, while others write to it.
 * Commands that were refused after their preparation was read are left out: they changed nothing, and are judged again.
 * @throws StoreUnavailable when it is away, or changes faster than it can be read.
 */
export async function* piecesOf(store: PortableStore): AsyncGenerator<Piece> {
  let position = await store.position();
  const given = new Set<string>();
  for (const preparation of [...(await store.preparations()), equipmentLog]) yield* preparationOf(store, preparation);
  for (let turn = 0; turn < turnsMax; turn += 1) {
    const changed = await changedSince(store, position);
    for (const preparation of changed.preparations) yield* preparationOf(store, preparation);
    position = changed.position;
    // After the preparations: what they are sealed with and pinned to was put before they were committed.
    for (const { name, body } of await store.documents(anyName)) {
      const piece = JSON.stringify([name, body]);
      if (!given.has(piece)) yield { kind: 'document', name, body };
      given.add(piece);
    }
    const held = await store.allClaims();
    const at = await store.now();
    const last = await store.lastEntry();
    const now = last?.position ?? feedStart;
    if (now.offset === position.offset && now.hash === position.hash) {
      yield { kind: 'claims', held };
      yield { kind: 'end', last, at };
      return;
    }
  }
  throw new StoreUnavailable(
    'the store changes faster than it can be read: try again in a quieter minute',
    'notWritten',
  );
}

/** Every document's name begins with it. */
const anyName = '';

async function* preparationOf(store: PortableStore, preparation: PreparationId): AsyncGenerator<KeptPreparation> {
  for (;;) {
    const head = await store.load(preparation);
    if (head === null) return;
    const records: StoredRecord[] = [];
    while (records.length < head.revision) {
      const page = await store.log(preparation, records.length);
      if (page.length === 0) break;
      records.push(...page);
    }
    const verdicts = await store.verdicts(preparation);
    // Somebody tapped meanwhile: the records and verdicts are later than the head.
    if ((await store.load(preparation))?.hash !== head.hash) continue;
    yield { kind: 'preparation', head, records: records.slice(0, head.revision), verdicts };
    return;
  }
}

async function changedSince(
  store: Store,
  from: Position,
): Promise<{ readonly preparations: ReadonlySet<PreparationId>; readonly position: Position }> {
  const preparations = new Set<PreparationId>();
  let position = from;
  for (;;) {
    const page = await store.feed(position, 1_000);
    if (page.kind === 'gap') throw new StoreUnavailable('the feed was trimmed while the store was read', 'notWritten');
    for (const entry of page.entries) preparations.add(entry.preparation);
    const last = page.entries.at(-1);
    if (last === undefined) return { preparations, position };
    ({ position } = last);
  }
}
