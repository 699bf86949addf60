/** How commits, heads and answers look on the way to and from the function in Redis. */
import type { PreparationId } from '../../machines/index.ts';
import { StoreBroken } from './errors.ts';
import type { RedisKeys } from './keys.ts';
import type { Commit, CommitOutcome, Head } from './store.ts';

/** Raised when an older WardReady could not read what is under these keys; it then refuses by name instead of guessing. */
export const storeFormat = '1';
/** In its place while a site is filled from a backup. */
export const restoringFormat = 'restoring';

/** A batch as keys and one JSON argument. Every number is a string and every null is `''` or absent: Lua has neither of ours. */
export function encodeBatch(
  keys: RedisKeys,
  commits: readonly Commit[],
): { readonly keys: readonly string[]; readonly text: string } {
  const named = [keys.meta, keys.feed, keys.due, keys.claims, keys.preparations, keys.wards];
  for (const { preparation } of commits)
    named.push(keys.head(preparation), keys.log(preparation), keys.verdicts(preparation));
  return { keys: named, text: JSON.stringify(commits.map(encode)) };
}

const encode = ({ preparation, expected, at, verdict, records, head, claims, feed }: Commit): object => ({
  preparation,
  expected: expected ?? '',
  at: String(at),
  command: verdict?.command,
  verdict: verdict?.body,
  records: records.map(({ revision, body, hash }) => ({ revision: String(revision), body, hash })),
  head: headFields(head),
  hold: claims.hold,
  release: claims.release,
  absent: claims.absent,
  feed: feed?.wards,
});

/** The head as its hash's fields. */
export const headFields = ({ revision, hash, nextDue, ward, digest, state, open }: Head) => ({
  revision: String(revision),
  hash,
  nextDue: nextDue === null ? '' : String(nextDue),
  ward,
  digest,
  state,
  open: open ? '1' : '0',
});

/** The head from its hash's fields, or null when there is none. */
export function readHead(preparation: PreparationId, fields: Readonly<Record<string, string>>): Head | null {
  const { revision, hash, nextDue, ward, digest, state, open } = fields;
  if (hash === undefined) return null;
  if (revision === undefined || ward === undefined || digest === undefined || state === undefined)
    throw new StoreBroken(`the head of ${preparation} lacks a field`);
  return {
    preparation,
    revision: Number(revision),
    hash,
    nextDue: nextDue ? Number(nextDue) : null,
    ward,
    digest,
    state,
    open: open === '1',
  };
}

/** The function's answer as an outcome. */
export function readOutcome(reply: unknown): CommitOutcome {
  const [kind, first = '', second = '', third = ''] = Array.isArray(reply) ? reply.map(String) : [];
  switch (kind) {
    case 'committed':
      return { kind, position: { offset: Number(first), hash: second } };
    case 'duplicate':
      return { kind, verdict: { command: first, body: second } };
    case 'conflict':
      return { kind, preparation: first, head: second === '' ? null : second };
    case 'claimed':
      return { kind, preparation: first, key: second, holder: third };
    case 'ahead':
      return { kind, storeTime: Number(first) };
    default:
      throw new StoreBroken(`the function in Redis gave an answer this build does not know: ${String(kind)}`);
  }
}
