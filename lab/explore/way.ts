/** A shortest way to a state: the events, and where the chart stands after each. */
import type { Node } from './chart.ts';
import { successors, type Successor } from './concrete.ts';
import type { Ran } from './code.ts';
import type { Explored } from './explore.ts';
import { instantsOf, type Timed } from './feasible.ts';
import type { Ground, Trial, Tried } from './model.ts';
import type { Taken } from './stepwise.ts';
import { timersOf } from './timers.ts';
import { stateOf, type ExploredState } from './state.ts';
import type { Stand } from './table.ts';

export interface WayStep {
  /** The event with its payload, as text. */
  readonly label: string;
  readonly event: { readonly type: string };
  readonly state: ExploredState;
  /** `a.b → a.c` for each region that moved. */
  readonly moved: readonly string[];
}
export interface Way {
  readonly from: ExploredState;
  readonly steps: readonly WayStep[];
  /** Whether a clock allows it: its deadlines can fall due in this order. */
  readonly feasible: boolean;
  /** For each step an instant at which it may happen, in milliseconds since the beginning; none where no clock allows it. */
  readonly instants: readonly number[];
}

/** The way to state number `to` of an exploration that kept where its states came from. */
export function wayTo({ model, packing, ran }: Explored, to: number): Way {
  const numbers = numbersTo(ran, to);
  const standAt = (state: number): Stand => {
    const words = ran.at(state);
    return { digits: packing.unpack(words.slice(0, -1)), context: words.at(-1) ?? 0 };
  };
  return wayAlong(
    model,
    numbers.map((state) => ({ by: model.trials[ran.via?.[state] as number] as Trial, to: standAt(state) })),
  );
}

/** The states on a shortest way, without the first. */
export function numbersTo({ from, via }: Ran, to: number): readonly number[] {
  if (from === null || via === null) throw new Error('The exploration did not keep where its states came from.');
  const numbers: number[] = [];
  for (let at = to; at > 0; at = from[at] as number) numbers.unshift(at);
  return numbers;
}

/** A way by its steps: each an event and the whole state after it. */
export function wayAlong(ground: Ground, along: readonly Taken[]): Way {
  const { chart, initial } = ground;
  const stands = [initial, ...along.map(({ to }) => to)];
  const first = new Set(ground.armed.flatMap((type) => chart.deadlines.get(type) ?? []));
  const timed: Timed[] = [timedOf(initial, 'xstate.init', first)];
  const steps = along.map(({ by, to: after, entered }, index): WayStep => {
    const before = stands[index] as Stand;
    timed.push(timedOf(after, by.event.type, entered ?? stepBetween(ground, before, after, by).entered));
    return { label: by.label, event: by.event, state: stateOf(ground, after), moved: moved(ground, before, after) };
  });
  const instants = instantsOf(timed, timersOf(chart));
  return {
    from: stateOf(ground, initial),
    steps,
    feasible: instants !== null,
    instants: instants === null ? [] : instants.slice(1),
  };
}

function stepBetween({ chart, contexts }: Ground, before: Stand, after: Stand, { event }: Tried): Successor {
  const found = successors(chart, contexts, before.digits, before.context, event).find(
    ({ digits, context }) => context === after.context && digits.every((digit, index) => digit === after.digits[index]),
  );
  if (found === undefined)
    throw new Error(`"${event.type}" does not lead from one state to the next when it is tried again.`);
  return found;
}

export const isOn = ({ digits }: Stand, { place }: Node): boolean =>
  place === null || (place.mask & (1n << BigInt(digits[place.digit] ?? 0))) !== 0n;

function timedOf(stand: Stand, type: string, entered: ReadonlySet<Node>): Timed {
  return { type, entered, active: (node) => isOn(stand, node) };
}

function moved({ chart }: Ground, before: Stand, after: Stand): readonly string[] {
  return chart.digits.flatMap(({ kind, values }, digit) => {
    const [was, is] = [values[before.digits[digit] ?? 0], values[after.digits[digit] ?? 0]];
    if (kind === 'history' || was === is) return [];
    const path = (node: Node | null | undefined): string => node?.path ?? 'nowhere';
    return [`${path(was)} → ${path(is)}`];
  });
}
