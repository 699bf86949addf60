/**
 * Records what has fallen due. XState holds no timer here, and nothing is lost when this process is: a deadline is a
 * number in the state, and every reader already counts it from its instant on. This worker only writes it down.
 * Several nodes may race for the same one: the firing is idempotent by the head it was decided on, and who loses reads on.
 */
import {
  advance,
  assertInvariants,
  type Instant,
  type Milliseconds,
  type PreparationId,
} from '../../machines/index.ts';
import { systemTimers } from '../clock.ts';
import { failureOf } from '../failure.ts';
import type { Clock, Log, Timers } from '../ports.ts';
import type { Keys } from '../record/keys.ts';
import { StoreUnavailable } from '../store/errors.ts';
import type { Store } from '../store/store.ts';
import { fired } from './entry.ts';
import type { Knowledge } from './known.ts';

export interface DeadlineParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly keys: Keys;
  readonly log: Log;
  readonly timers?: Timers;
  readonly knowledge: Knowledge;
}
export interface Deadlines {
  /** Everything due now, recorded or found recorded; resolves with how many were recorded here. */
  run(): Promise<number>;
  close(): Promise<void>;
}

/** A ward's worth at a time, so a tap never waits behind an hour's backlog. */
const batchMax = 50;
/** Asked at least this often: a nearer deadline may be committed by another node, and wall clocks are set by people. */
export const lookEveryMs: Milliseconds = 500;
/** A preparation that cannot be advanced is looked at again after this; the others do not wait for it. */
const setAsideMs: Milliseconds = 60_000;

export function startDeadlines(parts: DeadlineParts): Deadlines {
  const { store, clock, keys, log, timers = systemTimers, knowledge } = parts;
  const aside = new Map<PreparationId, Milliseconds>();
  let stopWaiting: (() => void) | null = null;
  let running: Promise<number> | null = null;
  let closed = false;

  async function record(preparation: PreparationId, at: Instant): Promise<number> {
    const known = await knowledge.newest(preparation);
    if (known === null) return 0;
    const { protocol } = known.pinned;
    assertInvariants(protocol, known.state);
    const { state, fired: events } = advance(protocol.machine, known.state, at);
    const last = events.at(-1);
    if (last === undefined) {
      if (known.head.nextDue !== null && known.head.nextDue <= at)
        throw new Error(
          `preparation ${preparation} waits for ${known.head.nextDue}, but nothing in its state falls due then`,
        );
      return 0;
    }
    // The committed state is what replaying its records gives: it stands at the last firing, not at the moment of writing.
    const entry = fired({
      keys: await keys.of(preparation),
      before: known,
      pinned: known.pinned,
      events,
      state: { ...state, at: last.at },
      at,
    });
    const outcome = await store.commit([entry.commit]);
    if (outcome.kind !== 'committed') return 0;
    knowledge.learn(entry.known);
    return events.length;
  }

  async function pass(): Promise<number> {
    let recorded = 0;
    for (;;) {
      const at = clock.now();
      const due = await store.due(at, batchMax + aside.size);
      const open = due.filter(({ preparation }) => !isAside(preparation));
      let progress = 0;
      for (const { preparation } of open) {
        if (closed) return recorded;
        progress += await attempt(preparation, at);
      }
      recorded += progress;
      if (progress === 0) return recorded;
    }
  }

  async function attempt(preparation: PreparationId, at: Instant): Promise<number> {
    try {
      return await record(preparation, at);
    } catch (error) {
      // The store is away: everybody waits, nobody is set aside.
      if (error instanceof StoreUnavailable) throw error;
      aside.set(preparation, clock.monotonic() + setAsideMs);
      log.error(
        { preparation, ...failureOf(error) },
        'a deadline could not be recorded; this preparation is set aside',
      );
      return 0;
    }
  }

  const isAside = (preparation: PreparationId): boolean => {
    const until = aside.get(preparation);
    if (until === undefined || clock.monotonic() < until) return until !== undefined;
    aside.delete(preparation);
    return false;
  };

  const run = (): Promise<number> => {
    running ??= pass().finally(() => {
      running = null;
    });
    return running;
  };

  async function turn(): Promise<void> {
    let wait: Milliseconds = lookEveryMs;
    try {
      await run();
      const [next] = (await store.due(Number.MAX_SAFE_INTEGER, 1 + aside.size)).filter(
        ({ preparation }) => !aside.has(preparation),
      );
      if (next !== undefined) wait = Math.min(lookEveryMs, Math.max(1, next.at - clock.now()));
    } catch (error) {
      if (!closed) log.warn(failureOf(error), 'deadlines could not be recorded now; the next look is soon');
    }
    if (!closed) stopWaiting = timers.after(wait, () => void turn());
  }
  // At once: what fell due while nobody ran is recorded within the first second.
  void turn();

  return {
    run,
    async close() {
      closed = true;
      stopWaiting?.();
      await running?.catch(() => 0);
    },
  };
}
