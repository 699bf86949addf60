/**
 * The explorer finds what `xstate/graph` finds: the labelled edges of `getAdjacencyMap` itself, on machines where it is
 * right and comes to an end. (Where it is not right, see `by-xstate.test.ts`.)
 *
 * - Both are asked the same: in each state the events that XState says it has of its own, each with the payloads named here.
 * - A deadline is one of those events, `xstate.after.DELAY.ID`, of a state that waits; it may come at any time. No clock is
 *   compared. What XState alone sends (`xstate.done.…`) is sent by neither.
 * - Of our preparations the whole machine is told apart, but not its context, which holds evidence that no guard reads;
 *   the explorer refuses a guard that does.
 */
import { expect } from 'chai';
import { __unsafe_getAllOwnEventDescriptors as ownEvents, type AnyMachineSnapshot, type AnyStateMachine } from 'xstate';
import { getAdjacencyMap } from 'xstate/graph';
import { exploreModel } from '../../../lab/explore/explore.ts';
import { modelOf, type Scope } from '../../../lab/explore/model.ts';
import { everyMove, stateOf } from '../../../lab/explore/state.ts';
import { textOf } from './by-xstate.ts';
import { library } from './library.ts';
import type { Samples } from './machine-events.ts';
import { edgeText, eventLabel, stateText } from './state-text.ts';
import { stepMachines } from './steps.ts';

interface Compared {
  readonly name: string;
  readonly machine: AnyStateMachine;
  readonly scope: Scope & { readonly events: Samples };
}

const steps = ['identity', 'consent', 'hygiene', 'explanation', 'equipment'];
const byHand: readonly Compared[] = library
  .filter(({ graph }) => graph === 'right')
  .map(({ name, machine, events }) => ({ name, machine, scope: { events } }));

const ours: readonly Compared[] = steps
  .flatMap(stepMachines)
  .map(({ name, machine, question }) => ({ name, machine, scope: question }));

describe('the edges of the explorer and of getAdjacencyMap', () => {
  for (const { name, machine, scope } of [...byHand, ...ours])
    it(`are the same: ${name}`, () => {
      const found = edgesByUs(machine, scope);
      const theirs = edgesByGraph(machine, scope);
      process.stdout.write(`      ${name}: ${found.states} states, ${found.edges.length} edges\n`);
      expect(found.edges.length).to.be.greaterThan(20);
      expect(theirs.states).to.equal(found.states);
      // As sets, each difference by its first: a list of thousands tells nothing.
      const [some, others] = [new Set(found.edges), new Set(theirs.edges)];
      expect(theirs.edges.find((edge) => !some.has(edge))).to.equal(undefined);
      expect(found.edges.find((edge) => !others.has(edge))).to.equal(undefined);
      expect([some.size, others.size]).to.deep.equal([found.edges.length, theirs.edges.length]);
    });
});

interface Edges {
  readonly states: number;
  readonly edges: readonly string[];
}

function edgesByUs(machine: AnyStateMachine, scope: Scope): Edges {
  const model = modelOf(machine, scope);
  const { states, moves } = everyMove(model, 100_000);
  const { ran } = exploreModel(model);
  expect([ran.states, ran.moves], 'made code').to.deep.equal([states.length, moves.length]);
  const texts = states.map((state) => {
    const said = stateOf(model, state);
    return stateText(scope.context === 'ignored' ? { ...said, context: {} } : said);
  });
  const labels = model.trials.map(({ event }) => eventLabel(event));
  const edges = moves.map(([from, { trial }, to]) => edgeText(texts[from] ?? '', labels[trial] ?? '', texts[to] ?? ''));
  return { states: states.length, edges };
}

function edgesByGraph(machine: AnyStateMachine, { events, context, input }: Compared['scope']): Edges {
  const text = (snapshot: AnyMachineSnapshot): string =>
    textOf(context === 'ignored' ? ({ ...snapshot, context: {} } as AnyMachineSnapshot) : snapshot);
  const map = getAdjacencyMap(machine, {
    input,
    serializeState: (snapshot) => text(snapshot as AnyMachineSnapshot),
    serializeEvent: (event) => eventLabel(event as { type: string }),
    limit: 1_000_000,
    events: (snapshot) =>
      ownEvents(snapshot as AnyMachineSnapshot)
        .filter((type) => !type.startsWith('xstate.done.'))
        .flatMap((type) => (events[type] ?? [{}]).map((payload) => ({ ...payload, type }))),
  }) as unknown as Record<string, { readonly transitions: Record<string, { readonly state: AnyMachineSnapshot }> }>;
  const edges = Object.entries(map).flatMap(([from, { transitions }]) =>
    Object.entries(transitions).map(([label, { state }]) => edgeText(from, label, text(state))),
  );
  return { states: Object.keys(map).length, edges };
}
