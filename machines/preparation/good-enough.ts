/** Whether an answer is what the protocol wants: for this order, this patient, this planned start. */
import { allowed, holds } from '../protocols/applies.ts';
import type { Protocol } from '../protocols/compile.ts';
import type { ItemDocument } from '../protocols/document.ts';
import type { Evidence, Instant } from '../terms.ts';
import { factsOf } from './facts.ts';
import { validityOf } from './implementations.ts';
import type { State } from './state.ts';
import type { Wanted } from './views.ts';

export type Given = Pick<Evidence, 'at' | 'value' | 'takenAt' | 'asset' | 'until'>;

export function goodEnough(protocol: Protocol, state: State, item: ItemDocument, given: Given): boolean {
  const { answer } = item;
  const { patient, order, start } = state.context;
  const { value } = given;
  if ('scan' in answer && value !== (answer.scan === 'patient.number' ? patient.number : order.number)) return false;
  if ('scanFact' in answer && value !== order.facts[answer.scanFact]) return false;
  if ('choices' in answer) {
    const choice = answer.choices.find((one) => one.value === value);
    if (choice?.satisfies !== true || !allowed(choice, order.facts)) return false;
  }
  if ('asset' in answer) return fit(answer.asset, given, start);
  if ('unit' in answer) {
    if (value === none) return true;
    if (!withinLimits(protocol, state, answer.limits, Number(value))) return false;
  }
  return inWindow(protocol, start, item, given);
}

/** The answer of a clock item that says "not at all". */
export const none = 'none';

/** The right kind of thing, in service when it was scanned, and good until the procedure starts (I21, I23). */
const fit = (type: string, { asset, until }: Given, start: Instant): boolean =>
  asset?.type === type && asset.standing === 'inService' && (until === undefined || until >= start);

type Limits = Extract<ItemDocument['answer'], { unit: string }>['limits'];

/** The first row that applies to this patient decides. */
function limitOf(protocol: Protocol, state: State, limits: Limits) {
  const facts = factsOf(protocol, state);
  return limits?.find((limit) => limit.if === undefined || holds(limit.if, facts));
}

function withinLimits(protocol: Protocol, state: State, limits: Limits, value: number): boolean {
  const row = limitOf(protocol, state, limits);
  return row === undefined || (value >= (row.atLeast ?? -Infinity) && value <= (row.atMost ?? Infinity));
}

/** What {@link goodEnough} would accept, for a screen to say; null where any number or time is. */
export function wantedOf(protocol: Protocol, state: State, item: ItemDocument): Wanted | null {
  const { answer, window } = item;
  const row = 'unit' in answer ? limitOf(protocol, state, answer.limits) : undefined;
  // Of the act itself nothing can be said before it is done.
  const span = window?.of === 'act' ? undefined : window;
  const { atLeast, atMost } = span ?? {};
  const isDated = item.dated !== undefined || ('unit' in answer && answer.unit === 'clock');
  const lasts = isDated ? (validityOf(item, state.context) ?? item.validFor) : undefined;
  if (row === undefined && span === undefined && lasts === undefined) return null;
  return {
    ...(row?.atLeast === undefined ? {} : { atLeast: row.atLeast }),
    ...(row?.atMost === undefined ? {} : { atMost: row.atMost }),
    ...(span === undefined
      ? {}
      : {
          beforeStart: {
            ...(atLeast === undefined ? {} : { atLeast: protocol.times(atLeast) }),
            ...(atMost === undefined ? {} : { atMost: protocol.times(atMost) }),
          },
        }),
    ...(lasts === undefined ? {} : { lasts: protocol.times(lasts) }),
  };
}

/** Whether evidence lies in the item's window before this planned start. Items without a window always do. */
function inWindow(protocol: Protocol, start: Instant, item: ItemDocument, given: Given): boolean {
  if (item.window === undefined) return true;
  const { of, atLeast, atMost } = item.window;
  const instant = { act: given.at, taken: given.takenAt ?? Number.NaN, value: Number(given.value) }[of];
  const before = start - instant;
  return (
    (atLeast === undefined || before >= protocol.times(atLeast)) &&
    (atMost === undefined || before <= protocol.times(atMost))
  );
}
