/** A ward for the hand-over sheet: its layout, its rows, and each patient's checklist. Nobody is left out for want of one. */
import type { BoardRow, Checklist, Instant, Problem, WardLayout } from '../../machines/index.ts';
import { lookAt } from '../desk/read-checklist.ts';
import { ask, isRecord, type Answer } from '../link/http.ts';

export interface SheetPatient {
  readonly row: BoardRow;
  /** Null where it could not be fetched. */
  readonly checklist: Checklist | null;
}
export interface WardSheet {
  readonly layout: WardLayout;
  /** In the order of the beds. */
  readonly patients: readonly SheetPatient[];
  /** The oldest thing on it. */
  readonly at: Instant;
}

const unknownWard: Problem = {
  type: '/problems/no-such-ward',
  title: 'No such ward',
  status: 404,
  detail: 'This site has no ward of this name. Open the sheet from the desk of your ward.',
};

export async function fetchWard(name: string): Promise<Answer<WardSheet>> {
  const wards = await ask('GET', '/wards', readWards);
  if (!wards.ok) return wards;
  const layout = wards.value.find(({ ward }) => ward === name);
  if (layout === undefined) return { ok: false, problem: unknownWard };
  const rows = await ask('GET', `/wards/${encodeURIComponent(name)}/rows`, readRows);
  if (!rows.ok) return rows;
  const patients = await Promise.all(
    inBedOrder(layout, rows.value).map(async (row): Promise<SheetPatient> => {
      const answer = await lookAt(row.preparation);
      return { row: answer.ok ? answer.value.row : row, checklist: answer.ok ? answer.value : null };
    }),
  );
  const seen = patients.flatMap(({ checklist }) => (checklist === null ? [] : [checklist.at]));
  return { ok: true, value: { layout, patients, at: seen.length === 0 ? Date.now() : Math.min(...seen) } };
}

/** A bed that the ward does not have, and no bed yet, stand at the end. */
export function inBedOrder(layout: WardLayout, rows: readonly BoardRow[]): readonly BoardRow[] {
  const order = ({ place: { bed } }: BoardRow) => {
    const at = bed === null ? -1 : layout.beds.indexOf(bed);
    return at === -1 ? layout.beds.length : at;
  };
  return rows.toSorted((a, b) => order(a) - order(b) || a.due - b.due);
}

const readWards = (body: unknown): readonly WardLayout[] | null =>
  isRecord(body) && Array.isArray(body['wards']) ? (body['wards'] as readonly WardLayout[]) : null;
const readRows = (body: unknown): readonly BoardRow[] | null =>
  isRecord(body) && Array.isArray(body['rows']) ? (body['rows'] as readonly BoardRow[]) : null;
