/** Every step of the shipped protocol, walked: what the paths cover, and each of them against `decide`. */
import { expect } from 'chai';
import {
  conditionsShown,
  decideDriver,
  type Path,
  play,
  saysCoverage,
  type Suite,
  unshown,
  walkthrough,
} from '../../lab/index.ts';
import { venepuncture } from '../support/protocol.ts';
import { elsewhereSuites, shippedPaths, shippedSuites } from './shipped.ts';

const nameOf = ({ step }: Suite): string => step ?? 'every preparation';

describe('the paths through every step', () => {
  const { suites, seconds } = shippedSuites();

  describe('cover what the chart declares, counted over what they visit', () => {
    for (const suite of suites) {
      const { states, transitions } = suite.coverage;
      it(saysCoverage(suite.coverage), () => {
        expect(states.declared).to.be.greaterThan(0);
        const unexplained = [...states.missed, ...transitions.missed].filter(({ why }) => why === null);
        expect(unexplained).to.deep.equal([]);
      });
    }

    it('leave out only what no command can bring about, and say why', () => {
      const missed = suites.flatMap(({ coverage }) => coverage.states.missed);
      for (const { what, why } of missed) expect(why, what).to.match(/never entered|ever classed|same commit/);
      const other = suites
        .flatMap(({ coverage }) => coverage.transitions.missed)
        .filter(({ why }) => why?.startsWith('nothing enters') === false);
      for (const { what, why } of other) expect(why, what).to.match(/ever classed|consequence leads elsewhere/);
    });

    it('show every other obligation: roles that may, and refusals for the want of one condition', () => {
      const left = suites.flatMap((suite) => [...unshown(suite)]);
      const dead = new Set(suites.flatMap(({ coverage }) => coverage.transitions.missed.map(({ what }) => what)));
      const unexplained = left.filter(
        ([obligation]) => ![...dead].some((transition) => obligation.includes(transition)),
      );
      expect(unexplained).to.deep.equal([]);
    });

    it('show most conditions of every guard to be needed', () => {
      const shown = conditionsShown(
        venepuncture(),
        suites.flatMap(({ slices }) => slices),
      );
      expect(shown.covered / shown.declared).to.be.greaterThan(0.8);
    });

    it('are many small walks', () => {
      const slices = suites.flatMap((suite) => suite.slices);
      const sizes = slices.map(({ graph }) => graph.states.size);
      const paths = shippedPaths();
      const steps = paths.reduce((sum, path) => sum + path.steps.length, 0);
      process.stdout.write(
        `      ${slices.length} slices of at most ${Math.max(...sizes)} states (${sizes.reduce((a, b) => a + b, 0)} in all), ${paths.length} paths, ${steps} steps, ${seconds.toFixed(1)} s to make\n`,
      );
      expect(Math.max(...sizes)).to.be.lessThan(5000);
    });

    it('have names of their own, the same for the same steps', () => {
      const ids = shippedPaths().map(({ id }) => id);
      expect(new Set(ids).size).to.equal(ids.length);
    });
  });

  describe('cover what the shipped protocol does not have: consent that lapses, and a transfer', () => {
    for (const suite of elsewhereSuites()) {
      it(saysCoverage(suite.coverage), async () => {
        const { states, transitions } = suite.coverage;
        expect([...states.missed, ...transitions.missed]).to.deep.equal([]);
        for (const path of suite.paths) await passes(path, decideDriver());
      });
    }
    it('which is there to be covered', () => {
      const nodes = elsewhereSuites()[0]?.protocol.chart.byPath;
      for (const path of ['open.consent.standing.expired', 'open.transfer.arrivedThere'])
        expect(nodes?.has(path), path).to.equal(true);
    });
  });

  for (const suite of suites) {
    describe(`${nameOf(suite)}, against decide`, () => {
      const driver = decideDriver();
      for (const { slice, paths } of suite.slices) {
        if (paths.length === 0) continue;
        it(`${slice.id}: ${paths.length} paths`, async () => {
          for (const path of paths) await passes(path, driver);
        });
      }
    });
  }
});

async function passes(path: Path, driver: ReturnType<typeof decideDriver>): Promise<void> {
  const played = await play(path, driver);
  if (played.kind === 'failed') throw new Error(`the path fails:\n${walkthrough(path, played)}`);
}
