/** Tries in a row, counted in bounded memory: after so many there is a wait, also for the one that would be right. */
import type { Instant, Milliseconds } from '../../machines/index.ts';

export interface Attempts {
  /** How long until this may be tried again; 0 when it may be now. */
  waitMs(key: string, at: Instant): Milliseconds;
  /** One more try. */
  count(key: string, at: Instant): void;
  /** It was right: nothing is held against it any more. */
  clear(key: string): void;
  /** It was right, and only this one is not held against it. */
  takeBack(key: string): void;
}

export interface AttemptLimits {
  /** Tries before it locks. */
  readonly tries: number;
  /** After this long without one, all are forgotten; it locks for as long. */
  readonly windowMs: Milliseconds;
  /** Keys held at once. When full, the longest quiet one goes; while all are locked, an unknown key waits too. */
  readonly keysMax: number;
}

/** A person on a device: a wrong finger, then a locked door (clinical tablets: five tries). */
export const perDevice: AttemptLimits = { tries: 5, windowMs: 5 * 60_000, keysMax: 10_000 };
/** A person over all devices: device ids are made by devices, so a guesser has as many as they like. */
export const perPerson: AttemptLimits = { tries: 20, windowMs: 15 * 60_000, keysMax: 10_000 };

/** A grant at the scanner: so many codes without a quiet half minute are a program, or a scanner that reads by itself. */
export const perScanner: AttemptLimits = { tries: 40, windowMs: 30_000, keysMax: 10_000 };

export function createAttempts({ tries, windowMs, keysMax }: AttemptLimits): Attempts {
  const known = new Map<string, { count: number; last: Instant }>();
  const locked = (one: { readonly count: number; readonly last: Instant }, at: Instant): boolean =>
    one.count >= tries && at - one.last < windowMs;

  const makeRoom = (at: Instant): boolean => {
    if (known.size < keysMax) return true;
    // Oldest first. A locked key stays: flooding us with made-up devices must not open a door.
    for (const [key, one] of known) if (!locked(one, at)) return known.delete(key);
    return false;
  };

  return {
    waitMs(key, at) {
      const one = known.get(key);
      if (one === undefined) return makeRoom(at) ? 0 : windowMs;
      return locked(one, at) ? windowMs - (at - one.last) : 0;
    },
    count(key, at) {
      const one = known.get(key);
      const count = one === undefined || at - one.last >= windowMs ? 1 : one.count + 1;
      if (one === undefined && !makeRoom(at)) return;
      known.delete(key);
      known.set(key, { count, last: at });
    },
    clear: (key) => void known.delete(key),
    takeBack(key) {
      const one = known.get(key);
      if (one !== undefined) one.count -= 1;
    },
  };
}
