/**
 * An item that comes into hand takes no answer at once: the finger that is on its way meant the one before. It waits
 * longest where it came by itself, because somebody else answered the one before it or a timer ran out.
 */
import { useLayoutEffect, useRef, useState } from 'react';
import { sameTapForMs } from './same-tap.ts';

/** Longer than a finger is on its way to what it saw, shorter than reading what came. */
export const deafForMs = 1_000;

/**
 * @param current the item in hand, or null
 * @param byHand whether what this person did here brought it: asked when it changes, with the one before
 * @returns whether it takes no answer yet
 */
export function useDeaf(current: string | null, byHand: (before: string | null) => boolean): boolean {
  const before = useRef(current);
  const [deaf, setDeaf] = useState<string | null>(null);
  useLayoutEffect(() => {
    const was = before.current;
    before.current = current;
    if (was === current || current === null) return;
    setDeaf(current);
    const timer = setTimeout(() => setDeaf(null), byHand(was) ? sameTapForMs : deafForMs);
    return () => clearTimeout(timer);
    // Asked at the moment it changes, of what is so at that moment.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [current]);
  return deaf !== null && deaf === current;
}
