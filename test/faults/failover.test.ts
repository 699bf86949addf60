/** A primary is lost while its replicas' links are frozen, under real taps: a sample of `KILLS=failover npm run campaign -- kills`. */
import { expect } from 'chai';
import { countsOf } from './real/counts.ts';
import { playRound } from './real/round.ts';

describe('a ward whose Redis fails over', () => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 100_000);

  it('loses nothing and doubles nothing that was acknowledged, whatever the old primary had besides', async () => {
    const round = await playRound(seed, 'Sentinel: failover', { times: 1 });
    expect(round.flaws, `SEED=${seed}`).to.deep.equal([]);
    expect(round.failovers).to.have.length(1);
    expect(round.notSaved).to.be.above(0);
    console.log(`      SEED=${seed}`);
    for (const [what, count] of Object.entries(countsOf(round))) if (count > 0) console.log(`      ${what}: ${count}`);
  });

  // The same failover where nobody waits for a replica: a checker that is silent here says nothing there.
  it('is seen to lose what it acknowledged, with replicas=0', async () => {
    const { flaws } = await playRound(seed, 'Sentinel: failover', { times: 1, notDurable: true });
    expect(flaws.map(({ kind }) => kind)).to.include('ackedLost');
  });
});
