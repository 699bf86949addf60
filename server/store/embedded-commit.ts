/** One batch of commits inside an lmdb transaction: judge and write in order, and throw to undo all of it. */
import type { Instant, PreparationId } from '../../machines/index.ts';
import { aheadMs } from './check-arguments.ts';
import { positionOf, type Tables } from './embedded-tables.ts';
import { StoreBroken } from './errors.ts';
import { feedEntry, feedHash, feedKeptMs, feedText, trimEvery, trimMax } from './feed.ts';
import type { Commit, CommitOutcome, Head } from './store.ts';

/** Carries the answer out of a child transaction while lmdb throws its writes away. */
export class Undo extends Error {
  readonly outcome: CommitOutcome;

  constructor(outcome: CommitOutcome) {
    super(outcome.kind);
    this.outcome = outcome;
  }
}

/**
 * Writes a batch that {@link checkCommits} has passed. Must run in an abortable transaction of its own.
 * @throws Undo with the outcome, for anything but `committed`.
 */
export function commitBatch(tables: Tables, commits: readonly Commit[], storeTime: Instant): CommitOutcome {
  for (const { preparation, verdict } of commits) {
    const body = verdict === null ? undefined : tables.verdicts.get([preparation, verdict.command]);
    if (verdict !== null && body !== undefined)
      throw new Undo({ kind: 'duplicate', verdict: { command: verdict.command, body } });
  }
  if (alreadyFired(tables, commits)) return { kind: 'committed', position: positionOf(tables) };
  for (const commit of commits) {
    if (commit.at > storeTime + aheadMs) throw new Undo({ kind: 'ahead', storeTime });
  }
  const before = positionOf(tables).offset;
  for (const commit of commits) {
    // In order and in place: each commit sees the heads and claims that the ones before it in this batch have left.
    const head = tables.heads.get(commit.preparation) ?? null;
    if ((head?.hash ?? null) !== commit.expected)
      throw new Undo({ kind: 'conflict', preparation: commit.preparation, head: head?.hash ?? null });
    checkRevision(tables, commit, head);
    moveClaims(tables, commit);
    if (commit.verdict !== null)
      void tables.verdicts.put([commit.preparation, commit.verdict.command], commit.verdict.body);
    for (const { revision, body, hash } of commit.records)
      void tables.logs.put([commit.preparation, revision], { body, hash });
    if (commit.records.length > 0) moveHead(tables, head, commit.head);
    append(tables, commit, storeTime);
  }
  void tables.numbers.put('time', storeTime);
  const position = positionOf(tables);
  if (Math.floor(before / trimEvery) !== Math.floor(position.offset / trimEvery)) trim(tables, storeTime - feedKeptMs);
  return { kind: 'committed', position };
}

/** A batch of deadlines that comes again after its reply was lost: every head already is what it would become. */
function alreadyFired(tables: Tables, commits: readonly Commit[]): boolean {
  const last = new Map<PreparationId, string>();
  for (const { preparation, verdict, head } of commits) {
    if (verdict !== null) return false;
    last.set(preparation, head.hash);
  }
  return [...last].every(([preparation, hash]) => tables.heads.get(preparation)?.hash === hash);
}

function checkRevision(tables: Tables, { preparation, records, head: next }: Commit, head: Head | null): void {
  const revision = head?.revision ?? 0;
  // The hash fits, so a revision that does not is a caller's bug or a damaged file, never a race.
  if (next.revision !== revision + records.length)
    throw new StoreBroken(`${preparation}: revision ${next.revision} does not follow ${revision}`);
  const following = records[0]?.revision;
  if (following !== undefined && tables.logs.doesExist([preparation, following])) {
    throw new StoreBroken(`${preparation}: revision ${following} is in the log, but the head is at ${revision}`);
  }
}

function moveClaims(tables: Tables, { preparation, claims }: Commit): void {
  for (const key of claims.release) {
    if (tables.claims.get(key) === preparation) void tables.claims.remove(key);
  }
  for (const key of claims.absent) {
    const holder = tables.claims.get(key);
    if (holder !== undefined) throw new Undo({ kind: 'claimed', preparation, key, holder });
  }
  for (const key of claims.hold) {
    const holder = tables.claims.get(key);
    if (holder !== undefined && holder !== preparation) throw new Undo({ kind: 'claimed', preparation, key, holder });
    void tables.claims.put(key, preparation);
  }
}

function moveHead(tables: Tables, before: Head | null, after: Head): void {
  const { preparation } = after;
  if (before !== null) {
    if (before.nextDue !== null) void tables.due.remove([before.nextDue, preparation]);
    void tables.wards.remove([before.ward, preparation]);
  }
  void tables.heads.put(preparation, after);
  if (after.nextDue !== null) void tables.due.put([after.nextDue, preparation], 1);
  if (after.open) void tables.wards.put([after.ward, preparation], 1);
}

function append(tables: Tables, { preparation, feed }: Commit, at: Instant): void {
  if (feed === null) return;
  const last = positionOf(tables);
  const offset = last.offset + 1;
  const text = feedText(feed, preparation, offset, at);
  const hash = feedHash(last.hash, text);
  void tables.feed.put(offset, { text, hash });
  void tables.position.put('position', { offset, hash });
}

/** The newest of the old entries stays, and with it the last entry always: it is the position. */
function trim(tables: Tables, before: Instant): void {
  const oldest = [...tables.feed.getRange({ limit: trimMax })];
  const kept = oldest.findIndex(({ value }) => feedEntry(value.text, value.hash).at >= before);
  const old = kept === -1 ? oldest : oldest.slice(0, kept);
  for (const { key } of old.slice(0, -1)) void tables.feed.remove(key);
}
