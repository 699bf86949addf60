/** Locks a tablet that nobody touches: sooner on the list, later in a step, never while a timer runs on the screen. */
import { useEffect, useEffectEvent, useState } from 'react';

export const idleOnListMs = 60_000;
export const idleInStepMs = 180_000;
export const warnBeforeMs = 15_000;

/** Seconds until it locks, once that is near; null before. */
export function secondsLeft(idleMs: number, limitMs: number): number | null {
  const left = limitMs - idleMs;
  return left > warnBeforeMs ? null : Math.max(0, Math.ceil(left / 1000));
}

export function useIdleLock(limitMs: number | null, lock: () => void): number | null {
  const [left, setLeft] = useState<number | null>(null);
  const locked = useEffectEvent(lock);
  useEffect(() => {
    if (limitMs === null) return;
    let touchedAt = performance.now();
    const touched = (): void => {
      touchedAt = performance.now();
      setLeft(null);
    };
    const events = ['pointerdown', 'keydown', 'wheel'] as const;
    for (const event of events) window.addEventListener(event, touched, { capture: true, passive: true });
    const timer = setInterval(() => {
      const seconds = secondsLeft(performance.now() - touchedAt, limitMs);
      setLeft(seconds);
      if (seconds === 0) locked();
    }, 500);
    return () => {
      clearInterval(timer);
      for (const event of events) window.removeEventListener(event, touched, { capture: true });
    };
  }, [limitMs]);
  return limitMs === null ? null : left;
}
