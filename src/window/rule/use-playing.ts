/** Which step of a walk is on the tablet, and whether it goes on by itself. It begins by itself: that is what was asked for. */
import { useEffect, useState } from 'react';
import type { Found } from './messages.ts';

export interface Playing {
  readonly at: number;
  readonly runs: boolean;
  /** Shows one step and stays there. */
  readonly show: (at: number) => void;
  readonly toggle: () => void;
}

/** Long enough to read a step; a walk to ready is two dozen. */
const stepMs = 1_200;

export function usePlaying(found: Found | null): Playing {
  const [of, setOf] = useState(found);
  const [at, setAt] = useState(0);
  const [runs, setRuns] = useState(true);
  if (of !== found) {
    setOf(found);
    setAt(0);
    setRuns(true);
  }
  const last = (found?.scenes.length ?? 1) - 1;
  const going = runs && at < last;
  useEffect(() => {
    if (!going) return;
    const timer = setTimeout(() => setAt((now) => Math.min(last, now + 1)), stepMs);
    return () => clearTimeout(timer);
  }, [going, at, last]);
  return {
    at,
    runs: going,
    show: (step) => {
      setRuns(false);
      setAt(step);
    },
    toggle: () => {
      if (!going && at === last) setAt(0);
      setRuns(!going);
    },
  };
}
