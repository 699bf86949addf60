/**
 * What the server's clock last said, and how long ago by the clock that never jumps: what a command says of its time.
 * The wall clock of a tablet is for the record only: people set it, batteries die, and time zones move it.
 */
import type { Instant, Milliseconds } from '../../machines/index.ts';

export interface ServerClock {
  /** The server said it is this late. */
  heard(at: Instant): void;
  /** From an earlier life of this page: the instant is known, how long ago is not. */
  remembered(at: Instant): void;
  /** The server's time when it was last heard; 0 when it never was. */
  lastSync(): Instant;
  /** Since then; null after a reload until the server is heard, and when this device's two clocks disagree. */
  elapsed(): Milliseconds | null;
  /** How long nothing was heard, by the longer of the two clocks; null before the first word. */
  silence(): Milliseconds | null;
  /** The best guess at the server's time now. */
  now(): Instant;
}

/** A monotonic clock that slept with the tablet says too little; then nobody may trust it. */
const disagreementMaxMs = 60_000;

export function createServerClock(
  monotonic: () => number = () => performance.now(),
  wall: () => number = () => Date.now(),
): ServerClock {
  let lastSync: Instant = 0;
  let heardAt: { readonly monotonic: number; readonly wall: number } | null = null;
  const since = (): number | null =>
    heardAt === null ? null : Math.max(0, Math.round(monotonic() - heardAt.monotonic));
  return {
    heard(at) {
      lastSync = at;
      heardAt = { monotonic: monotonic(), wall: wall() };
    },
    remembered(at) {
      if (heardAt === null && at > lastSync) lastSync = at;
    },
    lastSync: () => lastSync,
    elapsed() {
      const elapsed = since();
      if (elapsed === null || heardAt === null) return null;
      return Math.abs(wall() - heardAt.wall - elapsed) > disagreementMaxMs ? null : elapsed;
    },
    silence() {
      const elapsed = since();
      return elapsed === null || heardAt === null ? null : Math.max(elapsed, wall() - heardAt.wall);
    },
    now: () => (heardAt === null ? wall() : lastSync + (since() ?? 0)),
  };
}

/** One page, one server clock. */
export const serverClock: ServerClock = createServerClock();
