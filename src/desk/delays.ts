/** Whose start a delay of the list moves: everybody who is still to go, the next first. */
import type { BoardRow } from '../../machines/index.ts';

const over: ReadonlySet<BoardRow['status']['kind']> = new Set(['gone', 'notDone', 'enteredInError']);
/** A list is named by its procedure; an emergency has no list, and nobody makes it wait. */
export const delayable = (rows: readonly BoardRow[], procedure: string): readonly BoardRow[] =>
  rows
    .filter(
      ({ status: { kind }, transfer, procedure: of }) =>
        !over.has(kind) &&
        kind !== 'emergency' &&
        transfer !== 'arrivedThere' &&
        (procedure === '' || of === procedure),
    )
    .toSorted((a, b) => a.due - b.due || (a.place.bed ?? '').localeCompare(b.place.bed ?? '', 'en', { numeric: true }));

export const listsOf = (rows: readonly BoardRow[]): readonly string[] =>
  [...new Set(delayable(rows, '').map(({ procedure }) => procedure))].toSorted();

/** A day at most: more is another date, and each patient's own. Null while it is not minutes. */
export function minutesOf(text: string): number | null {
  const minutes = Number(text.trim());
  return /^\d{1,4}$/.test(text.trim()) && minutes > 0 && minutes < 24 * 60 ? minutes : null;
}
