/** The three lists of a ward's patients, each in the order they are due. */
import type { BoardRow, PersonId } from '../../machines/index.ts';
import type { HereByPatient } from '../link/here.ts';
import { hasEnded } from '../link/lapse.ts';

export type Tab = 'mine' | 'ward' | 'done';

/** Due first, first. Rows that ended are done; the rest is the ward's, and mine where I have it or took it here. */
export function listsOf(
  rows: readonly BoardRow[],
  me: PersonId,
  here: HereByPatient = new Map(),
): Readonly<Record<Tab, readonly BoardRow[]>> {
  const byDue = rows.toSorted((a, b) => a.due - b.due || a.preparation.localeCompare(b.preparation));
  const ward = byDue.filter((row) => !hasEnded(row));
  const mine = ward.filter(({ preparation, responsible }) => (here.get(preparation)?.takenBy ?? responsible) === me);
  return { mine, ward, done: byDue.filter(hasEnded) };
}
