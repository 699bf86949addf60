/** The last feed entries this node heard, so that a screen that was away for a moment is told only what changed. */
import type { Position, PreparationId, WardId } from '../../machines/index.ts';
import { logId } from '../equipment/log.ts';
import type { FeedEntry } from '../store/store.ts';

/** A busy site's quarter of an hour; about 200 bytes each. Whoever was away longer gets a snapshot. */
const keptMax = 4_096;

export interface Recent {
  add(entries: readonly FeedEntry[]): void;
  /** After a gap nothing before it counts. */
  clear(position: Position): void;
  /** What changed on a ward after `from`; null when that is not a place in what is remembered. */
  since(from: Position, ward: WardId): ReadonlySet<PreparationId> | null;
}

export function createRecent(start: Position): Recent {
  let base = start;
  let entries: FeedEntry[] = [];
  return {
    add(more) {
      entries.push(...more);
      // In large bites: dropping one at a time would copy the list at every tap.
      if (entries.length > 2 * keptMax) {
        const dropped = entries.splice(0, entries.length - keptMax);
        base = dropped.at(-1)?.position ?? base;
      }
    },
    clear(position) {
      base = position;
      entries = [];
    },
    since(from, ward) {
      const ahead = from.offset - base.offset;
      const at = ahead === 0 ? base : entries[ahead - 1]?.position;
      // The hash too: the same offset in a restored store is another history.
      if (at === undefined || at.offset !== from.offset || at.hash !== from.hash) return null;
      const since = entries.slice(ahead);
      // A call-back may have changed any row without an entry of the row's own.
      if (since.some(({ preparation }) => preparation === logId)) return null;
      return new Set(since.filter(({ wards }) => wards.includes(ward)).map(({ preparation }) => preparation));
    },
  };
}
