/**
 * Warnings block nothing, so a patient is ready with one of them open or answered badly (I27). Whoever looks at a ready
 * patient, or has them handed over, is told of each by name: what was not asked, and what was said that is not plain.
 */
import type { Protocol } from '../protocols/compile.ts';
import type { ItemDocument } from '../protocols/document.ts';
import type { State } from './state.ts';
import { itemStatus } from './status.ts';
import type { WarningView } from './views.ts';

/**
 * In the document's order. An answer is left out only where the document calls it plain, or where it is a reading that
 * nothing is asked of: a choice that nobody thought about is told.
 * @param state already projected to the instant of the view; of one that has ended nothing is said
 */
export function warningsIn(protocol: Protocol, state: State): readonly WarningView[] {
  return [...protocol.items.values()].flatMap(({ item, step }) => {
    const is = item.stop === 'warn' ? standsAt(state, step.id, item) : null;
    return is === null ? [] : [{ item: item.id, text: item.text, is }];
  });
}

function standsAt(state: State, step: string, item: ItemDocument): WarningView['is'] | null {
  switch (itemStatus(state, step, item.id)) {
    case null:
    case 'notNeeded':
      return null;
    case 'satisfied':
    case 'overridden':
    case 'used':
      return isPlain(item, state.context.evidence[item.id]?.value) ? null : 'answered';
    case 'failed':
      return 'answered';
    case 'expired':
      return 'lapsed';
    default:
      return 'open';
  }
}

const isPlain = ({ answer }: ItemDocument, value: unknown): boolean =>
  !('choices' in answer) || answer.choices.find((choice) => choice.value === value)?.plain === true;
