/** The campaign ledger adds up, and adds nothing twice. */
import { expect } from 'chai';
import fc from 'fast-check';
import { entered, type Ledger, roundSeed, type Run } from '../campaigns/ledger.ts';

const aRun = (over: Partial<Run> = {}): Run => ({
  commit: 'aaaa',
  seed: 1,
  rounds: 10,
  minutes: 0.5,
  counts: { histories: 100 },
  failures: [],
  on: 'node',
  day: '2026-01-01',
  ...over,
});
const all = (runs: readonly Run[]): Ledger | null =>
  runs.reduce<Ledger | null>((ledger, run) => entered(ledger, 'name', 'Is it so?', run), null);

describe('the campaign ledger', () => {
  it('adds runs up by commit and over all', () => {
    const ledger = all([
      aRun(),
      aRun({ seed: 2, counts: { histories: 5, kills: 1 } }),
      aRun({ commit: 'bbbb', failures: [{ seed: 9, says: 'no' }] }),
    ]);
    expect(ledger?.total).to.deep.equal({
      runs: 3,
      rounds: 30,
      minutes: 1.5,
      failures: 1,
      counts: { histories: 205, kills: 1 },
    });
    expect(ledger?.commits.map(({ commit, rounds, failures }) => [commit, rounds, failures])).to.deep.equal([
      ['bbbb', 10, 1],
      ['aaaa', 20, 0],
    ]);
  });

  it('counts a run made again on the same commit from the same seed once', () => {
    const ledger = all([aRun(), aRun({ rounds: 25 })]);
    expect(ledger?.total).to.include({ runs: 1, rounds: 25 });
  });

  it('has sums that are the sums of its runs, whatever was entered in whatever order', () => {
    const run = fc.record({ commit: fc.constantFrom('a', 'b'), seed: fc.nat(3), rounds: fc.nat(99) });
    fc.assert(
      fc.property(fc.array(run, { minLength: 1, maxLength: 20 }), (runs) => {
        const ledger = all(runs.map((one) => aRun(one)));
        const last = new Map(runs.map((one) => [`${one.commit} ${one.seed}`, one.rounds]));
        expect(ledger?.total.rounds).to.equal([...last.values()].reduce((a, b) => a + b, 0));
        expect(ledger?.total.rounds).to.equal(ledger?.commits.reduce((sum, { rounds }) => sum + rounds, 0));
      }),
    );
  });

  it('gives every round of neighbouring runs a seed of its own', () => {
    const seeds = [1, 2, 3, 4].flatMap((seed) => Array.from({ length: 2000 }, (_, round) => roundSeed(seed, round)));
    expect(new Set(seeds).size).to.be.greaterThan(seeds.length - 20);
  });
});
