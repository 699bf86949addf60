/**
 * Reads evidence again against new facts, in the same commit as what changed them.
 * A reschedule is the most powerful event there is: it opens and closes items; nothing is carried blindly (I31).
 */
import { isResult, rejudged } from '../items/item-traits.ts';
import { itemEvent } from '../items/item-words.ts';
import { applies } from '../protocols/applies.ts';
import type { Protocol } from '../protocols/compile.ts';
import type { ItemDocument } from '../protocols/document.ts';
import type { Instant } from '../terms.ts';
import { factsOf } from './facts.ts';
import { goodEnough } from './good-enough.ts';
import { countsUntil } from './implementations.ts';
import type { ChartEvent, State } from './state.ts';
import { itemStatus } from './status.ts';
import { step } from './step.ts';

export interface Judged {
  readonly state: State;
  readonly events: readonly ChartEvent[];
}

/**
 * The server's own events that bring every item in line with the order, the planned start and the other answers, and
 * the state they lead to. An item may hang on an item that hangs on another, so it is asked until nothing changes.
 */
export function judge(protocol: Protocol, state: State, at: Instant): Judged {
  let now = state;
  const events: ChartEvent[] = [];
  for (let round = 0; round <= protocol.items.size; round += 1) {
    const found = judgedIn(protocol, now, at);
    if (found.length === 0) return { state: now, events };
    now = found.reduce((before, event) => step(protocol.machine, before, event).state, now);
    events.push(...found);
  }
  throw new Error(`The items of ${protocol.document.id} do not come to rest: they hang on one another in a circle.`);
}

function judgedIn(protocol: Protocol, state: State, at: Instant): readonly ChartEvent[] {
  const facts = factsOf(protocol, state);
  return [...protocol.items.values()].flatMap(({ item, step: { id } }): readonly ChartEvent[] => {
    const status = itemStatus(state, id, item.id);
    if (status === null) return [];
    if (!applies(item, facts)) return status === 'notNeeded' ? [] : [judged(item.id, 'notNeeded', at)];
    if (status === 'notNeeded') return [judged(item.id, 'needed', at)];
    const evidence = state.context.evidence[item.id];
    if (evidence?.value === undefined || !(rejudged(item) || isResult(item))) return [];
    const good = goodEnough(protocol, state, item, evidence);
    if (status === 'satisfied' && !good) return [judged(item.id, 'judgedOut', at)];
    if ((status === 'expired' || status === 'failed') && good && !lapsed(protocol, item, state, at))
      return [judged(item.id, 'judgedIn', at)];
    // A result that was on file before anybody needed it.
    return status === 'pending' && isResult(item) ? [judged(item.id, good ? 'judgedIn' : 'judgedOut', at)] : [];
  });
}

/** Whether the evidence has outlived its validity, whatever else is right with it. */
function lapsed(protocol: Protocol, item: ItemDocument, state: State, at: Instant): boolean {
  const until = countsUntil(item, state.context, protocol.times);
  return until !== null && until <= at;
}

const judged = (item: string, happened: string, at: Instant): ChartEvent => ({
  type: itemEvent(item, happened),
  at,
  class: { role: 'system', who: 'other', value: 'none' },
  payload: {},
});
