/**
 * When a tap was made, as far as anybody can know. Server time alone would refuse correct work done out of reach, and
 * so would the tablet's wall clock, which people set: what counts is the server's time when the tablet last heard it,
 * plus what the tablet's monotonic clock says has passed since.
 */
import type { CommandMessage, Instant } from '../../machines/index.ts';

/** A tap that took longer than this to arrive was not judged on a live screen. Frames come twice a second, so this is a broken link. */
export const lateAfterMs = 10_000;
/** Device clocks that disagree by more cannot say when something was done. */
export const skewMaxMs = 60_000;

export interface Timing {
  /** The earlier of received, and last sync plus elapsed. The instant of receipt when nothing better is known. */
  readonly happenedAt: Instant;
  /** Judged as late entry. An unknown time is always late: it may have waited for hours. */
  readonly late: boolean;
  /** The device cannot say when: its page restarted, or its two clocks disagree. Only asked of what is late. */
  readonly untrusted: boolean;
  /** It was certainly not tapped before this: what a grant is checked against. */
  readonly notBefore: Instant;
}

/** @param received the server's instant of receipt, before any queue of the server's own. */
export function timingOf(
  { elapsed, lastSync, wallTime }: Pick<CommandMessage, 'elapsed' | 'lastSync' | 'wallTime'>,
  received: Instant,
): Timing {
  if (elapsed === null)
    return { happenedAt: received, late: true, untrusted: true, notBefore: Math.min(lastSync, received) };
  const tapped = Math.floor(lastSync + elapsed);
  const happenedAt = Math.min(received, tapped);
  return {
    happenedAt,
    late: received - happenedAt > lateAfterMs,
    untrusted: Math.abs(wallTime - tapped) > skewMaxMs,
    notBefore: happenedAt,
  };
}
