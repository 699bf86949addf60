/**
 * Random machines: every feature of an XState chart that the explorer says it can read, in small. Each comes to rest after
 * every event. A chart prints as the configuration it is; the seed that fast-check prints makes it again.
 */
import fc from 'fast-check';
import { type AnyStateMachine, setup } from 'xstate';
import { Choices } from './choices.ts';
import type { Samples } from './machine-events.ts';
import { addEffect, addMove, addRace, connect } from './random-moves.ts';
import { type Makings, namedActions, namedGuards, told } from './random-parts.ts';
import { configOf, type Draft, growTree } from './random-tree.ts';

export interface Chart {
  readonly machine: AnyStateMachine;
  /** Payload samples by event type; a type that is absent has one sample, without a payload. */
  readonly events: Samples;
  readonly toString: () => string;
}

/** What a chart is made from: a list of numbers for the states, one for each transition and for each effect. */
interface Genes {
  readonly states: readonly number[];
  readonly moves: readonly (readonly number[])[];
  readonly effects: readonly (readonly number[])[];
}
const numbers = (length: number) => fc.array(fc.nat({ max: 9_999 }), { minLength: length, maxLength: length });
interface Size {
  /** Configurations, transitions, and what is done on entry and exit, at the most. */
  readonly room: number;
  readonly moves: number;
  readonly effects: number;
}
const sized = (size: Size): fc.Arbitrary<Chart> => {
  const genes: fc.Arbitrary<Genes> = fc.record({
    states: numbers(16),
    moves: fc.array(numbers(6), { maxLength: size.moves, size: 'max' }),
    effects: fc.array(numbers(3), { maxLength: size.effects, size: 'max' }),
  });
  // Unbiased: small numbers and short lists are the simple charts, and of those there are enough.
  return fc.noBias(genes).map((drawn) => chartOf(drawn, size));
};
export const charts = sized({ room: 8, moves: 10, effects: 4 });
/** A few states each: many of them are looked at in the time of one larger, and most mistakes need no more. */
export const smallCharts = sized({ room: 4, moves: 5, effects: 2 });

function chartOf({ states, moves, effects }: Genes, { room }: Size): Chart {
  const choices = new Choices(states);
  const quiet = choices.percent(25);
  const counts = 1 + choices.of([0, 1, 1, 2]);
  const withSet = choices.percent(10);
  const withFlag = choices.percent(40);
  const drafts = growTree(choices, { quiet, room });
  const guards = namedGuards();
  const actions = namedActions(counts);
  const makings = { drafts, counts, withFlag, withSet, guards, actions };
  for (const gene of effects) addEffect({ ...makings, choices: new Choices(gene) }, quiet);
  connect({ ...makings, choices });
  if (withFlag && counts > 1 && choices.percent(60)) addRace({ ...makings, choices });
  for (const gene of moves) addMove({ ...makings, choices: new Choices(gene) }, quiet);
  return assemble(makings, choices.percent(50));
}

function assemble({ drafts, guards, actions, withSet }: Omit<Makings, 'choices'>, isLazy: boolean): Chart {
  const context = { n: 0, b: false, ...(withSet ? { seen: new Set<string>() } : {}) };
  const config = {
    ...configOf(drafts[0] as Draft),
    id: 'm',
    context: isLazy ? told('new', () => context) : context,
    // A chart that does not come to rest is a mistake of this generator: it is told instead of running for ever.
    options: { maxIterations: 1_000 },
  };
  const delays = { soon: 500, later: told('n seconds', ({ context: { n } }: { context: { n: number } }) => n * 1000) };
  const machine = setup({ guards, actions, delays } as never).createMachine(config as never);
  const events: Samples = { pay: [{ k: 0 }, { k: 1 }] };
  return {
    machine: machine as unknown as AnyStateMachine,
    events,
    toString: () => JSON.stringify({ config, guards, actions, events }, null, 1),
  };
}
