/** A shortest way to a state: the events, and where the chart stands after each. */
import type { Node } from './chart.ts';
import { successors, type Successor } from './concrete.ts';
import type { Explored } from './explore.ts';
import { isFeasible, type Timed } from './feasible.ts';
import type { Model, Trial } from './model.ts';
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
}

/** The way to state number `to` of an exploration that kept where its states came from. */
export function wayTo({ model, packing, ran }: Explored, to: number): Way {
  const { from, via } = ran;
  if (from === null || via === null) throw new Error('The exploration did not keep where its states came from.');
  const numbers: number[] = [];
  for (let at = to; at > 0; at = from[at] as number) numbers.unshift(at);
  const standAt = (state: number): Stand => {
    const words = ran.at(state);
    return { digits: packing.unpack(words.slice(0, -1)), context: words.at(-1) ?? 0 };
  };
  const stands = [0, ...numbers].map(standAt);
  const timed: Timed[] = [timedOf(model.initial, 'xstate.init', new Set(model.chart.nodes))];
  const steps = numbers.map((state, index): WayStep => {
    const trial = model.trials[via[state] as number] as Trial;
    const [before, after] = [stands[index] as Stand, stands[index + 1] as Stand];
    timed.push(timedOf(after, trial.event.type, stepBetween(model, before, after, trial).entered));
    return { label: trial.label, event: trial.event, state: stateOf(model, after), moved: moved(model, before, after) };
  });
  return {
    from: stateOf(model, model.initial),
    steps,
    feasible: isFeasible(timed, model.chart.nodes, model.chart.machine),
  };
}

function stepBetween({ chart, contexts }: Model, before: Stand, after: Stand, { event }: Trial): Successor {
  const found = successors(chart, contexts, before.digits, before.context, event).find(
    ({ digits, context }) => context === after.context && digits.every((digit, index) => digit === after.digits[index]),
  );
  if (found === undefined)
    throw new Error(`"${event.type}" does not lead from one state to the next when it is tried again.`);
  return found;
}

const isOn = ({ digits }: Stand, { place }: Node): boolean =>
  place === null || (place.mask & (1n << BigInt(digits[place.digit] ?? 0))) !== 0n;

function timedOf(stand: Stand, type: string, entered: ReadonlySet<Node>): Timed {
  return { type, entered, active: (node) => isOn(stand, node) };
}

function moved({ chart }: Model, before: Stand, after: Stand): readonly string[] {
  return chart.digits.flatMap(({ kind, values }, digit) => {
    const [was, is] = [values[before.digits[digit] ?? 0], values[after.digits[digit] ?? 0]];
    if (kind === 'history' || was === is) return [];
    const path = (node: Node | null | undefined): string => node?.path ?? 'nowhere';
    return [`${path(was)} → ${path(is)}`];
  });
}
