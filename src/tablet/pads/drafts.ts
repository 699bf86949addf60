/** Figures typed and not recorded yet: they outlive a lock, never the page. */
import { useState } from 'react';

const drafts = new Map<string, string>();

/** A second person's figures are nobody else's: what they did not record is gone when they leave. */
export const forgetDraft = (name: string): boolean => drafts.delete(name);

export function useDraft(name: string): readonly [string, (typed: string) => void] {
  const [typed, setTyped] = useState(() => drafts.get(name) ?? '');
  return [
    typed,
    (next) => {
      if (next === '') drafts.delete(name);
      else drafts.set(name, next);
      setTyped(next);
    },
  ];
}
