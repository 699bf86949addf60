/** Real processes on real stores, struck while people tap: a sample of `npm run campaign -- kills`, and what it must find. */
import { expect } from 'chai';
import { addCounts, type Counts } from '../campaigns/campaign.ts';
import { countsOf } from './real/counts.ts';
import { canMakeDisks } from './real/disk.ts';
import { faultKinds, faultNames } from './real/faults.ts';
import { playRound } from './real/round.ts';

/** After the first no round is begun any more after so long: a quiet machine plays several. */
const boxMs = 20_000;
/** In a round: enough for a store to be opened again with something in it. */
const times = 2;

describe('a real ward', () => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 100_000);

  it('keeps every promise, whatever strikes it', async () => {
    const kinds = faultNames
      .filter((name) => faultKinds[name].setting.disk !== 'own' || canMakeDisks())
      // Half a minute each, in a file of its own.
      .filter((name) => faultKinds[name].setting.store !== 'sentinel');
    const began = Date.now();
    let counts: Counts = {};
    for (let n = 0; n < kinds.length && (n === 0 || Date.now() - began < boxMs); n += 1) {
      // Another one each time, and over many runs all of them.
      const fault = kinds[(seed + n) % kinds.length]!;
      const round = await playRound(seed, fault, { times });
      expect(round.flaws, `${fault}, SEED=${seed}`).to.deep.equal([]);
      expect(round.struck).to.be.at.least(times);
      expect(round.history.answers.map(({ kind }) => kind)).to.include('accepted');
      counts = addCounts(counts, countsOf(round));
    }
    console.log(`      SEED=${seed}`);
    for (const [what, count] of Object.entries(counts)) if (count > 0) console.log(`      ${what}: ${count}`);
  });

  // The same cuts on a store that acknowledges what is not on its disk: a checker that is silent here says nothing there.
  const cuts = [
    ['Redis: power cut', 2, 'appendfsync everysec'],
    // Nothing is left of it after the first.
    ['embedded: power cut', 1, 'an fsync that does nothing'],
  ] as const;
  if (!canMakeDisks())
    console.log('      Power cuts and full disks are not asked: a disk of its own takes Linux and root.');
  else
    for (const [fault, often, how] of cuts)
      it(`is seen to lose what it acknowledged, with ${how}`, async () => {
        const { flaws } = await playRound(seed, fault, { times: often, notDurable: true });
        expect(flaws.map(({ kind }) => kind)).to.include('ackedLost');
      });
});
