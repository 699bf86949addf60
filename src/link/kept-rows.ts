/** The ward's rows, and the last ones this tablet had while the server has not spoken yet. */
import { useEffect, useMemo, useRef, useState } from 'react';
import type { BoardRow, Instant, WardLayout } from '../../machines/index.ts';
import { isRecord } from './http.ts';
import { hasEnded } from './lapse.ts';
import { forgetChecklists, savedFact, saveFact } from './outbox-db.ts';

interface Kept {
  readonly ward: string;
  readonly at: Instant;
  readonly rows: readonly BoardRow[];
  readonly layout: WardLayout | null;
}

const saveAfterMs = 2_000;

type Rows = Pick<Kept, 'layout'> & { readonly rows: readonly BoardRow[] | null; readonly at: Instant | null };

export function useKeptRows(
  ward: string,
  layout: WardLayout | null,
  heard: ReadonlyMap<string, BoardRow>,
  at: Instant | null,
): Rows {
  const [kept, setKept] = useState<Kept | null>(null);
  const savedAt = useRef(-Infinity);
  useEffect(() => {
    void savedFact('rows', readKept).then((saved) => {
      if (saved?.ward === ward) setKept(saved);
    });
  }, [ward]);
  // The map may be a new one at every heartbeat; what counts is whether a row in it is.
  const mark =
    layout === null
      ? null
      : [...heard.values()].map(({ preparation, revision, head }) => `${preparation}@${revision}.${head}`).join(' ');
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const rows = useMemo(() => (mark === null ? null : [...heard.values()]), [mark]);
  useEffect(() => {
    if (rows === null || at === null) return;
    // On a busy ward rows change sooner than that, again and again: then the last ones are saved all the same.
    const since = performance.now() - savedAt.current;
    const saving = setTimeout(
      () => {
        savedAt.current = performance.now();
        void saveFact('rows', { ward, at, rows, layout } satisfies Kept);
        // Who left the ward leaves the tablet too, once nothing of theirs waits to be sent. So does what has ended:
        // nothing keeps its checklist current, and the last one kept would say what was true before the end.
        void forgetChecklists(new Set(rows.filter((row) => !hasEnded(row)).map(({ preparation }) => preparation)));
      },
      Math.max(0, saveAfterMs - since),
    );
    return () => clearTimeout(saving);
    // Not at every heartbeat: only when a row changed.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [ward, rows]);
  if (rows !== null) return { rows, at, layout };
  return kept ?? { rows: null, at: null, layout: null };
}

/** Written by this page's own code; a row of another shape is left out rather than drawn wrong. */
function readKept(saved: unknown): Kept | null {
  if (
    !isRecord(saved) ||
    typeof saved['ward'] !== 'string' ||
    typeof saved['at'] !== 'number' ||
    !Array.isArray(saved['rows'])
  )
    return null;
  const rows = saved['rows'].filter(
    (row): row is BoardRow =>
      isRecord(row) &&
      isRecord(row['patient']) &&
      isRecord(row['place']) &&
      isRecord(row['status']) &&
      Array.isArray(row['line']),
  );
  const { layout } = saved;
  return { ward: saved['ward'], at: saved['at'], rows, layout: isLayout(layout) ? layout : null };
}

const isLayout = (layout: unknown): layout is WardLayout =>
  isRecord(layout) &&
  typeof layout['title'] === 'string' &&
  typeof layout['phone'] === 'string' &&
  Array.isArray(layout['beds']);
