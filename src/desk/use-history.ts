/** A patient's record, fetched again whenever the checklist has moved on. */
import { useEffect, useState } from 'react';
import { ask } from '../link/http.ts';
import type { HistoryState } from './history.tsx';
import { readHistory } from './read-history.ts';

export function useHistory(preparation: string | null, revision: number | null): HistoryState {
  const [history, setHistory] = useState<{ readonly of: string; readonly state: HistoryState } | null>(null);
  useEffect(() => {
    if (preparation === null || revision === null) return;
    let current = true;
    void ask('GET', `/preparations/${encodeURIComponent(preparation)}/history`, readHistory).then((answer) => {
      if (!current) return;
      setHistory({
        of: preparation,
        state: answer.ok ? { kind: 'shown', entries: answer.value } : { kind: 'failed', says: answer.problem.detail },
      });
    });
    return () => {
      current = false;
    };
  }, [preparation, revision]);
  return history !== null && history.of === preparation ? history.state : { kind: 'loading' };
}
