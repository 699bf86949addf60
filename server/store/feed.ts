/**
 * The site's stream of changes, as both stores write it: the text of an entry, its hash, and what is kept.
 * The hash is a position, not a security measure: it tells a screen that its history is not this stream's (a restored backup,
 * a failover that lost the tail). SHA-1 because that is what a Redis Function can compute; the record's chain is an HMAC of its own.
 */
import { createHash } from 'node:crypto';
import type { Instant, Position, PreparationId } from '../../machines/index.ts';
import { canonical } from '../../machines/index.ts';
import type { FeedChange, FeedEntry } from './store.ts';

/** A screen that was away for a weekend day still catches up by patches; a longer absence gets a snapshot. */
export const feedKeptMs = 48 * 60 * 60 * 1000;
/** Old entries are looked for once in so many new ones… */
export const trimEvery = 64;
/** …and at most so many are dropped then, so no tap ever pays for a quiet week. Larger than `trimEvery`, or it would fall behind. */
export const trimMax = 256;

/** What is hashed: everything in the entry but the hash itself. */
export function feedText(change: FeedChange, preparation: PreparationId, offset: number, at: Instant): string {
  return canonical({ at, head: change.head, offset, preparation, revision: change.revision, wards: change.wards });
}

/** What {@link feedText} wrote of an entry that was read back. */
export const textOf = (entry: FeedEntry): string => feedText(entry, entry.preparation, entry.position.offset, entry.at);

/** The hash of the entry after `previous`. */
export function feedHash(previous: string, text: string): string {
  return createHash('sha1').update(`${previous}\n${text}`).digest('hex');
}

/** Reads back what {@link feedText} wrote. */
export function feedEntry(text: string, hash: string): FeedEntry {
  const { at, head, offset, preparation, revision, wards } = JSON.parse(text) as FeedChange & {
    readonly at: Instant;
    readonly offset: number;
    readonly preparation: PreparationId;
  };
  const position: Position = { offset, hash };
  return { preparation, position, at, revision, head, wards };
}
