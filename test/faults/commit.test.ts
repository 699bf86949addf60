/** The commit as a design, in every order of things: two tablets, two nodes, one store, by Spin. */
import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { spinFolder, type SpinFolder } from '../support/spin.ts';

/** What a safeguard is for, by the name that leaves it out of `commit.pml`. */
const safeguards = {
  NO_IDEMPOTENCY: 'a command that comes again gets the verdict it got',
  NO_HEAD: 'a commit fits the head it was decided on',
  NO_CLAIMS: 'a claim is held by one, asked in the commit',
  NO_FSYNC: 'it is on the disk before it is acknowledged',
  NO_FEED_IN_COMMIT: 'the feed entry is in the same commit',
  NO_REFUSAL_KEPT: 'a refusal is a verdict, and kept',
  NO_ADVANCE: 'deadlines that are over go before the tap',
};
/** One fault is enough for every safeguard to be missed; `FAULTS=2` takes minutes and some gigabytes. */
const faults = Number(process.env['FAULTS'] ?? 1);

describe('the commit, in every order of two tablets, two nodes, a power cut and a board', () => {
  let model: SpinFolder;
  before(() => {
    model = spinFolder(readFileSync(new URL('commit.pml', import.meta.url), 'utf8'));
  });
  after(() => model.end());
  const search = (...left: readonly string[]): { errors: number; states: number; what: string | undefined } => {
    const defines = [`-DFAULTS=${faults}`, ...left.map((name) => `-D${name}`)];
    // A search that ends at its first find is compiled quickly rather than well.
    const said = model.pan(defines, ['-DCOLLAPSE', left.length === 0 ? '-O2' : '-O0'], ['-m300000', '-w24']);
    const number = (what: RegExp): number => Number(what.exec(said)?.[1] ?? Number.NaN);
    return {
      errors: number(/errors: (\d+)/),
      states: number(/(\d+) states, stored/),
      what: /assertion violated (.*) \(at depth/.exec(said)?.[1],
    };
  };

  it('nothing acknowledged is lost or doubled, no verdict changes, no change is left out of the feed', () => {
    const { errors, states, what } = search();
    console.log(`      ${states} states, with at most ${faults} ${faults === 1 ? 'fault' : 'faults'}`);
    expect(what).to.equal(undefined);
    expect(errors).to.equal(0);
    expect(states).to.be.above(100_000);
  });

  for (const [name, says] of Object.entries(safeguards))
    it(`without this something is: ${says}`, () => {
      const { errors, what } = search(name);
      console.log(`      ${name}: not (${what ?? 'nothing'})`);
      expect(errors).to.equal(1);
    });
});
