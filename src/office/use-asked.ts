/** What one door answers, asked again whenever `turn` is another; what was read stays until the next answer is here. */
import { useEffect, useState } from 'react';
import { ask, type Answer } from '../link/http.ts';

/** @param path null where nothing is asked */
export function useAsked<T>(path: string | null, read: (body: unknown) => T | null, turn: number): Answer<T> | null {
  const [heard, setHeard] = useState<{ readonly of: string; readonly answer: Answer<T> } | null>(null);
  useEffect(() => {
    if (path === null) return;
    let current = true;
    void ask('GET', path, read).then((answer) => {
      if (current) setHeard({ of: path, answer });
    });
    return () => {
      current = false;
    };
  }, [path, read, turn]);
  return heard !== null && heard.of === path ? heard.answer : null;
}
