/** Which step is on the screen. */
import type { StepView } from '../../machines/index.ts';
import type { Shown } from '../link/overlay.ts';

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
