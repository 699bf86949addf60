/** A scope that went with one patient is not clean for the next: it is written in the very commit that hands the first one over. */
import { expect } from 'chai';
import { v7 } from 'uuid';
import { itemStatus } from '../../../machines/index.ts';
import type { Report } from '../../../server/equipment/terms.ts';
import { type RedisServer, startRedisServer } from '../../support/redis-server.ts';
import { hour, startWard, TestClock, type Ward } from '../../support/ward.ts';
import { does, engineer, openInfusion, pumpProtocol, said, types } from './scene.ts';

for (const kind of ['embedded', 'redis'] as const) {
  describe(`a scope between two patients on the ${kind} store`, () => {
    let redis: RedisServer | null = null;
    let ward: Ward;
    before(async () => {
      redis = kind === 'redis' ? await startRedisServer() : null;
      ward = await startWard({
        protocols: [pumpProtocol('scope')],
        equipmentTypes: types,
        clock: new TestClock(null),
        ...(redis === null ? {} : { redis: redis.url }),
      });
    });
    after(async () => {
      await ward?.end();
      await redis?.end();
    });

    it('needs a new cycle after the first', async () => {
      const { book } = ward.server.equipment;
      const write = async (report: Report) =>
        expect((await book.write(v7(), [{ page: 'GS-7', report }], engineer)).kind).to.equal('written');
      const cycle: Report = { happened: 'cycle', cycle: '88213', releasedBy: 'M. Dunn' };
      const due = ward.clock.now() + 1000 * hour;
      await write({ happened: 'registered', type: 'gastroscope', title: 'Gastroscope', maintenanceDue: due });
      await write({ happened: 'checkPassed' });
      await write(cycle);
      const [one, two] = [await openInfusion(ward), await openInfusion(ward)];
      for (const event of ['patient.arrived', 'responsibility.taken']) await does(ward, one, event);
      expect(said(await does(ward, one, 'item.tray.sensed', 'GS-7'))).to.equal('accepted');
      await does(ward, one, 'step.equipment.completed');
      expect(said(await does(ward, one, 'handover.accepted'))).to.equal('accepted');
      await book.fresh();
      expect(book.page('GS-7')).to.include({ cleanedAt: null, cycle: null });
      expect(await ward.store.claimed('asset:GS-7')).to.equal(null);
      await ward.server.callBacks.run();

      const status = async () => {
        const known = await ward.desk.knowledge.newest(two);
        return known === null ? null : itemStatus(known.state, 'equipment', 'tray');
      };
      await does(ward, two, 'item.tray.sensed', 'GS-7');
      expect(await status()).to.equal('failed');
      await write(cycle);
      await does(ward, two, 'item.tray.sensed', 'GS-7');
      expect(await status()).to.equal('satisfied');
    });
  });
}
