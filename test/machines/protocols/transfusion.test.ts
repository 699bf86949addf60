/** protocols/transfusion.yaml, one unit played to hand-over (over 400 lines: every moment where a mistake would hurt). */
import { expect } from 'chai';
import type { Actor, AssetFact, Command, Protocol } from '../../../machines/index.ts';
import { Bedside } from '../../support/bedside.ts';
import {
  chargeNurse,
  compiledOrThrow,
  hour,
  minute,
  morning,
  nurse,
  proceduralist,
  second,
  server,
  shippedDocument,
  technician,
} from '../../support/protocol.ts';

const giver: Actor = { ...nurse, competences: ['transfusion'] };
const checker: Actor = { ...technician, competences: ['transfusion'] };
const secondChecker: Actor = {
  person: 'd-reyes',
  role: 'nurse',
  grant: 'grant-reyes',
  device: 'tablet-3',
  competences: ['transfusion'],
};
const unit = 'G051726123456';
/** Group A positive, red cells, nothing special asked. */
const facts = {
  component: 'redCells',
  unitNumber: unit,
  patientAbo: 'a',
  patientRhd: 'positive',
  irradiated: 'notRequired',
  cmvNegative: 'notRequired',
  hevNegative: 'notRequired',
};
const compiled: Protocol = compiledOrThrow(shippedDocument('transfusion'));
const bed = (more: Readonly<Record<string, string>> = {}): Bedside =>
  new Bedside(
    { start: morning + hour, order: { number: 'ORD-7', version: 1, facts: { ...facts, ...more } } },
    compiled,
  );

type Act = readonly [event: string, more?: Partial<Command>, actor?: Actor | undefined, wait?: number];
const said = (item: string, value: string, actor?: Actor): Act => [`item.${item}.attested`, { value }, actor];
const twice = (item: string, value: string): readonly Act[] => [
  [`item.${item}.attested`, { value }, giver],
  [`item.${item}.agreed`, { value }, checker],
];

/** Who the patient is, what they were told and agreed to, and the baseline. */
const ward: readonly Act[] = [
  ['patient.arrived', {}, giver],
  ['responsibility.taken', {}, giver],
  ['item.wristband.sensed', { value: '9990012345' }, giver],
  said('statesName', 'both', giver),
  said('procedureMatches', 'match', giver),
  said('papersMatch', 'theirs', giver),
  said('allergies', 'none', giver),
  ['step.identity.completed', {}, giver],
  said('communicationNeeds', 'none'),
  said('explained', 'told'),
  said('teachBack', 'correct'),
  said('afterwards', 'told'),
  ['step.explanation.completed'],
  said('advanceRefusal', 'none', giver),
  ['consent.given', {}, proceduralist],
  said('happyToGoAhead', 'yes', giver),
  said('prescribed', 'complete', giver),
  ['item.temperature.measured', { value: 36.8 }],
  ['item.pulse.measured', { value: 80 }],
  ['item.systolic.measured', { value: 124 }],
  ['item.diastolic.measured', { value: 70 }],
  ['item.breathing.measured', { value: 14 }],
  ['item.saturation.measured', { value: 97 }],
  said('staysBeside', 'named', giver),
  ['step.consent.completed', {}, giver],
];
const line: readonly Act[] = [
  said('precautions', 'none'),
  said('placeClean', 'clean'),
  ['item.hands.started', {}, giver],
  ['item.line.attested', { value: 'patent' }, giver, 25 * second],
  said('cannula', 'wide', giver),
  ['step.hygiene.completed', {}, giver],
  said('bloodSet', 'right'),
  said('salineOnly', 'only'),
  said('rateControl', 'gravity'),
  ['item.emergencyKit.attested', { value: 'complete', takenAt: morning - hour }],
];
const receipt: readonly Act[] = [
  ['item.leftStorage.measured', { value: morning - 2 * minute }],
  said('storage', 'controlled'),
  said('oneAtATime', 'only'),
  said('component', 'redCells'),
  said('redCellLabel', 'a'),
  said('packReceived', 'good'),
];
const bedsideCheck: readonly Act[] = [
  ['item.unitNumber.sensed', { value: unit }, giver],
  ...twice('patientToBlood', 'same'),
  ...twice('bagToTag', 'same'),
  ...twice('redCellGroup', 'a'),
  ...twice('rhd', 'positive'),
  ...twice('expiry', 'inDate'),
  ...twice('pack', 'good'),
  ['step.equipment.completed', {}, giver],
];

function plays(bedside: Bedside, acts: readonly Act[]): Bedside {
  for (const [event, more, actor, wait] of acts) bedside.does(event, more, actor ?? technician, wait);
  return bedside;
}
const upTo = (...parts: readonly (readonly Act[])[]): Bedside => plays(bed(), parts.flat());
const received = (): Bedside => upTo(ward, line, receipt);
const atBedside = (): Bedside => plays(received(), [['item.unitNumber.sensed', { value: unit }, giver]]);
const ready = (): Bedside => upTo(ward, line, receipt, bedsideCheck);

/** Why somebody may not, in words. */
const why = (bedside: Bedside, event: string, more: Partial<Command>, actor: Actor): string => {
  const decision = bedside.tries(event, more, actor);
  return decision.kind === 'refused' ? `${decision.refusal.code}: ${decision.refusal.says}` : decision.kind;
};

describe('a transfusion', () => {
  it('goes from arrival to hand-over, by two people at the bedside', () => {
    const bedside = ready();
    expect(bedside.readiness().kind).to.equal('ready');
    expect(bedside.state.context.evidence['redCellGroup']).to.deep.include({ by: giver.person, value: 'a' });
    expect(bedside.state.context.evidence['redCellGroup']?.second?.by).to.equal(checker.person);
    bedside.does('handover.accepted', {}, giver);
    expect(bedside.row().status.kind).to.equal('gone');
  });

  it('is ready only until the unit has been out of storage for 30 minutes', () => {
    const bedside = ready();
    const readiness = bedside.readiness();
    expect(readiness.kind === 'ready' && readiness.until).to.equal(morning + 28 * minute);
  });

  describe('a unit out of storage', () => {
    it('counts at 29 minutes and 59 seconds', () => {
      const bedside = ready();
      bedside.waits(morning + 28 * minute - second - bedside.at);
      expect(bedside.readiness().kind).to.equal('ready');
    });

    it('is a stop at 30 minutes: it goes back, and nothing that was checked of it counts', () => {
      const bedside = ready();
      bedside.waits(morning + 28 * minute - bedside.at);
      expect(bedside.row().status).to.include({ kind: 'stop', stop: 'fault' });
      expect(['unitNumber', 'patientToBlood', 'redCellGroup', 'pack'].map((id) => bedside.item(id))).to.deep.equal(
        Array(4).fill('pending'),
      );
      expect(bedside.refusal('handover.accepted', {}, giver)).to.not.equal('accepted');
    });

    it('is not made young again by another time: only another unit leads on', () => {
      const bedside = ready();
      bedside.waits(morning + 29 * minute - bedside.at);
      bedside.tries('item.leftStorage.measured', { value: bedside.at - minute }, giver);
      expect(bedside.readiness().kind).to.equal('stopped');
      bedside.does('equipment.replaced', {}, giver);
      expect(bedside.item('leftStorage')).to.equal('pending');
      plays(bedside, [['item.leftStorage.measured', { value: bedside.at - 5 * minute }], ...receipt.slice(1)]);
      plays(bedside, bedsideCheck.slice(0, 5));
      expect(bedside.item('leftStorage')).to.equal('satisfied');
    });

    it('of 31 minutes is a stop as soon as somebody says so', () => {
      const bedside = upTo(ward, line).waits(31 * minute);
      bedside.does('item.leftStorage.measured', { value: bedside.at - 31 * minute + second });
      expect(bedside.row().status).to.include({ kind: 'stop', stop: 'fault' });
    });

    it('from a ward fridge is a stop', () => {
      const bedside = plays(upTo(ward, line), [receipt[0]!, said('storage', 'wardFridge')]);
      expect(bedside.row().status).to.include({ kind: 'stop', stop: 'fault' });
    });
  });

  describe('the bag', () => {
    it('of another patient is a stop, and who the patient is must be checked again', () => {
      const bedside = received().does('item.unitNumber.sensed', { value: 'G051726999999' }, giver);
      expect(bedside.row().status).to.include({ kind: 'stop', stop: 'mismatch' });
      expect(
        ['unitNumber', 'wristband', 'statesName', 'component', 'leftStorage'].map((id) => bedside.item(id)),
      ).to.deep.equal(['failed', 'pending', 'pending', 'pending', 'pending']);
      expect(bedside.refusal('mismatch.resolved', { reason: 'my mistake' }, giver)).to.equal('samePerson');
      expect(bedside.refusal('item.unitNumber.sensed', { value: unit }, giver)).to.equal('stopped');
    });

    it('is no patient’s when the order names no unit', () => {
      const { unitNumber: _none, ...without } = facts;
      const bedside = new Bedside(
        { start: morning + hour, order: { number: 'ORD-7', version: 1, facts: without } },
        compiled,
      );
      plays(bedside, [...ward, ['item.unitNumber.sensed', { value: unit }, giver]]);
      expect(bedside.row().status).to.include({ kind: 'stop', stop: 'mismatch' });
    });

    it('is checked from the start when the laboratory issues another unit', () => {
      const bedside = ready().does(
        'order.amended',
        { order: { number: 'ORD-7', version: 2, facts: { ...facts, unitNumber: 'G051726123457' } } },
        server,
      );
      for (const id of [
        'unitNumber',
        'patientToBlood',
        'bagToTag',
        'redCellGroup',
        'rhd',
        'expiry',
        'pack',
        'leftStorage',
      ])
        expect(bedside.item(id), id).to.equal('pending');
    });

    it('is scanned only beside a patient who was identified', () => {
      const bedside = plays(bed(), receipt);
      expect(bedside.refusal('item.unitNumber.sensed', { value: unit }, giver)).to.not.equal('accepted');
      const moved = ready().does('place.moved', { place: { ward: 'w4B', bed: '3' } }, chargeNurse);
      expect(moved.item('unitNumber')).to.equal('pending');
      expect(moved.item('patientToBlood')).to.equal('pending');
    });

    it('that leaks, or is past its date, is a stop, and the next one passes its own checks', () => {
      for (const [item, value] of [
        ['pack', 'notGood'],
        ['expiry', 'expired'],
      ] as const) {
        const bedside = plays(atBedside(), [...twice('bagToTag', 'same'), said(item, value, giver)]);
        expect(bedside.row().status).to.include({ kind: 'stop', stop: 'fault' });
        expect(bedside.item('bagToTag')).to.equal('pending');
        bedside.does('equipment.replaced', {}, giver);
        expect(bedside.item(item)).to.equal('pending');
      }
    });

    it('stays with other blood away from it, or nothing goes on', () => {
      const bedside = plays(upTo(ward, line), [said('oneAtATime', 'other')]);
      expect(bedside.item('oneAtATime')).to.equal('failed');
    });
  });

  describe('the group', () => {
    /** Which first answers are taken for a patient of this group; the others are stops. */
    const taken = (item: string, component: string, patientAbo: string | undefined): string =>
      ['o', 'a', 'b', 'ab']
        .filter((value) => {
          const { patientAbo: _abo, ...rest } = facts;
          const order = { ...rest, component, ...(patientAbo === undefined ? {} : { patientAbo }) };
          const bedside = new Bedside(
            { start: morning + hour, order: { number: 'O', version: 1, facts: order } },
            compiled,
          );
          plays(bedside, [...ward, said('component', component), ['item.unitNumber.sensed', { value: unit }, giver]]);
          bedside.does(`item.${item}.attested`, { value }, giver);
          const stopped = bedside.row().status.kind === 'stop';
          expect(bedside.item(item), `${value} for ${patientAbo}`).to.equal(stopped ? 'failed' : 'awaiting');
          return !stopped;
        })
        .join(' ');

    it('of red cells is one the patient’s own can take, and O when nobody knows theirs', () => {
      expect(['o', 'a', 'b', 'ab', undefined, 'A+'].map((abo) => taken('redCellGroup', 'redCells', abo))).to.deep.equal(
        ['o', 'o a', 'o b', 'o a b ab', 'o', 'o'],
      );
    });

    it('of plasma is the other way round, and AB when nobody knows theirs', () => {
      expect(['o', 'a', 'b', 'ab', undefined, 'A+'].map((abo) => taken('plasmaGroup', 'plasma', abo))).to.deep.equal([
        'o a b ab',
        'a ab',
        'b ab',
        'ab',
        'ab',
        'ab',
      ]);
    });

    it('of platelets is the patient’s own, or the proceduralist’s decision with a reason', () => {
      const bedside = plays(bed({ component: 'platelets' }), [
        ...ward,
        said('component', 'platelets'),
        ['item.unitNumber.sensed', { value: unit }, giver],
      ]);
      expect(bedside.refusal('item.plateletGroup.attested', { value: 'b' }, giver)).to.not.equal('accepted');
      expect(
        bedside.refusal(
          'item.plateletGroup.overridden',
          { reason: 'Benefit outweighs risk', note: 'none other' },
          giver,
        ),
      ).to.equal('notYours');
      bedside.does(
        'item.plateletGroup.overridden',
        { reason: 'Benefit outweighs risk', note: 'none other' },
        proceduralist,
      );
      expect(bedside.item('plateletGroup')).to.equal('overridden');
    });

    it('RhD positive is for a patient known to be positive', () => {
      for (const patientRhd of ['negative', 'unknown', 'POSITIVE']) {
        const bedside = plays(bed({ patientRhd }), [...ward, said('component', 'redCells'), bedsideCheck[0]!]);
        bedside.does('item.rhd.attested', { value: 'positive' }, giver);
        expect(bedside.row().status).to.include({ kind: 'stop', stop: 'mismatch' });
      }
    });

    it('asks nothing of red cells when the label says plasma, and the wrong component is a stop', () => {
      const plasma = plays(bed({ component: 'plasma' }), [said('component', 'plasma')]);
      expect([plasma.item('redCellGroup'), plasma.item('plasmaGroup'), plasma.item('rhd')]).to.deep.equal([
        'notNeeded',
        'pending',
        'notNeeded',
      ]);
      const wrong = plays(bed(), [said('component', 'plasma')]);
      expect(wrong.row().status).to.include({ kind: 'stop', stop: 'mismatch' });
    });
  });

  describe('the second check', () => {
    it('is not by the one who answered first, nor under a second sign-in of theirs', () => {
      const bedside = atBedside().does('item.redCellGroup.attested', { value: 'a' }, giver);
      const says = 'samePerson: Another person must do this, signed in as themselves.';
      expect(why(bedside, 'item.redCellGroup.agreed', { value: 'a' }, giver)).to.equal(says);
      expect(
        why(bedside, 'item.redCellGroup.agreed', { value: 'a' }, { ...giver, grant: 'grant-2', device: 'tablet-3' }),
      ).to.equal(says);
      expect(why(bedside, 'item.redCellGroup.agreed', { value: 'a' }, { ...checker, grant: giver.grant })).to.equal(
        says,
      );
      expect(bedside.item('redCellGroup')).to.equal('awaiting');
    });

    it('is by somebody registered for transfusion, and so is the first', () => {
      const says = 'notCompetent: This takes somebody registered for transfusion.';
      const bedside = atBedside();
      expect(why(bedside, 'item.redCellGroup.attested', { value: 'a' }, nurse)).to.equal(says);
      bedside.does('item.redCellGroup.attested', { value: 'a' }, giver);
      expect(why(bedside, 'item.redCellGroup.agreed', { value: 'a' }, technician)).to.equal(says);
      expect(
        why(bedside, 'item.redCellGroup.agreed', { value: 'a' }, { ...technician, competences: ['mrLevel2'] }),
      ).to.equal(says);
      bedside.does('item.redCellGroup.agreed', { value: 'a' }, checker);
    });

    it('is begun by the nurse who gives it, not by a technician', () => {
      expect(atBedside().refusal('item.redCellGroup.attested', { value: 'a' }, checker)).to.equal('notYours');
    });

    it('is blind: no screen shows the first answer', () => {
      const bedside = atBedside().does('item.redCellGroup.attested', { value: 'o' }, giver);
      const view = bedside.checklist(checker).steps.flatMap(({ items }) => items);
      const shown = view.find(({ id }) => id === 'redCellGroup');
      expect(shown?.evidence).to.include({ value: null, says: null });
    });

    it('that differs disputes: neither wins, neither takes it back, a third person resolves', () => {
      const bedside = plays(atBedside(), [
        ['item.redCellGroup.attested', { value: 'o' }, giver],
        ['item.redCellGroup.agreed', { value: 'a' }, checker],
      ]);
      expect(bedside.item('redCellGroup')).to.equal('disputed');
      expect(bedside.row().status.kind).to.equal('stop');
      for (const actor of [giver, checker]) {
        expect(bedside.refusal('item.redCellGroup.corrected', { reason: 'x' }, actor)).to.not.equal('accepted');
        expect(bedside.refusal('item.redCellGroup.agreed', { value: 'o' }, actor)).to.not.equal('accepted');
      }
      expect(bedside.refusal('item.redCellGroup.resolved', { reason: 'looked' }, giver)).to.equal('samePerson');
      bedside.does('item.redCellGroup.resolved', { reason: 'looked again, both start anew' }, secondChecker);
      expect(bedside.item('redCellGroup')).to.equal('pending');
    });

    it('comes within ten minutes, or the first answers again', () => {
      const bedside = atBedside().does('item.pack.attested', { value: 'good' }, giver);
      expect(bedside.waits(10 * minute).item('pack')).to.equal('pending');
    });

    it('is never entered late: it is made at the bedside, now', () => {
      expect(compiled.events.has('item.redCellGroup.enteredLate')).to.equal(false);
    });
  });

  describe('special requirements', () => {
    it('are asked unless the order says they are not required: unknown, and any other word, asks', () => {
      expect(bed().item('irradiated')).to.equal('notNeeded');
      for (const said of ['required', 'unknown', 'no', 'NotRequired'])
        expect(bed({ irradiated: said }).item('irradiated'), said).to.equal('pending');
      for (const id of ['irradiated', 'cmvNegative', 'hevNegative']) {
        const { [id as 'irradiated']: _gone, ...rest } = facts;
        const silent = new Bedside({ order: { number: 'O', version: 1, facts: rest } }, compiled);
        expect(silent.item(id)).to.equal('pending');
      }
    });

    it('that are not on the label are a stop', () => {
      const bedside = plays(bed({ cmvNegative: 'required' }), [...ward, ...line, ...receipt, bedsideCheck[0]!]);
      bedside.does('item.cmvNegative.attested', { value: 'notOnLabel' }, giver);
      expect(bedside.row().status).to.include({ kind: 'stop', stop: 'fault' });
    });
  });

  it('takes no baseline older than an hour', () => {
    const bedside = upTo(ward);
    const taken = bedside.state.context.evidence['breathing']?.at ?? 0;
    bedside.waits(taken + hour - 1 - bedside.at);
    expect(bedside.item('breathing')).to.equal('satisfied');
    expect(bedside.waits(1).item('breathing')).to.equal('expired');
  });

  it('needs clean hands for the line, consent by who may take it, and a pump that is in service if one is used', () => {
    const early = plays(bed(), ward);
    expect(early.refusal('item.line.attested', { value: 'patent' }, giver)).to.equal('itemsMissing');
    const bedside = plays(bed(), ward.slice(0, 14));
    expect(bedside.refusal('consent.given', {}, giver)).to.equal('notYours');
    const pump: AssetFact = {
      asset: 'PUMP-7',
      type: 'infusionPump',
      standing: 'quarantined',
      until: null,
      version: 3,
      says: 'put aside',
    };
    bedside.does('item.rateControl.attested', { value: 'pump' });
    bedside.does('item.pump.sensed', { value: 'PUMP-7', asset: pump });
    expect(bedside.item('pump')).to.equal('failed');
    bedside.does('item.pump.sensed', { value: 'PUMP-8', asset: { ...pump, asset: 'PUMP-8', standing: 'inService' } });
    expect(bedside.item('pump')).to.equal('satisfied');
  });

  describe('in an emergency', () => {
    const unmatched = (): Bedside => {
      const order = { number: 'ORD-9', version: 1, facts: { component: 'redCells' } };
      return new Bedside({ order }, compiled).does('patient.arrived', {}, giver).does('emergency.declared', {}, giver);
    };
    const minimum: readonly Act[] = [
      ['item.wristband.sensed', { value: '9990012345' }, giver],
      said('advanceRefusal', 'none', giver),
      said('component', 'redCells', giver),
      said('redCellLabel', 'o', giver),
      said('packReceived', 'good', giver),
    ];

    it('group O goes with the label read by one person; the rest is deferred, and somebody else closes the list', () => {
      const bedside = plays(unmatched(), minimum);
      expect(bedside.item('unitNumber')).to.equal('deferred');
      expect(bedside.readiness().kind).to.not.equal('ready');
      bedside.does('handover.acceptedInEmergency', {}, giver);
      expect(bedside.row().status).to.include({ kind: 'gone', reconciling: true });
      expect(bedside.refusal('emergency.reconciled', { note: 'sample taken' }, giver)).to.equal('samePerson');
      bedside.does('emergency.reconciled', { note: 'sample taken' }, secondChecker);
    });

    it('does not go before each of them is asked', () => {
      for (let left = 0; left < minimum.length; left += 1) {
        const bedside = plays(unmatched(), minimum.slice(0, left));
        expect(bedside.refusal('handover.acceptedInEmergency', {}, giver), String(left)).to.not.equal('accepted');
      }
    });

    it('takes no other group than O before the patient’s is known', () => {
      for (const value of ['a', 'b', 'ab']) {
        const bedside = plays(unmatched(), [...minimum.slice(0, 3), said('redCellLabel', value, giver)]);
        expect(bedside.row().status.kind).to.equal('stop');
        expect(bedside.refusal('handover.acceptedInEmergency', {}, giver)).to.not.equal('accepted');
      }
    });

    it('never passes a refusal of blood that is known', () => {
      const bedside = plays(unmatched(), [minimum[0]!, said('advanceRefusal', 'found', giver)]);
      expect(bedside.row().status).to.include({ kind: 'stop', stop: 'consent' });
      expect(bedside.refusal('handover.acceptedInEmergency', {}, giver)).to.equal('stopped');
    });
  });

  it('identifies a patient who cannot say by a second source and a second person', () => {
    const bedside = plays(bed(), [...ward.slice(0, 3), said('statesName', 'cannot', giver)]);
    expect(bedside.item('secondSource')).to.equal('pending');
    expect(bedside.refusal('item.explained.attested', { value: 'told' })).to.equal('identityOpen');
    plays(bedside, [said('secondSource', 'same', giver)]);
    expect(bedside.refusal('item.secondSource.agreed', { value: 'same' }, giver)).to.equal('samePerson');
    bedside.does('item.secondSource.agreed', { value: 'same' }, technician);
  });
});
