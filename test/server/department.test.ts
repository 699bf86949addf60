/** A department sees who is bound for it, wherever they lie, and nobody else; it acts on them as far as they have come. */
import { expect } from 'chai';
import type { BoardRow } from '../../machines/index.ts';
import { BadSite, siteFrom } from '../../server/site.ts';
import { elsewhereDocument } from '../support/elsewhere.ts';
import type { Tablet } from '../support/screens.ts';
import { until } from '../support/until.ts';
import { minute, startWard, type Ward } from '../support/ward.ts';

const patient = (familyName: string, number: string) => ({
  familyName,
  givenName: 'Test',
  birthDate: '1951-03-04',
  sex: 'F' as const,
  number,
});

describe('a department', () => {
  let ward: Ward;
  let receiver: Tablet;
  /** Bound for MRI from two wards, bound for CT, and staying on the ward. */
  let [fromHere, fromThere, toCt, atBed] = ['', '', '', ''];
  before(async () => {
    ward = await startWard({
      beside: [elsewhereDocument(), { ...elsewhereDocument(), id: 'scanned', department: 'ct' }],
    });
    for (const [id, role, place] of [
      ['m-reid', 'nurse', 'mri'],
      ['m-tech', 'technician', 'mri'],
      ['k-cole', 'nurse', 'ct'],
    ] as const)
      await ward.people.staff.enrol({
        id,
        role,
        wards: [place],
        name: id,
        initials: 'XX',
        badge: `BADGE-${id.toUpperCase()}`,
        pin: '888888',
      });
    const bed = (on: string) => ({ ward: on, bed: '1' });
    fromHere = await ward.open({ patient: patient('Heresend', 'H0001'), place: bed('w4B') }, 'elsewhere');
    fromThere = await ward.open({ patient: patient('Theresend', 'T0002'), place: bed('w5A') }, 'elsewhere');
    toCt = await ward.open({ patient: patient('Scanbound', 'C0003'), place: bed('w4B') }, 'scanned');
    atBed = await ward.open({ patient: patient('Staywell', 'S0004'), place: bed('w4B') });
    receiver = await ward.tablet('m-reid');
  });
  after(() => ward.end());

  describe('what it is sent', () => {
    it('is every patient bound for it, on whatever ward, and no other', async () => {
      const reply = await receiver.show('desk', 'mri');
      expect(reply).to.nested.include({ ok: true, 'value.layout.title': 'MRI', 'value.frame.kind': 'snapshot' });
      expect([...receiver.rows.keys()]).to.have.members([fromHere, fromThere]);
      const tap = await (await ward.tablet('a-osei')).tap(fromHere, 'patient.arrived');
      await until('the change', () => receiver.rows.get(fromHere)?.revision === tap.revision);
      await (await ward.tablet('a-osei')).tap(atBed, 'patient.arrived');
      await (await ward.tablet('a-osei')).tap(toCt, 'patient.arrived');
      const heard = receiver.frames.length;
      await until('two more frames', () => receiver.frames.length >= heard + 2);
      const said = receiver.heard.join('\n');
      expect(said).to.include('HERESEND').and.include('THERESEND');
      for (const not of ['SCANBOUND', 'C0003', toCt, 'STAYWELL', 'S0004', atBed]) expect(said).to.not.include(not);
    });

    it('goes on when a new patient is bound for it, and on a wall without a name', async () => {
      const wall = await ward.wall();
      await wall.show('wall', 'mri');
      const late = await ward.open({ patient: patient('Latecome', 'L0005') }, 'elsewhere');
      await until('the new row', () => wall.rows.has(late) && receiver.rows.has(late));
      expect(wall.rows.get(late)).to.include({ ward: 'w4B', bed: '3', approved: false });
      const said = wall.heard.join('\n');
      for (const not of ['LATECOME', 'HERESEND', '1951', 'Blood', 'H0001']) expect(said).to.not.include(not);
    });

    it('names the wards that send, and how to reach them', async () => {
      const reply = await receiver.show('desk', 'mri');
      if (!reply.ok) throw new Error(reply.problem.detail);
      expect(reply.value.layout).to.deep.include({ beds: [], phone: '4200' });
      expect(reply.value.layout.sends?.[0]).to.deep.equal({ ward: 'w4B', title: '4B', phone: '4100' });
    });

    it('is refused to people of a ward or of another department, and shows them no ward', async () => {
      for (const person of ['z-other', 'k-cole', 'c-ito'])
        expect(await (await ward.tablet(person)).show('desk', 'mri')).to.nested.include({
          ok: false,
          'problem.type': '/problems/other-ward',
        });
      expect(await receiver.show('desk', 'w4B')).to.nested.include({ ok: false });
      expect(await receiver.show('desk', 'cathlab')).to.nested.include({ ok: false });
    });

    it('is a checklist only of who is bound for it', async () => {
      expect(await receiver.watch(fromThere)).to.nested.include({ ok: true, 'value.patient.familyName': 'Theresend' });
      expect(await receiver.watch(toCt)).to.nested.include({ ok: false, 'problem.type': '/problems/other-ward' });
      expect(await receiver.watch(atBed)).to.nested.include({ ok: false, 'problem.type': '/problems/other-ward' });
      expect(receiver.heard.join('')).to.not.include('Scanbound').and.not.include('Staywell');
    });
  });

  describe('what it may do', () => {
    const row = async (preparation: string): Promise<BoardRow> => {
      const found = await ward.desk.row(preparation);
      if (found === null) throw new Error('no such row');
      return found;
    };
    const problemOf = async (tablet: Tablet, preparation: string, event: string, more = {}) => {
      const reply = await tablet.send(await tablet.message(preparation, event, more));
      return reply.ok ? reply.value.kind : reply.problem.type;
    };

    it('calls for a patient on a ward, and leaves the ward’s work to the ward', async () => {
      expect(await problemOf(receiver, fromHere, 'patient.calledFor')).to.equal('accepted');
      expect(await row(fromHere)).to.include({ transfer: 'calledFor', transferSince: ward.clock.now() });
      for (const event of ['item.wristband.sensed', 'flow.held', 'responsibility.taken', 'patient.leftUnready'])
        expect(await problemOf(receiver, fromHere, event, { value: 'H0001', reason: 'x' })).to.equal(
          '/problems/other-ward',
        );
    });

    it('has nothing to say of a patient bound elsewhere', async () => {
      for (const preparation of [toCt, atBed])
        expect(await problemOf(receiver, preparation, 'patient.calledFor')).to.equal('/problems/other-ward');
    });

    it('may stop the line while they are on the ward', async () => {
      expect(
        await problemOf(receiver, fromThere, 'consent.withdrawn', { reason: 'Says no on the phone' }),
      ).to.not.equal('/problems/other-ward');
    });

    it('is theirs in full once the patient is there, by role as on a ward', async () => {
      const nurse = await ward.tablet('b-nunez');
      expect(await problemOf(receiver, fromHere, 'patient.received')).to.equal('refused');
      const proceduralist = await ward.tablet('t-marsh');
      await proceduralist.tap(fromHere, 'item.wristband.sensed', { value: 'H0001', how: 'scan' });
      await proceduralist.tap(fromHere, 'item.statesName.attested', { value: 'both' });
      for (const [event, value] of [
        ['item.allergies.attested', 'none'],
        ['step.identity.completed'],
        ['item.explained.attested', 'told'],
        ['item.teachBack.attested', 'correct'],
        ['step.explanation.completed'],
        ['consent.given'],
      ] as const)
        await proceduralist.tap(fromHere, event, value === undefined ? {} : { value });
      const reason = 'Scanner free only now';
      expect(await problemOf(nurse, fromHere, 'patient.leftUnready', { reason })).to.equal('accepted');
      expect(await row(fromHere)).to.include({ transfer: 'left', transferReason: reason });
      expect(await problemOf(receiver, fromHere, 'patient.received')).to.equal('accepted');
      const technician = await ward.tablet('m-tech');
      expect(await problemOf(technician, fromHere, 'item.wristband.sensed', { value: 'H0001', how: 'scan' })).to.equal(
        'accepted',
      );
      // A technician there is still a technician.
      expect(await problemOf(technician, fromHere, 'place.moved', { place: { ward: 'mri', bed: null } })).to.equal(
        '/problems/not-allowed',
      );
      const other = await ward.tablet('k-cole');
      expect(await problemOf(other, fromHere, 'patient.returned')).to.equal('/problems/other-ward');
      expect(await problemOf(technician, fromHere, 'patient.returned')).to.equal('accepted');
      expect(await row(fromHere)).to.not.have.property('transfer');
      expect(await problemOf(technician, fromHere, 'item.hands.started')).to.equal('/problems/other-ward');
    });

    it('keeps showing who is over for half an hour, then lets them go', async () => {
      const gone = await ward.open({ patient: patient('Overdone', 'O0006') }, 'elsewhere');
      await receiver.show('desk', 'mri');
      await (await ward.tablet('c-ito')).tap(gone, 'preparation.cancelled', { reason: 'Sent home' });
      await until('not done', () => receiver.rows.get(gone)?.status.kind === 'notDone');
      ward.clock.advance(31 * minute);
      await until('the row to leave', () => !receiver.rows.has(gone));
    });
  });
});

describe('a site with departments', () => {
  const wards = [{ ward: 'mri', title: 'Maternity', beds: ['1'] }];
  it('refuses a department with a ward’s name: a person’s places would be two things', () => {
    expect(() => siteFrom({ id: 's', title: 'S', wards, departments: [{ department: 'mri', title: 'MRI' }] })).to.throw(
      BadSite,
      'mri is there twice',
    );
  });
});
