/**
 * Explores everything a machine can do, breadth first: how many states and moves there are, what is never taken, and
 * for each thing that is looked for the shortest way there.
 */
import type { AnyStateMachine } from 'xstate';
import { codeOf, slowly, type Aid, type Ran } from './code.ts';
import type { Condition } from './condition.ts';
import { interpret } from './interpret.ts';
import { modelOf, type Model, type Scope } from './model.ts';
import { packingOf, type Packing } from './packing.ts';

export interface Explored {
  readonly model: Model;
  readonly packing: Packing;
  readonly ran: Ran;
  /** Transitions taken at least once, by their index in the chart. */
  readonly taken: ReadonlySet<number>;
  /** For each digit the values it had somewhere, a bit each. */
  readonly values: readonly bigint[];
  /** Whether every state was reached before a limit was. */
  readonly whole: boolean;
}
export interface Limits {
  /** States at the most. */
  readonly states?: number;
  /** Keep from where each state was found, for a way there. */
  readonly origins?: boolean;
  /** `made`: code is made and run, the default wherever a page may do that. `walked`: trees are walked as they are. */
  readonly by?: 'made' | 'walked';
  /** `table`: the states themselves are kept, also where a bit for each there could be would do. */
  readonly store?: Packing['kind'];
}

/** A bitmap that would grow too large: the states themselves are kept instead. */
class Full extends Error {}
const statesMax = 2 ** 28;

export function exploreModel(model: Model, looked: readonly Condition[] = [], limits: Limits = {}): Explored {
  const radixes = model.chart.digits.map(({ values }) => values.length);
  const origins = limits.origins === true;
  const table = packingOf(radixes, 'table', origins) as Packing;
  if (limits.by === 'walked' || !mayMakeCode()) return walked(model, table, looked, limits);
  const bits = packingOf(radixes, 'bits', origins);
  if (bits !== null && limits.store !== 'table')
    try {
      return made(model, bits, looked, limits);
    } catch (error) {
      if (!(error instanceof Full)) throw error;
    }
  return made(model, table, looked, limits);
}

export const exploreMachine = (machine: AnyStateMachine, scope: Scope = {}): Explored =>
  exploreModel(modelOf(machine, scope));

function made(
  model: Model,
  packing: Packing,
  looked: readonly Condition[],
  { states: limit = statesMax }: Limits,
): Explored {
  const { source, leaves } = codeOf(model, packing, looked);
  const seenLeaves = new Uint8Array(leaves.length);
  const seen = new Seen(model);
  const ran = run(source, {
    start: [...packing.pack(model.initial.digits), model.initial.context],
    limit,
    seenLeaves,
    ask: (opaque, context) => model.contexts.ask(opaque, context),
    answers: (opaque) => model.contexts.answers(opaque),
    contexts: () => model.contexts.count,
    slow: slowly(model, packing, ({ taken, digits }) => {
      seen.take(taken.map(({ index }) => index));
      digits.forEach((value, digit) => seen.write(digit, value));
    }),
    refuse: (leaf) => {
      throw leaves[leaf]?.refused ?? new Error('refused');
    },
    full: () => {
      throw new Full();
    },
  });
  for (const { taken, writes } of leaves.filter((_leaf, index) => seenLeaves[index] === 1)) {
    seen.take(taken.map(({ index }) => index));
    // A digit changes only where a step writes it; a history copies what a region was.
    for (const [digit, value] of writes) if (typeof value === 'number') seen.write(digit, value);
  }
  return { model, packing, ran, ...seen, whole: ran.explored === ran.states };
}

function walked(
  model: Model,
  packing: Packing,
  looked: readonly Condition[],
  { states: limit = statesMax }: Limits,
): Explored {
  const seen = new Seen(model);
  const ran = interpret(model, packing, looked, limit, ({ taken, digits }) => {
    seen.take(taken);
    digits.forEach((value, digit) => seen.write(digit, value));
  });
  return { model, packing, ran, ...seen, whole: ran.explored === ran.states };
}

class Seen {
  readonly taken = new Set<number>();
  readonly values: bigint[];
  constructor({ initial }: Model) {
    this.values = initial.digits.map((value) => 1n << BigInt(value));
  }
  take(transitions: readonly number[]): void {
    for (const transition of transitions) this.taken.add(transition);
  }
  write(digit: number, value: number): void {
    this.values[digit] = (this.values[digit] ?? 0n) | (1n << BigInt(value));
  }
}

// The code is made of numbers and names of its own; nothing of a machine's texts is in it.
/* oxlint-disable typescript/no-implied-eval */
const run = (source: string, aid: Aid): Ran => (new Function('aid', source) as (aid: Aid) => Ran)(aid);
/** A page's policy may forbid it; then asking is answered with an error. */
function mayMakeCode(): boolean {
  try {
    return (new Function('return true') as () => boolean)();
  } catch {
    return false;
  }
}
/* oxlint-enable typescript/no-implied-eval */
