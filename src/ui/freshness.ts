/**
 * The freshness ladder: how far a screen may still be believed. One for every screen.
 * Live, then marked within 2 s of silence, then the *not current* veil: by 10 s, or within 2 s when something is known
 * to be wrong (a gap, a hash that does not follow). It leaves after one second of good news.
 */
import { useEffect, useState } from 'react';
import type { Milliseconds } from '../../machines/index.ts';

/** Frames come at least every 500 ms, so three have been missed. Under 2 s, with room for one slow tick. */
export const markedAfterMs = 1_500;
/** The promise is 10 s; this leaves a second for the tick and the paint. */
export const veiledAfterMs = 9_000;
/** A gap is usually mended by the next answer. The promise is 2 s. */
export const gapToleratedMs = 1_000;
/** One good frame may be the last. */
export const goodNewsMs = 1_000;
export const tickMs = 250;
/** Six ticks missed: this page itself was stuck, and what it shows is from before. The frozen veil came at the same time. */
export const stuckAfterMs = 1_500;

export type FreshnessLevel = 'connecting' | 'live' | 'marked' | 'veiled';
export type VeilCause = 'silence' | 'gap' | 'noNewsYet' | 'stuck';
export interface Freshness {
  readonly level: FreshnessLevel;
  readonly cause: VeilCause | null;
  /** The instant, on the caller's monotonic clock, since which all news has been good; null while it is not. */
  readonly goodSince: Milliseconds | null;
}
export interface Signals {
  /** The caller's monotonic clock. */
  readonly now: Milliseconds;
  /** Since the last frame that was applied; null before the first. */
  readonly silenceMs: Milliseconds | null;
  /** Since something was known to be missing; null when nothing is. */
  readonly gapMs: Milliseconds | null;
  /** Since the screen opened. */
  readonly openMs: Milliseconds;
}
/** What the ladder adds by itself. */
export interface Watched extends Signals {
  /** Since the tick before this one. */
  readonly tickedMs: Milliseconds;
}

export const startFresh: Freshness = { level: 'connecting', cause: null, goodSince: null };

export function freshnessOf(before: Freshness, signals: Watched): Freshness {
  const wrong = causeOf(signals);
  if (wrong !== null) return { level: 'veiled', cause: wrong, goodSince: null };
  if (signals.silenceMs === null) return startFresh;

  const good = signals.silenceMs < markedAfterMs && signals.gapMs === null;
  const goodSince = good ? (before.goodSince ?? signals.now) : null;
  const stays = before.level === 'veiled' && (goodSince === null || signals.now - goodSince < goodNewsMs);
  if (stays) return { level: 'veiled', cause: before.cause, goodSince };
  return { level: good ? 'live' : 'marked', cause: null, goodSince };
}

function causeOf({ silenceMs, gapMs, openMs, tickedMs }: Watched): VeilCause | null {
  if (tickedMs >= stuckAfterMs) return 'stuck';
  if (gapMs !== null && gapMs >= gapToleratedMs) return 'gap';
  if (silenceMs === null) return openMs >= veiledAfterMs ? 'noNewsYet' : null;
  return silenceMs >= veiledAfterMs ? 'silence' : null;
}

/** Asks four times a second; the component is drawn again only when the answer changed. `read` must be stable. */
export function useFreshness(read: () => Signals): Freshness {
  const [shown, show] = useState(startFresh);
  useEffect(() => {
    let held = startFresh;
    let before = performance.now();
    const tick = () => {
      const signals = read();
      const next = freshnessOf(held, { ...signals, tickedMs: signals.now - before });
      before = signals.now;
      const same = next.level === held.level && next.cause === held.cause && next.goodSince === held.goodSince;
      held = next;
      if (!same) show(next);
    };
    tick();
    const timer = setInterval(tick, tickMs);
    return () => clearInterval(timer);
  }, [read]);
  return shown;
}
