/** A stop that a tablet sent late, through a real server: as old as its tap, where that tablet's time can be believed. */
import { expect } from 'chai';
import { expectReplay } from '../support/expect-replay.ts';
import type { Tablet } from '../support/screens.ts';
import { minute, startWard, type Ward } from '../support/ward.ts';

describe('a stop that was sent late', () => {
  let ward: Ward;
  let osei: Tablet;
  let nunez: Tablet;
  beforeEach(async () => {
    ward = await startWard();
    [osei, nunez] = [await ward.tablet('a-osei'), await ward.tablet('b-nunez')];
  });
  afterEach(() => ward.end());

  it('is as old as its tap on every screen, also after a restart, and stands in the log', async () => {
    const preparation = await ward.open();
    await nunez.tap(preparation, 'patient.arrived');
    // Nobody is called for anything else.
    await nunez.tap(preparation, 'responsibility.taken');
    const message = await osei.message(preparation, 'identity.mismatched', { reason: 'Wrong', value: '9990054321' });
    const tappedAt = ward.clock.now();
    ward.clock.advance(40 * minute);
    const heardAt = ward.clock.now();
    expect(await osei.send(message)).to.nested.include({ 'value.kind': 'accepted', 'value.late': true });
    const shown = async () => {
      const row = await ward.desk.row(preparation);
      const view = await ward.desk.checklist(preparation, osei.actor);
      const raised = view?.steps.flatMap(({ standing }) => standing.flatMap((one) => one.raised ?? []));
      expect(row?.status).to.include({ kind: 'stop', since: tappedAt, heardAt });
      expect(row?.attention?.since).to.equal(tappedAt);
      expect(raised).to.deep.equal([{ by: 'a-osei', at: tappedAt, heardAt, scanned: '321' }]);
    };
    await shown();
    await expectReplay(ward, preparation);
    const { directory, master, clock } = ward;
    await ward.stop();
    ward = await startWard({ directory, master, clock });
    await shown();
  });

  it('is as old as its arrival, from a tablet whose clocks disagree', async () => {
    const preparation = await ward.open();
    const message = await osei.message(preparation, 'consent.refused', { wallTime: ward.clock.now() + 10 * minute });
    ward.clock.advance(40 * minute);
    await osei.send(message);
    const row = await ward.desk.row(preparation);
    expect(row?.status).to.include({ kind: 'stop', since: ward.clock.now() }).and.to.not.have.property('heardAt');
  });
});
