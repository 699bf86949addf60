/**
 * A way to where many regions must stand at once, each brought there by itself: first one, then the next, from where the
 * first way ended. Nothing says that it is found, or short; but it is a way that the whole chart goes.
 */
import type { Node } from './chart.ts';
import { successors } from './concrete.ts';
import { all, conjuncts, type Condition } from './condition.ts';
import type { Influence } from './influence.ts';
import type { Ground, Tried } from './model.ts';
import type { Reduced } from './reduced.ts';
import { holds, type Stand } from './table.ts';

/** One step: an event, and the whole state after it. */
export interface Taken {
  readonly by: Tried;
  readonly to: Stand;
  /** The states it entered, where that is known: a step may have several ways to one state. */
  readonly entered?: ReadonlySet<Node>;
}
type Decide = (ground: Ground, influence: Influence, condition: Condition) => Reduced;

/** As often as this one part may undo another before the search gives up. */
const roundsMax = 4;
/** As often as this the search begins again, with a part first that could not be had later. */
const ordersMax = 12;

/** A way, or the parts that can never be at once, as they were decided; null when neither was found. */
export type Stepwise = { readonly along: readonly Taken[] } | { readonly never: Reduced } | null;

/** @param decide finds a way for some of the parts. */
export function stepwise(ground: Ground, influence: Influence, condition: Condition, decide: Decide): Stepwise {
  const is = (part: Condition, { digits, context }: Stand): boolean => holds(part, digits, context, ground.contexts);
  let parts = conjuncts(condition);
  for (let order = 0; order < ordersMax; order++) {
    const found = inOrder();
    if ('along' in found) return { along: shorter(ground, found.along, condition) };
    if ('never' in found) return found;
    if (found.stuckAt === parts[0]) return null;
    // What comes before it stands in its way.
    parts = [found.stuckAt, ...parts.filter((part) => part !== found.stuckAt)];
  }
  return null;

  function inOrder(): Exclude<Stepwise, null> | { readonly stuckAt: Condition } {
    let at: Stand = ground.initial;
    let along: readonly Taken[] = [];
    for (let round = 0; round < roundsMax; round++) {
      for (const part of parts) {
        if (is(part, at)) continue;
        const further = bring(part, at);
        if (further === null) return { stuckAt: part };
        if ('never' in further) return further;
        along = [...along, ...further.along];
        at = further.along.at(-1)?.to ?? at;
      }
      if (parts.every((part) => is(part, at))) return { along };
    }
    return { stuckAt: parts.find((part) => !is(part, at)) as Condition };
  }

  /** To where a part holds, and what held before does too, if that can be had. */
  function bring(part: Condition, from: Stand): Stepwise {
    const held = parts.filter((other) => is(other, from));
    let wanted: readonly Condition[] = [part];
    let found: readonly Taken[] | null = null;
    for (let tries = 0; tries < 4; tries++) {
      const further = decide({ ...ground, initial: from }, influence, all(wanted));
      if (further.answer === 'never') {
        // Not from here: perhaps not from anywhere.
        const ever = decide(ground, influence, all(wanted));
        if (ever.answer === 'never') return { never: ever };
      }
      if (further.along === null) return found === null ? null : { along: found };
      found = further.along;
      const end = found.at(-1)?.to ?? from;
      const lost = held.filter((other) => !is(other, end));
      if (lost.length === 0) return { along: found };
      wanted = [...wanted, ...lost];
    }
    return found === null ? null : { along: found };
  }
}

/** The same way without the steps that it does not need. */
function shorter(ground: Ground, along: readonly Taken[], condition: Condition): readonly Taken[] {
  let best = along;
  for (let place = along.length - 1; place >= 0; place--) {
    const tried = replayed(
      ground,
      best.filter((_step, index) => index !== place).map(({ by }) => by),
    );
    const end = tried.at(-1)?.to ?? ground.initial;
    if (holds(condition, end.digits, end.context, ground.contexts)) best = tried;
  }
  return best;
}

/** The events one after another; those that nobody hears there are left out. */
export function replayed({ chart, contexts, initial }: Ground, events: readonly Tried[]): readonly Taken[] {
  const along: Taken[] = [];
  let at: Stand = initial;
  for (const by of events) {
    const [next] = successors(chart, contexts, at.digits, at.context, by.event);
    if (next === undefined || next.taken.length === 0) continue;
    at = { digits: next.digits, context: next.context };
    along.push({ by, to: at });
  }
  return along;
}
