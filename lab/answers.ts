/** What an item's answer can turn out to be: a class no answer ever gets is not worth trying, and says so. */
import type { ItemDocument, ValueClass } from '../machines/index.ts';

/** Whether some answer to this item does not satisfy it, by itself or for some order, patient or start. */
export function canFail({ answer, window }: ItemDocument): boolean {
  if ('timer' in answer) return false;
  if ('scan' in answer || 'scanFact' in answer || 'asset' in answer) return true;
  if (window?.atLeast !== undefined || window?.atMost !== undefined) return true;
  if ('choices' in answer)
    return answer.choices.some(({ satisfies, notIf, onlyIf }) => !satisfies || (notIf ?? onlyIf) !== undefined);
  return (answer.limits ?? []).some(
    ({ atLeast = answer.min, atMost = answer.max }) => atLeast > answer.min || atMost < answer.max,
  );
}

/** Whether two people can answer it differently. */
export const canDiffer = ({ answer }: ItemDocument): boolean =>
  'choices' in answer ? answer.choices.length > 1 : !('unit' in answer) || answer.min < answer.max;

const answering = new Set(['sensed', 'attested', 'measured', 'started', 'agreed', 'enteredLate', 'filed']);

/** The classes an event about this item can have, first the one that leads on. */
export function valuesOf(event: string, item: ItemDocument | undefined): readonly ValueClass[] {
  if (event === 'responsibility.assigned') return ['differs', 'agrees'];
  if (event === 'responsibility.declined') return ['agrees', 'differs'];
  const happened = event.split('.')[2] ?? '';
  if (item === undefined || !answering.has(happened)) return ['none'];
  if (happened === 'agreed') return canDiffer(item) ? ['agrees', 'differs'] : ['agrees'];
  if (!canFail(item)) return ['satisfies'];
  return item.attempts === undefined || happened === 'enteredLate'
    ? ['satisfies', 'fails']
    : ['satisfies', 'fails', 'exhausts'];
}
