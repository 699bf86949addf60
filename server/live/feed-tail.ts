/**
 * This node's ear on the site's feed: one reader, from a concrete position, whoever committed. Boards are told in the
 * feed's order and by its positions; there is no other channel between nodes, so nothing can be announced and not be true.
 */
import type { Instant, Milliseconds, Position } from '../../machines/index.ts';
import { systemTimers } from '../clock.ts';
import { failureOf } from '../failure.ts';
import type { Clock, Log, Timers } from '../ports.ts';
import type { FeedEntry, Store } from '../store/store.ts';

export interface News {
  /** Oldest first; empty when nothing changed. */
  readonly entries: readonly FeedEntry[];
  /** After them. */
  readonly position: Position;
  /** The history before `position` is not this stream's any more: forget and read again. */
  readonly gap: boolean;
  /** True at least twice a second, news or not: screens must hear that nothing happened. */
  readonly beat: boolean;
}

export interface FeedTail {
  position(): Position;
  /** Since the feed was last read to its end; null before the first time. */
  ageMs(): Milliseconds | null;
  /** When the store was last found to have another history than the one that was told here; null when never. */
  lostAt(): Instant | null;
  /** Runs between two readings, so what it reads belongs to exactly one position. */
  between<T>(work: () => Promise<T>): Promise<T>;
  /** Reads what there is now; whoever asks while one reading waits shares it, so a thousand screens that come back are one. */
  catchUp(): Promise<void>;
  close(): Promise<void>;
}

export interface TailParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly timers?: Timers;
  /** Where to begin: always a concrete position, or what is committed before the first reading is never told. */
  readonly from: Position;
  /** If it throws, the same news comes again. */
  readonly heard: (news: News) => Promise<void>;
}

/** A screen marks silence after two seconds; four of these fit. */
export const heartbeatMs: Milliseconds = 500;
/** Taps of one moment are one frame: at most so many readings a second however fast a site taps. */
const readingsApartMs: Milliseconds = 40;
const pageSize = 500;

export function startFeedTail({ store, clock, log, timers = systemTimers, from, heard }: TailParts): FeedTail {
  let position = from;
  let readAt: Milliseconds | null = null;
  let lostAt: Instant | null = null;
  let line: Promise<unknown> = Promise.resolve();
  let catching: Promise<void> | null = null;
  let soon: (() => void) | null = null;
  let beatWaits = false;
  let closed = false;

  const between = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = line.then(work, work);
    line = turn.catch(() => undefined);
    return turn;
  };

  async function read(beat: boolean): Promise<void> {
    for (let first = true; ; first = false) {
      const page = await store.feed(position, pageSize);
      const beats = beat && first;
      if (page.kind === 'gap') {
        lostAt = clock.now();
        log.error(
          { told: position.offset, now: page.position.offset },
          'the store has another history than screens were told: they are told everything anew',
        );
        await heard({ entries: [], position: page.position, gap: true, beat: beats });
        position = page.position;
        continue;
      }
      const { entries } = page;
      const next = entries.at(-1)?.position ?? position;
      if (entries.length > 0 || beats) await heard({ entries, position: next, gap: false, beat: beats });
      position = next;
      if (entries.length < pageSize) break;
    }
    readAt = clock.monotonic();
  }

  /** No heartbeat without a reading: a node that cannot hear the store must let its screens go stale. */
  async function reading(beat: boolean): Promise<void> {
    try {
      await between(() => (closed ? Promise.resolve() : read(beat)));
    } catch (error) {
      if (!closed) log.warn(failureOf(error), 'the feed cannot be read; screens are not told anything until it can');
    }
  }

  const stopFollowing = store.follow(() => {
    soon ??= timers.after(soonMs(), () => {
      soon = null;
      void reading(false);
    });
  });
  const soonMs = (): Milliseconds => (readAt === null ? 0 : Math.max(0, readAt + readingsApartMs - clock.monotonic()));
  let stopBeating = timers.after(heartbeatMs, beat);
  function beat(): void {
    stopBeating = timers.after(heartbeatMs, beat);
    // A reading that hangs is not asked twice.
    if (beatWaits) return;
    beatWaits = true;
    void reading(true).finally(() => {
      beatWaits = false;
    });
  }

  return {
    position: () => position,
    lostAt: () => lostAt,
    ageMs: () => (readAt === null ? null : clock.monotonic() - readAt),
    between,
    catchUp() {
      catching ??= between(() => {
        catching = null;
        return read(false);
      });
      return catching;
    },
    async close() {
      closed = true;
      stopFollowing();
      stopBeating();
      soon?.();
      await line;
    },
  };
}
