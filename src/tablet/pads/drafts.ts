/** Figures typed and not recorded yet: they outlive a lock, never the page. */
import { useState } from 'react';

const drafts = new Map<string, string>();

/** A second person's figures are nobody else's: what they did not record is gone when they leave. */
export const forgetDraft = (name: string): boolean => drafts.delete(name);

/** A change is made to what was typed last, drawn or not: in a burst the next key comes before the last one is drawn. */
export function useDraft(name: string): readonly [string, (change: (was: string) => string) => void] {
  const [typed, setTyped] = useState(() => drafts.get(name) ?? '');
  return [
    typed,
    (change) => {
      const next = change(drafts.get(name) ?? '');
      if (next === '') drafts.delete(name);
      else drafts.set(name, next);
      setTyped(next);
    },
  ];
}
