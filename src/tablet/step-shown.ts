/** Which step is on the screen, and how far down it a person is. */
import type { StepView } from '../../machines/index.ts';
import { stillOpen, type Shown } from '../link/overlay.ts';
import { currentItem } from './items.tsx';

/** The chosen step, else the one in progress, else the first that is not done, else the last; one completed here is behind us. */
export function stepShown(
  { checklist: { steps }, pending }: Pick<Shown, 'checklist' | 'pending'>,
  chosen: string | null,
): StepView | undefined {
  const ahead = steps.filter(({ complete }) => !pending.has(complete.event));
  return (
    steps.find(({ id }) => id === chosen) ??
    ahead.find(({ mark }) => mark !== 'done' && mark !== 'open') ??
    ahead.find(({ mark }) => mark === 'open') ??
    steps.at(-1)
  );
}

/** "At item 4 of 7": the one in hand, or the first not done. */
export function placeIn(
  step: StepView,
  marks: Shown['marks'],
  chosen: string | null,
): { readonly item: number; readonly total: number } {
  const total = step.items.length;
  const current = currentItem(step, marks, chosen);
  const at = step.items.findIndex(({ id }) => id === current);
  return { item: at >= 0 ? at + 1 : Math.max(1, total - stillOpen(step, marks)), total };
}
