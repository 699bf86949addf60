/** Whom a command names: a patient is given only to somebody who works here. */
import { expect } from 'chai';
import type { Tablet } from '../support/screens.ts';
import { startWard, type Ward } from '../support/ward.ts';

describe('a command that names a person', () => {
  let ward: Ward;
  let osei: Tablet;
  let nunez: Tablet;
  before(async () => {
    ward = await startWard();
    [osei, nunez] = [await ward.tablet('a-osei'), await ward.tablet('b-nunez')];
  });
  after(() => ward.end());

  it('cannot give or offer a patient to somebody who does not work here, now or when asked again', async () => {
    const preparation = await ward.open();
    await osei.tap(preparation, 'patient.arrived');
    for (const person of ['n-obody', 'charge nurse', 'A. Osei', '../person/a-osei', '']) {
      const message = await nunez.message(preparation, 'responsibility.assigned', { person });
      const reply = await nunez.send(message);
      expect(reply, person).to.nested.include({
        'value.kind': 'refused',
        'value.refusal.code': 'personUnknown',
        'value.refusal.says': 'That person does not work here. Choose somebody from the list.',
      });
      expect(await nunez.send(message)).to.deep.equal(reply);
    }
    expect((await ward.desk.row(preparation))?.responsible).to.equal(null);
    expect(await nunez.tap(preparation, 'responsibility.assigned', { person: 'j-kim' })).to.include({
      kind: 'accepted',
    });
    expect(await nunez.tap(preparation, 'responsibility.offered', { person: 'n-obody' })).to.have.nested.property(
      'refusal.code',
      'personUnknown',
    );
    expect(await nunez.tap(preparation, 'responsibility.offered', { person: 'a-osei' })).to.include({
      kind: 'accepted',
    });
  });

  it('holds for an owner in whatever words: a stop is not refused for who is to look at it', async () => {
    const preparation = await ward.open();
    await osei.tap(preparation, 'patient.arrived');
    const held = { reason: 'Waiting for the surgeon', person: 'the surgeon on call' };
    expect(await osei.tap(preparation, 'flow.held', held)).to.include({ kind: 'accepted' });
  });
});
