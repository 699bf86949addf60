/** A right to act is its person's as they are now: another role, another ward or a leaving takes it away everywhere. */
import { expect } from 'chai';
import { until } from '../support/until.ts';
import { hour, importer, startWard, type Ward } from '../support/ward.ts';

describe('a grant', () => {
  let ward: Ward;
  beforeEach(async () => (ward = await startWard()));
  afterEach(() => ward.end());

  const person = { id: 'y-moved', name: 'Y. Moved', initials: 'YM', badge: 'BADGE-MOVED', pin: '888888' } as const;

  for (const [what, after] of [
    ['role', { role: 'technician', wards: ['w4B'] }],
    ['ward', { role: 'nurse', wards: ['w5A'] }],
  ] as const) {
    it(`stands until its person has another ${what}`, async () => {
      await ward.people.staff.enrol({ ...person, role: 'nurse', wards: ['w4B'] });
      const nurse = await ward.people.staff.find(person.id);
      if (nurse === null) throw new Error('nobody was enrolled');
      const grant = await ward.people.grants.give(nurse, 'tablet-1');
      expect(await ward.people.grant(grant.id)).to.not.equal(null);
      await ward.people.staff.enrol({ ...person, ...after });
      expect(await ward.people.grant(grant.id)).to.equal(null);
    });
  }
});

describe('a board after a restart', () => {
  it('still shows who has gone a short while ago', async () => {
    const first = await startWard();
    const preparation = await first.open();
    const outcome = await first.desk.apply(
      [
        {
          kind: 'command',
          preparation,
          command: { event: 'preparation.cancelled', reason: 'the order was withdrawn' },
        },
      ],
      importer,
    );
    expect(outcome.kind).to.equal('applied');
    await first.stop();
    const second = await startWard({ directory: first.directory, master: first.master, clock: first.clock });
    try {
      const wall = await second.wall();
      const reply = await wall.show('wall');
      expect(reply.ok && reply.value.frame.rows.map((row) => row.status.kind)).to.deep.equal(['notDone']);
    } finally {
      await second.end();
    }
  });
});

describe('a preparation that has ended', () => {
  let ward: Ward;
  beforeEach(async () => (ward = await startWard()));
  afterEach(() => ward.end());

  const order = { number: 'AGAIN-1', version: 1, facts: { fasting: 'none', armRestriction: 'none' } };
  const isOpen = async (preparation: string) => (await ward.store.load(preparation))?.open;

  it('is open again while nobody has seen that the patient said no after it, and does not take its order back', async () => {
    const preparation = await ward.open({ order });
    const [osei, nunez] = [await ward.tablet('a-osei'), await ward.tablet('b-nunez')];
    const taps = async (who: typeof osei, event: string, more: object = {}) =>
      expect(await who.tap(preparation, event, more), event).to.have.property('kind', 'accepted');
    await taps(osei, 'patient.arrived');
    const number = (await ward.desk.checklist(preparation, osei.actor))?.patient.number ?? '';
    await taps(osei, 'item.wristband.sensed', { value: number });
    await taps(osei, 'emergency.declared');
    await taps(osei, 'handover.acceptedInEmergency');
    expect(await isOpen(preparation), 'while deferred items are accounted for').to.equal(true);
    await taps(nunez, 'emergency.reconciled', { note: 'Written down' });
    expect(await isOpen(preparation)).to.equal(false);

    const next = await ward.open({ order });
    expect(await ward.store.claimed('order:AGAIN-1')).to.equal(next);
    await taps(osei, 'consent.withdrawn', { reason: 'Changed her mind' });
    expect(await isOpen(preparation)).to.equal(true);
    expect(await ward.store.claimed('order:AGAIN-1')).to.equal(next);
    ward.clock.advance(2 * hour);
    const row = (await ward.desk.rows('w4B')).find((one) => one.preparation === preparation);
    expect(row?.status.kind).to.equal('stop');
    expect(row?.attention?.stage).to.equal('escalated');

    // A sign-in does not outlive two hours.
    const ito = await ward.tablet('c-ito');
    expect(await ito.tap(preparation, 'attention.acknowledged')).to.have.property('kind', 'accepted');
    expect(await isOpen(preparation)).to.equal(false);
  });

  it('says which warnings stood when the patient was handed over, read from the record', async () => {
    const preparation = await ward.open({ order });
    const osei = await ward.tablet('a-osei');
    const told = async () => (await ward.desk.checklist(preparation, osei.actor))?.warnings;
    await osei.tap(preparation, 'patient.arrived');
    const number = (await ward.desk.checklist(preparation, osei.actor))?.patient.number ?? '';
    await osei.tap(preparation, 'item.wristband.sensed', { value: number });
    await osei.tap(preparation, 'emergency.declared');
    const before = await told();
    expect(before?.map(({ is }) => is)).to.include('open');
    expect(await osei.tap(preparation, 'handover.acceptedInEmergency')).to.have.property('kind', 'accepted');
    expect(await told()).to.deep.equal(before);
    ward.clock.advance(hour);
    expect(await told(), 'and not as they would stand now').to.deep.equal(before);
  });

  it('stays on the board for a while once a no was heard of and seen, however long before that it was said', async () => {
    const preparation = await ward.open({ order });
    const osei = await ward.tablet('a-osei');
    await osei.tap(preparation, 'patient.arrived');
    const number = (await ward.desk.checklist(preparation, osei.actor))?.patient.number ?? '';
    await osei.tap(preparation, 'item.wristband.sensed', { value: number });
    await osei.tap(preparation, 'emergency.declared');
    await osei.tap(preparation, 'handover.acceptedInEmergency');
    const nunez = await ward.tablet('b-nunez');
    await nunez.tap(preparation, 'emergency.reconciled', { note: 'Written down' });
    const said = await osei.message(preparation, 'consent.withdrawn', { reason: 'Changed her mind' });
    const saidAt = ward.clock.now();
    ward.clock.advance(hour);
    expect(await osei.send(said)).to.nested.include({ 'value.kind': 'accepted', 'value.late': true });
    expect(await nunez.tap(preparation, 'attention.acknowledged')).to.have.property('kind', 'accepted');
    expect(await isOpen(preparation)).to.equal(false);
    const onWall = async () => {
      const reply = await (await ward.wall()).show('wall');
      return reply.ok ? reply.value.frame.rows.map(({ status }) => status) : [];
    };
    expect(await onWall()).to.deep.equal([{ kind: 'stop', since: saidAt }]);
    ward.clock.advance(hour / 2);
    await until('the bed is empty', async () => (await onWall()).length === 0);
  });

  it('by mistake frees its order at once', async () => {
    const preparation = await ward.open({ order });
    const nunez = await ward.tablet('b-nunez');
    expect(await nunez.tap(preparation, 'preparation.enteredInError', { reason: 'Wrong patient' })).to.have.property(
      'kind',
      'accepted',
    );
    expect(await isOpen(preparation)).to.equal(false);
    expect(await ward.store.claimed('order:AGAIN-1')).to.equal(null);
  });
});
