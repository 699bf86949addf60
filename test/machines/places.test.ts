/** What is not there, what changes, and where the patient goes: the rest of the exceptional paths, through `decide`. */
import { expect } from 'chai';
import { compileProtocol } from '../../machines/index.ts';
import { band, Bedside, identified, onlyFor } from '../support/bedside.ts';
import { elsewhere, elsewhereDocument } from '../support/elsewhere.ts';
import {
  chargeNurse,
  compiledOrThrow,
  minute,
  nurse,
  proceduralist,
  second,
  server,
  technician,
} from '../support/protocol.ts';

describe('equipment that is not there', () => {
  it('is a stop, from a fault or at once, until a replacement is here and is checked from the start', () => {
    for (const before of [[], ['equipment.faulted']]) {
      const bedside = before.reduce((now, event) => now.does(event), new Bedside().prepared());
      bedside.does('equipment.unavailable', { reason: 'No other pump until Monday' });
      const { status } = bedside.row();
      expect(status).to.deep.include({ kind: 'stop', stop: 'fault', says: 'Stop: equipment not available' });
      expect(bedside.state.context.raised['fault']?.reason).to.match(/Monday/);
      expect(bedside.item('tubes')).to.equal('pending');
      bedside.does('equipment.replaced');
      expect(bedside.row().attention).to.equal(null);
      expect(bedside.item('tubes')).to.equal('pending');
    }
  });
});

describe('isolation that changes', () => {
  it('opens what names it, each time, and is told by a nurse or the server', () => {
    const bedside = new Bedside().prepared('item.hands.started').waits(21 * second);
    expect(bedside.item('hands')).to.equal('satisfied');
    onlyFor(bedside, 'isolation.amended', { note: 'x' }, technician);
    bedside.does('isolation.amended', { note: 'Contact precautions' }, nurse);
    expect(bedside.item('hands')).to.equal('pending');
    bedside
      .does('item.hands.started')
      .waits(21 * second)
      .does('isolation.amended', { note: 'Droplet' }, server);
    expect(bedside.item('hands')).to.equal('pending');
    expect(bedside.state.context.raised['isolation']?.note).to.equal('Droplet');
  });
});

describe('a patient who is taken to where the procedure is', () => {
  const ready = () => new Bedside({}, elsewhere()).prepared();

  it('is called for, leaves ready, is received, is identified again, and only there handed over', () => {
    const bedside = ready();
    expect(bedside.refusal('handover.accepted', {}, nurse)).to.not.equal('accepted');
    onlyFor(bedside, 'patient.calledFor', {}, technician);
    bedside.does('patient.calledFor', {}, proceduralist);
    expect(bedside.row().transfer).to.equal('calledFor');
    bedside.does('patient.left');
    expect(bedside.row().transfer).to.equal('left');
    expect(bedside.refusal('handover.accepted', {}, nurse)).to.not.equal('accepted');
    onlyFor(bedside, 'patient.received', {}, technician);
    bedside.does('patient.received', {}, proceduralist);
    expect([bedside.item('wristband'), bedside.item('statesName')]).to.deep.equal(['pending', 'pending']);
    expect(bedside.refusal('handover.accepted', {}, nurse)).to.equal('identityOpen');
  });

  it('is handed over there once everything that the place had opened is checked again', () => {
    const bedside = ready().does('patient.left').does('patient.received', {}, nurse);
    identified(bedside).does('item.sharpsBin.attested', { value: 'within' }).does('item.hands.started');
    bedside
      .waits(25 * second)
      .does('item.siteCleaned.started')
      .waits(31 * second);
    expect(bedside.readiness().kind).to.equal('ready');
    expect(bedside.does('handover.accepted', {}, nurse).row().status.kind).to.equal('gone');
  });

  it('leaves before the steps that are done there, and is handed over only after them', () => {
    const document = elsewhereDocument();
    const there = { ...document, handover: { ...document.handover, doneThere: ['equipment', 'hygiene'] } };
    const bedside = new Bedside({}, compiledOrThrow(there)).prepared('item.faints.attested');
    expect(bedside.refusal('patient.left'), 'consent is not completed').to.not.equal('accepted');
    bedside.does('step.consent.completed').does('patient.left').does('patient.received', {}, nurse);
    expect(bedside.refusal('handover.accepted', {}, nurse)).to.not.equal('accepted');
    const stopped = new Bedside({}, compiledOrThrow(there)).prepared('step.consent.completed');
    stopped.does('equipment.faulted');
    expect(stopped.refusal('patient.left'), 'with a fault there').to.not.equal('accepted');
  });

  it('is identified and has agreed before leaving, whatever the protocol says is done there', () => {
    const document = elsewhereDocument();
    const errors = (handover: object) => {
      const result = compileProtocol({ ...document, handover: { ...document.handover, ...handover } });
      return result.ok ? [] : result.errors.map(({ path, says }) => `${path.join('.')}: ${says}`);
    };
    expect(errors({ doneThere: ['equipment'] })).to.deep.equal([]);
    for (const step of ['identity', 'consent'])
      expect(errors({ doneThere: ['hygiene', step] })).to.deep.equal([
        'handover.doneThere.1: nobody leaves the ward unidentified or without having agreed',
      ]);
    expect(errors({ doneThere: ['theatre'] })[0]).to.contain('no step is called "theatre"');
    expect(errors({ doneThere: ['hygiene'], transfer: undefined }).join()).to.contain('say `transfer: true`');
  });

  it('leaves unready only because a nurse says why, and never without consent', () => {
    const bedside = new Bedside({}, elsewhere()).prepared('item.happyToGoAhead.attested');
    expect(bedside.refusal('patient.left')).to.not.equal('accepted');
    onlyFor(bedside, 'patient.leftUnready', { reason: 'Theatre waits' }, technician);
    expect(bedside.refusal('patient.leftUnready', {}, nurse)).to.equal('reasonMissing');
    bedside.does('patient.leftUnready', { reason: 'Kit is checked there' }, nurse);
    const unasked = new Bedside({}, elsewhere()).prepared('step.explanation.completed');
    expect(unasked.refusal('patient.leftUnready', { reason: 'x' }, nurse)).to.equal('stopped');
    const refusing = ready().does('consent.withdrawn');
    expect(refusing.refusal('patient.leftUnready', { reason: 'x' }, chargeNurse)).to.equal('stopped');
  });

  it('leaves in an emergency with the wristband checked, and is handed over wherever that is', () => {
    const start = () => new Bedside({}, elsewhere()).does('patient.arrived').does('item.wristband.sensed', band);
    start().does('emergency.declared').does('patient.left');
    expect(
      start().does('emergency.declared').does('handover.acceptedInEmergency', {}, nurse).row().status.kind,
    ).to.equal('gone');
  });

  it('may come back, and is identified again', () => {
    const bedside = ready().does('patient.left').does('patient.returned');
    expect([bedside.row().transfer, bedside.item('wristband')]).to.deep.equal([undefined, 'pending']);
    const there = ready().does('patient.left').does('patient.received', {}, nurse).does('patient.returned');
    expect(there.row().transfer).to.equal(undefined);
  });

  it('is no matter of protocols that say nothing of it', () => {
    const bedside = new Bedside().prepared();
    for (const event of ['patient.calledFor', 'patient.left', 'patient.received', 'patient.returned'])
      expect(bedside.refusal(event, {}, nurse), event).to.equal('notHere');
    expect(bedside.does('handover.accepted').row().status.kind).to.equal('gone');
  });
});

describe('a preparation that was opened by mistake', () => {
  it('ends by a nurse with a reason, apart from what was cancelled, and takes nothing more', () => {
    const bedside = new Bedside().prepared('item.wristband.sensed');
    onlyFor(bedside, 'preparation.enteredInError', { reason: 'x' }, technician);
    expect(bedside.refusal('preparation.enteredInError', {}, nurse)).to.equal('reasonMissing');
    bedside.does('preparation.enteredInError', { reason: 'Wrong patient opened' }, nurse);
    expect(bedside.row().status).to.deep.equal({ kind: 'enteredInError', at: bedside.at });
    expect(bedside.state.deadlines).to.deep.equal([]);
    expect(bedside.refusal('item.tubes.attested', { value: 'inDate' })).to.equal('ended');
  });
});

describe('who has the patient', () => {
  it('is one person at every moment of a shift handover (I45)', () => {
    const bedside = new Bedside().prepared('responsibility.taken');
    const has = () => bedside.row().responsible;
    bedside.does('responsibility.offered', { person: nurse.person });
    expect(has()).to.equal(technician.person);
    bedside.does('responsibility.declined', {}, nurse);
    expect([has(), bedside.state.context.offeredTo]).to.deep.equal([technician.person, null]);
    bedside.does('responsibility.offered', { person: nurse.person }).does('responsibility.taken', {}, nurse);
    expect([has(), bedside.state.context.offeredTo]).to.deep.equal([nurse.person, null]);
  });

  it('is whoever had them when an offer lapses, and the offer is gone', () => {
    const bedside = new Bedside()
      .prepared('responsibility.taken')
      .does('responsibility.offered', { person: nurse.person });
    bedside.waits(10 * minute);
    expect([bedside.row().responsible, bedside.now().context.offeredTo]).to.deep.equal([technician.person, null]);
    expect(bedside.refusal('responsibility.declined', {}, nurse)).to.not.equal('accepted');
  });
});
