/**
 * Whether the server answers, for a page where nobody is signed in: it says no hello, so it hears no frames, and their
 * silence says nothing. What it may ask is asked again and again; it is away when that is really not answered.
 */
import { useEffect, useState } from 'react';
import { ask } from './http.ts';
import type { LinkState } from './link-state.ts';

const askEveryMs = 5_000;

/** @param asking false where the frames say it: nothing is asked then */
export function useReach(asking: boolean): LinkState {
  const [state, setState] = useState<LinkState>('connecting');
  useEffect(() => {
    if (!asking) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    const look = async (): Promise<void> => {
      const answer = await ask('GET', '/wards', () => true);
      if (over) return;
      // A refusal is an answer. One from a server in front of ours, that ours is away, is none.
      const answered = answer.ok || (answer.problem.status >= 400 && answer.problem.status < 500);
      setState(answered ? 'live' : 'away');
      timer = setTimeout(() => void look(), askEveryMs);
    };
    void look();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [asking]);
  return state;
}
