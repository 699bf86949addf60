/**
 * What the tablet shows: the server's checklist, and over it what waits on this tablet.
 * An item with a command in the outbox shows as saved here. It never counts: only the server's word makes a step
 * done or a patient ready.
 */
import type { ActionView, Checklist, Instant, Missing, PersonId } from '../../machines/index.ts';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { arrival, stoppedHere, type StopHere, stopsHere, tappedAt } from './stops-here.ts';
import type { Waiting } from './waiting.ts';

const { say } = tabletWords;

/** What this tablet knows about an item that the checklist does not show yet. */
export interface Mark {
  /** `first`: the first of two answers, which counts for nothing until the second person's. */
  readonly kind: 'answered' | 'first' | 'started' | 'reopened';
  /** `savedHere`: no verdict yet · `sent`: accepted, and the next checklist will show it. */
  readonly where: 'savedHere' | 'sent';
  readonly command: string;
  readonly at: Instant;
  readonly by: PersonId;
  readonly says: string | null;
}

export interface Shown {
  readonly checklist: Checklist;
  readonly marks: ReadonlyMap<string, Mark>;
  /** Events other than items' that wait: "Hold" tapped while away. */
  readonly pending: ReadonlyMap<string, Waiting>;
  /** Stops that wait: what the checklist says is stopped by them already. */
  readonly stops: readonly StopHere[];
}

export function overlay(checklist: Checklist, waiting: readonly Waiting[]): Shown {
  const marks = new Map<string, Mark>();
  const tapped = new Map<string, number>();
  const pending = new Map<string, Waiting>();
  const blind = new Set(
    checklist.steps.flatMap(({ items }) => items.filter(({ kind }) => kind === 'secondPerson').map(({ id }) => id)),
  );
  const undoes = new Map<string, string[]>();
  for (const { event, undoneBy } of checklist.steps.flatMap(({ actions }) => actions))
    if (undoneBy !== undefined) undoes.set(undoneBy, [...(undoes.get(undoneBy) ?? []), event]);
  const mine = waiting
    .filter(({ message, verdict }) => message.preparation === checklist.preparation && !isShown(verdict, checklist))
    .toSorted((a, b) => a.seq - b.seq);
  for (const one of mine) {
    const item = itemOf(one.message.event);
    if (item === null) {
      // Taken back before it was sent: the two come to nothing.
      const undone = undoes.get(one.message.event)?.find((event) => pending.delete(event));
      if (undone === undefined) pending.set(one.message.event, one);
    } else {
      marks.set(item.id, markFor(item.happened, one, blind.has(item.id)));
      tapped.set(item.id, one.seq);
    }
  }
  const stops = stopsHere(checklist, [...pending.values()]);
  // Judged in the order they were tapped, what was answered before the stop is taken back by it.
  for (const { voids, seq } of stops) for (const item of voids) if ((tapped.get(item) ?? seq) < seq) marks.delete(item);
  return { checklist: stoppedHere(reachable(checklist, marks, pending), stops), marks, pending, stops };
}

/** `item.weight.measured` is about `weight`, which was `measured`. */
export function itemOf(event: string): { readonly id: string; readonly happened: string } | null {
  const [about, id, happened] = event.split('.');
  return about === 'item' && id !== undefined && happened !== undefined ? { id, happened } : null;
}

/** Where the item would answer next: only what neither the server nor this tablet has an answer to. */
export const isOpenHere = (mark: Mark | undefined): boolean => mark === undefined || mark.kind === 'reopened';

/**
 * What becomes possible behind the taps that wait: the server judges them in order, so the next item may be answered
 * before it has answered the first. Only work: a decision is never made on something the server has not seen.
 */
function reachable(
  checklist: Checklist,
  marks: ReadonlyMap<string, Mark>,
  pending: ReadonlyMap<string, Waiting>,
): Checklist {
  if (marks.size === 0 && pending.size === 0) return checklist;
  const waits = (actions: readonly ActionView[]): boolean =>
    actions.some(({ event, late }) => late === 'work' && pending.has(event));
  const covered = ({ subject }: Pick<Missing, 'subject'>): boolean => {
    const [about = '', id = ''] = subject.split('.');
    if (about === 'item') return marks.get(id)?.kind === 'answered';
    if (about === 'arrival') return pending.has(arrival);
    const step = checklist.steps.find((one) => one.id === (about === 'step' ? id : about));
    if (step === undefined) return false;
    const moves = step.actions.filter(({ region }) => region === undefined || region === id);
    return waits(about === 'step' ? [step.complete] : moves);
  };
  /** What is done here is not what is missing: that it has still to be sent is. */
  const toldOf = (missing: readonly Missing[]): readonly Missing[] => {
    const open = missing.filter((one) => !covered(one));
    return open.length === missing.length ? missing : [...open, notSent()];
  };
  const told = (action: ActionView): ActionView => {
    const { refusal } = action;
    const missing = toldOf(refusal?.missing ?? []);
    const [first] = missing;
    return refusal === null || first === undefined || missing === refusal.missing
      ? action
      : { ...action, refusal: { ...refusal, says: first.says, missing } };
  };
  const opened = (action: ActionView): ActionView => {
    const missing = action.refusal?.missing ?? [];
    return action.late === 'work' && missing.length > 0 && missing.every(covered)
      ? { ...action, may: true, refusal: null }
      : told(action);
  };
  const steps = checklist.steps.map((step) => ({
    ...step,
    items: step.items.map((item) => ({ ...item, actions: item.actions.map(opened) })),
    actions: step.actions.map(opened),
    complete: opened(step.complete),
  }));
  const { readiness } = checklist;
  return {
    ...checklist,
    steps,
    // Behind what waits nobody leaves, and nobody is handed over.
    actions: checklist.actions.map(told),
    ...(readiness.kind === 'notReady' ? { readiness: { ...readiness, missing: toldOf(readiness.missing) } } : {}),
  };
}

const notSent = (): Missing => ({ condition: 'notSent', subject: 'outbox', says: say('mark.notSent'), who: [] });

const isShown = (verdict: Waiting['verdict'], checklist: Checklist): boolean =>
  verdict !== null && verdict.revision <= checklist.revision;

function markFor(happened: string, { id, message, says, verdict }: Waiting, blind: boolean): Mark {
  return {
    kind: kindOf(happened, blind),
    where: verdict === null ? 'savedHere' : 'sent',
    command: id,
    at: tappedAt(message),
    by: says.by,
    says: says.value,
  };
}

function kindOf(happened: string, blind: boolean): Mark['kind'] {
  if (happened === 'corrected' || happened === 'resolved') return 'reopened';
  if (happened === 'started') return 'started';
  return blind && happened === 'attested' ? 'first' : 'answered';
}
