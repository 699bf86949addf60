/** What an item's answer can turn out to be: a class no answer ever gets is not worth trying, and says so. */
import type { ItemDocument, ValueClass } from '../machines/index.ts';

/** Whether some answer to this item does not satisfy it, by itself or for some order. */
export function canFail({ answer, window }: ItemDocument): boolean {
  if ('timer' in answer) return false;
  if ('choices' in answer)
    return answer.choices.some(({ satisfies, notIf, onlyIf }) => !satisfies || (notIf ?? onlyIf) !== undefined);
  return 'scan' in answer || window?.atLeast !== undefined || window?.atMost !== undefined;
}

/** Whether two people can answer it differently. */
export const canDiffer = ({ answer }: ItemDocument): boolean =>
  'choices' in answer ? answer.choices.length > 1 : !('unit' in answer) || answer.min < answer.max;

const answering = new Set(['sensed', 'attested', 'measured', 'started', 'agreed', 'enteredLate']);

/** The classes an event about this item can have, first the one that leads on. */
export function valuesOf(event: string, item: ItemDocument | undefined): readonly ValueClass[] {
  if (event === 'responsibility.assigned') return ['differs', 'agrees'];
  if (event === 'responsibility.declined') return ['agrees', 'differs'];
  if (item === undefined || !answering.has(event.split('.')[2] ?? '')) return ['none'];
  if (event.endsWith('.agreed')) return canDiffer(item) ? ['agrees', 'differs'] : ['agrees'];
  return canFail(item) ? ['satisfies', 'fails'] : ['satisfies'];
}
