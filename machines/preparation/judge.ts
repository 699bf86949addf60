/**
 * Reads evidence again against new facts, in the same commit as what changed them.
 * A reschedule is the most powerful event there is: it opens and closes items; nothing is carried blindly (I31).
 */
import type { Protocol } from '../protocols/compile.ts';
import { itemEvent } from '../items/item-words.ts';
import type { Instant } from '../terms.ts';
import { inWindow } from './classify.ts';
import type { ChartEvent, State } from './state.ts';
import { itemStatus } from './status.ts';

/** The server's own events that bring every item in line with the order and the planned start. */
export function judge(protocol: Protocol, state: State, at: Instant): readonly ChartEvent[] {
  return [...protocol.items.values()].flatMap(({ item, step }): readonly ChartEvent[] => {
    const status = itemStatus(state, step.id, item.id);
    if (status === null) return [];
    const applies =
      item.appliesIf === undefined ||
      item.appliesIf.is.includes(state.context.order.facts[item.appliesIf.fact] ?? 'unknown');
    if (!applies) return status === 'notNeeded' ? [] : [judged(item.id, 'notNeeded', at)];
    if (status === 'notNeeded') return [judged(item.id, 'needed', at)];
    const evidence = state.context.evidence[item.id];
    if (item.window === undefined || evidence === undefined) return [];
    const within = inWindow(protocol, state.context.start, item, evidence);
    if (status === 'satisfied' && !within) return [judged(item.id, 'judgedOut', at)];
    if ((status === 'expired' || status === 'failed') && within) return [judged(item.id, 'judgedIn', at)];
    return [];
  });
}

const judged = (item: string, happened: string, at: Instant): ChartEvent => ({
  type: itemEvent(item, happened),
  at,
  class: { role: 'system', who: 'other', value: 'none' },
  payload: {},
});
