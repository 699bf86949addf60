/** The patient that was left open, kept over a lock and a reload; forgotten once somebody opens a patient again. */
import { useCallback, useEffect, useState } from 'react';
import { isRecord } from '../link/http.ts';
import { savedFact, saveFact } from '../link/outbox-db.ts';
import type { Left } from './hands.ts';

export function useLeft(): readonly [Left | null, (left: Left | null) => void] {
  const [left, setLeft] = useState<Left | null>(null);
  useEffect(() => {
    void savedFact('left', readLeft).then((kept) => setLeft((before) => before ?? kept));
  }, []);
  const leave = useCallback((next: Left | null): void => {
    setLeft(next);
    void saveFact('left', next);
  }, []);
  return [left, leave];
}

function readLeft(kept: unknown): Left | null {
  if (!isRecord(kept)) return null;
  const { preparation, by, at, step } = kept;
  return typeof preparation === 'string' && typeof at === 'number'
    ? { preparation, by: typeof by === 'string' ? by : null, at, step: readStep(step) }
    : null;
}

function readStep(kept: unknown): Left['step'] {
  if (!isRecord(kept)) return null;
  const { short, done, total } = kept;
  return typeof short === 'string' && typeof done === 'number' && typeof total === 'number'
    ? { short, done, total }
    : null;
}
