/**
 * What is wrong with this node or its store that a ward must know: every frame says it while it is so.
 * The same as /readyz tells the people who look after the machines, without their words.
 */
import type { Milliseconds, Trouble } from '../../machines/index.ts';
import type { ClockHealth } from '../clock.ts';
import { failureOf } from '../failure.ts';
import type { Clock, Log } from '../ports.ts';
import type { Store } from '../store/store.ts';

export interface TroubleWatch {
  /** Reads the store's durability again when it is time to. It waits for nothing: frames go on while a store is slow. */
  look(): void;
  /** The store has another history than screens were told; for an hour they say so. */
  lost(): void;
  /** The worst first; empty when all is well. */
  now(): readonly Trouble[];
}

/** Every second heartbeat: with the frame after it a screen has it within two seconds. */
const readEveryMs: Milliseconds = 900;
/** Long enough for everybody on a ward to look at each list. */
const lostSaidMs: Milliseconds = 3_600_000;

interface TroubleParts {
  readonly store: Pick<Store, 'durability'>;
  readonly clock: Pick<Clock, 'monotonic'>;
  readonly clockHealth: Pick<ClockHealth, 'healthy'>;
  readonly log: Pick<Log, 'warn'>;
  /** Invented patients: nothing there is to outlive a power cut, and a visitor's /tmp may well be memory. */
  readonly demo: boolean;
}

export function watchTrouble({ store, clock, clockHealth, log, demo }: TroubleParts): TroubleWatch {
  let ofStore: readonly Trouble[] = [];
  let readAt: Milliseconds = -Infinity;
  let reading = false;
  let lostAt: Milliseconds = -Infinity;

  async function read(): Promise<void> {
    try {
      const { survivesPowerCut, unsafe, runningOut } = await store.durability();
      const lossy = !demo && (!survivesPowerCut || unsafe.length > 0);
      ofStore = [...(runningOut.length > 0 ? (['full'] as const) : []), ...(lossy ? (['lossy'] as const) : [])];
    } catch (error) {
      // What was known stays: a store that does not answer sends no frames either, and screens say that.
      log.warn(failureOf(error), 'what a commit survives could not be read');
    }
  }

  return {
    look() {
      if (reading || clock.monotonic() - readAt < readEveryMs) return;
      reading = true;
      readAt = clock.monotonic();
      void read().finally(() => {
        reading = false;
      });
    },
    lost: () => void (lostAt = clock.monotonic()),
    now: () =>
      [
        ...ofStore,
        ...(clock.monotonic() - lostAt < lostSaidMs ? (['lost'] as const) : []),
        ...(clockHealth.healthy() ? [] : (['clock'] as const)),
      ].toSorted(byUrgency),
  };
}

const urgency: readonly Trouble[] = ['full', 'lost', 'clock', 'lossy'];
const byUrgency = (a: Trouble, b: Trouble): number => urgency.indexOf(a) - urgency.indexOf(b);
