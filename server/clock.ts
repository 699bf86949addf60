/** The real world's time and ids, and whether the time can be believed. */
import { uptime } from 'node:os';
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

/** Whether this node's time is what its machine says, and how far the two are apart. */
export interface ClockHealth {
  /** The machine's wall clock less the time this node goes by: 0 while it is believed. */
  driftMs(): Milliseconds;
  healthy(): boolean;
  stop(): void;
}
export type SteadyClock = Clock & ClockHealth;

/** Deadlines are minutes; a clock that jumped by more than this would fire one visibly early or late. */
const jumpMs: Milliseconds = 2_000;
/** Noticed within this, also while nobody asks for the time. */
const lookEveryMs: Milliseconds = 500;

/**
 * The machine's time for as long as it goes on as a clock does. When the wall clock leaves the monotonic one by more than
 * two seconds it was set, and this one goes on from before: nothing falls due early, and `healthy` says no until the wall
 * clock is back or the node is started again, which is a person's word that the new time is right. Linux slews both clocks
 * alike, so only jumps show. A machine that slept was not set: its uptime went on with the wall clock.
 *
 * @param awake how long the machine has been up, sleep included, in milliseconds.
 */
export function steadyClock(machine: Clock, log: Log, awake = (): Milliseconds => uptime() * 1000): SteadyClock {
  const wall = (): Milliseconds => machine.now() - machine.monotonic();
  const sleep = (): Milliseconds => awake() - machine.monotonic();
  let believed = wall();
  let slept = sleep();
  let told = false;

  const drift = (): Milliseconds => {
    const off = wall() - believed;
    if (Math.abs(off) <= jumpMs) return off;
    const since = sleep() - slept;
    if (since <= jumpMs || Math.abs(off - since) > jumpMs) return off;
    believed += off;
    slept += since;
    return 0;
  };
  const jumped = (): boolean => Math.abs(drift()) > jumpMs;
  const look = (): void => {
    const now = jumped();
    if (now && !told)
      log.error(
        { jumpedMs: Math.round(drift()) },
        'the clock of this machine jumped; this node goes on with the time from before',
      );
    if (!now && told) log.info({}, 'the clock of this machine is back');
    told = now;
  };
  const timer = setInterval(look, lookEveryMs);
  timer.unref();
  return {
    now: () => (jumped() ? Math.round(machine.monotonic() + believed) : machine.now()),
    monotonic: () => machine.monotonic(),
    driftMs: () => Math.round(drift()),
    healthy: () => !jumped(),
    stop: () => clearInterval(timer),
  };
}
