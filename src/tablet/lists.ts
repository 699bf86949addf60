/** The three lists of a ward's patients, each in the order they are due, and who of them can be gone on with. */
import type { BoardRow, Instant, PersonId } from '../../machines/index.ts';
import type { Here, HereByPatient } from '../link/here.ts';
import { hasEnded, hasLapsed, isReady } from '../link/lapse.ts';

export type Tab = 'mine' | 'ward' | 'done';

/** So long a stop that was raised after the end is the ward's news, as on the wall. */
const newsMs = 30 * 60_000;
/** As long as a shift. */
const doneForMs = 12 * 3_600_000;

/**
 * Due first, first. Who ended today, or in the shift before, is done; the rest is the ward's, and mine where I have it, took it
 * here, or have answered something that this tablet has still to send, whoever has it.
 */
export function listsOf(
  rows: readonly BoardRow[],
  me: PersonId,
  now: Instant,
  here: HereByPatient = new Map(),
): Readonly<Record<Tab, readonly BoardRow[]>> {
  const byDue = rows.toSorted((a, b) => a.due - b.due || a.preparation.localeCompare(b.preparation));
  const ward = byDue.filter((row) => !hasEnded(row) && (row.ended === undefined || isNews(row, now)));
  const mine = ward.filter(({ preparation, responsible }) => {
    const waits = here.get(preparation);
    return (waits?.takenBy ?? responsible) === me || waits?.tappedBy.has(me) === true;
  });
  return { mine, ward, done: byDue.filter((row) => isDone(row, now)) };
}

const isNews = ({ status }: BoardRow, now: Instant): boolean =>
  status.kind === 'stop' && now - (status.heardAt ?? status.since) < newsMs;

/** Since midnight or in the last twelve hours, whichever is longer: a night shift's own hand-overs do not vanish at midnight. */
function isDone(row: BoardRow, now: Instant): boolean {
  const at = endOf(row);
  return at !== null && at >= Math.min(midnightBefore(now), now - doneForMs);
}

/** By this tablet's calendar: a day may have 23 hours, or 25. */
const midnightBefore = (now: Instant): Instant => new Date(now).setHours(0, 0, 0, 0);

const endOf = ({ status, ended }: BoardRow): Instant | null =>
  status.kind === 'gone' || status.kind === 'notDone' || status.kind === 'enteredInError' ? status.at : (ended ?? null);

/** How somebody's preparation ended, and when; a stop raised after the end leaves it handed over. */
export interface End {
  readonly kind: (typeof ends)[number];
  readonly at: Instant;
}
export const ends = ['gone', 'notDone', 'enteredInError'] as const;

export function endIn(row: BoardRow): End | null {
  const at = endOf(row);
  return at === null ? null : { kind: ends.find((kind) => kind === row.status.kind) ?? 'gone', at };
}

/**
 * Whose number this is among those whom nothing is kept of any more, because they have ended: by its end, where it is one
 * patient's only. It opens nobody and answers nothing; it only says who that is.
 */
export function endedWith(number: string, rows: readonly BoardRow[]): BoardRow | null {
  const alike = rows.filter((row) => number.length > 5 && number.endsWith(row.patient.lastFive));
  const [one] = alike;
  return one !== undefined && alike.length === 1 && endIn(one) !== null ? one : null;
}

/** Whether all of them ended since midnight. */
export const areOfToday = (done: readonly BoardRow[], now: Instant): boolean =>
  done.every((row) => (endOf(row) ?? now) >= midnightBefore(now));

export const cannotStart = ({ status }: Pick<BoardRow, 'status'>, here: Here | undefined): boolean =>
  status.kind === 'notStarted' && !status.arrived && here?.arrived !== true;

/** Of who was left open: there is nothing to go on with while they are ready, once they have gone, or before they come. */
export function mayResume(row: BoardRow, here: Here | undefined, now: Instant): boolean {
  if (hasEnded(row) || cannotStart(row, here)) return false;
  return !isReady(row.status) || hasLapsed(row.status, now);
}
