/** The tail of the feed: tells this node that somebody, anywhere, committed. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Redis } from 'ioredis';

/** Even when nothing comes, followers look this often: a failover that lost the feed's tail would otherwise stay unseen. */
const blockMs = 1000;
/** A broken connection is asked again this often; ioredis is reconnecting meanwhile. */
const againMs = 200;

/** Runs until `stopped` says so. Calls `tell` after every change of the feed, and about once a second without one. */
export async function followFeed({ redis, feed, meta, tell, stopped }: FollowOptions): Promise<void> {
  // A concrete place, never `$`: what is appended while the connection is down must not be missed.
  let last = '0-0';
  while (!stopped()) {
    try {
      // Where the feed ends now, not where this read ended: going back is noticed, and a burst is one step.
      last = `${(await redis.hget(meta, 'offset')) ?? '0'}-0`;
      tell();
      await redis.xread('COUNT', 1, 'BLOCK', blockMs, 'STREAMS', feed, last);
    } catch {
      if (!stopped()) await pause(againMs);
    }
  }
}

interface FollowOptions {
  /** A connection of its own: it blocks. */
  readonly redis: Redis;
  readonly feed: string;
  readonly meta: string;
  readonly tell: () => void;
  readonly stopped: () => boolean;
}
