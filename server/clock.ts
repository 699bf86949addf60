/** The real world's time and ids, and whether the time can be believed. */
import { v7 } from 'uuid';
import type { Milliseconds } from '../machines/index.ts';
import type { Clock, Ids, Log, Timers } from './ports.ts';

export const systemClock: Clock = { now: () => Date.now(), monotonic: () => performance.now() };
export const systemIds: Ids = { next: () => v7() };
export const systemTimers: Timers = {
  after(waitMs, work) {
    const timer = setTimeout(work, waitMs);
    return () => clearTimeout(timer);
  },
};

export interface ClockHealth {
  /** How far the wall clock has left the monotonic one since it was last believed. */
  driftMs(): Milliseconds;
  healthy(): boolean;
  stop(): void;
}

/** Deadlines are minutes; a clock that jumped by more than this would fire one visibly early or late. */
const jumpMs: Milliseconds = 2_000;
/** A clock that was put right and then stays right is believed again after this. */
const believedAfterMs: Milliseconds = 10 * 60_000;
const lookEveryMs: Milliseconds = 1_000;

/** Notices when the wall clock is set, or the machine slept. Linux slews both clocks alike, so only jumps show. */
export function watchClock(clock: Clock, log: Log): ClockHealth {
  const difference = (): number => clock.now() - clock.monotonic();
  let believed = difference();
  let last = believed;
  let steadySince = clock.monotonic();

  const look = (): void => {
    const now = difference();
    if (Math.abs(now - last) > jumpMs) {
      log.warn(
        { jumpedMs: Math.round(now - last) },
        'the clock of this machine jumped: what it decides now has the new time',
      );
      steadySince = clock.monotonic();
      last = now;
    }
    if (clock.monotonic() - steadySince >= believedAfterMs) believed = last = now;
  };
  const timer = setInterval(look, lookEveryMs);
  timer.unref();
  return {
    driftMs: () => Math.round(difference() - believed),
    healthy: () => Math.abs(difference() - believed) <= jumpMs,
    stop: () => clearInterval(timer),
  };
}
