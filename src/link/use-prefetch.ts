/** This page's prefetch: the pure one, with this device's storage and connection. */
import { useEffect, useState } from 'react';
import type { BoardRow, Checklist } from '../../machines/index.ts';
import { connection } from './connection.ts';
import { ask, isRecord } from './http.ts';
import { savedChecklists } from './outbox-db.ts';
import { createPrefetch } from './prefetch.ts';
import { outbox } from './tablet-outbox.ts';
import { unanswered } from './waiting.ts';

/** By HTTP and not by `watch`: a connection watches one patient, and that is the one on the screen. */
export function usePrefetch(rows: readonly BoardRow[]): void {
  const [prefetch] = useState(() =>
    createPrefetch({
      saved: savedChecklists,
      ask: (preparation) => ask('GET', `/preparations/${encodeURIComponent(preparation)}`, readChecklist),
      keep: outbox.landed,
      mayAsk: () =>
        connection.joined() && connection.state() === 'live' && unanswered(outbox.state().waiting).length === 0,
      wall: () => Date.now(),
    }),
  );
  useEffect(() => prefetch.want(rows), [prefetch, rows]);
  useEffect(() => {
    const leaves = [connection.onPulse(prefetch.pulse), connection.onJoined(prefetch.wake)];
    return () => {
      leaves.forEach((leave) => leave());
      prefetch.want([]);
    };
  }, [prefetch]);
}

const readChecklist = (body: unknown): Checklist | null => (isChecklist(body) ? body : null);

/** By the marks this tablet goes by; the rest is the server's own type. */
const isChecklist = (body: unknown): body is Checklist =>
  isRecord(body) &&
  typeof body['preparation'] === 'string' &&
  typeof body['revision'] === 'number' &&
  isRecord(body['row']) &&
  isRecord(body['patient']) &&
  Array.isArray(body['steps']) &&
  Array.isArray(body['actions']);
