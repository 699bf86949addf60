/** One thing for one patient, nothing that was put aside for anybody, and every holder told: on both stores. */
import { expect } from 'chai';
import { v7 } from 'uuid';
import { itemStatus } from '../../../machines/index.ts';
import type { Report } from '../../../server/equipment/terms.ts';
import { type RedisServer, startRedisServer } from '../../support/redis-server.ts';
import { startWard, TestClock, type Ward } from '../../support/ward.ts';
import { does, engineer, fitPump, openInfusion, pumpProtocol, said, technician, types } from './scene.ts';

for (const kind of ['embedded', 'redis'] as const) {
  describe(`things in hand on the ${kind} store`, () => {
    let redis: RedisServer | null = null;
    let ward: Ward;
    beforeEach(async () => {
      redis = kind === 'redis' ? await startRedisServer() : null;
      ward = await startWard({
        protocols: [pumpProtocol()],
        equipmentTypes: types,
        clock: new TestClock(null),
        ...(redis === null ? {} : { redis: redis.url }),
      });
    });
    afterEach(async () => {
      await ward?.end();
      await redis?.end();
    });

    const reports = (page: string, report: Report, by = technician) =>
      ward.server.equipment.book.write(v7(), [{ page, report }], by);
    const status = async (preparation: string, item = 'pump') => {
      const known = await ward.desk.knowledge.newest(preparation);
      return known === null ? null : itemStatus(known.state, 'equipment', item);
    };

    it('lets one of two patients have a pump, and tells the other what to do', async () => {
      await fitPump(ward, 'P-1');
      const [one, two] = [await openInfusion(ward), await openInfusion(ward)];
      const verdicts = await Promise.all([one, two].map((each) => does(ward, each, 'item.pump.sensed', 'P-1')));
      expect(verdicts.map(({ kind: is }) => is).sort()).to.deep.equal(['accepted', 'refused']);
      const loser = verdicts[0]?.kind === 'refused' ? one : two;
      const refused = verdicts.find(({ kind: is }) => is === 'refused');
      expect(refused === undefined ? '' : said(refused)).to.equal(
        'P-1 is in use for another patient. Scan another one, or free it where it is first.',
      );
      expect(await status(loser)).to.equal('pending');
      // Taken back by whoever has it, it is free for the other.
      const holder = loser === one ? two : one;
      expect(await ward.store.claimed('asset:P-1')).to.equal(holder);
      await does(ward, holder, 'preparation.cancelled').catch(() => undefined);
    });

    it('refuses what is put aside, overdue or not in the log, each in its own words', async () => {
      await fitPump(ward, 'P-1');
      const preparation = await openInfusion(ward);
      expect(said(await does(ward, preparation, 'item.pump.sensed', 'P-9'))).to.contain('equipment log does not know');
      await reports('P-1', { happened: 'faulted', reason: 'Alarm silent' });
      expect(said(await does(ward, preparation, 'item.pump.sensed', 'P-1'))).to.equal('accepted');
      expect(await status(preparation)).to.equal('failed');
      expect(await ward.store.claimed('asset:P-1')).to.equal(null);
    });

    it('takes a faulted pump back from its holder, and from no other', async () => {
      await fitPump(ward, 'P-1');
      await fitPump(ward, 'P-2');
      const [one, two] = [await openInfusion(ward), await openInfusion(ward)];
      await does(ward, one, 'item.pump.sensed', 'P-1');
      await does(ward, two, 'item.pump.sensed', 'P-2');
      await reports('P-1', { happened: 'faulted', reason: 'Alarm silent' });
      await ward.server.callBacks.run();
      expect([await status(one), await status(two)]).to.deep.equal(['pending', 'satisfied']);
      expect(await ward.store.claimed('asset:P-1')).to.equal(null);
      expect(await ward.store.claimed('barred:P-1')).to.equal('equipment-log');
      const history = await ward.desk.history(one);
      expect(history.at(-1)).to.include({ type: 'item.pump.recalled', role: 'system' });
      // Only an engineer puts it back; until then nobody can have it.
      expect(await reports('P-1', { happened: 'released', reason: 'Looks fine' })).to.include({ code: 'engineerOnly' });
      await reports('P-1', { happened: 'released', reason: 'Speaker replaced' }, engineer);
      expect(await ward.store.claimed('barred:P-1')).to.equal(null);
      await reports('P-1', { happened: 'checkPassed' });
      expect(said(await does(ward, one, 'item.pump.sensed', 'P-1'))).to.equal('accepted');
      expect(await status(one)).to.equal('satisfied');
    });

    const why = {
      'was put aside': { happened: 'faulted', reason: 'Alarm silent' },
      'must be checked again': { happened: 'moved', ward: 'w5A', lent: true },
    } as const;
    for (const [what, report] of Object.entries(why)) {
      it(`shows nobody ready and hands nobody over with what ${what}, before its holder is told`, async () => {
        await fitPump(ward, 'P-1');
        const preparation = await openInfusion(ward);
        await reports(`K-${preparation}`, { happened: 'registered', type: 'venepunctureKit', title: 'Kit' }, engineer);
        for (const event of ['patient.arrived', 'responsibility.taken']) await does(ward, preparation, event);
        await does(ward, preparation, 'item.pump.sensed', 'P-1');
        await does(ward, preparation, 'item.tray.sensed', `K-${preparation}`);
        await does(ward, preparation, 'step.equipment.completed');
        expect((await ward.desk.row(preparation))?.status.kind).to.equal('ready');
        // Nobody is told any more from here on, as if the server had died after the line was written.
        await ward.server.callBacks.close();
        await reports('P-1', report);
        expect(await status(preparation)).to.equal('satisfied');
        expect((await ward.desk.row(preparation))?.status.kind).to.equal('inProgress');
        expect(said(await does(ward, preparation, 'handover.accepted'))).to.equal(
          'P-1 was put aside or must be checked again. Scan another one.',
        );
      });
    }

    it('never counts a pump that was put aside in the same moment', async () => {
      for (let round = 0; round < 12; round += 1) {
        const pump = `R-${round}`;
        await fitPump(ward, pump);
        const preparation = await openInfusion(ward);
        await Promise.all([
          does(ward, preparation, 'item.pump.sensed', pump),
          reports(pump, { happened: 'faulted', reason: 'Dropped' }),
        ]);
        await ward.server.callBacks.run();
        expect(await status(preparation), `round ${round}`).to.be.oneOf(['pending', 'failed']);
        expect(await ward.store.claimed(`asset:${pump}`)).to.equal(null);
        expect(ward.server.equipment.book.pending()).to.have.length(0);
      }
    });

    it('holds a whole lot back from those who have it, and from those who scan it after', async () => {
      const kits = [await openInfusion(ward), await openInfusion(ward), await openInfusion(ward)];
      for (const [index, preparation] of kits.entries()) {
        const lot = index === 2 ? 'L8' : 'L7';
        await reports(`K-${index}`, { happened: 'registered', type: 'venepunctureKit', title: 'Kit', lot }, engineer);
        await does(ward, preparation, 'item.tray.sensed', `K-${index}`);
      }
      await reports('lot:L7', { happened: 'recalled', reason: 'Needles blunt' }, engineer);
      await ward.server.callBacks.run();
      const now = await Promise.all(kits.map((preparation) => status(preparation, 'tray')));
      expect(now).to.deep.equal(['pending', 'pending', 'satisfied']);
      expect(said(await does(ward, kits[0] ?? '', 'item.tray.sensed', 'K-0'))).to.equal('accepted');
      expect(await status(kits[0] ?? '', 'tray')).to.equal('failed');
    });

    it('asks for the check again when a pump is moved', async () => {
      await fitPump(ward, 'P-1');
      const preparation = await openInfusion(ward);
      await does(ward, preparation, 'item.pump.sensed', 'P-1');
      await reports('P-1', { happened: 'moved', ward: 'w5A', lent: true });
      await ward.server.callBacks.run();
      expect(await status(preparation)).to.equal('pending');
      expect(await ward.store.claimed('barred:P-1')).to.equal(null);
    });
  });
}
