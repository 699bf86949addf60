/**
 * What waits on this tablet, laid over the ward's list: who was taken here, how much is not sent, how far the line is.
 * Like the overlay of one checklist it never counts: no stop becomes done by it, and nobody ready.
 */
import { useEffect, useMemo, useState } from 'react';
import type { BoardRow, Checklist, LineStop, PersonId, PreparationId, StepView } from '../../machines/index.ts';
import type { LineMark, ShownStop } from '../ui/line.tsx';
import { savedChecklist } from './outbox-db.ts';
import { arrival, itemOf, overlay, progressOf, type Shown } from './overlay.ts';
import { unanswered, type Waiting } from './waiting.ts';

export interface Here {
  /** Taps that are not sent yet. */
  readonly count: number;
  /** Whoever took the patient on this tablet, as long as the list does not say so. */
  readonly takenBy: PersonId | null;
  /** They have come, by this tablet. */
  readonly arrived: boolean;
  readonly line: readonly ShownStop[];
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
    here.set(preparation, {
      count: unanswered(mine).length,
      takenBy: mine.findLast(({ message }) => message.event === 'responsibility.taken')?.says.by ?? null,
      arrived: mine.some(({ message }) => message.event === arrival),
      line: checklist === undefined ? line : lineHere(line, overlay(checklist, mine)),
    });
  }
  return here;
}

/** The line with what waits over it. A stop that is held, late or stopped stays what it is. */
export function lineHere(line: readonly LineStop[], shown: Shown): readonly ShownStop[] {
  return line.map((stop) => {
    const step = shown.checklist.steps.find(({ id }) => id === stop.step);
    if (step === undefined || (stop.mark !== 'open' && stop.mark !== 'current')) return stop;
    return { ...stop, mark: markHere(step, stop.mark, shown) };
  });
}

/** A step is done here once it was completed here, as it is done on the server; begun here, it is in progress. */
function markHere(step: StepView, mark: 'open' | 'current', { marks, pending }: Shown): LineMark {
  if (pending.has(step.complete.event) && progressOf(step, marks).open === 0) return 'here';
  const begun =
    step.items.some(({ id }) => marks.has(id)) ||
    step.actions.some(({ event }) => itemOf(event) === null && pending.has(event));
  return begun ? 'current' : mark;
}
