/** The three lists of a ward's patients, each in the order they are due, and who of them can be gone on with. */
import type { BoardRow, Instant, PersonId } from '../../machines/index.ts';
import type { Here, HereByPatient } from '../link/here.ts';
import { hasEnded, hasLapsed, isReady } from '../link/lapse.ts';

export type Tab = 'mine' | 'ward' | 'done';

/**
 * Due first, first. Rows that ended are done; the rest is the ward's, and mine where I have it, took it here, or have
 * answered something that this tablet has still to send, whoever has it.
 */
export function listsOf(
  rows: readonly BoardRow[],
  me: PersonId,
  here: HereByPatient = new Map(),
): Readonly<Record<Tab, readonly BoardRow[]>> {
  const byDue = rows.toSorted((a, b) => a.due - b.due || a.preparation.localeCompare(b.preparation));
  const ward = byDue.filter((row) => !hasEnded(row));
  const mine = ward.filter(({ preparation, responsible }) => {
    const waits = here.get(preparation);
    return (waits?.takenBy ?? responsible) === me || waits?.tappedBy.has(me) === true;
  });
  return { mine, ward, done: byDue.filter(hasEnded) };
}

export const cannotStart = ({ status }: Pick<BoardRow, 'status'>, here: Here | undefined): boolean =>
  status.kind === 'notStarted' && !status.arrived && here?.arrived !== true;

/** Of who was left open: there is nothing to go on with while they are ready, once they have gone, or before they come. */
export function mayResume(row: BoardRow, here: Here | undefined, now: Instant): boolean {
  if (hasEnded(row) || cannotStart(row, here)) return false;
  return !isReady(row.status) || hasLapsed(row.status, now);
}
