/** Keeps the checklists of a person's own patients on this tablet, so that losing the network does not lose the patient. */
import { useEffect } from 'react';
import type { BoardRow } from '../../machines/index.ts';
import { connection } from './connection.ts';
import { savedChecklists } from './outbox-db.ts';
import { outbox } from './tablet-outbox.ts';

/** More than one person prepares in a shift; fewer than a ward. */
const patientsMax = 12;

/** One patient is watched at a time on a connection, so this stops as soon as a patient is opened. */
export function usePrefetch(rows: readonly BoardRow[], idle: boolean): void {
  const wanted = rows
    .slice(0, patientsMax)
    .map(({ preparation, revision }) => `${preparation}@${revision}`)
    .join(' ');
  useEffect(() => {
    if (!idle || wanted === '') return;
    let stopped = false;
    void (async () => {
      const kept = new Set((await savedChecklists()).map(({ preparation, revision }) => `${preparation}@${revision}`));
      for (const one of wanted.split(' ')) {
        if (stopped || !connection.joined()) return;
        if (kept.has(one)) continue;
        const reply = await connection.watch(one.slice(0, one.lastIndexOf('@')));
        if (reply.ok && reply.value !== null) await outbox.landed(reply.value);
      }
      if (!stopped && connection.joined()) await connection.watch(null);
    })();
    return () => {
      stopped = true;
    };
  }, [wanted, idle]);
}
