/** One preparation, and what may happen to it at the bedside (over 400 lines: every path through it, in the order of a morning). */
import { expect } from 'chai';
import { Bedside } from '../support/bedside.ts';
import {
  anOpening,
  chargeNurse,
  hour,
  minute,
  morning,
  nurse,
  proceduralist,
  second,
  secondTechnician,
  server,
  technician,
} from '../support/protocol.ts';

describe('a preparation', () => {
  it('goes from arrival to ready, and says until when', () => {
    const bedside = new Bedside().prepared();
    const readiness = bedside.readiness();
    expect(readiness.kind).to.equal('ready');
    expect(bedside.row().line.map(({ mark }) => mark)).to.deep.equal(['done', 'done', 'done', 'done', 'done']);
    const until = readiness.kind === 'ready' ? (readiness.until ?? 0) : 0;
    expect(bedside.waits(until - bedside.at - 1).readiness().kind).to.equal('ready');
    expect(bedside.waits(1).readiness().kind).to.equal('notReady');
  });

  it('is handed over once it is ready, and not before', () => {
    const bedside = new Bedside().prepared('item.tubes.attested');
    expect(bedside.refusal('handover.accepted')).to.equal('itemsMissing');
    const ready = new Bedside().prepared().does('handover.accepted');
    expect(ready.row().status.kind).to.equal('gone');
    expect(ready.state.deadlines).to.deep.equal([]);
    expect(ready.refusal('item.tubes.attested', { value: 'inDate' })).to.equal('ended');
  });

  it('names the smallest set of what is missing', () => {
    const bedside = new Bedside().prepared('item.sharpsBin.attested');
    const readiness = bedside.readiness();
    expect(readiness.kind === 'notReady' && readiness.missing.map(({ condition }) => condition)).to.deep.equal([
      'counts.hands',
      'counts.siteCleaned',
      'complete.equipment',
      'complete.hygiene',
    ]);
  });

  describe('identity', () => {
    it('says of the patient nothing that nobody has asked', () => {
      const says = new Bedside()
        .checklist()
        .steps.filter(({ id }) => id === 'consent' || id === 'explanation')
        .flatMap(({ standing }) => standing.map((one) => one.says));
      expect(says).to.have.members([
        'Not asked yet',
        'Presumed: patient can decide',
        'No open question',
        'No interpreter asked for',
        'Patient is to be told',
      ]);
    });

    it('is needed before any work with the patient, but not before checking the kit', () => {
      const bedside = new Bedside().does('patient.arrived').does('item.tubes.attested', { value: 'inDate' });
      expect(bedside.refusal('item.explained.attested', { value: 'told' })).to.equal('identityOpen');
    });

    it('is stopped by a wrong wristband, and resolved only by another person with the role', () => {
      const bedside = new Bedside()
        .prepared('item.tubes.attested')
        .does('item.wristband.sensed', { value: '9990054321' });
      expect(bedside.row().status).to.include({ kind: 'stop', stop: 'mismatch' });
      expect(bedside.item('statesName')).to.equal('pending');
      expect(bedside.refusal('item.wristband.sensed', { value: '9990012345' })).to.equal('stopped');
      expect(bedside.refusal('mismatch.resolved', { reason: 'typing' }, secondTechnician)).to.equal('notYours');
      expect(bedside.refusal('mismatch.resolved', { reason: 'typing' }, { ...technician, role: 'nurse' })).to.equal(
        'samePerson',
      );
      expect(
        bedside.refusal('mismatch.resolved', { reason: 'typing' }, { ...nurse, grant: technician.grant }),
      ).to.equal('samePerson');
      bedside
        .does('mismatch.resolved', { reason: 'old wristband' }, nurse)
        .does('item.wristband.sensed', { value: '9990012345' });
      expect(bedside.row().status.kind).to.equal('inProgress');
    });

    it('is resolved for a reason that a wristband can have, and nothing is denied afterwards that was reported', () => {
      const bedside = new Bedside().prepared('item.wristband.sensed').does('identity.mismatched');
      const identityOf = (on: Bedside) => on.checklist(nurse).steps.find(({ id }) => id === 'identity');
      const resolve = identityOf(bedside)?.actions.find(({ event }) => event === 'mismatch.resolved');
      expect(resolve?.reasons).to.include('The number was typed or read wrongly').and.have.length(4);
      bedside.does('mismatch.resolved', { reason: resolve?.reasons?.[0] ?? '' }, nurse);
      const says = identityOf(bedside)?.standing.map((one) => one.says);
      expect(says).to.deep.equal(['No open mismatch', 'No open fault of the wristband']);
    });

    it('lapses, and comes back by asking again', () => {
      const bedside = new Bedside().prepared('item.explained.attested').waits(31 * minute);
      expect(bedside.item('wristband')).to.equal('expired');
      expect(bedside.row().line[0]?.mark).to.equal('overdue');
      expect(bedside.refusal('item.teachBack.attested', { value: 'correct' })).to.equal('identityOpen');
    });

    it('is asked again by whoever takes the patient over, and when the patient moves', () => {
      const taken = new Bedside().prepared('item.tubes.attested').does('responsibility.taken', {}, nurse);
      expect(taken.item('wristband')).to.equal('pending');
      const moved = new Bedside()
        .prepared('item.tubes.attested')
        .does('place.moved', { place: { ward: 'w4B', bed: '3' } }, chargeNurse);
      expect(moved.item('statesName')).to.equal('pending');
      expect(moved.row().place.bed).to.equal('3');
    });

    it('is renewed by scanning the wristband again before it lapses', () => {
      const bedside = new Bedside()
        .prepared('item.statesName.attested')
        .waits(20 * minute)
        .does('item.wristband.sensed', { value: '9990012345' });
      expect(bedside.waits(20 * minute).item('wristband')).to.equal('satisfied');
      expect(bedside.item('statesName')).to.equal('expired');
    });
  });

  describe('consent', () => {
    it('is withdrawn in one step from ready, and only a new consent leads on', () => {
      const bedside = new Bedside().prepared().does('consent.withdrawn', { reason: 'changed my mind' });
      expect(bedside.row().status).to.include({ kind: 'stop', stop: 'consent' });
      expect(bedside.item('happyToGoAhead')).to.equal('pending');
      expect(bedside.refusal('handover.accepted')).to.not.equal('accepted');
      expect(bedside.tries('consent.withdrawn', {}).kind).to.equal('alreadySo');
      expect(bedside.refusal('consent.given')).to.equal('notNow');
      expect(bedside.refusal('consent.renewed', { note: 'talked' })).to.equal('notYours');
      bedside.does('consent.renewed', { note: 'talked again' }, nurse);
      expect(bedside.row().status.kind).to.equal('inProgress');
    });

    it('that was recorded by mistake was not given: no stop, asked again, and both are on record', () => {
      const bedside = new Bedside().prepared('consent.given');
      expect(bedside.refusal('handover.accepted')).to.not.equal('accepted');
      bedside.does('consent.mistaken');
      expect(bedside.row().status.kind).to.equal('inProgress');
      expect(bedside.refusal('consent.mistaken')).to.equal('alreadySo');
      const step = bedside.checklist(technician).steps.find(({ id }) => id === 'consent');
      expect(step?.standing.map(({ state }) => state)).to.include('notAsked');
      expect(step?.actions.find(({ event }) => event === 'consent.given')).to.include({
        may: true,
        undoneBy: 'consent.mistaken',
      });
      bedside.does('consent.given');
    });

    it('can be withdrawn before it was given, while held, in an emergency and after hand-over', () => {
      const places: ((bedside: Bedside) => Bedside)[] = [
        (bedside) => bedside,
        (bedside) => bedside.does('patient.arrived').does('flow.held', { reason: 'lunch' }),
        (bedside) => bedside.does('emergency.declared'),
        (bedside) => bedside.prepared().does('handover.accepted'),
      ];
      for (const place of places) {
        const bedside = place(new Bedside()).does('consent.withdrawn');
        expect(bedside.row().status.kind).to.equal('stop');
        expect(bedside.readiness().kind).to.equal('stopped');
      }
    });

    it('is asked again when it was said under another identity, for another patient or another order', () => {
      const other = {
        familyName: 'Rowe',
        givenName: 'Martin',
        birthDate: '1963-03-21',
        sex: 'M',
        number: '9990012354',
      } as const;
      const changes: ((bedside: Bedside) => Bedside)[] = [
        (bedside) => bedside.does('identity.mismatched').does('mismatch.resolved', { reason: 'old band' }, nurse),
        (bedside) => bedside.does('patient.amended', { patient: other }, server),
        (bedside) =>
          bedside.does(
            'order.amended',
            { order: { number: 'ORD-1', version: 2, facts: { fasting: 'none', armRestriction: 'none' } } },
            server,
          ),
      ];
      for (const change of changes) {
        const bedside = change(new Bedside().prepared());
        const consent = bedside.checklist().steps.find(({ id }) => id === 'consent');
        expect(consent?.standing[0]?.state).to.equal('notAsked');
        expect(consent?.mark, 'and its completion is taken back').to.not.equal('done');
        expect(bedside.item('happyToGoAhead')).to.equal('pending');
      }
    });

    it('is renewed only with the patient who is there, and identity can always be checked again', () => {
      const early = new Bedside().does('consent.refused');
      expect(early.refusal('consent.renewed', { note: 'talked' }, nurse)).to.not.equal('accepted');
      const lapsed = new Bedside()
        .prepared()
        .does('consent.withdrawn')
        .waits(31 * minute);
      expect(lapsed.refusal('consent.renewed', { note: 'talked' }, nurse)).to.equal('identityOpen');
      lapsed.does('item.wristband.sensed', { value: '9990012345' }).does('item.statesName.attested', { value: 'both' });
      lapsed.does('consent.renewed', { note: 'talked' }, nurse);
    });

    it('waits for an open clinical question', () => {
      const bedside = new Bedside().prepared().does('question.raised', { note: 'does it hurt the baby?' });
      expect(bedside.item('happyToGoAhead')).to.equal('pending');
      expect(bedside.refusal('question.answered', { note: 'no' })).to.equal('notYours');
      bedside.does('question.answered', { note: 'no' }, nurse).does('item.happyToGoAhead.attested', { value: 'yes' });
    });
  });

  describe('hygiene', () => {
    it('uses clean hands up, and asks for them again after contamination', () => {
      const bedside = new Bedside().prepared();
      expect(bedside.item('hands')).to.equal('used');
      bedside.does('hygiene.contaminated', { reason: 'glove tore' });
      expect([bedside.item('hands'), bedside.item('siteCleaned'), bedside.item('tubes')]).to.deep.equal([
        'pending',
        'pending',
        'pending',
      ]);
      expect(bedside.row().status).to.include({ kind: 'stop', stop: 'contamination' });
      bedside.does('field.restored');
      expect(bedside.row().status.kind).to.equal('inProgress');
    });

    it('asks for clean hands afresh when the site they cleaned no longer counts', () => {
      const bedside = new Bedside().prepared().waits(16 * minute);
      expect([bedside.item('siteCleaned'), bedside.item('hands')]).to.deep.equal(['expired', 'pending']);
      const corrected = new Bedside().prepared().does('item.siteCleaned.corrected', { reason: 'touched it again' });
      expect(corrected.item('hands')).to.equal('pending');
    });

    it('does not take clean hands from two minutes ago', () => {
      const bedside = new Bedside().prepared('item.hands.started').waits(20 * second + 2 * minute + 1);
      expect(bedside.item('hands')).to.equal('expired');
      expect(bedside.refusal('item.siteCleaned.started')).to.equal('itemsMissing');
    });
  });

  describe('a second person', () => {
    const armed = () =>
      new Bedside({
        order: { number: 'ORD-2', version: 1, facts: { fasting: 'none', armRestriction: 'left' } },
      }).prepared('item.hands.started');

    it('answers blind: nobody is shown the first answer before the second is in', () => {
      const bedside = armed().does('item.arm.attested', { value: 'right' });
      const shown = bedside
        .checklist(nurse)
        .steps.flatMap(({ items }) => items)
        .find(({ id }) => id === 'arm');
      expect(shown?.status).to.equal('awaiting');
      expect(JSON.stringify(shown?.evidence)).to.not.include('right').and.not.include('RIGHT');
    });

    it('is somebody else under another sign-in', () => {
      const bedside = armed().does('item.arm.attested', { value: 'right' });
      expect(bedside.refusal('item.arm.agreed', { value: 'right' })).to.equal('samePerson');
      expect(bedside.refusal('item.arm.agreed', { value: 'right' }, { ...nurse, grant: technician.grant })).to.equal(
        'samePerson',
      );
      bedside.does('item.arm.agreed', { value: 'right' }, nurse);
      expect(bedside.item('arm')).to.equal('satisfied');
    });

    it('does not win by disagreeing, nor does the first', () => {
      const bedside = armed()
        .does('item.arm.attested', { value: 'right' })
        .does('item.arm.agreed', { value: 'left' }, nurse);
      expect(bedside.item('arm')).to.equal('disputed');
      expect(bedside.row().status.kind).to.equal('stop');
      expect(bedside.refusal('item.arm.resolved', { reason: 'looked' }, nurse)).to.equal('samePerson');
      bedside.does('item.arm.resolved', { reason: 'looked' }, chargeNurse);
      expect(bedside.item('arm')).to.equal('pending');
    });

    it('takes no answer that the order forbids, from either person', () => {
      const bedside = armed();
      expect(bedside.refusal('item.arm.attested', { value: 'left' })).to.not.equal('accepted');
      expect(bedside.item('arm')).to.equal('pending');
    });

    it('is needed when nobody said whether an arm must be avoided: unknown is yes', () => {
      expect(new Bedside({ order: { number: 'ORD-4', version: 1, facts: {} } }).item('arm')).to.equal('pending');
    });

    it('who differs does not end the difference by taking the answer back', () => {
      const bedside = armed().does('item.arm.attested', { value: 'right' });
      bedside.tries('item.arm.agreed', { value: 'left' }, nurse);
      for (const actor of [technician, nurse])
        expect(bedside.refusal('item.arm.corrected', { reason: 'x' }, actor)).to.not.equal('accepted');
      expect(bedside.item('arm')).to.equal('disputed');
    });

    it('answers within its time, or the first answers again', () => {
      expect(
        armed()
          .does('item.arm.attested', { value: 'right' })
          .waits(10 * minute)
          .item('arm'),
      ).to.equal('pending');
    });
  });

  describe('an emergency', () => {
    it('defers what is open and satisfies nothing', () => {
      const bedside = new Bedside().prepared('item.explained.attested').does('emergency.declared');
      expect(bedside.item('teachBack')).to.equal('deferred');
      expect(bedside.item('explained')).to.equal('satisfied');
      expect(bedside.row().status).to.deep.include({ kind: 'emergency', deferred: bedside.row().deferred });
      expect(bedside.row().deferred).to.be.greaterThan(0);
      expect(bedside.readiness().kind).to.equal('notReady');
    });

    it('hands over with the wristband checked, and leaves a list that another person closes', () => {
      const bedside = new Bedside().does('patient.arrived').does('emergency.declared');
      expect(bedside.refusal('handover.acceptedInEmergency')).to.equal('identityOpen');
      bedside.does('item.wristband.sensed', { value: '9990012345' }).does('handover.acceptedInEmergency');
      expect(bedside.row().status).to.include({ kind: 'gone', reconciling: true });
      expect(bedside.refusal('emergency.reconciled', { note: 'done' }, technician)).to.equal('samePerson');
      bedside.does('emergency.reconciled', { note: 'consent written down' }, nurse);
      expect(bedside.row().status).to.include({ kind: 'gone', reconciling: false });
    });

    it('never goes past a patient who said no', () => {
      const bedside = new Bedside().does('patient.arrived').does('item.wristband.sensed', { value: '9990012345' });
      bedside.does('consent.refused').does('emergency.declared');
      expect(bedside.refusal('handover.acceptedInEmergency', {}, proceduralist)).to.equal('stopped');
    });

    it('is stood down by a senior, and what was deferred is open again', () => {
      const bedside = new Bedside().prepared('item.explained.attested').does('emergency.declared');
      expect(bedside.refusal('emergency.stoodDown', { reason: 'false' }, nurse)).to.equal('notYours');
      expect(bedside.does('emergency.stoodDown', { reason: 'false' }, chargeNurse).item('teachBack')).to.equal(
        'pending',
      );
    });
  });

  describe('a reschedule', () => {
    const fasting = (start: number) =>
      new Bedside({
        start,
        order: { number: 'ORD-3', version: 1, facts: { fasting: 'required', armRestriction: 'none' } },
      }).prepared('item.explained.attested');

    it('opens and closes windows in the same commit', () => {
      const bedside = fasting(morning + 2 * hour).does('item.lastMeal.measured', { value: morning - 7 * hour });
      expect(bedside.item('lastMeal')).to.equal('satisfied');
      bedside.does('plan.moved', { start: morning + 30 * minute, reason: 'list moved up' }, chargeNurse);
      expect(bedside.item('lastMeal')).to.equal('expired');
      bedside.does('plan.moved', { start: morning + 3 * hour, reason: 'and back' }, chargeNurse);
      expect(bedside.item('lastMeal')).to.equal('satisfied');
      expect(bedside.item('explained'), 'told for another time').to.equal('pending');
      expect(bedside.item('wristband'), 'and nothing else is touched').to.equal('satisfied');
    });

    it('takes an exception back that was made for another start', () => {
      const bedside = fasting(morning + 2 * hour).does('item.lastMeal.measured', { value: morning - hour });
      bedside.does(
        'item.lastMeal.overridden',
        { reason: 'Benefit outweighs risk', note: 'agreed with the laboratory' },
        nurse,
      );
      bedside.does('plan.moved', { start: morning + 8 * hour, reason: 'later' }, chargeNurse);
      expect(bedside.item('lastMeal')).to.equal('pending');
    });

    it('takes no meal that has not been eaten yet', () => {
      expect(fasting(morning + 12 * hour).refusal('item.lastMeal.measured', { value: morning + 2 * hour })).to.equal(
        'valueOutOfRange',
      );
    });

    it('is for seniors', () => {
      expect(fasting(morning + 2 * hour).refusal('plan.moved', { start: morning + hour, reason: 'x' })).to.equal(
        'notYours',
      );
    });

    it('judges an answer that came too early for the start as failed, and lets a nurse override it with a reason', () => {
      const bedside = fasting(morning + 2 * hour).does('item.lastMeal.measured', { value: morning - hour });
      expect(bedside.item('lastMeal')).to.equal('failed');
      expect(
        bedside.refusal('item.lastMeal.overridden', {
          reason: 'Does not apply here',
          note: 'not a fasting test after all',
        }),
      ).to.equal('notYours');
      bedside.does(
        'item.lastMeal.overridden',
        { reason: 'Benefit outweighs risk', note: 'agreed with the laboratory' },
        nurse,
      );
      expect(bedside.row().exceptions).to.equal(1);
    });
  });

  describe('a hold', () => {
    it('freezes taps but not clocks, and comes due', () => {
      const bedside = new Bedside()
        .prepared('item.explained.attested')
        .does('flow.held', { reason: 'Waiting for form', lookAgainAt: morning + 20 * minute });
      expect(bedside.refusal('item.teachBack.attested', { value: 'correct' })).to.equal('held');
      expect(bedside.row().status).to.include({ kind: 'held', reason: 'Waiting for form' });
      expect(bedside.row().attention).to.equal(null);
      bedside.waits(20 * minute);
      expect(bedside.row().attention?.stage).to.equal('notified');
      expect(bedside.does('flow.resumed').row().attention).to.equal(null);
    });
  });

  describe('attention', () => {
    it('is asked for when nobody has an arrived patient, escalates, and is acknowledged', () => {
      const bedside = new Bedside().does('patient.arrived').waits(2 * minute);
      expect(bedside.row().attention?.stage).to.equal('notified');
      expect(bedside.waits(5 * minute).row().attention?.stage).to.equal('escalated');
      expect(bedside.refusal('attention.acknowledged')).to.equal('notYours');
      expect(bedside.does('attention.acknowledged', {}, chargeNurse).row().attention?.stage).to.equal('acknowledged');
      expect(bedside.does('responsibility.taken').row().attention).to.equal(null);
    });

    it('does not end while another stop is open', () => {
      const bedside = new Bedside()
        .prepared()
        .does('hygiene.contaminated')
        .does('equipment.faulted')
        .does('field.restored');
      expect(bedside.row().attention?.stage).to.equal('notified');
      expect(bedside.does('equipment.replaced').row().attention).to.equal(null);
    });

    it('is asked for when the planned start passes', () => {
      const bedside = new Bedside()
        .does('patient.arrived')
        .does('responsibility.taken')
        .waits(2 * hour);
      expect(bedside.row().status).to.deep.equal({ kind: 'overdue', since: anOpening().start });
      expect(bedside.row().attention?.stage).to.equal('notified');
    });
  });

  describe('an item', () => {
    it('is answered once: the same again is already so, another answer is refused', () => {
      const bedside = new Bedside().prepared('item.tubes.attested');
      expect(bedside.tries('item.tubes.attested', { value: 'inDate' }, nurse)).to.deep.equal({
        kind: 'alreadySo',
        by: 'a-osei',
      });
      expect(bedside.refusal('item.tubes.attested', { value: 'notInDate' }, nurse)).to.equal('alreadyAnswered');
    });

    it('is corrected by whoever did it, or by a nurse; not by another technician', () => {
      const bedside = new Bedside().prepared('item.tubes.attested');
      expect(bedside.refusal('item.tubes.corrected', { reason: 'mis-tap' }, secondTechnician)).to.not.equal('accepted');
      expect(bedside.does('item.tubes.corrected', { reason: 'undo' }).item('tubes')).to.equal('pending');
    });

    it('is not needed when the order says so, with the rule', () => {
      const arm = new Bedside()
        .checklist()
        .steps.flatMap(({ items }) => items)
        .find(({ id }) => id === 'arm');
      expect(arm).to.include({ status: 'notNeeded', why: 'The order names no arm to avoid' });
    });

    it('takes no answer it does not have', () => {
      const bedside = new Bedside().prepared('item.statesName.attested');
      expect(bedside.refusal('item.allergies.attested', { value: 'maybe' })).to.equal('valueUnknown');
      expect(bedside.refusal('item.allergies.attested')).to.equal('valueMissing');
      expect(bedside.refusal('item.tubeCount.measured', { value: 99 })).to.equal('valueOutOfRange');
      expect(bedside.refusal('item.nothing.attested', { value: 'x' })).to.equal('notHere');
      expect(bedside.refusal('item.arm.notNeeded')).to.equal('notHere');
    });
  });
});
