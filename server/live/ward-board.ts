/** One ward's rows in memory, as they stood at one position of the feed. Whoever joins is answered from here. */
import {
  wallRow,
  wireFormat,
  type BoardRow,
  type Frame,
  type HelloMessage,
  type Instant,
  type Position,
  type PreparationId,
  type Silence,
  type Trouble,
  type WallRow,
  type WardId,
} from '../../machines/index.ts';
import type { Known } from '../preparations/known.ts';

export interface Entry {
  readonly known: Known;
  readonly row: BoardRow;
  readonly wall: WallRow;
  readonly nextDue: Instant | null;
}

/** What a board is of: a ward, or a department that patients of any ward are bound for. */
export interface BoardPlace {
  readonly ward: WardId;
  readonly department: boolean;
}

export interface WardBoard extends BoardPlace {
  readonly rows: Map<PreparationId, Entry>;
  /** Whom walls and desks were told to take down, because they have been gone a while. */
  readonly takenDown: Set<PreparationId>;
  /** Of the last frame that was sent: what the next one says it follows. */
  sent: Position;
}

/** A bed says "Gone 07:20" for so long, then it is empty. */
const goneShownMs = 30 * 60_000;
/** A tablet lists who is done today; which of these that is, its own calendar says. The longest of days has 25 hours. */
const doneListedMs = 25 * 3_600_000;

export const entryOf = (known: Known, row: BoardRow, nextDue: Instant | null): Entry => ({
  known,
  row,
  wall: wallRow(row),
  nextDue,
});

/** Whether any screen of this ward is told of it: open there, or ended within the longest of days. */
export function isKept(
  { ward, department }: BoardPlace,
  { known: { head, pinned }, row }: Entry,
  at: Instant,
): boolean {
  // Where it is done and where the patient lies are two questions: a protocol cannot put its patients on a ward's board.
  if (ward !== (department ? pinned.protocol.document.department : head.ward)) return false;
  return head.open || at - lastOf(row) < doneListedMs;
}

/** Whether a wall and a desk show it among those that are kept: open, or gone a short while ago. */
export const isShown = ({ known: { head }, row }: Entry, at: Instant): boolean =>
  head.open || at - lastOf(row) < goneShownMs;

/** When it ended. A patient may say no at the door, and after it: that is not the moment to leave the board. */
function lastOf({ status, ended }: BoardRow): Instant {
  if (status.kind === 'stop') return status.heardAt ?? status.since;
  return ended ?? Number.NEGATIVE_INFINITY;
}

export type View = HelloMessage['view'];

/** A wall gets wall rows and nothing else, whoever asks. */
export const rowFor = (view: View, { row, wall }: Entry): BoardRow | WallRow => (view === 'wall' ? wall : row);

const isFor = (view: View, entry: Entry, at: Instant): boolean => view === 'tablet' || isShown(entry, at);

/** Since when the tablet that has them open is not heard. */
export type Silent = ReadonlyMap<PreparationId, Instant>;

/** What every frame says besides rows, because no position of the feed says it. */
export interface Beside {
  readonly silent: Silent;
  readonly trouble: readonly Trouble[];
}

const said = (board: WardBoard, { silent, trouble }: Beside): Pick<Frame, 'silent' | 'trouble'> => ({
  silent: silentOf(board, silent),
  ...(trouble.length === 0 ? {} : { trouble }),
});

/** Of this board's open patients. Who has left is not looked for at the bed. */
const silentOf = ({ rows }: WardBoard, silent: Silent): readonly Silence[] =>
  [...silent].flatMap(([preparation, since]) =>
    rows.get(preparation)?.known.head.open === true ? [{ preparation, since }] : [],
  );

export const snapshot = (board: WardBoard, view: View, at: Instant, beside: Beside): Frame => ({
  format: wireFormat,
  ward: board.ward,
  at,
  previous: null,
  position: board.sent,
  kind: 'snapshot',
  rows: [...board.rows.values()].filter((entry) => isFor(view, entry, at)).map((entry) => rowFor(view, entry)),
  gone: [],
  ...said(board, beside),
});

/** What changed since `previous`, read from the rows as they stand. */
export function patch(
  board: WardBoard,
  view: View,
  {
    previous,
    changed,
    at,
    beside,
  }: {
    readonly previous: Position;
    readonly changed: ReadonlySet<PreparationId>;
    readonly at: Instant;
    readonly beside: Beside;
  },
): Frame {
  const rows: (BoardRow | WallRow)[] = [];
  const gone: PreparationId[] = [];
  for (const preparation of changed) {
    const entry = board.rows.get(preparation);
    if (entry === undefined || !isFor(view, entry, at)) gone.push(preparation);
    else rows.push(rowFor(view, entry));
  }
  return {
    format: wireFormat,
    ward: board.ward,
    at,
    previous,
    position: board.sent,
    kind: 'patch',
    rows,
    gone,
    ...said(board, beside),
  };
}
