/** How far a step is, counted once for every screen; what waits on a tablet is a number of its own. */
import type { Instant, ItemStatus, ItemView, StepView, StopClass } from '../../machines/index.ts';
import type { Mark } from './overlay.ts';

/** How far a step is; `done`, `here` and `open` add up to what it asks for, and what is left of that is what is still open. */
export interface Progress {
  /** By the server's word. */
  readonly done: number;
  /** Answered on this tablet, and the server has not said so yet. */
  readonly here: number;
  /** What the step waits for. */
  readonly open: number;
  /** Warnings nobody answered: asked and never waited for, so outside of what is still open. One that was answered is done. */
  readonly mayBeLeft: number;
}

/**
 * The one count of a step's items, on the tablet and at the desk: beside its title, under "Complete step", where it was
 * left, and in what is missing. What is not needed is not asked, so it is in none of the numbers.
 * @param marks what waits on this tablet; a screen that keeps nothing has none
 */
export function progressOf(step: Pick<StepView, 'items'>, marks: ReadonlyMap<string, Mark> = noMarks): Progress {
  const all = step.items.map((item) => placeOf(item, marks.get(item.id)));
  const count = (place: ReturnType<typeof placeOf>): number => all.filter((one) => one === place).length;
  return { done: count('done'), here: count('here'), open: count('open'), mayBeLeft: count('mayBeLeft') };
}
const noMarks: ReadonlyMap<string, Mark> = new Map();

/** What "2 of 3 items done" is of: the third is what "1 item still open" means. */
export const totalOf = ({ done, here, open }: Progress): number => done + here + open;

const done: ReadonlySet<ItemStatus> = new Set(['satisfied', 'used', 'overridden']);

function placeOf({ status, stop }: ItemView, mark: Mark | undefined): keyof Progress | 'notNeeded' {
  if (status === 'notNeeded') return 'notNeeded';
  if (mark?.kind === 'answered') return 'here';
  if (done.has(status) && mark?.kind !== 'reopened') return 'done';
  return mayBeLeft(stop) ? 'mayBeLeft' : 'open';
}

/**
 * When the last of what the step waits for was answered, if that was after somebody completed it: an answer that was taken
 * back, or that lapsed, is given again without a second "Complete step". Null while the completing is the last act.
 */
export function answeredSince({ completedBy, items }: Pick<StepView, 'completedBy' | 'items'>): Instant | null {
  if (completedBy === null) return null;
  const answers = items.flatMap(({ stop, evidence }) => (mayBeLeft(stop) || evidence === null ? [] : [evidence.at]));
  const last = Math.max(...answers);
  return last > completedBy.at ? last : null;
}

export const mayBeLeft = (stop: StopClass): boolean => stop === 'warn' || stop === 'info';
