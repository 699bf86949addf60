/** What the server is given from outside, so that a test can give its own: time, ids, keys and a log. */
import type { Instant, Milliseconds } from '../machines/index.ts';

export interface Clock {
  /** Wall time, epoch milliseconds. */
  now(): Instant;
  /** A clock that only goes forward; for how long something took, never for when. */
  monotonic(): Milliseconds;
}
/** Work that is to be done later. A machine's own, or a simulation's. */
export interface Timers {
  /** Runs `work` once, `waitMs` from now; the answer takes it back. */
  after(waitMs: Milliseconds, work: () => void): () => void;
}
export interface Ids {
  /** A new id, sortable by time (UUID v7); 36 characters of `[0-9a-f-]`. */
  next(): string;
}
/** pino's shape. Never given a patient's name, number, birth date or a value. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
