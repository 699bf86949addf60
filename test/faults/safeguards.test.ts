/** Each safeguard taken away is found out; and what was found is made small enough to read. */
import { expect } from 'chai';
import { faultKinds, type Fault } from './world/faults.ts';
import { planOf } from './world/plan.ts';
import { run } from './world/run.ts';
import { safeguards, type Safeguard } from './world/safeguards.ts';
import { planText, shrink } from './world/shrink.ts';

const seedsMax = 200;
/** Where to begin: at seeds whose own fault is one that this safeguard is for. */
const against: { readonly [name in Safeguard]?: Fault } = {
  durableBeforeAck: 'powerCut',
  claims: 'openingsRace',
  feedInCommit: 'nodeKilled',
  advanceBeforeStep: 'dueUnread',
};

describe('without a safeguard', () => {
  for (const [name, keeps] of Object.entries(safeguards) as [Safeguard, string][]) {
    it(`something is wrong within ${seedsMax} seeds: ${keeps}`, async () => {
      let found: string | null = null;
      const first = Math.max(0, faultKinds.indexOf(against[name] ?? 'replyLost'));
      for (let n = 0; n < seedsMax && found === null; n += 1) {
        const seed = first + n * faultKinds.length;
        const { flaws } = await run(seed, { [name]: true });
        if (flaws[0] !== undefined) found = `seed ${seed}: ${flaws[0].kind}: ${flaws[0].says.slice(0, 100)}`;
      }
      console.log(`      ${name}, ${found ?? 'not found'}`);
      expect(found, name).to.not.equal(null);
    });
  }

  it('what is found is shrunk to a few things that still show it', async () => {
    const without = { idempotency: true };
    const first = (await run(1, without)).flaws[0];
    if (first === undefined) throw new Error('seed 1 shows nothing without idempotency');
    const { plan, runs } = await shrink(planOf(1), first.kind, without);
    console.log(`      ${first.kind}, after ${runs} runs:\n${planText(plan)}`);
    expect(plan.taps.length + plan.faults.length + plan.crashes.length).to.be.at.most(8);
  });
});
