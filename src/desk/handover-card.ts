/**
 * What is said of a patient at a shift's hand-over, read from the checklist: how they stand, what is to be done, and what
 * lapses during the next shift. Source of the order: I-PASS (illness severity, patient, action list, situation awareness
 * and contingencies, synthesis by the receiver). What somebody must judge, they say themselves: the steadiness and the note.
 */
import type { Checklist, Instant, ItemView } from '../../machines/index.ts';
import { passOn } from '../tablet/pass-on.ts';
import { missingLines, type MissingLine } from './missing-lines.ts';

export interface HandoverCard {
  /** The action list, without what only lapses: that has its own. */
  readonly toDo: readonly MissingLine[];
  readonly lapses: readonly { readonly text: string; readonly until: Instant }[];
  /** Warnings nobody asked about, and answers to them that are not plain. */
  readonly notAsked: readonly string[];
  readonly passOn: readonly string[];
  readonly overridden: readonly string[];
  readonly deferred: readonly string[];
}

/** In the giver's own judgement; kept as the offer's reason, so the record says it. */
export const steadiness = ['steady', 'watch', 'unsteady'] as const;

/** @param until the end of the next shift; null for everything that lapses at all */
export function handoverCard(
  checklist: Checklist,
  until: Instant | null,
  name: (person: string) => string,
): HandoverCard {
  const items = checklist.steps.flatMap((step) => step.items);
  const named = (status: ItemView['status']) => items.filter((item) => item.status === status).map(({ text }) => text);
  const told = passOn(checklist, checklist.at);
  return {
    toDo: missingLines(checklist, name).filter(({ key }) => !key.startsWith('lapses-')),
    lapses: items
      .flatMap(({ text, status, until: end }) =>
        status === 'satisfied' && end !== null && (until === null || end <= until) ? [{ text, until: end }] : [],
      )
      .toSorted((a, b) => a.until - b.until),
    notAsked: told.open,
    passOn: told.answered,
    overridden: named('overridden'),
    deferred: named('deferred'),
  };
}
