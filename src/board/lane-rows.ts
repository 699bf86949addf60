/** Who needs somebody, the nearest harm first. The wall and the desk show the same lane in the same order. */
import type { BoardRow, WallRow } from '../../machines/index.ts';
import { bedOf } from './bed-rows.ts';

const exceptional = ['emergency', 'stop', 'overdue', 'held'] as const;

export function needsSomebody(row: BoardRow | WallRow): boolean {
  return row.attention !== null || rank(row) < exceptional.length;
}

/**
 * In an emergency harm is there already, and behind a stop something is known to be wrong now: those two are first.
 * For the others it comes at the planned start, so the earliest start is first. At the same instant: overdue, held, and
 * then what nobody has. Then by bed, so two equal rows never change places.
 */
export function laneRows<Row extends BoardRow | WallRow>(rows: Iterable<Row>): readonly Row[] {
  return [...rows]
    .filter(needsSomebody)
    .toSorted(
      (a, b) =>
        harmNow(a) - harmNow(b) ||
        a.due - b.due ||
        rank(a) - rank(b) ||
        (bedOf(a) ?? '').localeCompare(bedOf(b) ?? '', 'en', { numeric: true }),
    );
}

/** 0 for an emergency, 1 for a stop, 2 for whoever has until the planned start. */
const harmNow = (row: BoardRow | WallRow): number => Math.min(rank(row), exceptional.indexOf('overdue'));

function rank(row: BoardRow | WallRow): number {
  const place = exceptional.findIndex((kind) => kind === row.status.kind);
  return place === -1 ? exceptional.length : place;
}
