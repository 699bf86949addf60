/** The suites are worth something: each thing spoiled in `machines` is found, and the path that finds it is printed. */
import { expect } from 'chai';
import * as theseMachines from '../../machines/index.ts';
import { decideDriver, type Path, play, walkthrough } from '../../lab/index.ts';
import { itemMutants, unseen } from './item-mutants.ts';
import { mutants, withMutant } from './mutants.ts';
import { pathsThrough, shippedPaths } from './shipped.ts';
import { shuffled } from './shuffle.ts';

const everything = process.env['WARDREADY_LAB'] === 'all';
const seed = Number(process.env['SEED'] ?? 20_261_123);
const elsewhere = itemMutants.map((mutant) => ({
  mutant,
  paths: () => pathsThrough(mutant.item.protocol, mutant.item.id),
}));
const here = mutants.map((mutant) => ({ mutant, paths: shippedPaths }));
/** By seed a dozen of what venepuncture's paths find, and two of what only the other protocols have; `npm run prove` has all. */
const chosen = everything
  ? [...here, ...elsewhere]
  : [...shuffled(here, seed).slice(0, 12), ...shuffled(elsewhere, seed).slice(0, 2)];

describe(`a guard broken in machines is found by a path (seed ${seed})`, () => {
  for (const { mutant, paths } of chosen) {
    it(mutant.says, async () => {
      const found = await withMutant(mutant, (machines) => firstFailing(paths(), decideDriver(machines)));
      expect(found, 'a path that fails').to.be.a('string');
      process.stdout.write(`${String(found).replace(/^/gm, '        ')}\n`);
    });
  }

  it('and nothing is found where nothing is broken', async () => {
    const whole = { says: 'nothing', file: 'index.ts', from: 'The door of', to: 'The door of' };
    expect(await withMutant(whole, (machines) => firstFailing(shippedPaths(), decideDriver(machines)))).to.equal(null);
  });
});

describe('what no path can find is found by itself', () => {
  for (const mutant of unseen) {
    it(`${mutant.says}: ${mutant.why}`, async () => {
      expect(mutant.wrong(theseMachines)).to.equal(null);
      expect(await withMutant(mutant, async (machines) => mutant.wrong(machines))).to.be.a('string');
    });
  }
});

/** The walk-through of the shortest path that fails; a slice that does not even compile any more fails by what it says. */
async function firstFailing(paths: readonly Path[], driver: ReturnType<typeof decideDriver>): Promise<string | null> {
  for (const path of [...paths].sort((a, b) => a.steps.length - b.steps.length)) {
    const played = await play(path, driver);
    if (played.kind === 'failed') return walkthrough(path, played);
  }
  return null;
}
