/** A ward's beds in their own order, each with who is being prepared in it. Nobody is ever left out. */
import type { BoardRow, Instant, WallRow, WardLayout } from '../../machines/index.ts';
import type { Heard } from '../link/ward-rows.ts';
import { statusSign, type StatusSign } from '../ui/status-words.ts';
import { uiWords } from '../ui/words/en.ts';
import { wayShort } from './way.ts';

type AnyRow = Heard<BoardRow | WallRow>;
export type BedRow<Row extends AnyRow> =
  | {
      readonly kind: 'prepared';
      readonly key: string;
      readonly bed: string | null;
      readonly row: Row;
      readonly sign: StatusSign;
    }
  | {
      readonly kind: 'gone';
      readonly key: string;
      readonly bed: string | null;
      readonly row: Row;
      readonly sign: StatusSign;
    }
  | { readonly kind: 'inUse' | 'empty'; readonly key: string; readonly bed: string };

/** `at` is the instant the screen shows: what has lapsed by then is not shown as ready. */
export function bedRows<Row extends AnyRow>(
  layout: WardLayout,
  rows: Iterable<Row>,
  at: Instant,
): readonly BedRow<Row>[] {
  const inUse = new Set(layout.inUse);
  const byBed = new Map<string | null, Row[]>();
  for (const row of rows) byBed.set(bedOf(row), [...(byBed.get(bedOf(row)) ?? []), row]);
  const known = layout.beds.flatMap((bed): BedRow<Row>[] => {
    const here = inTheBed(byBed.get(bed) ?? []);
    if (here.length === 0) return [{ kind: inUse.has(bed) ? 'inUse' : 'empty', key: `bed-${bed}`, bed }];
    return here.map((row) => shown(row, at));
  });
  const beds = new Set<string | null>(layout.beds);
  const elsewhere = [...byBed].flatMap(([bed, here]) => (beds.has(bed) ? [] : here.filter((row) => !isOver(row))));
  return [...known, ...elsewhere.map((row) => shown(row, at))];
}

/** Who has left, and is not among the beds because another is in that bed or it is none of this ward's: the last first. */
export function goneFrom<Row extends AnyRow>(
  layout: WardLayout,
  rows: readonly Row[],
  at: Instant,
): readonly BedRow<Row>[] {
  const listed = new Set(bedRows(layout, rows, at).map(({ key }) => key));
  return rows
    .filter((row) => isOver(row) && !listed.has(row.preparation))
    .toSorted(lastFirst)
    .map((row) => shown(row, at));
}

export const bedOf = (row: AnyRow): string | null => ('place' in row ? row.place.bed : row.bed);
const over = new Set(['gone', 'notDone', 'enteredInError']);
/** Nobody lies in a bed for that any more: handed over, not done, or never theirs. */
export const isOver = (row: AnyRow): boolean => over.has(row.status.kind);

/**
 * Somebody being prepared hides who has left that bed; two at once are both shown, because that is a fault to see. Of
 * those who have left, the last is shown. In what order their rows came says nothing of that: a row keeps its place in
 * the feed however often it changes.
 */
function inTheBed<Row extends AnyRow>(rows: readonly Row[]): readonly Row[] {
  const present = rows.filter((row) => !isOver(row));
  return present.length > 0 ? present : rows.toSorted(lastFirst).slice(0, 1);
}

/** At the same instant, whoever was opened later: ids sort by that. */
const lastFirst = (a: AnyRow, b: AnyRow): number => endOf(b) - endOf(a) || (a.preparation < b.preparation ? 1 : -1);
function endOf({ status }: AnyRow): Instant {
  return ('at' in status ? status.at : 'since' in status ? status.since : undefined) ?? Number.NEGATIVE_INFINITY;
}

function shown<Row extends AnyRow>(row: Row, at: Instant): BedRow<Row> {
  const sign = asShown(row, statusSign(row.status, at));
  return { kind: isOver(row) ? 'gone' : 'prepared', key: row.preparation, bed: bedOf(row), row, sign };
}

/**
 * The wall's word. Away from the bed, that is the news of a calm row at once: nobody may look for them in it. Where
 * somebody must act, that stays the news. For as long as they lie there, the time at which readiness ends too early has
 * the room: the exceptions are then their number and the tile's hatch.
 */
function asShown(row: AnyRow, sign: StatusSign): StatusSign {
  if (sign.hot || 'patient' in row) return sign;
  if (!isAway(row) && lapsesEarly(row) !== null && sign.tone !== 'noNews')
    return row.status.kind === 'readyWithExceptions'
      ? { ...sign, short: uiWords.say('status.exceptionsOnly', { count: row.status.count ?? 1 }) }
      : sign;
  const way = wayShort(row);
  return way === null ? sign : { ...sign, short: way };
}

/** Not in the bed: called for is still there. */
export const isAway = ({ transfer, elsewhere }: Pick<WallRow, 'transfer' | 'elsewhere'>): boolean =>
  elsewhere === true || transfer === 'left' || transfer === 'arrivedThere';

/** When it stops being ready, if that is before it is wanted: the only countdown a calm board shows. */
export function lapsesEarly(row: Pick<AnyRow, 'status' | 'due'>): Instant | null {
  const { status } = row;
  if (status.kind !== 'ready' && status.kind !== 'readyWithExceptions') return null;
  const until = status.until ?? null;
  return until !== null && until < row.due ? until : null;
}
