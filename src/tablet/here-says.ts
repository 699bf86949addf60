/** What a list says of a patient with whom this tablet has gone further than the server has heard. */
import type { Here } from '../link/here.ts';
import { stopAt } from '../ui/status-words.ts';
import { tabletWords } from '../ui/words/en-tablet.ts';

/** How far this tablet has them, or null where what waits has moved nothing that a list shows. */
export function hereSays({ line, begun, takenBy, arrived }: Here): string | null {
  const { say } = tabletWords;
  const at = stopAt(line.filter(({ step }) => begun.has(step)));
  if (at !== undefined) return say('list.hereAt', { step: at.short });
  const done = line.findLast(({ mark }) => mark === 'here');
  if (done !== undefined) return say('list.hereDone', { step: done.short });
  if (arrived) return say('list.hereArrived');
  return takenBy === null ? null : say('list.hereTaken');
}
