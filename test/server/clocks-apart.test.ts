/** A node whose clock is wrong turns nobody away for it: the tablet keeps what was tapped, and it is taken when the clocks agree. */
import { expect } from 'chai';
import type { Store } from '../../server/store/store.ts';
import { hour, startWard, type Ward } from '../support/ward.ts';

describe('a node whose clock is wrong', () => {
  let ward: Ward;
  let ahead = false;
  const wrap = (store: Store): Store => ({
    ...store,
    commit: async (commits) => (ahead ? { kind: 'ahead', storeTime: await store.now() } : store.commit(commits)),
  });
  before(async () => {
    ward = await startWard({ wrap });
  });
  after(() => ward.end());

  it('ahead of the store’s gives no verdict, and the same command is accepted later', async () => {
    const preparation = await ward.open();
    const osei = await ward.tablet('a-osei');
    const message = await osei.message(preparation, 'patient.arrived');
    ahead = true;
    expect(await osei.send(message)).to.nested.include({ ok: false, 'problem.status': 503 });
    ahead = false;
    expect(await osei.send(message)).to.have.nested.property('value.kind', 'accepted');
  });

  it('behind the one that signed somebody in does not say that nobody was', async () => {
    const preparation = await ward.open();
    const osei = await ward.tablet('a-osei');
    const message = await osei.message(preparation, 'patient.arrived');
    ward.clock.advance(-4 * hour);
    expect(await osei.send(message)).to.nested.include({ ok: false, 'problem.status': 503 });
    ward.clock.advance(4 * hour);
    expect(await osei.send(message)).to.have.nested.property('value.kind', 'accepted');
  });
});
