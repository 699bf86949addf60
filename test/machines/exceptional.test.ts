/** What happens when a preparation does not go its way: each exceptional path of the five steps, through `decide`. */
import { expect } from 'chai';
import { decideLate, standing, wallRow } from '../../machines/index.ts';
import { band, Bedside, identified, onlyFor } from '../support/bedside.ts';
import { elsewhere } from '../support/elsewhere.ts';
import { chargeNurse, hour, minute, nurse, proceduralist, second, server, technician } from '../support/protocol.ts';

/** Where a region of a step stands. */
const at = (bedside: Bedside, region: string): string | null => standing(bedside.now().value, `open.${region}`);
const consent = (bedside: Bedside): string | null => at(bedside, 'consent.standing');

describe('a wristband that is not there, cannot be read, or is not the only one', () => {
  it('offers to change a hold, by that name, while there is one', () => {
    const verb = (bedside: Bedside) => bedside.checklist().actions.find(({ event }) => event === 'flow.held')?.verb;
    const bedside = new Bedside().does('patient.arrived');
    expect(verb(bedside)).to.equal('Hold');
    bedside.does('flow.held', { reason: 'Form missing', lookAgainAt: bedside.at + 600_000 }, nurse);
    expect(verb(bedside)).to.equal('Change the hold');
    expect(verb(bedside.does('flow.resumed', {}, nurse))).to.equal('Hold');
  });

  it('stops, by anybody, with the reason kept; nobody is identified by a spare label meanwhile', () => {
    const bedside = new Bedside().prepared().does('band.missing', { reason: 'unreadable' });
    expect(bedside.row().status).to.include({ kind: 'stop', stop: 'band' });
    expect(bedside.row().attention?.stage).to.equal('notified');
    expect(bedside.state.context.raised['band']?.reason).to.equal('unreadable');
    expect(bedside.refusal('item.wristband.sensed', band)).to.not.equal('accepted');
    expect(bedside.refusal('handover.accepted')).to.not.equal('accepted');
    expect(
      bedside.does('item.tubes.corrected', { reason: 'recount' }).item('tubes'),
      'the kit may be checked',
    ).to.equal('pending');
  });

  it('is put right by a nurse, and then everybody is identified anew', () => {
    const bedside = new Bedside().prepared().does('band.missing');
    onlyFor(bedside, 'band.replaced', {}, technician);
    bedside.does('band.replaced', {}, nurse);
    expect([bedside.item('wristband'), bedside.item('statesName')]).to.deep.equal(['pending', 'pending']);
    expect(bedside.row().attention).to.equal(null);
    expect(identified(bedside).row().status.kind).to.equal('inProgress');
  });

  it('does not hide behind a mismatch that was reported too: each stop has its own time and name', () => {
    const bedside = new Bedside().prepared().does('band.missing').waits(minute).does('identity.mismatched');
    expect(bedside.row().status).to.include({ kind: 'stop', stop: 'band' });
    bedside.does('band.replaced', {}, nurse);
    expect(bedside.row().status).to.include({ kind: 'stop', stop: 'mismatch' });
  });
});

describe('records that turn out to be one patient', () => {
  it('are told by the import with the new details, or by the charge nurse without, and open identity and consent', () => {
    const known = {
      familyName: 'Roe',
      givenName: 'Mary',
      birthDate: '1959-03-12',
      sex: 'F',
      number: '9990077777',
    } as const;
    const told = new Bedside()
      .prepared()
      .does('patient.merged', { reason: 'Unknown patient named', patient: known }, server);
    expect(told.state.context.patient.number).to.equal('9990077777');
    const said = new Bedside().prepared().does('patient.merged', { reason: 'Two records, one patient' }, chargeNurse);
    expect(said.state.context.patient.number).to.equal('9990012345');
    for (const bedside of [told, said]) {
      expect(bedside.item('wristband')).to.equal('pending');
      expect(consent(bedside)).to.equal('notAsked');
      expect(bedside.state.context.raised['merged']?.reason).to.be.a('string');
    }
    onlyFor(new Bedside(), 'patient.merged', { reason: 'x' }, technician, nurse);
  });
});

describe('a part that the patient refuses', () => {
  const limited = () => new Bedside().prepared().does('consent.limited', { note: 'No students' });

  it('is a stop until the proceduralist accepts the limits, and the note stays to be seen', () => {
    const bedside = limited();
    expect(bedside.row().status).to.include({ kind: 'stop', stop: 'limits' });
    expect(bedside.readiness().kind).to.equal('stopped');
    onlyFor(bedside, 'consent.limitsAccepted', { note: 'Agreed' }, technician, nurse, chargeNurse);
    bedside.does('consent.limitsAccepted', { note: 'The rest as planned' }, proceduralist);
    expect(consent(bedside)).to.equal('givenWithLimits');
    expect(bedside.row().limits?.says).to.equal('No students; agreed: The rest as planned');
    bedside.does('item.happyToGoAhead.attested', { value: 'yes' }).does('step.consent.completed');
    expect(bedside.readiness()).to.include({ kind: 'readyWithExceptions', exceptions: 1 });
    expect(bedside.does('handover.accepted').row().limits?.says).to.match(/No students/);
  });

  it('stays beside another that is refused after it, before it is agreed and afterwards', () => {
    const says = (bedside: Bedside) => bedside.row().limits?.says;
    const both = limited().waits(minute).does('consent.limited', { note: 'No blood' }, nurse);
    expect(says(both)).to.equal('No students; No blood');
    expect(both.does('consent.limited', { note: 'No students' }).row().limits?.says).to.equal('No students; No blood');

    const later = limited().does('consent.limitsAccepted', { note: 'The rest as planned' }, proceduralist);
    later.does('consent.limited', { note: 'No blood' }, nurse);
    expect([consent(later), later.readiness().kind]).to.deep.equal(['limited', 'stopped']);
    expect(says(later)).to.equal('No students; agreed: The rest as planned; No blood');
    later.does('consent.limitsAccepted', { note: 'Cell salvage instead' }, proceduralist);
    expect(says(later)).to.match(/^No students; .*No blood; agreed: Cell salvage instead$/);
    later.does('item.happyToGoAhead.attested', { value: 'yes' }).does('step.consent.completed');
    expect(says(later.does('handover.accepted')), 'after hand-over').to.match(/No students.*No blood/);
  });

  it('must be said in words, or nobody could keep to it', () => {
    expect(new Bedside().prepared().refusal('consent.limited')).to.equal('noteMissing');
  });

  it('is never shown on a wall, and a new consent is of the whole again', () => {
    expect(JSON.stringify(limited().row())).to.match(/students/);
    expect(JSON.stringify(wallRow(limited().row()))).to.not.match(/students/);
    const bedside = limited().does('consent.withdrawn').does('consent.renewed', { note: 'All of it' }, nurse);
    expect([consent(bedside), bedside.row().limits]).to.deep.equal(['given', undefined]);
  });

  it('outlives a changed order: the talk it waits for is with whoever the patient now is', () => {
    const order = { number: 'ORD-1', version: 2, facts: { fasting: 'none', armRestriction: 'none' } };
    const bedside = limited().does('order.amended', { order }, server);
    expect(consent(bedside)).to.equal('limited');
    expect(bedside.refusal('consent.limitsAccepted', { note: 'x' }, proceduralist)).to.equal('identityOpen');
    identified(bedside).does('consent.limitsAccepted', { note: 'No students' }, proceduralist);
  });
});

describe('doubt that the patient can decide', () => {
  const doubted = () => new Bedside().prepared('consent.given').does('capacity.doubted');
  const lacking = () => doubted().does('capacity.assessedLacking', { note: 'Delirious since noon' }, nurse);

  it('is raised by anybody, and no consent stands meanwhile (I15)', () => {
    const bedside = doubted();
    expect(bedside.row().status).to.include({ kind: 'stop', stop: 'capacity' });
    expect(consent(bedside)).to.equal('given');
    expect(bedside.refusal('item.happyToGoAhead.attested', { value: 'yes' })).to.not.equal('accepted');
    const unasked = new Bedside().prepared('step.explanation.completed').does('capacity.doubted');
    expect(unasked.refusal('consent.given')).to.not.equal('accepted');
  });

  it('ends when somebody who may assesses that the patient can decide', () => {
    const bedside = doubted();
    onlyFor(bedside, 'capacity.assessedHas', { note: 'Clear' }, technician);
    bedside.does('capacity.assessedHas', { note: 'Understands, keeps, weighs, says it' }, nurse);
    expect(bedside.row().attention).to.equal(null);
    bedside.does('item.happyToGoAhead.attested', { value: 'yes' });
    expect(at(bedside.does('capacity.doubted'), 'consent.capacity'), 'and may be doubted again').to.equal('doubted');
  });

  it('leads to a proxy when the patient cannot, with who and by what authority', () => {
    const bedside = lacking();
    expect(consent(bedside), 'what the patient agreed to does not stand').to.equal('notAsked');
    expect(bedside.refusal('consent.given', {}, proceduralist)).to.not.equal('accepted');
    onlyFor(bedside, 'consent.givenByProxy', { note: 'x' }, technician);
    expect(bedside.refusal('consent.givenByProxy', {}, nurse)).to.equal('noteMissing');
    bedside.does('consent.givenByProxy', { note: 'Daughter, power of attorney 12/4' }, nurse);
    expect(consent(bedside)).to.equal('givenByProxy');
    expect(bedside.state.context.raised['consentGiven']?.note).to.match(/power of attorney/);
  });

  it('asks the patient again once they can decide again', () => {
    const bedside = lacking().does('consent.givenByProxy', { note: 'Daughter' }, nurse);
    onlyFor(bedside, 'capacity.regained', { note: 'x' }, technician);
    bedside.does('capacity.regained', { note: 'Awake and clear' }, nurse);
    expect([at(bedside, 'consent.capacity'), consent(bedside)]).to.deep.equal(['has', 'notAsked']);
    expect(bedside.refusal('consent.givenByProxy', { note: 'Daughter' }, nurse)).to.not.equal('accepted');
    bedside.does('consent.given');
  });

  it('gives nobody else the last word: a patient who says no is past only by who may renew consent', () => {
    const bedside = lacking().does('consent.refused');
    expect(bedside.refusal('consent.renewed', { note: 'x' }, nurse), 'the patient does not decide').to.not.equal(
      'accepted',
    );
    onlyFor(bedside, 'consent.givenByProxy', { note: 'x' }, technician);
    bedside.does('consent.givenByProxy', { note: 'Best-interests meeting' }, proceduralist);
  });
});

describe('written consent', () => {
  const given = () => new Bedside({}, elsewhere()).prepared('consent.given');

  it('lapses, counted from when it was given; only who may renew it leads on', () => {
    const bedside = given();
    const since = bedside.at;
    bedside.waits(10 * hour - 1);
    expect(consent(bedside)).to.equal('given');
    bedside.at = since + 10 * hour;
    expect(consent(bedside)).to.equal('expired');
    expect(bedside.checklist().steps.find(({ id }) => id === 'consent')?.standing[0]).to.include({ bad: true });
    identified(bedside);
    expect(bedside.refusal('consent.given')).to.not.equal('accepted');
    onlyFor(bedside, 'consent.renewed', { note: 'x' }, technician);
    bedside.does('consent.renewed', { note: 'Talked again' }, nurse);
    expect(bedside.waits(9 * hour).now() && consent(bedside)).to.equal('given');
  });

  it('counts anew from when the limits were agreed, which is a talk of its own', () => {
    const bedside = given().waits(9 * hour);
    identified(bedside).does('consent.limited', { note: 'No blood' });
    bedside.does('consent.limitsAccepted', { note: 'No blood' }, proceduralist);
    expect(consent(bedside.waits(9 * hour))).to.equal('givenWithLimits');
    expect(consent(bedside.waits(hour))).to.equal('expired');
  });

  it('does not lapse where the protocol names no time', () => {
    expect(consent(new Bedside().prepared('consent.given').waits(200 * hour))).to.equal('given');
  });
});

describe('a patient who says no', () => {
  it('stops in one step from every standing of consent, and before and after hand-over', () => {
    const places: readonly ((bedside: Bedside) => Bedside)[] = [
      (bedside) => bedside,
      (bedside) => bedside.prepared('consent.given'),
      (bedside) => bedside.prepared().does('consent.limited', { note: 'No students' }),
      (bedside) =>
        bedside
          .prepared()
          .does('consent.limited', { note: 'No students' })
          .does('consent.limitsAccepted', { note: 'None' }, proceduralist),
      (bedside) => bedside.prepared().does('consent.refused'),
      (bedside) => bedside.prepared().does('capacity.doubted'),
      (bedside) => bedside.prepared().does('interpreter.needed'),
      (bedside) => bedside.prepared().does('band.missing').does('identity.mismatched').does('equipment.unavailable'),
      (bedside) =>
        bedside
          .prepared()
          .does('capacity.doubted')
          .does('capacity.assessedLacking', { note: 'x' }, nurse)
          .does('consent.givenByProxy', { note: 'Son' }, nurse),
      (bedside) => bedside.prepared().does('handover.accepted'),
    ];
    for (const place of places) {
      const bedside = place(new Bedside()).does('consent.withdrawn');
      expect(bedside.readiness().kind).to.equal('stopped');
    }
    const lapsed = new Bedside({}, elsewhere()).prepared('consent.given').waits(11 * hour);
    expect(consent(lapsed.does('consent.withdrawn'))).to.equal('withdrawn');
  });

  it('after hand-over: somebody is told, again if nobody says they saw it, until a nurse has', () => {
    const bedside = new Bedside().prepared().does('handover.accepted');
    expect(bedside.row().attention).to.equal(null);
    bedside.does('consent.withdrawn', { reason: 'Changed her mind' });
    expect(bedside.row()).to.deep.include({ attention: { stage: 'notified', since: bedside.at } });
    expect(bedside.state.deadlines).to.have.length(1);
    bedside.waits(5 * minute);
    expect(bedside.row().attention?.stage).to.equal('escalated');
    onlyFor(bedside, 'attention.acknowledged', {}, technician);
    bedside.does('attention.acknowledged', {}, chargeNurse);
    expect(bedside.row().attention?.stage).to.equal('acknowledged');
    expect(bedside.row().status.kind).to.equal('stop');
    expect(bedside.state.deadlines).to.deep.equal([]);
  });

  it('is never bypassed by an emergency (I10)', () => {
    for (const no of ['consent.refused', 'consent.withdrawn']) {
      const bedside = new Bedside().does('patient.arrived').does('item.wristband.sensed', band);
      bedside.does(no).does('emergency.declared');
      expect(bedside.refusal('handover.acceptedInEmergency', {}, proceduralist)).to.equal('stopped');
    }
  });
});

describe('an interpreter', () => {
  it('who is needed and not here stops explaining, teach-back and consent, but no stop (I20)', () => {
    const bedside = new Bedside().prepared('item.tubes.attested').does('interpreter.needed');
    expect(bedside.row().status).to.include({ kind: 'stop', stop: 'interpreter' });
    expect(bedside.item('explained'), 'what was said without one is said again').to.equal('pending');
    for (const [event, value] of [
      ['item.explained.attested', 'told'],
      ['item.teachBack.attested', 'correct'],
      ['item.happyToGoAhead.attested', 'yes'],
    ] as const)
      expect(bedside.refusal(event, { value }), event).to.not.equal('accepted');
    const unasked = new Bedside().prepared('step.identity.completed').does('interpreter.needed');
    expect(unasked.refusal('consent.given')).to.not.equal('accepted');
    expect(unasked.refusal('item.faints.attested', { value: 'none' })).to.not.equal('accepted');
    unasked.does('item.tubes.attested', { value: 'inDate' }).does('consent.refused');
    expect(unasked.refusal('consent.renewed', { note: 'x' }, nurse)).to.not.equal('accepted');
    unasked
      .does('interpreter.arrived', { note: 'By telephone, no. 4471' })
      .does('consent.renewed', { note: 'x' }, nurse);
  });

  it('who arrives is named, lets the work go on, and is missed again when they leave', () => {
    const bedside = new Bedside().prepared('step.identity.completed').does('interpreter.needed');
    expect(bedside.refusal('interpreter.arrived')).to.equal('noteMissing');
    bedside.does('interpreter.arrived', { note: 'A. Haddad' });
    expect(bedside.state.context.raised['interpreted']?.note).to.equal('A. Haddad');
    expect(bedside.row().attention).to.equal(null);
    bedside.does('item.explained.attested', { value: 'told' }).does('interpreter.left');
    expect(bedside.row().status).to.include({ kind: 'stop', stop: 'interpreter' });
    expect(bedside.item('explained'), 'what was explained stays explained').to.equal('satisfied');
    expect(bedside.refusal('item.teachBack.attested', { value: 'correct' })).to.not.equal('accepted');
    bedside.does('interpreter.arrived', { note: 'A. Haddad' }).does('item.teachBack.attested', { value: 'correct' });
  });

  it('is not explained to late by a tablet that had not heard one was needed', () => {
    const bedside = new Bedside().prepared('step.identity.completed');
    const base = bedside.events.length;
    const past = () =>
      bedside.events.map((event, index) => ({ revision: index + 1, event, device: event.payload.by?.device ?? null }));
    const happenedAt = bedside.at + 30 * second;
    bedside.does('interpreter.needed', {}, nurse, 10 * second);
    const decision = decideLate(
      bedside.protocol,
      bedside.state,
      { event: 'item.explained.attested', value: 'told' },
      technician,
      bedside.at + minute,
      { opening: bedside.opening, past: past(), base, happenedAt, untrusted: false },
    );
    expect(decision.kind).to.equal('needsPerson');
  });

  it('has nothing to do with a patient who wants no information: written down, and nothing is stopped', () => {
    const bedside = new Bedside().prepared().does('information.declined');
    expect(bedside.readiness().kind).to.equal('ready');
    expect(at(bedside, 'explanation.information')).to.equal('declined');
    expect(at(bedside.does('information.wanted'), 'explanation.information')).to.equal('welcome');
  });
});
