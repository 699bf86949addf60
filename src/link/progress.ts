/** How far a step is, counted once for every screen; what waits on a tablet is a number of its own. */
import type { ItemStatus, ItemView, StepView, StopClass } from '../../machines/index.ts';
import type { Mark } from './overlay.ts';

/** How far a step is; the parts add up to all that is asked. */
export interface Progress {
  /** By the server's word. */
  readonly done: number;
  /** Answered on this tablet, and the server has not said so yet. */
  readonly here: number;
  /** What the step waits for. */
  readonly open: number;
  /** A warning, asked and never waited for. */
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

/** Everything that is asked, however far it is. */
export const totalOf = ({ done, here, open, mayBeLeft }: Progress): number => done + here + open + mayBeLeft;

/**
 * "Item 2 of 3": the place of one among what is asked, as the count beside the title has it.
 * @param current the item in hand; without one it is the first that still waits for somebody, else the last
 */
export function placeIn(
  step: Pick<StepView, 'items'>,
  marks: ReadonlyMap<string, Mark>,
  current: string | null,
): { readonly item: number; readonly total: number } {
  const asked = step.items.filter((item) => placeOf(item, marks.get(item.id)) !== 'notNeeded');
  const inHand = asked.findIndex(({ id }) => id === current);
  const first = asked.findIndex((item) => ['open', 'mayBeLeft'].includes(placeOf(item, marks.get(item.id))));
  const at = inHand >= 0 ? inHand : first >= 0 ? first : asked.length - 1;
  return { item: at + 1, total: asked.length };
}

const done: ReadonlySet<ItemStatus> = new Set(['satisfied', 'used', 'overridden']);

function placeOf({ status, stop }: ItemView, mark: Mark | undefined): keyof Progress | 'notNeeded' {
  if (status === 'notNeeded') return 'notNeeded';
  if (mark?.kind === 'answered') return 'here';
  if (done.has(status) && mark?.kind !== 'reopened') return 'done';
  return mayBeLeft(stop) ? 'mayBeLeft' : 'open';
}

export const mayBeLeft = (stop: StopClass): boolean => stop === 'warn' || stop === 'info';

/** Items of a step that still wait for a person. */
export const stillOpen = (step: StepView, marks: ReadonlyMap<string, Mark>): number => progressOf(step, marks).open;
