/**
 * Which step stays on the screen. It is this person's: what others finish, or what lapses, never turns the page under
 * their finger. It goes on when they complete a step here, or press another one.
 */
import { useEffect, useState } from 'react';
import type { StepView } from '../../machines/index.ts';
import type { Shown } from '../link/overlay.ts';
import { stepShown } from './step-shown.ts';

/** As long as the server may take to say what is newer than this tablet's memory; by then somebody is reading. */
export const settlesAfterMs = 2_000;

interface OnScreen {
  readonly step: StepView | undefined;
  /** Null: the first that is not done, as it is now. */
  readonly show: (step: string | null) => void;
  /** A finger is on the glass: what it sees stays. */
  readonly keep: () => void;
}

export function useStep(shown: Shown, begin: string | null): OnScreen {
  const [pinned, show] = useState(begin);
  const step = stepShown(shown, pinned);
  const id = step?.id ?? null;
  useEffect(() => {
    if (pinned !== null || id === null) return;
    const timer = setTimeout(() => show((now) => now ?? id), settlesAfterMs);
    return () => clearTimeout(timer);
  }, [pinned, id]);
  return { step, show, keep: () => show((now) => now ?? id) };
}
