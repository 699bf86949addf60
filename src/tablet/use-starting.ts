/** How an action begins on a patient's screen: at once when nothing is asked; a sheet asks the rest, or shows what will be on record. */
import type { ActionView, Checklist } from '../../machines/index.ts';
import { type Given, useHands } from './hands.ts';
import { lookHint } from './look-first.tsx';
import type { Open } from './patient-sheets.tsx';

export function useStarting(
  checklist: Checklist,
  setOpen: (open: Open | null) => void,
  saved: (action: ActionView) => void = () => undefined,
) {
  const { act } = useHands();
  const send = (action: ActionView, what: string, given: Given = {}): void => {
    setOpen(null);
    void act({ checklist, event: action.event, given, says: { what, value: given.reason ?? null } }).then(
      (kept) => kept && saved(action),
    );
  };
  const start = (action: ActionView, what: string): void => {
    if (lookHint(action) !== null || action.asks.some((ask) => ask !== 'value')) setOpen({ kind: 'ask', action, what });
    else send(action, what);
  };
  return { send, start };
}
