/** The checklists of several rows, each fetched again when its row has moved on. */
import { useEffect, useState } from 'react';
import type { BoardRow, Checklist } from '../../machines/index.ts';
import { lookAt } from './read-checklist.ts';

export function useChecklists(rows: readonly BoardRow[]): ReadonlyMap<string, Checklist> {
  const [held, setHeld] = useState<ReadonlyMap<string, Checklist>>(new Map());
  const mark = rows.map(({ preparation, revision }) => `${preparation}@${revision}`).join(' ');
  useEffect(() => {
    let current = true;
    for (const one of mark.split(' ').filter((asked) => asked !== '')) {
      const [preparation = ''] = one.split('@');
      void lookAt(preparation).then((answer) => {
        if (current && answer.ok) setHeld((before) => new Map(before).set(preparation, answer.value));
      });
    }
    return () => {
      current = false;
    };
  }, [mark]);
  return held;
}
