/**
 * Is this log what was written? Every altered byte, and every record deleted, inserted or moved, is found and named.
 * What a chain alone cannot see is records cut off its end: give `head` (from the store, an anchor or an export) to see that too.
 */
import { chainHash, chainStart, readBody, RecordBroken, type RecordMeta } from './record.ts';
import type { ChainKeys } from './keys.ts';
import type { StoredRecord } from '../store/store.ts';

export type Verification =
  | { readonly kind: 'intact'; readonly revision: number; readonly hash: string }
  | { readonly kind: 'broken'; readonly revision: number; readonly reason: BrokenReason; readonly says: string };

/**
 * `altered`: body or hash is not what was written. `missing`: a record before this one is gone.
 * `misplaced`: it stands twice, or out of order, or belongs to another preparation or another history.
 * `cut`: the log ends before the head. `unreadable`: not JSON, not this format.
 */
export type BrokenReason = 'altered' | 'missing' | 'misplaced' | 'cut' | 'unreadable';

/** Checks a log from its first record on and stops at the first thing that is wrong. Needs no sealing key, so erased logs verify too. */
export function verifyLog(
  keys: ChainKeys,
  log: Iterable<StoredRecord>,
  head?: { readonly revision: number; readonly hash: string },
): Verification {
  let revision = 0;
  let hash = chainStart;
  for (const record of log) {
    const broken = check(keys, record, revision + 1, hash);
    if (broken !== null) return broken;
    revision += 1;
    hash = record.hash;
  }
  if (head !== undefined && (head.revision !== revision || head.hash !== hash)) {
    return revision < head.revision
      ? wrong(revision + 1, 'cut', `the log ends at ${revision}, the head is at ${head.revision}`)
      : wrong(revision, 'misplaced', `the log ends at ${revision}, which is not the head`);
  }
  return { kind: 'intact', revision, hash };
}

function check(keys: ChainKeys, record: StoredRecord, expected: number, before: string): Verification | null {
  // The whole of it, hash first: what the body says is worth nothing until the body is known to be ours.
  if (chainHash(keys.chain, before, record.body) === record.hash && record.revision === expected) {
    try {
      const meta = readBody(keys, record);
      return meta.prev === before ? null : wrong(expected, 'misplaced', 'it names another record before it');
    } catch (error) {
      if (error instanceof RecordBroken) return wrong(expected, 'unreadable', error.message);
      throw error;
    }
  }
  return explain(keys, record, expected);
}

/** It does not fit here. Is it ours and in the wrong place, or not ours at all? */
function explain(keys: ChainKeys, record: StoredRecord, expected: number): Verification {
  let meta: RecordMeta;
  try {
    meta = readBody(keys, record);
  } catch (error) {
    if (error instanceof RecordBroken) return wrong(expected, 'altered', error.message);
    throw error;
  }
  if (chainHash(keys.chain, meta.prev, record.body) !== record.hash)
    return wrong(expected, 'altered', 'its hash does not fit its body');
  if (record.revision > expected)
    return wrong(expected, 'missing', `record ${record.revision} stands where ${expected} should`);
  return wrong(
    expected,
    'misplaced',
    record.revision < expected
      ? `record ${record.revision} stands again at ${expected}`
      : 'it continues another history',
  );
}

const wrong = (revision: number, reason: BrokenReason, says: string): Verification => ({
  kind: 'broken',
  revision,
  reason,
  says,
});
