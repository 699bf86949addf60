/** A department's list as facts: in which order, who is next, what is missing, and the one act there is for each. */
import type { BoardRow } from '../../machines/index.ts';

const over: ReadonlySet<BoardRow['status']['kind']> = new Set(['gone', 'notDone', 'enteredInError']);
export const isOver = ({ status }: BoardRow): boolean => over.has(status.kind);
export const isReady = ({ status }: BoardRow): boolean =>
  status.kind === 'ready' || status.kind === 'readyWithExceptions';

/** The next first; who is over stands last, and leaves by itself. At the same instant by ward and bed, so rows keep still. */
export const inOrder = <Row extends BoardRow>(rows: Iterable<Row>): readonly Row[] =>
  [...rows].toSorted(
    (a, b) =>
      Number(isOver(a)) - Number(isOver(b)) ||
      a.due - b.due ||
      a.place.ward.localeCompare(b.place.ward) ||
      (a.place.bed ?? '').localeCompare(b.place.bed ?? '', 'en', { numeric: true }),
  );

/** The earliest whom nobody has called for, and who could come: nobody calls for a patient who is stopped, held or away. */
export const nextOf = (rows: readonly BoardRow[]): BoardRow | null =>
  inOrder(rows).find(
    (row) =>
      row.transfer === undefined &&
      row.elsewhere === undefined &&
      !isOver(row) &&
      row.status.kind !== 'stop' &&
      row.status.kind !== 'held',
  ) ?? null;

/** The steps that are still open, by the words under their stops; every one of them is `all`. */
export function missingOf(row: BoardRow): 'all' | readonly string[] {
  if (isOver(row)) return [];
  const open = row.line.filter(({ mark }) => mark !== 'done');
  return open.length === row.line.length ? 'all' : open.map(({ short }) => short);
}

export type RowAct = 'received' | 'accept';
export function actOf(row: BoardRow): RowAct | null {
  if (isOver(row)) return null;
  if (row.transfer === 'left') return 'received';
  return row.transfer === 'arrivedThere' ? 'accept' : null;
}
