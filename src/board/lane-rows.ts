/** Who needs somebody, the nearest harm first. The wall and the desk show the same lane in the same order. */
import type { BoardRow, WallRow } from '../../machines/index.ts';
import { bedOf } from './bed-rows.ts';

const exceptional = ['emergency', 'stop', 'overdue', 'held'] as const;

export function needsSomebody(row: BoardRow | WallRow): boolean {
  return row.attention !== null || rank(row) < exceptional.length;
}

/**
 * Harm comes at the planned start, so the earliest start is first; an emergency has started.
 * At the same instant: emergency, stop, overdue, held. Then by bed, so two equal rows never change places.
 */
export function laneRows<Row extends BoardRow | WallRow>(rows: Iterable<Row>): readonly Row[] {
  return [...rows].filter(needsSomebody).toSorted((a, b) => {
    const started = Number(b.status.kind === 'emergency') - Number(a.status.kind === 'emergency');
    return (
      started ||
      a.due - b.due ||
      rank(a) - rank(b) ||
      (bedOf(a) ?? '').localeCompare(bedOf(b) ?? '', 'en', { numeric: true })
    );
  });
}

function rank(row: BoardRow | WallRow): number {
  const place = exceptional.findIndex((kind) => kind === row.status.kind);
  return place === -1 ? exceptional.length : place;
}
