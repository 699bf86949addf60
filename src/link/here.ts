/**
 * What waits on this tablet, laid over the ward's list: who was taken here, how much is not sent, how far the line is.
 * Like the overlay of one checklist it never counts: no stop becomes done by it, and nobody ready.
 */
import { useEffect, useMemo, useState } from 'react';
import type { BoardRow, Checklist, LineStop, PersonId, PreparationId, StepView } from '../../machines/index.ts';
import type { LineMark, ShownStop } from '../ui/line.tsx';
import { savedChecklist } from './outbox-db.ts';
import { itemOf, overlay, type Shown } from './overlay.ts';
import { progressOf } from './progress.ts';
import { arrival, statusBehind, type StopHere } from './stops-here.ts';
import { unanswered, type Waiting } from './waiting.ts';

export interface Here {
  /** Taps that are not sent yet. */
  readonly count: number;
  /** Whose taps they are. */
  readonly tappedBy: ReadonlySet<PersonId>;
  /** Whoever took the patient on this tablet, as long as the list does not say so. */
  readonly takenBy: PersonId | null;
  /** They have come, by this tablet. */
  readonly arrived: boolean;
  readonly line: readonly ShownStop[];
  /** Steps that something waits for on this tablet. */
  readonly begun: ReadonlySet<string>;
  /** Stops that wait on this tablet. */
  readonly stops: readonly StopHere[];
}
export type HereByPatient = ReadonlyMap<PreparationId, Here>;

export function useHere(rows: readonly BoardRow[] | null, waiting: readonly Waiting[]): HereByPatient {
  const [kept, setKept] = useState<ReadonlyMap<PreparationId, Checklist>>(new Map());
  useEffect(() => {
    let current = true;
    const asked = [...new Set(waiting.map(({ message }) => message.preparation))];
    void Promise.all(asked.map(savedChecklist)).then((found) => {
      if (current) setKept(new Map(found.flatMap((one) => (one === null ? [] : [[one.preparation, one]]))));
    });
    return () => {
      current = false;
    };
  }, [waiting]);
  return useMemo(() => hereOf(rows ?? [], kept, waiting), [rows, kept, waiting]);
}

/** @param kept the checklists this tablet has: without one, how far a step is cannot be said. */
export function hereOf(
  rows: readonly BoardRow[],
  kept: ReadonlyMap<PreparationId, Checklist>,
  waiting: readonly Waiting[],
): HereByPatient {
  const here = new Map<PreparationId, Here>();
  for (const { preparation, revision, line } of rows) {
    const mine = waiting.filter(
      ({ message, verdict }) =>
        message.preparation === preparation && (verdict === null || verdict.revision > revision),
    );
    if (mine.length === 0) continue;
    const checklist = kept.get(preparation);
    const shown = checklist === undefined ? null : overlay(checklist, mine);
    here.set(preparation, {
      count: unanswered(mine).length,
      tappedBy: new Set(unanswered(mine).map(({ says }) => says.by)),
      takenBy: mine.findLast(({ message }) => message.event === 'responsibility.taken')?.says.by ?? null,
      arrived: mine.some(({ message }) => message.event === arrival),
      line: shown === null ? line : lineHere(line, shown),
      begun: new Set(shown?.checklist.steps.filter((step) => isBegun(step, shown)).map(({ id }) => id)),
      stops: shown?.stops ?? [],
    });
  }
  return here;
}

/** The ward's rows behind the stops that wait here: whatever shows or asks for a row has it stopped. */
export const rowsBehind = (rows: readonly BoardRow[], here: HereByPatient): readonly BoardRow[] =>
  rows.map((row) => {
    const stops = here.get(row.preparation)?.stops ?? [];
    return stops.length === 0 ? row : { ...row, status: statusBehind(row.status, stops) };
  });

/** The line with what waits over it. A stop that is held, late or stopped stays what it is. */
export function lineHere(line: readonly LineStop[], shown: Shown): readonly ShownStop[] {
  return line.map((stop) => {
    const step = shown.checklist.steps.find(({ id }) => id === stop.step);
    if (shown.stops.some(({ at }) => at?.step === stop.step)) return { ...stop, mark: 'stop' };
    // What a stop took back is not done any more.
    if (step?.mark === 'open' && stop.mark === 'done' && isTakenBack(step, shown)) return { ...stop, mark: 'open' };
    if (step === undefined || (stop.mark !== 'open' && stop.mark !== 'current')) return stop;
    return { ...stop, mark: markHere(step, stop.mark, shown) };
  });
}

const isTakenBack = ({ items }: StepView, { stops }: Shown): boolean =>
  stops.some(({ voids }) => items.some(({ id }) => voids.includes(id)));

/** A step is done here once it was completed here, as it is done on the server; begun here, it is in progress. */
function markHere(step: StepView, mark: 'open' | 'current', { marks, pending }: Shown): LineMark {
  if (pending.has(step.complete.event) && progressOf(step, marks).open === 0) return 'here';
  return isBegun(step, { marks, pending }) ? 'current' : mark;
}

const isBegun = ({ items, actions }: StepView, { marks, pending }: Pick<Shown, 'marks' | 'pending'>): boolean =>
  items.some(({ id }) => marks.has(id)) || actions.some(({ event }) => itemOf(event) === null && pending.has(event));
