/** What an item's document implies for its chart: can it lapse, fail, be overridden, be judged again? */
import type { ItemDocument } from '../protocols/document.ts';

/** True when the item's deadline reads the planned start, so that a moved plan must re-enter it (chart law 5). */
export const readsStart = (item: ItemDocument): boolean => item.untilAfterStart !== undefined;
/** True when the item stops counting by itself. */
const expires = (item: ItemDocument): boolean => item.validFor !== undefined || item.untilAfterStart !== undefined;

/** True when an answer may come to count, or no longer count, though nobody touched it: the start or a fact changed. */
export const rejudged = ({ window, answer }: ItemDocument): boolean =>
  window !== undefined ||
  'asset' in answer ||
  ('limits' in answer && (answer.limits ?? []).some((limit) => limit.if !== undefined));
/** A result filed under this item's code answers it by itself. */
export const isResult = ({ answer }: ItemDocument): boolean => 'result' in answer && answer.result !== undefined;

/** True when the item, once answered, may stop counting by itself: its own time, or that of the thing scanned. */
export const lasts = (item: ItemDocument): boolean => expires(item) || 'asset' in item.answer;

/** Only the class `override` has the state `overridden`: a hard item has no such place to be (I27). */
export const overridable = (item: ItemDocument): boolean => item.stop === 'override' && item.overriddenBy !== undefined;

/** Whether an answer to this item may be one that does not satisfy. */
export function canFail({ kind, answer, window, ifNot }: ItemDocument): boolean {
  if (window !== undefined) return true;
  if ('choices' in answer) {
    // What the order forbids is refused in a blind check, unless saying it is a stop by itself (the wrong blood).
    const forbiddenIsSaid = kind !== 'secondPerson' || ifNot !== undefined;
    return answer.choices.some(
      ({ satisfies, notIf, onlyIf }) => !satisfies || (forbiddenIsSaid && (notIf ?? onlyIf) !== undefined),
    );
  }
  if ('limits' in answer && answer.limits !== undefined) return true;
  return 'scan' in answer || 'scanFact' in answer || 'asset' in answer;
}
