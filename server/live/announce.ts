/**
 * Tells screens what changed: rows to the rooms of a ward, and the whole checklist to whoever has one open.
 * Everything is loaded first and told afterwards in one turn, so a frame is never half of a commit, and a screen that
 * joins in between gets either the rows before it or the rows after it.
 */
import type { Frame, Instant, Position, PreparationId, WardId } from '../../machines/index.ts';
import { logId } from '../equipment/log.ts';
import type { Clock, Log } from '../ports.ts';
import { unreadable, type Desk } from '../preparations/desk.ts';
import { isDepartment, type Site } from '../site.ts';
import type { Known } from '../preparations/known.ts';
import type { Head, Store } from '../store/store.ts';
import type { News } from './feed-tail.ts';
import { createOpenChecklists, type Watcher } from './open-checklists.ts';
import { createRecent } from './recent.ts';
import {
  entryOf,
  isKept,
  isShown,
  patch,
  snapshot,
  type Entry,
  type Beside,
  type View,
  type WardBoard,
} from './ward-board.ts';

/** Ids sort by when they were opened; a site opens fewer than this in the days before whatever ended today. */
const endedLookedAtMax = 1_000;
/** Each of them in a room of its own: a wall is sent no names, and only a tablet who was done this morning. */
const views = ['wall', 'desk', 'tablet'] as const satisfies readonly View[];

export interface Rooms {
  /** Whether anybody is in it. */
  occupied(ward: WardId, view: View): boolean;
  send(ward: WardId, view: View, frame: Frame): void;
}
export interface AnnounceParts {
  readonly store: Store;
  readonly desk: Desk;
  readonly site: Site;
  readonly clock: Clock;
  readonly log: Log;
  readonly rooms: Rooms;
  readonly start: Position;
  readonly beside: () => Beside;
}
export interface Announcer {
  heard(news: News): Promise<void>;
  /** Loads a ward nobody looked at until now. Call it between two readings of the feed. */
  load(ward: WardId, position: Position): Promise<void>;
  /** The frame that answers hello, or null when the ward is not loaded. Nothing may be awaited between this and joining the room. */
  answer(ward: WardId, view: View, from: Position | null): Frame | null;
  watch(watcher: Watcher): () => void;
}

export function createAnnouncer({ store, desk, site, clock, log, rooms, start, beside }: AnnounceParts): Announcer {
  const boards = new Map<WardId, WardBoard>();
  const recent = createRecent(start);
  const open = createOpenChecklists(desk.views);

  const entry = async (known: Known, at: Instant): Promise<Entry> => {
    const { row, nextDue } = await desk.views.row(known, at);
    return entryOf(known, row, nextDue);
  };
  const readable = async <T>(preparation: PreparationId, read: () => Promise<T>): Promise<T | null> => {
    try {
      return await read();
    } catch (error) {
      return unreadable(log, preparation, error);
    }
  };

  const boardOf = (ward: WardId) => ({
    ward,
    department: isDepartment(site, ward),
    takenDown: new Set<PreparationId>(),
  });

  async function rowsOf(ward: WardId, at: Instant): Promise<Map<PreparationId, Entry>> {
    const board = boardOf(ward);
    // A department's patients may lie on any ward; which of them are bound for it, their protocols say.
    const wards = board.department ? site.wards.map((one) => one.ward) : [ward];
    const open = await Promise.all(wards.map((one) => store.ward(one)));
    const heads = [...open.flat(), ...(await endedOn(wards))];
    const entries = await Promise.all(
      heads.map((head) => readable(head.preparation, async () => entry(await desk.knowledge.opened(head), at))),
    );
    return new Map(
      entries.flatMap((one) =>
        one !== null && isKept(board, one, at) ? [[one.known.head.preparation, one] as const] : [],
      ),
    );
  }

  /** Who is gone is said for a while, also by a node that was started since: the newest that have ended here are looked at. */
  async function endedOn(wards: readonly WardId[]): Promise<readonly Head[]> {
    const newest = (await store.preparations()).toSorted().slice(-endedLookedAtMax);
    const heads = await Promise.all(newest.map((preparation) => store.load(preparation)));
    return heads.flatMap((head) => (head !== null && !head.open && wards.includes(head.ward) ? [head] : []));
  }

  async function heard(news: News): Promise<void> {
    const at = clock.now();
    if (news.gap) return restart(news.position, at);
    const changed = new Set(
      news.entries
        .filter(({ wards, preparation }) => wards.some((ward) => boards.has(ward)) || open.has(preparation))
        .map(({ preparation }) => preparation),
    );
    // Something was called back: whoever has it in hand is shown without it, before each of them is told.
    if (news.entries.some(({ preparation }) => preparation === logId))
      for (const shown of [...[...boards.values()].flatMap(({ rows }) => [...rows.keys()]), ...open.all()])
        changed.add(shown);
    const loaded = await Promise.all(
      [...changed].map(
        async (preparation) => [preparation, await readable(preparation, () => newestEntry(preparation, at))] as const,
      ),
    );
    const aged = news.beat ? await Promise.all(dueRows(at).map((one) => entry(one.known, at))) : [];
    const fresh = new Map([...aged.map((one) => [one.known.head.preparation, one] as const), ...loaded]);
    const tells = await checklists(changed, fresh, at, news.beat);
    // From here on nothing is awaited: rows, positions and what screens are told change together.
    recent.add(news.entries);
    for (const board of [...boards.values()]) announceWard(board, news, fresh, at);
    for (const tell of tells) tell();
  }

  /** What to tell whom about open checklists that changed, or whose deadline passed. */
  async function checklists(
    changed: Iterable<PreparationId>,
    fresh: ReadonlyMap<PreparationId, Entry | null>,
    at: Instant,
    beat: boolean,
  ): Promise<readonly (() => void)[]> {
    const asked = new Set([...changed, ...(beat ? open.due(at) : [])].filter(open.has));
    const told = await Promise.all(
      [...asked].map((preparation) =>
        readable(preparation, async () => {
          const one = fresh.get(preparation) ?? (await newestEntry(preparation, at));
          return one === null ? [] : open.tells(one, at);
        }),
      ),
    );
    return told.flatMap((tells) => tells ?? []);
  }

  const newestEntry = async (preparation: PreparationId, at: Instant): Promise<Entry | null> => {
    const known = await desk.knowledge.newest(preparation);
    return known === null ? null : entry(known, at);
  };
  /** Rows that became something else because time passed, whether or not the deadline is written down yet. */
  const dueRows = (at: Instant): readonly Entry[] =>
    [...boards.values()].flatMap((board) =>
      [...board.rows.values()].filter(
        (one) =>
          (one.nextDue !== null && one.nextDue <= at) ||
          !isKept(board, one, at) ||
          (!isShown(one, at) && !board.takenDown.has(one.known.head.preparation)),
      ),
    );

  function announceWard(
    board: WardBoard,
    { entries, position, beat }: News,
    fresh: ReadonlyMap<PreparationId, Entry | null>,
    at: Instant,
  ): void {
    const { ward, rows, takenDown } = board;
    const touched = new Set(entries.filter(({ wards }) => wards.includes(ward)).map(({ preparation }) => preparation));
    for (const preparation of fresh.keys()) if (rows.has(preparation)) touched.add(preparation);
    for (const preparation of touched) {
      const one = fresh.get(preparation);
      if (one != null && isKept(board, one, at)) rows.set(preparation, one);
      else rows.delete(preparation);
      if (one != null && isKept(board, one, at) && isShown(one, at)) takenDown.delete(preparation);
      else takenDown.add(preparation);
    }
    if (touched.size === 0 && !beat) return;
    const previous = board.sent;
    board.sent = position;
    let anybody = false;
    for (const view of views) {
      if (!rooms.occupied(ward, view)) continue;
      anybody = true;
      rooms.send(ward, view, patch(board, view, { previous, changed: touched, at, beside: beside() }));
    }
    // Nobody looks at this ward here: its rows are read again when somebody does.
    if (!anybody && beat) boards.delete(ward);
  }

  /** The store has another history than the one that was told: every screen forgets its rows and gets all of them. */
  async function restart(position: Position, at: Instant): Promise<void> {
    const all = await Promise.all([...boards.keys()].map(async (ward) => ({ ward, rows: await rowsOf(ward, at) })));
    const tells = await checklists(open.all(), new Map(), at, false);
    recent.clear(position);
    for (const { ward, rows } of all) {
      const board: WardBoard = { ...boardOf(ward), rows, sent: position };
      boards.set(ward, board);
      for (const view of views)
        if (rooms.occupied(ward, view)) rooms.send(ward, view, snapshot(board, view, at, beside()));
    }
    for (const tell of tells) tell();
  }

  return {
    heard,
    async load(ward, position) {
      if (boards.has(ward)) return;
      boards.set(ward, { ...boardOf(ward), rows: await rowsOf(ward, clock.now()), sent: position });
    },
    answer(ward, view, from) {
      const board = boards.get(ward);
      if (board === undefined) return null;
      const at = clock.now();
      const changed = from === null ? null : recent.since(from, ward);
      return from === null || changed === null
        ? snapshot(board, view, at, beside())
        : // Time took these down, and the feed says nothing of time.
          patch(board, view, {
            previous: from,
            changed: new Set([...changed, ...board.takenDown]),
            at,
            beside: beside(),
          });
    },
    watch: open.watch,
  };
}
