/**
 * The store port: what is remembered, and the one way to remember it.
 * Both stores (embedded, Redis) meet the same contract: test/contracts/store.contract.ts.
 *
 * Everything a tap changes is one `commit`: verdict, records, head, next deadline, claims and feed entry,
 * durable before it returns, all or nothing. Patient data arrives here sealed; a store never holds a key.
 */
import type { Instant, Position, PreparationId, WardId } from '../../machines/index.ts';

export interface Store {
  /** Commits all, or none: a day list is one call. Resolves only when it is durable (see `durability`). */
  commit(commits: readonly Commit[]): Promise<CommitOutcome>;
  /** The newest head of a preparation, or null if there is none. */
  load(preparation: PreparationId): Promise<Head | null>;
  /** Records from revision `from` (exclusive) on, in order; callers must not assume they fit one page. */
  log(preparation: PreparationId, from?: number): Promise<readonly StoredRecord[]>;
  /** The verdict a command got, if it was ever committed; it never expires before its preparation does. */
  verdict(preparation: PreparationId, command: string): Promise<StoredVerdict | null>;
  /** Heads on a ward now, in no particular order. */
  ward(ward: WardId): Promise<readonly Head[]>;
  /** Every preparation this site has, in no particular order. */
  preparations(): Promise<readonly PreparationId[]>;
  /** Entries after `from` (exclusive), oldest first, at most `limit`; `gap` when `from` is not on this stream or was trimmed. */
  feed(from: Position, limit: number): Promise<FeedPage>;
  /** The last position of the feed. */
  position(): Promise<Position>;
  /** Calls `changed` soon after any commit by any node; may call too often, never promises what changed. */
  follow(changed: () => void): () => void;
  /** Preparations whose next deadline is at or before `until`, soonest first. */
  due(until: Instant, limit: number): Promise<readonly { readonly preparation: PreparationId; readonly at: Instant }[]>;
  /** Who holds a claim, or null. */
  claimed(key: string): Promise<PreparationId | null>;
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
  /** Null for a firing of deadlines: it is idempotent by its expected head. */
  readonly verdict: StoredVerdict | null;
  /** New records, oldest first, chained to `expected`. Empty for a refusal. */
  readonly records: readonly StoredRecord[];
  /** The head after it. For a refusal it equals the head before it. */
  readonly head: Head;
  readonly claims: Claims;
  /** Null when no screen needs to know (a refusal). */
  readonly feed: FeedChange | null;
}

export interface Claims {
  /** Take these keys for this preparation; `claimed` if another preparation has one. */
  readonly hold: readonly string[];
  readonly release: readonly string[];
  /** Keys that must not be held by anyone, e.g. `recalled:<lot>`. */
  readonly absent: readonly string[];
}

export type CommitOutcome =
  | { readonly kind: 'committed'; readonly position: Position }
  /** The command was committed before: this is what it was told then. Nothing was written. */
  | { readonly kind: 'duplicate'; readonly verdict: StoredVerdict }
  /** Somebody else committed first. Nothing was written: load and decide again. */
  | { readonly kind: 'conflict'; readonly preparation: PreparationId; readonly head: string | null }
  | { readonly kind: 'claimed'; readonly preparation: PreparationId; readonly key: string; readonly holder: PreparationId }
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
}

/** Where the feed begins: no entries, no hash. */
export const feedStart: Position = { offset: 0, hash: '' };
