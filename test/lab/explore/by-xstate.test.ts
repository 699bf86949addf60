/** The brute-force explorer is right where xstate/graph is, and where it is not; and it says what it cannot decide. */
import { expect } from 'chai';
import { type AnyMachineSnapshot, type AnyStateMachine, createMachine } from 'xstate';
import { getAdjacencyMap } from 'xstate/graph';
import { edgesOf, exploreByXState, textOf } from './by-xstate.ts';
import { holdAndResume, labels, library, lostRegion, race, raceInTurn, twoAtOnce } from './library.ts';
import { edgeText, eventLabel } from './state-text.ts';

describe('the explorer that runs XState itself', () => {
  for (const { name, machine, events, states, transitions, graph } of library.filter((one) => one.graph !== 'slow')) {
    it(`finds ${states} states and ${transitions} transitions in ${name}`, () => {
      const explored = exploreByXState(machine, { events });
      expect(explored.states.length).to.equal(states);
      expect(explored.steps.length).to.equal(transitions);
      expect(explored.complete).to.equal(true);
      expect(explored.illegal).to.deep.equal([]);
      const theirs = graphEdges(machine).toSorted();
      if (graph === 'right') expect(edgesOf(explored)).to.deep.equal(theirs);
      else expect(edgesOf(explored)).not.to.deep.equal(theirs);
    });
  }

  it('comes to ready and overridden through what a history state remembers; xstate/graph says that it cannot be', () => {
    const isBoth = (state: string): boolean => state.includes('"ready"') && state.includes('"overridden":true');
    expect(exploreByXState(holdAndResume()).states.filter(isBoth).length).to.equal(1);
    expect(Object.keys(getAdjacencyMap(holdAndResume(), {})).filter(isBoth)).to.deep.equal([]);
  });

  it('tells four sets of labels apart, where xstate/graph sees one state', () => {
    expect(exploreByXState(labels()).states.length).to.equal(4);
    expect(Object.keys(getAdjacencyMap(labels(), {})).length).to.equal(1);
  });

  it('says where the order of entry decides, and only there', () => {
    const open = '--open-->';
    for (const from of ['live', 'both'] as const) {
      const { unsettled, steps } = exploreByXState(race(), { from });
      expect(unsettled.length, from).to.equal(1);
      expect(unsettled[0]).to.match(/"left":"waiting","right":"waiting".* --open-->$/);
      expect(steps.length).to.equal(18);
    }
    const restored = exploreByXState(race(), { from: 'restored' });
    expect(restored.unsettled).to.deep.equal([]);
    const last = edgesOf(restored).filter(
      (edge) => edge.includes('"waiting","right":"waiting"') && edge.includes(open),
    );
    expect(last.length).to.equal(1);
    for (const { name, machine, events, states } of library)
      if (states < 1000) expect(exploreByXState(machine, { events, from: 'both' }).unsettled, name).to.deep.equal([]);
  });

  it('follows a restart to an order that a run without one never comes to', () => {
    const [live, both] = (['live', 'both'] as const).map((from) => exploreByXState(raceInTurn(), { from }));
    expect(live?.unsettled).to.deep.equal([]);
    expect(both?.unsettled.length).to.equal(1);
  });

  it('tells configurations that no statechart has, and follows nothing from them', () => {
    expect(exploreByXState(lostRegion()).illegal).to.deep.equal(['illegal lost.pair.one and lost.pair.other']);
    const both = exploreByXState(twoAtOnce());
    expect(both.illegal).to.deep.equal(['illegal two.pulled.here and two.pulled.there and two.pulling']);
    expect(both.steps.length).to.equal(1);
  });

  it('says that it stopped at a limit, and leaves out the edges beyond', () => {
    const explored = exploreByXState(holdAndResume(), { statesMax: 5 });
    expect(explored.complete).to.equal(false);
    expect(explored.states.length).to.equal(5);
    const all = new Set(edgesOf(exploreByXState(holdAndResume())));
    expect(edgesOf(explored).filter((edge) => !all.has(edge))).to.deep.equal([]);
  });

  it('is breadth first: the way to a state is as short as can be', () => {
    const { states, steps } = exploreByXState(holdAndResume());
    const distance = new Map([[0, 0]]);
    for (const { from, to } of steps) if (!distance.has(to)) distance.set(to, (distance.get(from) ?? Number.NaN) + 1);
    const inOrder = states.map((_state, at) => distance.get(at) ?? Number.NaN);
    expect(inOrder).to.deep.equal(inOrder.toSorted((a, b) => a - b));
    expect(inOrder.at(-1)).to.equal(4);
  });

  it('gives a machine that is done nothing more, though a state of it would still hear', () => {
    const over = machineOf({
      id: 'over',
      initial: 'a',
      on: { again: '.a' },
      states: { a: { on: { end: 'f' } }, f: { type: 'final', on: { again: 'a' } } },
    });
    expect(edgesOf(exploreByXState(over))).to.deep.equal([
      'active "a" {} {} --again--> active "a" {} {}',
      'active "a" {} {} --end--> done "f" {} {}',
    ]);
  });

  it('names the event and the state where a machine fails', () => {
    const fails = machineOf({
      id: 'f',
      initial: 'a',
      states: {
        a: { on: { go: { guard: 'unwritten' }, stop: 'b' } },
        b: { on: { go: { guard: 'unwritten', target: 'a' } } },
      },
    });
    expect(() => exploreByXState(fails)).to.throw('go fails in active "b"');
  });

  it('sends a wildcard what others hear and what nobody named, but not what XState keeps for itself', () => {
    const hears = machineOf({
      id: 'w',
      initial: 'a',
      states: {
        a: { on: { 'x.*': 'b', x: 'a', other: 'a' } },
        b: { on: { '*': 'c', 'x.y': {} }, after: { 5: 'a' } },
        c: {
          type: 'parallel',
          onDone: 'a',
          states: { p: { initial: 'q', states: { q: { on: { end: 'r' } }, r: { type: 'final' } } } },
        },
      },
    });
    const { states, steps } = exploreByXState(hears);
    const labelsOf = (value: string): readonly string[] =>
      steps
        .filter(({ from }) => states[from]?.includes(value))
        .map(({ label }) => label)
        .sort();
    expect(labelsOf('"a"')).to.deep.equal(['other', 'x', 'x.other', 'x.y']);
    expect(labelsOf('"b"')).to.deep.equal(['end', 'other', 'other~', 'x', 'x.y', 'xstate.after.5.w.b']);
    expect(labelsOf('"q"')).to.deep.equal(['end']);
  });
});

function graphEdges(machine: AnyStateMachine): readonly string[] {
  const map = getAdjacencyMap(machine, {}) as Record<
    string,
    {
      readonly state: AnyMachineSnapshot;
      readonly transitions: Record<
        string,
        { readonly event: { readonly type: string }; readonly state: AnyMachineSnapshot }
      >;
    }
  >;
  return Object.values(map).flatMap(({ state, transitions }) =>
    Object.values(transitions).map((to) => edgeText(textOf(state), eventLabel(to.event), textOf(to.state))),
  );
}
const machineOf = (config: object): AnyStateMachine => createMachine(config as never) as unknown as AnyStateMachine;
