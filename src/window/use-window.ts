/** Talks with the demonstration: asks how it stands twice a second, and throws its handles. */
import { useCallback, useEffect, useState } from 'react';
import { readWindow, type WindowState } from './read-window.ts';

const askEveryMs = 500;
const answerWithinMs = 3_000;

export interface Demonstration {
  /** Null until it has answered once. */
  readonly state: WindowState | null;
  readonly away: boolean;
  readonly throwHandle: (handle: Handle) => void;
}

export type Handle =
  | { readonly path: 'tablet'; readonly body: { readonly cut: boolean } }
  | { readonly path: 'server'; readonly body: { readonly running: boolean } }
  | { readonly path: 'visitor'; readonly body: { readonly person: string } }
  | { readonly path: 'note'; readonly body: { readonly says: string; readonly figure?: string } }
  | { readonly path: 'speed'; readonly body: { readonly speed: number } };

export function useDemonstration(): Demonstration {
  const [state, setState] = useState<WindowState | null>(null);
  const [away, setAway] = useState(false);
  const hear = useCallback((said: WindowState | null) => {
    if (said !== null) setState(said);
    setAway(said === null);
  }, []);
  useEffect(() => {
    const look = () => void askState().then(hear);
    look();
    const timer = setInterval(look, askEveryMs);
    return () => clearInterval(timer);
  }, [hear]);
  const throwHandle = useCallback((handle: Handle) => void tell(handle).then(askState).then(hear), [hear]);
  return { state, away, throwHandle };
}

async function askState(): Promise<WindowState | null> {
  try {
    const response = await fetch('/window/state', { signal: AbortSignal.timeout(answerWithinMs) });
    return response.ok ? readWindow(await response.json()) : null;
  } catch {
    return null;
  }
}

/** Whether it was heard is seen in the next state, not here. */
async function tell({ path, body }: Handle): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  await fetch(`/window/${path}`, { method: 'POST', headers, body: JSON.stringify(body) }).catch(() => undefined);
}
