/**
 * A ward as its frames tell it: pure, so the order of things can be tested without a socket.
 * A frame is applied only onto the position it was made for; anything else is a gap, and a gap is never papered over.
 */
import type {
  BoardRow,
  Frame,
  HelloAnswer,
  Instant,
  Position,
  PreparationId,
  Silence,
  Trouble,
  WallRow,
  WardLayout,
} from '../../machines/index.ts';

/** A row, and since when the tablet that has it open is not heard; the server says so, or says nothing. */
export type Heard<Row> = Row & { readonly silentSince?: Instant };

export interface WardRows {
  readonly layout: WardLayout;
  readonly position: Position;
  /** The server's time of the last frame. */
  readonly at: Instant;
  readonly rows: ReadonlyMap<PreparationId, BoardRow | WallRow>;
  /** As the last frame said it: beside the rows, whose positions and hashes say nothing of it. */
  readonly silent: ReadonlyMap<PreparationId, Instant>;
  /** As the last frame said it; the same list as long as it says the same. */
  readonly trouble: readonly Trouble[];
}

export type Applied = { readonly kind: 'applied'; readonly ward: WardRows } | { readonly kind: 'gap' };

const nothingBeside = { silent: new Map(), trouble: [] } as const;

/** The answer to hello: a snapshot, or the patch from where this screen had come to. */
export function rowsOfAnswer(before: WardRows | null, { layout, frame }: HelloAnswer): Applied {
  const empty: WardRows = { layout, position: frame.position, at: frame.at, rows: new Map(), ...nothingBeside };
  if (frame.kind === 'snapshot') return { kind: 'applied', ward: patched(empty, frame) };
  return before === null ? { kind: 'gap' } : applyFrame({ ...before, layout }, frame);
}

export function applyFrame(ward: WardRows, frame: Frame): Applied {
  if (frame.ward !== ward.layout.ward) return { kind: 'gap' };
  if (frame.kind === 'snapshot') return { kind: 'applied', ward: patched({ ...ward, rows: new Map() }, frame) };
  if (frame.previous === null || !samePosition(frame.previous, ward.position)) return { kind: 'gap' };
  return { kind: 'applied', ward: patched(ward, frame) };
}

/** The hash is compared too: the same offset on another history is another ward. */
export const samePosition = (a: Position, b: Position): boolean => a.offset === b.offset && a.hash === b.hash;

function patched(ward: WardRows, frame: Frame): WardRows {
  const { position, at } = frame;
  // A node of an earlier build, on the way to this one, says neither.
  const said: Pick<Partial<Frame>, 'silent' | 'trouble'> = frame;
  const silent = silentNow(ward.silent, said.silent ?? []);
  const heard = { ...ward, position, at, silent, trouble: troubleNow(ward.trouble, said.trouble ?? []) };
  // A heartbeat: the same map, so nothing is drawn again.
  if (frame.kind === 'patch' && frame.rows.length === 0 && frame.gone.length === 0) return heard;
  const rows = new Map(ward.rows);
  for (const id of frame.gone) rows.delete(id);
  for (const row of frame.rows) rows.set(row.preparation, row);
  return { ...heard, rows };
}

/** The same map as long as it says the same, so nothing is drawn again. */
function silentNow(before: WardRows['silent'], said: readonly Silence[]): WardRows['silent'] {
  const same = said.length === before.size && said.every((one) => before.get(one.preparation) === one.since);
  return same ? before : new Map(said.map(({ preparation, since }) => [preparation, since]));
}

const troubleNow = (before: readonly Trouble[], said: readonly Trouble[]): readonly Trouble[] =>
  before.join() === said.join() ? before : said;

/** A row as a board draws it. */
export function heardRow<Row extends BoardRow | WallRow>(row: Row, { silent }: WardRows): Heard<Row> {
  const silentSince = silent.get(row.preparation);
  return silentSince === undefined ? row : { ...row, silentSince };
}
