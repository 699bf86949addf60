/** What the simulated store holds, and the one way to change it: judged and written in order, undone by copying. */
import type { Position } from '../../../machines/index.ts';
import { aheadMs } from '../../../server/store/check-arguments.ts';
import { feedEntry, feedHash, feedKeptMs, feedText, trimEvery, trimMax } from '../../../server/store/feed.ts';
import {
  feedStart,
  type Commit,
  type CommitOutcome,
  type Head,
  type StoredRecord,
} from '../../../server/store/store.ts';

export interface Tables {
  readonly heads: Map<string, Head>;
  readonly logs: Map<string, readonly StoredRecord[]>;
  /** `preparation command` → body. */
  readonly verdicts: Map<string, string>;
  readonly claims: Map<string, string>;
  feed: readonly Kept[];
  /** What was trimmed: the store has forgotten it, the checker has not. */
  dropped: readonly Kept[];
  position: Position;
  time: number;
}

interface Kept {
  readonly text: string;
  readonly hash: string;
  readonly offset: number;
}

/** What a store without one of its safeguards would do; all false is the store. */
export interface Without {
  readonly idempotency?: boolean;
  readonly expectedHead?: boolean;
  readonly claims?: boolean;
  readonly refusals?: boolean;
}

export const emptyTables = (): Tables => ({
  heads: new Map(),
  logs: new Map(),
  verdicts: new Map(),
  claims: new Map(),
  feed: [],
  dropped: [],
  position: feedStart,
  time: 0,
});

/** Answers, and changes the tables if the answer is `committed`. */
export function write(tables: Tables, commits: readonly Commit[], now: number, without: Without): CommitOutcome {
  for (const { preparation, verdict } of commits) {
    const body = verdict === null ? undefined : tables.verdicts.get(`${preparation} ${verdict.command}`);
    if (verdict !== null && body !== undefined && without.idempotency !== true)
      return { kind: 'duplicate', verdict: { command: verdict.command, body } };
  }
  if (alreadyFired(tables, commits)) return { kind: 'committed', position: tables.position };
  if (commits.some(({ at }) => at > now + aheadMs)) return { kind: 'ahead', storeTime: now };
  const undo = copyOf(tables);
  for (const commit of commits) {
    const refused = writeOne(tables, commit, now, without);
    if (refused === null) continue;
    Object.assign(tables, undo);
    return refused;
  }
  tables.time = now;
  if (Math.floor(undo.position.offset / trimEvery) !== Math.floor(tables.position.offset / trimEvery))
    trim(tables, now - feedKeptMs);
  return { kind: 'committed', position: tables.position };
}

function writeOne(tables: Tables, commit: Commit, now: number, without: Without): CommitOutcome | null {
  const { preparation, expected, records, verdict, feed } = commit;
  const head = tables.heads.get(preparation) ?? null;
  if ((head?.hash ?? null) !== expected && without.expectedHead !== true)
    return { kind: 'conflict', preparation, head: head?.hash ?? null };
  const claimed = without.claims === true ? null : moveClaims(tables, commit);
  if (claimed !== null) return claimed;
  if (verdict !== null && (records.length > 0 || without.refusals !== true))
    tables.verdicts.set(`${preparation} ${verdict.command}`, verdict.body);
  if (records.length > 0) {
    // In its place by revision, as every store keeps it: without the expected head a second one is written over the first.
    const log = [...(tables.logs.get(preparation) ?? [])];
    for (const record of records) log[record.revision - 1] = record;
    tables.logs.set(preparation, log);
    tables.heads.set(preparation, commit.head);
  }
  if (feed !== null) append(tables, commit, now);
  return null;
}

/** The feed entry of one commit. */
export function append(tables: Tables, { feed, preparation }: Commit, now: number): void {
  if (feed === null) return;
  const offset = tables.position.offset + 1;
  const text = feedText(feed, preparation, offset, now);
  const hash = feedHash(tables.position.hash, text);
  tables.feed = [...tables.feed, { text, hash, offset }];
  tables.position = { offset, hash };
}

function moveClaims({ claims: held }: Tables, { preparation, claims }: Commit): CommitOutcome | null {
  for (const key of claims.release) if (held.get(key) === preparation) held.delete(key);
  for (const key of claims.absent) {
    const holder = held.get(key);
    if (holder !== undefined) return { kind: 'claimed', preparation, key, holder };
  }
  for (const key of claims.hold) {
    const holder = held.get(key);
    if (holder !== undefined && holder !== preparation) return { kind: 'claimed', preparation, key, holder };
    held.set(key, preparation);
  }
  return null;
}

function alreadyFired(tables: Tables, commits: readonly Commit[]): boolean {
  if (commits.some(({ verdict }) => verdict !== null)) return false;
  const last = new Map(commits.map(({ preparation, head }) => [preparation, head.hash]));
  return [...last].every(([preparation, hash]) => tables.heads.get(preparation)?.hash === hash);
}

/** The newest of the old entries stays: it is a position somebody may be at. */
export function trim(tables: Tables, before: number, most = trimMax): void {
  const oldest = tables.feed.slice(0, most);
  const kept = oldest.findIndex(({ text, hash }) => feedEntry(text, hash).at >= before);
  const old = kept === -1 ? oldest.length : kept;
  const gone = Math.max(0, old - 1);
  tables.dropped = [...tables.dropped, ...tables.feed.slice(0, gone)];
  tables.feed = tables.feed.slice(gone);
}

export const copyOf = ({ heads, logs, verdicts, claims, feed, dropped, position, time }: Tables): Tables => ({
  heads: new Map(heads),
  logs: new Map(logs),
  verdicts: new Map(verdicts),
  claims: new Map(claims),
  feed,
  dropped,
  position,
  time,
});
