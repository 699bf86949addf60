/** The random charts that the explorer is tried on: they run, come to rest, are small, show everything, and shrink. */
import { expect } from 'chai';
import fc from 'fast-check';
import { edgesOf, exploreByXState } from './by-xstate.ts';
import { exercised, type Feature, features } from './features.ts';
import { type Chart, charts } from './random-chart.ts';
import { edgeText } from './state-text.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2_147_483_647);
const statesMax = 400;

describe('a random chart', () => {
  it(`starts, and comes to rest after every event (seed ${seed})`, () => {
    const sizes: number[] = [];
    fc.assert(
      fc.property(charts, ({ machine, events }) => {
        sizes.push(exploreByXState(machine, { events, statesMax }).states.length);
      }),
      { seed, numRuns: 1000 },
    );
    const small = sizes.filter((size) => size <= 60).length;
    const several = sizes.filter((size) => size >= 4).length;
    process.stdout.write(`      ${sizes.length} charts, ${small} of at most 60 states, ${several} of at least 4\n`);
    expect(small / sizes.length).to.be.greaterThan(0.85);
    expect(several / sizes.length).to.be.greaterThan(0.4);
  });

  it(`is the same for the same seed (seed ${seed})`, () => {
    const sample = () => fc.sample(charts, { seed, numRuns: 30 });
    const again = sample();
    for (const [index, { machine, events, toString }] of sample().entries()) {
      const other = again[index] as (typeof again)[number];
      expect(toString()).to.equal(other.toString());
      expect(edgesOf(exploreByXState(machine, { events, statesMax }))).to.deep.equal(
        edgesOf(exploreByXState(other.machine, { events: other.events, statesMax })),
      );
    }
    expect(new Set(again.map(String)).size).to.be.greaterThan(20);
  });

  it(`goes nowhere from a restored snapshot that a run with restarts could not go (seed ${seed})`, () => {
    fc.assert(
      fc.property(charts, ({ machine, events }) => {
        const [either, restored] = (['both', 'restored'] as const).map((from) =>
          exploreByXState(machine, { events, statesMax, from }),
        );
        if (either?.complete !== true || restored?.complete !== true) return;
        const all = new Set(edgesOf(either));
        expect(edgesOf(restored).filter((edge) => !all.has(edge))).to.deep.equal([]);
        if (either.unsettled.length === 0) expect(restored.steps.length).to.equal(either.steps.length);
      }),
      { seed, numRuns: 300 },
    );
  });

  it(`that contradicts a claim shrinks to what contradicts it: that history may be left out (seed ${seed})`, () => {
    const claim = fc.property(charts, ({ machine, events }) => {
      const { states, steps } = exploreByXState(machine, { events, statesMax });
      const outcomes = new Map<string, string>();
      for (const { from, label, to } of steps) {
        const step = edgeText(withoutHistory(states[from] ?? ''), label, '');
        const outcome = withoutHistory(states[to] ?? '');
        if ((outcomes.get(step) ?? outcome) !== outcome) return false;
        outcomes.set(step, outcome);
      }
      return true;
    });
    const found = fc.check(claim, { seed, numRuns: 5000 });
    expect(found.failed).to.equal(true);
    const shrunk = found.counterexample?.[0] as Chart;
    process.stdout.write(
      `      shrunk ${found.numShrinks} times, to ${JSON.stringify(JSON.parse(String(shrunk))).length} characters\n`,
    );
    const { config } = JSON.parse(String(shrunk)) as { readonly config: object };
    const written = JSON.stringify(config);
    expect(written).to.include('"type":"history"');
    expect(written.split('"uses"').length - 1, written).to.be.lessThan(25);
    // The seed and the path that fast-check prints make the very chart again.
    const replayed = fc.check(claim, { seed, path: found.counterexamplePath ?? '', numRuns: 1, endOnFailure: true });
    expect(String(replayed.counterexample?.[0])).to.equal(String(shrunk));
  });
});
const withoutHistory = (state: string): string => state.slice(0, state.lastIndexOf(' '));

describe('the features of a chart', () => {
  it(`are all gone through by some random chart (seed ${seed})`, () => {
    const counts = new Map<Feature, number>(features.map((feature) => [feature, 0]));
    for (const chart of fc.sample(charts, { seed, numRuns: 3000 }))
      for (const feature of exercised(chart, statesMax)) counts.set(feature, (counts.get(feature) ?? 0) + 1);
    const rarest = [...counts].toSorted(([, some], [, others]) => some - others);
    process.stdout.write(
      `      charts of 3000 that went through: ${rarest.map(([feature, many]) => `${feature} ${many}`).join(', ')}\n`,
    );
    expect(rarest.filter(([, many]) => many === 0).map(([feature]) => feature)).to.deep.equal([]);
    expect(rarest.length).to.equal(features.length);
  });
});
