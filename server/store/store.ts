/**
 * The store port: what is remembered, and the one way to remember it.
 * Both stores (embedded, Redis) meet the same contract: test/contracts/store.contract.ts.
 *
 * Everything a tap changes is one `commit`: verdict, records, head, next deadline, claims and feed entry,
 * durable before it returns, all or nothing. Patient data arrives here sealed; a store never holds a key.
 */
import type { Instant, Position, PreparationId, WardId } from '../../machines/index.ts';

export interface Store {
  /**
   * Commits all, or none: a day list is one call. Resolves only when it is durable (see `durability`).
   * Each commit sees what the ones before it in the batch have left; any that cannot be written stops the whole batch.
   * Asked in this order: done before? ahead of store time? then, commit by commit: head, claims.
   * @throws BadArgument for a malformed batch and StoreBroken for data at odds with itself: nothing was written.
   * StoreUnavailable with `outcome`: when it is `unknown`, commit the same again, which is safe.
   */
  commit(commits: readonly Commit[]): Promise<CommitOutcome>;
  /** The newest head of a preparation, or null if there is none. */
  load(preparation: PreparationId): Promise<Head | null>;
  /** Records from revision `from` (exclusive) on, in order, at most 1,000: ask again from the last one until none come. */
  log(preparation: PreparationId, from?: number): Promise<readonly StoredRecord[]>;
  /** The verdict a command got, if it was ever committed, for a refused opening too; it never expires before its preparation does. */
  verdict(preparation: PreparationId, command: string): Promise<StoredVerdict | null>;
  /** Heads on a ward now (`open`), in no particular order. Read `position` first and tail the feed from there, and nothing is missed. */
  ward(ward: WardId): Promise<readonly Head[]>;
  /** Every preparation this site has, in no particular order; never the `equipmentLog`, which is a chain and no preparation. */
  preparations(): Promise<readonly PreparationId[]>;
  /** Entries after `from` (exclusive), oldest first, at most `limit` and never over 1,000; `gap` when `from` is not on this stream or was trimmed. */
  feed(from: Position, limit: number): Promise<FeedPage>;
  /** The last position of the feed. */
  position(): Promise<Position>;
  /**
   * Calls `changed` soon after any commit by any node (the embedded store: by this process); may call too often, never promises
   * what changed. It must not throw: if it does, it is a process warning and the others still hear.
   */
  follow(changed: () => void): () => void;
  /** Preparations whose next deadline is at or before `until`, soonest first, at most `limit` and never over 1,000. */
  due(until: Instant, limit: number): Promise<readonly { readonly preparation: PreparationId; readonly at: Instant }[]>;
  /** Who holds a claim, or null. */
  claimed(key: string): Promise<PreparationId | null>;
  /** Every claim whose key begins with `prefix`, in no particular order: one that is held from before the question until its answer is in it. */
  claims(prefix: string): Promise<readonly HeldClaim[]>;
  /** Small documents by name (compiled protocols by digest, ward layouts, approvals, sealed keys). Returns false if `ifAbsent` and it was there. */
  putDocument(name: string, body: string, options?: { readonly ifAbsent?: boolean }): Promise<boolean>;
  document(name: string): Promise<string | null>;
  documents(prefix: string): Promise<readonly { readonly name: string; readonly body: string }[]>;
  /** Sign-in sessions, for express-session. `expiresAt` in epoch milliseconds; an expired one is not returned. */
  putSession(id: string, body: string, expiresAt: Instant): Promise<void>;
  session(id: string): Promise<string | null>;
  dropSession(id: string): Promise<void>;
  /** The store's own clock, never going back while it is open. */
  now(): Promise<Instant>;
  /** What a commit survives, said as it is: read from the running store, never from a setting. */
  durability(): Promise<Durability>;
  close(): Promise<void>;
}

export interface Commit {
  readonly preparation: PreparationId;
  /** The head hash this was decided on; null for a new preparation. */
  readonly expected: string | null;
  /** The instant it was decided for; refused when over a second ahead of store time. */
  readonly at: Instant;
  /** Null for a firing of deadlines: it is idempotent by its head. The same firing again is `committed` while its head is the newest. */
  readonly verdict: StoredVerdict | null;
  /** New records, oldest first, chained to `expected`. Empty for a refusal, which then moves no claim either. */
  readonly records: readonly StoredRecord[];
  /** The head after it. For a refusal it equals the head before it; for a refused opening its revision is 0 and its hash ''. */
  readonly head: Head;
  readonly claims: Claims;
  /** Null when no screen needs to know (a refusal). */
  readonly feed: FeedChange | null;
}

export interface Claims {
  /** Take these keys for this preparation; `claimed` if another preparation has one. Released first, then `absent`, then held. */
  readonly hold: readonly string[];
  /** One that this preparation does not hold is left as it is. */
  readonly release: readonly string[];
  /** Keys that must not be held by anyone, this preparation included, e.g. `recalled:<lot>`. */
  readonly absent: readonly string[];
}

export interface HeldClaim {
  readonly key: string;
  readonly holder: PreparationId;
}

export type CommitOutcome =
  | { readonly kind: 'committed'; readonly position: Position }
  /** A command of the batch was committed before: this is what it was told then. Nothing was written. */
  | { readonly kind: 'duplicate'; readonly verdict: StoredVerdict }
  /** Somebody else committed first. Nothing was written: load and decide again. */
  | { readonly kind: 'conflict'; readonly preparation: PreparationId; readonly head: string | null }
  | {
      readonly kind: 'claimed';
      readonly preparation: PreparationId;
      readonly key: string;
      readonly holder: PreparationId;
    }
  /** The node's clock is over a second ahead of the store's. Nothing was written. */
  | { readonly kind: 'ahead'; readonly storeTime: Instant };

export interface Head {
  readonly preparation: PreparationId;
  readonly revision: number;
  /** Chain hash of the last record: the compare-and-set token. */
  readonly hash: string;
  readonly nextDue: Instant | null;
  readonly ward: WardId;
  readonly digest: string;
  /** The state after the last record, sealed. */
  readonly state: string;
  /** Still on a board: open, or finished recently. */
  readonly open: boolean;
}

/** One appended record. `body` is canonical JSON of the clear and sealed parts; `hash` chains it. */
export interface StoredRecord {
  readonly revision: number;
  readonly body: string;
  readonly hash: string;
}

export interface StoredVerdict {
  readonly command: string;
  /** Canonical JSON of the verdict; carries no patient data. */
  readonly body: string;
}

export interface FeedChange {
  /** Every ward whose board this touches: two when a patient moved. */
  readonly wards: readonly WardId[];
  readonly revision: number;
  readonly head: string;
}
/** `position.hash` is sha1hex(the hash before + '\n' + canonical JSON of the entry without its hash): a position, not a security measure. */
export interface FeedEntry extends FeedChange {
  readonly preparation: PreparationId;
  readonly position: Position;
  /** Store time. */
  readonly at: Instant;
}
export type FeedPage =
  | { readonly kind: 'entries'; readonly entries: readonly FeedEntry[] }
  | { readonly kind: 'gap'; readonly position: Position };

export interface Durability {
  /** Shown as it stands on /readyz and the boards. */
  readonly mode: string;
  /** True only when an acknowledged commit survives a power cut of this machine. */
  readonly survivesPowerCut: boolean;
  /** Settings that break that promise, each with what to change. */
  readonly unsafe: readonly string[];
  /** What will stop commits soon if nobody does anything: a disk or a memory that is nearly full. Each with what to do. */
  readonly runningOut: readonly string[];
  /** Why nothing can be saved now though the store answers: a replica is missing. Absent without replicas. */
  readonly missing?: readonly string[];
}

/** The site's one chain that is no preparation (`server/equipment/log.ts`): committed, loaded and read by this name, and listed nowhere. */
export const equipmentLog = 'equipment-log';

/** Where the feed begins: no entries, no hash. */
export const feedStart: Position = { offset: 0, hash: '' };
