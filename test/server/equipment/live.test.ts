/** A board that is being looked at: what was put aside leaves it before anybody's own record says so, and a screen that was away is told too. */
import { expect } from 'chai';
import { v7 } from 'uuid';
import type { BoardRow } from '../../../machines/index.ts';
import { startWard, TestClock, type Ward } from '../../support/ward.ts';
import { until } from '../../support/until.ts';
import { does, engineer, openInfusion, pumpProtocol, technician, types } from './scene.ts';

describe('a board and the equipment log', () => {
  let ward: Ward;
  before(async () => {
    ward = await startWard({ protocols: [pumpProtocol('tray')], equipmentTypes: types, clock: new TestClock(null) });
  });
  after(() => ward?.end());

  it('stops saying ready on every board at once', async () => {
    const preparation = await openInfusion(ward);
    const write = (report: Parameters<typeof ward.server.equipment.book.write>[1][number]['report'], by = technician) =>
      ward.server.equipment.book.write(v7(), [{ page: 'K-1', report }], by);
    await write({ happened: 'registered', type: 'venepunctureKit', title: 'Kit' }, engineer);
    for (const event of ['patient.arrived', 'responsibility.taken']) await does(ward, preparation, event);
    await does(ward, preparation, 'item.tray.sensed', 'K-1');
    await does(ward, preparation, 'step.equipment.completed');
    const tablet = await ward.tablet('b-nunez');
    await tablet.show('desk');
    const shown = () => (tablet.rows.get(preparation) as BoardRow | undefined)?.status.kind;
    await until('ready on the board', () => shown() === 'ready');
    // Nobody is told from here on: what the board shows is the log's word alone.
    await ward.server.callBacks.close();
    await write({ happened: 'faulted', reason: 'Seal broken' });
    await until('no longer ready on the board', () => shown() !== 'ready');
    expect(shown()).to.equal('notStarted');
    expect((await ward.store.load(preparation))?.revision).to.equal((await ward.desk.row(preparation))?.revision);
  });
});
