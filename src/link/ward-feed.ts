/**
 * A ward, live, for any screen: `useWard('wall', '4b')`. It says hello from where it had come to, applies frames in
 * order, and on a gap asks again from nothing; until that is answered the freshness ladder knows what is wrong.
 */
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type {
  BoardRow,
  Frame,
  Instant,
  PreparationId,
  Problem,
  Trouble,
  WallRow,
  WardLayout,
} from '../../machines/index.ts';
import { useFreshness, type Freshness, type Signals } from '../ui/freshness.ts';
import { connection } from './connection.ts';
import { applyFrame, heardRow, rowsOfAnswer, type Applied, type Heard, type WardRows } from './ward-rows.ts';

export type WardView = 'wall' | 'desk' | 'tablet';

export interface Ward<Row> {
  /** Null until the first answer. */
  readonly layout: WardLayout | null;
  readonly rows: ReadonlyMap<PreparationId, Heard<Row>>;
  readonly lastNews: Instant | null;
  readonly freshness: Freshness;
  /** What the server says is wrong with itself. */
  readonly trouble: readonly Trouble[];
  /** The server will not show this ward to this screen, and why. */
  readonly problem: Problem | null;
}

/** A wall is sent no names, so what it gets has none to show; the desk and the tablet get the staff's rows. */
export function useWard(view: 'wall', ward: string): Ward<WallRow>;
export function useWard(view: 'desk' | 'tablet', ward: string): Ward<BoardRow>;
export function useWard(view: WardView, ward: string): Ward<BoardRow> | Ward<WallRow> {
  const feed = useMemo(() => createWardFeed(view, ward), [view, ward]);
  useEffect(() => feed.open(), [feed]);
  const shown = useSyncExternalStore(feed.subscribe, feed.shown);
  const freshness = useFreshness(feed.signals);
  const { ward: known, lastNews, problem } = shown;
  const common = { layout: known?.layout ?? null, lastNews, freshness, trouble: known?.trouble ?? noTrouble, problem };
  return view === 'wall'
    ? { ...common, rows: onlyWallRows(shown.ward) }
    : { ...common, rows: onlyBoardRows(shown.ward, view) };
}

const noTrouble: readonly Trouble[] = [];

interface Shown {
  readonly ward: WardRows | null;
  readonly lastNews: Instant | null;
  readonly problem: Problem | null;
}

/** How long a silent socket is believed before it is thrown away: its own timeout is many times this. */
const deadSocketMs = 10_000;
/** An unanswered hello is asked again: the answer may have been lost with the server that was to give it. */
const askAgainMs = 2_000;
const mendEveryMs = 500;

function createWardFeed(view: WardView, name: string) {
  let shown: Shown = { ward: null, lastNews: null, problem: null };
  let heard: { readonly monotonic: number; readonly wall: number } | null = null;
  let gapSince: number | null = null;
  let openedAt = performance.now();
  let restartedAt = openedAt;
  let askedAt = openedAt;
  let leave: (() => void) | null = null;
  const listeners = new Set<() => void>();

  const show = (next: Shown) => {
    shown = next;
    for (const listener of listeners) listener();
  };
  const take = (applied: Applied, at: Instant) => {
    if (applied.kind === 'gap') {
      // Asked again at once, and then no oftener than `mend` does: an answer that is itself a gap must not be a storm.
      const first = gapSince === null;
      gapSince ??= performance.now();
      if (first) join();
      return;
    }
    gapSince = null;
    heard = { monotonic: performance.now(), wall: Date.now() };
    show({ ward: applied.ward, lastNews: at, problem: null });
  };
  const framed = (frame: Frame) => {
    // While a gap is being mended nothing but the answer to hello counts as news.
    if (shown.ward === null || gapSince !== null) return;
    take(applyFrame(shown.ward, frame), frame.at);
  };
  const join = () => {
    askedAt = performance.now();
    leave = connection.join({
      view,
      ward: name,
      from: () => (gapSince === null ? (shown.ward?.position ?? null) : null),
      answered: (answer) => take(rowsOfAnswer(shown.ward, answer), answer.frame.at),
      framed,
      refused: (problem) => show({ ...shown, problem }),
    });
  };
  /** The longer of the two clocks: on some devices the monotonic one sleeps when the device does. */
  const silence = (now: number) => (heard === null ? null : Math.max(now - heard.monotonic, Date.now() - heard.wall));

  const mend = () => {
    const now = performance.now();
    if ((silence(now) ?? now - openedAt) > deadSocketMs && now - restartedAt > deadSocketMs) {
      restartedAt = now;
      connection.restart();
    } else if ((gapSince !== null || heard === null) && now - askedAt > askAgainMs) join();
  };

  return {
    open: () => {
      openedAt = restartedAt = performance.now();
      join();
      const mending = setInterval(mend, mendEveryMs);
      return () => {
        clearInterval(mending);
        leave?.();
      };
    },
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    shown: () => shown,
    signals: (): Signals => {
      const now = performance.now();
      const gapMs = gapSince === null ? null : now - gapSince;
      return { now, silenceMs: silence(now), gapMs, openMs: now - openedAt };
    },
  };
}

function onlyWallRows(ward: WardRows | null): ReadonlyMap<PreparationId, Heard<WallRow>> {
  const rows = new Map<PreparationId, Heard<WallRow>>();
  if (ward !== null) for (const [id, row] of ward.rows) if (!('patient' in row)) rows.set(id, heardRow(row, ward));
  return rows;
}

/** A tablet keeps its rows through a night without a connection: what is only true now is no part of them. */
function onlyBoardRows(ward: WardRows | null, view: 'desk' | 'tablet'): ReadonlyMap<PreparationId, Heard<BoardRow>> {
  const rows = new Map<PreparationId, Heard<BoardRow>>();
  if (ward !== null)
    for (const [id, row] of ward.rows)
      if ('patient' in row) rows.set(id, view === 'tablet' ? row : heardRow(row, ward));
  return rows;
}
