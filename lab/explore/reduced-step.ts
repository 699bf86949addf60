/**
 * Whether a step can be taken, in a chart too large to be seen whole: from a state that is so, by such an event, to one
 * that is so. Decided as a state is (`reduced.ts`), by as few digits as it needs: each step that those digits allow is
 * taken with the whole chart, and where it is refused the digits that stood in its way are known besides.
 */
import { blame, blameForStep } from './blame.ts';
import type { Node } from './chart.ts';
import { successors } from './concrete.ts';
import { all, any, digitsIn, not, readsContext, type Condition } from './condition.ts';
import { exploreModel, type Explored } from './explore.ts';
import type { Happening } from './happening.ts';
import type { Influence } from './influence.ts';
import { alikeIn, localOf, mayHold, type Local } from './local.ts';
import { localWays } from './local-ways.ts';
import type { Ground, Trial, Tried } from './model.ts';
import { alongTo, goneTo, nowhere, type Reached, type Reduced, type ReducedLimits } from './reduced.ts';
import type { Value } from './run.ts';
import { canHold } from './satisfiable.ts';
import { holds, movesBy, type Stand } from './table.ts';
import { treeOf, type Tree } from './tree.ts';
import { wayAlong } from './way.ts';

export interface StepSought {
  readonly from: Condition;
  readonly to: Condition;
  /** By any of these events; one that nobody takes leaves the chart where it is. */
  readonly by: readonly Tried[];
  /** Also it enters this state, whether or not it was there before: what waits there waits anew. */
  readonly enters: Node | null;
}
/** A step that a few digits allow. */
interface Offer {
  readonly state: number;
  readonly events: readonly Tried[];
  /** Where the known digits go; null where that cannot be read. */
  readonly to: readonly number[] | null;
}

export function decideStep(
  ground: Ground,
  influence: Influence,
  step: StepSought,
  { states: statesMax = 5000, digits: digitsMax = 9 }: ReducedLimits = {},
): Reduced {
  const { enters } = step;
  const types = enters === null ? null : typesEntering(ground, influence, enters, step.from);
  const by = step.by.filter(({ event }) => types?.has(event.type) !== false);
  if (by.length === 0 || isRefused(ground, step))
    return { ...nowhere, known: [], states: 0, moves: 0, rounds: 0, local: null, answer: 'never', why: '' };
  const known = new Set([...digitsIn(step.from), ...digitsIn(step.to), ...digitsIn(entered(step))]);
  for (let rounds = 1; ; rounds++) {
    const local = localOf(ground, influence, known);
    const seen = exploreModel(local.model, [], { states: statesMax, origins: true });
    const said = { known: local.known, states: seen.ran.states, moves: seen.ran.moves, rounds, local };
    const open = (why: string): Reduced => ({ ...said, ...nowhere, answer: 'open', why });
    if (!seen.whole) return open(`more than ${statesMax} states, seen by ${known.size} regions`);
    const offer =
      enters === null
        ? firstOffer(ground, local, step, seen)
        : firstEntering(ground, influence, local, { ...step, by, enters }, seen);
    if (offer === null) return { ...said, ...nowhere, answer: 'never', why: '' };
    const gone = goneTo(ground, local, seen, offer.state);
    const taken = 'blamed' in gone ? gone : takenBy(ground, local, step, offer, gone.now);
    if ('there' in taken) {
      const along = alongTo(taken.there);
      return { ...said, answer: 'can', along, way: wayAlong(ground, along), shortest: true, why: '' };
    }
    const fresh = taken.blamed.filter((digit) => !known.has(digit));
    if (fresh.length === 0) return open('a step was refused by the whole chart, and nothing says why');
    for (const digit of fresh) known.add(digit);
    if (known.size > digitsMax) return open(`it hangs on more than ${digitsMax} regions at once`);
  }
}

const entered = ({ enters }: StepSought): Condition =>
  enters?.place == null ? true : { digit: enters.place.digit, mask: enters.place.mask };

/** The first step, in the order in which states were found, that the known digits allow. */
function firstOffer(ground: Ground, local: Local, step: StepSought, seen: Explored): Offer | null {
  const { contexts } = ground;
  const [from, to] = [mayHold(local, step.from), mayHold(local, step.to)];
  const wanted = new Set(step.by.map(({ label }) => label));
  const groups = local.alike
    .map((events, trial) => ({ trial, events: events.filter(({ label }) => wanted.has(label)) }))
    .filter(({ events }) => events.length > 0);
  const moving = new Set(groups.flatMap(({ events }) => events.map(({ label }) => label)));
  // What does nothing here leaves it where it is.
  const resting = step.by.filter(({ label }) => !moving.has(label));
  const unread = local.known.length;
  for (let state = 0; state < seen.ran.states; state++) {
    const stand = standAt(seen, state);
    if (holds(local.model.done, stand.digits, stand.context, contexts)) continue;
    if (!holds(from, stand.digits, stand.context, contexts)) continue;
    const stays = holds(to, stand.digits, stand.context, contexts);
    if (stays && resting.length > 0) return { state, events: resting, to: stand.digits.slice(0, unread) };
    for (const { trial, events } of groups) {
      const moves = movesBy(local.model, local.model.trials[trial] as Trial, trial, stand.digits, stand.context);
      if (moves.length === 0 && stays) return { state, events, to: stand.digits.slice(0, unread) };
      for (const { digits, context } of moves) {
        if (digits[unread] === 1) return { state, events, to: null };
        if (holds(to, digits, context, contexts)) return { state, events, to: digits.slice(0, unread) };
      }
    }
  }
  return null;
}

/** The same, where it must also enter a state: that is not in the trees, so those events that might are gone through. */
function firstEntering(
  ground: Ground,
  influence: Influence,
  local: Local,
  step: StepSought & { readonly enters: Node },
  seen: Explored,
): Offer | null {
  const { contexts } = ground;
  const [from, to] = [mayHold(local, step.from), mayHold(local, step.to)];
  const alike = alikeIn(ground, influence);
  const groups = new Map<string, Tried[]>();
  for (const tried of step.by) {
    const key = alike.key(tried.event, local.sight.hearing);
    groups.set(key, [...(groups.get(key) ?? []), tried]);
  }
  for (let state = 0; state < seen.ran.states; state++) {
    const stand = standAt(seen, state);
    if (holds(local.model.done, stand.digits, stand.context, contexts)) continue;
    if (!holds(from, stand.digits, stand.context, contexts)) continue;
    const whole = [...ground.initial.digits];
    local.known.forEach((digit, place) => (whole[digit] = stand.digits[place] as number));
    const before = { digits: whole, context: stand.context };
    for (const events of groups.values())
      for (const way of localWays(ground, local.sight, (events[0] as Tried).event, before)) {
        if (way.reached === null) return { state, events, to: null };
        if (way.entered.has(step.enters) && holds(to, way.reached, way.context, contexts))
          return { state, events, to: way.reached };
      }
  }
  return null;
}

/**
 * Events that may enter a node from such a state, by what their transitions may do at all: those that may be taken at
 * once, those for which one of these may bring about the state that hears it, and so on.
 */
function typesEntering({ chart, trials }: Ground, influence: Influence, node: Node, from: Condition): Set<string> {
  const radixes = chart.digits.map(({ values }) => values.length);
  const entering = new Set(chart.transitions.filter((one) => influence.mayEnter(one, node)));
  const atOnce = new Set(
    chart.transitions.filter(
      ({ source: { place } }) =>
        place === null || canHold(all([from, { digit: place.digit, mask: place.mask }]), radixes),
    ),
  );
  const may = (type: string): boolean => {
    let waiting = influence.chainOf(type);
    let fresh = waiting.filter((one) => atOnce.has(one));
    while (fresh.length > 0) {
      if (fresh.some((one) => entering.has(one))) return true;
      const enabling = new Set(fresh);
      waiting = waiting.filter((one) => !enabling.has(one));
      fresh = waiting.filter(({ source: { place } }) =>
        [...enabling].some((one) => place !== null && influence.mayWrite(one, place.digit)),
      );
    }
    return false;
  };
  return new Set([...new Set(trials.map(({ event }) => event.type))].filter(may));
}

const trees = new WeakMap<Happening, Tree | null>();
/** Whether one event cannot do it from any state at all, as its tree is written. */
export function isRefused({ chart, contexts }: Ground, { from, to, by, enters }: StepSought): boolean {
  const [one] = by;
  const tree = by.length === 1 && one !== undefined && enters === null ? grown(one.event) : null;
  const radixes = chart.digits.map(({ values }) => values.length);
  return tree !== null && refuses(tree, [from]);

  /** Of one event much may be asked. */
  function grown(event: Happening): Tree | null {
    const known = trees.get(event);
    if (known !== undefined) return known;
    const made = treeOf(chart, contexts, event);
    trees.set(event, made);
    return made;
  }

  function refuses(at: Tree, so: readonly Condition[]): boolean {
    if (at.kind === 'if') return refuses(at.yes, [...so, at.condition]) && refuses(at.no, [...so, not(at.condition)]);
    if (at.kind === 'either') return at.ways.every((way) => refuses(way, so));
    if (at.kind !== 'leaf' || at.refused !== null || readsContext(to)) return false;
    const then = after(to, new Map(at.heard ? at.writes : []));
    return then !== null && !canHold(all([...so, then]), radixes);
  }
}

/** A condition of how things are after a step, said of how they were before it; null where a history was copied. */
function after(condition: Condition, writes: ReadonlyMap<number, Value>): Condition | null {
  if (digitsIn(condition).some((digit) => typeof (writes.get(digit) ?? 0) !== 'number')) return null;
  return put(condition);

  function put(part: Condition): Condition {
    if (typeof part === 'boolean' || 'opaque' in part) return part;
    if ('not' in part) return not(put(part.not));
    if ('all' in part) return all(part.all.map(put));
    if ('any' in part) return any(part.any.map(put));
    const value = writes.get(part.digit);
    return value === undefined ? part : (part.mask & (1n << BigInt(value as number))) !== 0n;
  }
}

function standAt({ ran, packing }: Explored, state: number): Stand {
  const words = ran.at(state);
  return { digits: packing.unpack(words.slice(0, -1)), context: words.at(-1) ?? 0 };
}

/** Takes the step with the whole chart: it is one, or some digits stood in its way. */
function takenBy(
  ground: Ground,
  local: Local,
  { from, to, enters }: StepSought,
  offer: Offer,
  now: readonly Reached[],
): { readonly there: Reached } | { readonly blamed: readonly number[] } {
  const { chart, contexts } = ground;
  const first = now[0] as Reached;
  const sought = all([from, not(ground.done)]);
  const standing = now.filter(({ digits, context }) => holds(sought, digits, context, contexts));
  if (standing.length === 0) return { blamed: blame(sought, true, first.digits, chart.digits.length) ?? [] };
  let missed: Stand | null = null;
  for (const before of standing)
    for (const by of offer.events) {
      const found = successors(chart, contexts, before.digits, before.context, by.event);
      const next = found.length === 0 ? [{ ...before, entered: new Set<Node>() }] : found;
      for (const { digits, context, entered: into } of next) {
        if (enters !== null && !into.has(enters)) continue;
        if (holds(to, digits, context, contexts)) return { there: { digits, context, by, from: before } };
        missed ??= { digits, context };
      }
    }
  const [by] = offer.events as readonly [Tried];
  const stood = blameForStep(ground, local, by.event, standing[0] as Reached, offer.to);
  if (stood.length > 0 || missed === null) return { blamed: stood };
  return { blamed: blame(to, true, missed.digits, chart.digits.length) ?? [] };
}
