/** What a step waits for before its items: the act that is next when it is no item's. */
import type { ActionView, StepView } from '../../machines/index.ts';
import { isOpenHere, type Mark } from '../link/overlay.ts';
import { mayBeLeft } from '../link/progress.ts';
import { answering } from './item-face.ts';

/**
 * The step's own act that its first open item waits for, or null when an item is next. What may be left does not come
 * before it, though it could be answered now.
 */
export function nextAct(step: StepView, marks: ReadonlyMap<string, Mark>): ActionView | null {
  const first = step.items.find(
    ({ id, status, stop }) => status === 'pending' && !mayBeLeft(stop) && isOpenHere(marks.get(id)),
  );
  const action = first === undefined ? null : answering(first);
  if (action === null || action.may) return null;
  const waitsFor = new Set(action.refusal?.missing.map(({ subject }) => subject));
  return (
    step.actions.find(
      ({ group, may, late, region }) =>
        group === 'step' && may && late === 'work' && [...waitsFor].some((subject) => isOf(subject, step.id, region)),
    ) ?? null
  );
}

const isOf = (subject: string, step: string, region: string | undefined): boolean =>
  region === undefined ? subject.startsWith(`${step}.`) : subject === `${step}.${region}`;
