/**
 * The stability watermark: nothing that came from the primary is told to anybody before the replicas have it.
 *
 * `WAIT` counts the replicas that have everything up to what this connection sent last: in Redis 7.0 up to its last command,
 * since 7.2 only up to its last one that replicas are sent. So it sends them one that says nothing, and the `WAIT` behind it
 * covers what was written and what was read, by whomever it was written. It holds up the connection, so there is one at a
 * time, and whoever is answered meanwhile shares the next. A connection that was lost in between proves nothing: the
 * primary behind the next one may never have had it.
 */
import type { Redis } from 'ioredis';
import { StoreUnavailable } from './errors.ts';

/** A channel that nobody listens to: what is told on it goes to every replica, and into no file. */
const nothing = 'wardready:watermark';
/** A replica that takes longer is as good as gone; the person who taps is told well within their patience. */
const replicaWaitMs = 1_500;

export interface Watermark {
  /**
   * Does `work` on one connection and waits until what came of it is on the replicas.
   * @throws StoreUnavailable (`unknown`) when they do not have it in time, and an Error when the connection changed: ask again.
   */
  past<T>(work: () => Promise<T>): Promise<T>;
}

/** One server without replicas: what it answers, stands. */
export const noWatermark: Watermark = { past: (work) => work() };

export function createWatermark(redis: Redis, needed: number): Watermark {
  /** Which connection this is, counted. */
  let connection = 0;
  redis.on('close', () => void (connection += 1));
  let flying: Promise<unknown> = Promise.resolve();
  let next: Promise<Count> | null = null;

  interface Count {
    readonly replicas: number;
    readonly connection: number;
  }

  /** Begun after now, so it covers all that was answered until now. */
  function count(): Promise<Count> {
    next ??= flying.then(() => {
      next = null;
      const asked = connection;
      const answer = Promise.all([redis.publish(nothing, ''), redis.wait(needed, replicaWaitMs)]).then(
        ([, replicas]) => ({ replicas, connection: asked }),
      );
      flying = answer.catch(() => undefined);
      return answer;
    });
    return next;
  }

  return {
    async past(work) {
      const began = connection;
      const done = await work();
      const { replicas, connection: asked } = await count();
      if (asked !== began) throw new Error('the connection was lost before the replicas were asked');
      if (replicas >= needed) return done;
      throw new StoreUnavailable(
        `${replicas} of ${needed} replicas have it: nothing counts as saved until all have`,
        'unknown',
      );
    },
  };
}
