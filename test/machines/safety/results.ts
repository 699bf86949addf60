/** What is not known, right results and the right blood: invariants I41 to I43. */
import { expect } from 'chai';
import { hour, minute } from '../../support/protocol.ts';
import { Bed, factsFor } from './bed.ts';
import type { House, Shown } from './house.ts';
import { answer, identified, ready } from './prepared.ts';

const day = 24 * hour;

/** A patient over sixty, of whom a kidney function is asked. */
const older = (house: House): Bed => {
  const order = { number: 'ORD-1', version: 1, facts: factsFor('ct-contrast') };
  const patient = {
    familyName: 'Roe',
    givenName: 'Ann',
    birthDate: '1950-03-12',
    sex: 'F',
    number: '9990012345',
  } as const;
  const bed = identified(new Bed(house, 'ct-contrast', { order, patient }));
  return ['metformin', 'renalDisease', 'diabetes', 'bloodPressureDrugs'].reduce((now, id) => answer(now, id), bed);
};

export const resultsShown: readonly Shown[] = [
  {
    id: 'I41',
    says: 'what is not known of an implant, of metal or of the kidneys is a yes: it satisfies nothing, or asks what a yes asks',
    plays: (house) => {
      const bed = ready(house, 'mri');
      const questions = [
        'activeImplant',
        'aneurysmClip',
        'magnetImplant',
        'namelessImplant',
        'metalInEye',
        'stentCoilClip',
      ];
      for (const id of questions) {
        const item = bed.protocol.items.get(id)?.item;
        const choices = item !== undefined && 'choices' in item.answer ? item.answer.choices : [];
        const unknown = choices.find(({ value }) => value === 'unknown');
        const hanging = bed.items(({ appliesIf }) => JSON.stringify(appliesIf ?? null).includes(`"answer":"${id}"`));
        expect(unknown !== undefined, `${id} can be not known`).to.equal(true);
        const asks = hanging.filter((other) =>
          JSON.stringify(bed.protocol.items.get(other)?.item.appliesIf).includes('unknown'),
        );
        expect(unknown?.satisfies === false || asks.length > 0, `${id}: not known is no no`).to.equal(true);
      }
      // Until it was asked at all, what hangs on it is asked.
      const unasked = identified(new Bed(house, 'mri'));
      expect(unasked.item('activeImplantCleared')).to.equal('pending');
      expect(unasked.item('orbitImages')).to.equal('pending');
      // A word nobody foresaw is not "no contrast".
      const order = { number: 'ORD-1', version: 1, facts: { ...factsFor('mri'), contrast: 'nome' } };
      expect(new Bed(house, 'mri', { order }).item('renalRisk')).to.equal('pending');
      const silent = { number: 'ORD-1', version: 1, facts: {} };
      expect(new Bed(house, 'venepuncture', { order: silent }).item('arm'), 'an arm nobody spoke of').to.equal(
        'pending',
      );
    },
    controls: [
      {
        without: 'not asked yet is a no',
        file: 'machines/protocols/applies.ts',
        in: 'holds',
        from: 'return given === null || (given !== notAsked && test.is.includes(given));',
        to: 'return given !== null && given !== notAsked && test.is.includes(given);',
      },
      {
        without: 'a fact nobody gave is a no',
        file: 'machines/preparation/facts.ts',
        in: 'factsOf',
        from: "order.facts[name] ?? 'unknown'",
        to: "order.facts[name] ?? 'none'",
      },
      {
        without: 'a misspelt fact is a no',
        file: 'machines/protocols/applies.ts',
        in: 'holds',
        from: "if ('isNot' in test) return !test.isNot.includes(fact(test.fact));",
        to: "if ('isNot' in test) return fact(test.fact) === 'unknown';",
      },
    ],
  },
  {
    id: 'I42',
    says: 'a kidney function counts for this patient, within its age and its limit; not for the next one, and not for ever',
    plays: (house) => {
      const fresh = older(house);
      const by = fresh.person('nurse');
      const value = (reading: number, ago: number) => ({ value: reading, takenAt: fresh.at - ago });
      const good = fresh.copy().does('item.egfr.measured', value(62, hour), by);
      expect(good.item('egfr')).to.equal('satisfied');
      expect(fresh.copy().does('item.egfr.measured', value(30, hour), by).item('egfr'), 'too low').to.equal('failed');
      expect(
        fresh
          .copy()
          .does('item.egfr.measured', value(62, 200 * day), by)
          .item('egfr'),
        'too old',
      ).to.equal('expired');
      fresh.refuses('item.egfr.measured', { value: 62 }, by);
      fresh.refuses('item.egfr.measured', value(62, -hour), by);
      const taken = good.state.context.evidence['egfr']?.takenAt ?? 0;
      const aged = good.copy();
      aged.at = taken + aged.protocol.times('egfrOutpatientFor');
      expect(aged.item('egfr'), 'aged meanwhile').to.equal('expired');
      good.does('patient.merged', { reason: 'x' }, good.person('chargeNurse'));
      expect(good.item('egfr'), 'another patient’s').to.equal('pending');
    },
    controls: [
      {
        without: 'validity counts from when it was typed',
        file: 'machines/preparation/implementations.ts',
        in: 'countsUntil',
        from: 'const from = evidence?.takenAt ?? evidence?.at ?? Number.NaN;',
        to: 'const from = evidence?.at ?? Number.NaN;',
      },
      {
        without: 'every reading is good enough',
        file: 'machines/preparation/good-enough.ts',
        in: 'goodEnough',
        from: 'if (!withinLimits(protocol, state, answer.limits, Number(value))) return false;',
        to: '',
      },
      {
        without: 'one patient’s result counts for another',
        file: 'protocols/ct-contrast.yaml',
        in: 'egfr',
        from: 'voidedBy: [identity.mismatched, patient.changed, order.changed]\n        appliesIf:\n          any:\n            - { age:',
        to: 'voidedBy: [identity.mismatched, order.changed]\n        appliesIf:\n          any:\n            - { age:',
      },
    ],
  },
  {
    id: 'I43',
    says: 'a unit of blood is checked at this bedside by two people, within half an hour of release, and nothing of it travels',
    plays: (house) => {
      const bed = ready(house, 'transfusion');
      const checks = ['unitNumber', 'patientToBlood', 'bagToTag', 'redCellGroup', 'rhd', 'expiry', 'pack'];
      const two = bed.items(
        (item, step) => step === 'equipment' && item.kind === 'secondPerson' && checks.includes(item.id),
      );
      expect(two).to.deep.equal(checks.slice(1));
      const moved = bed.copy().does('place.moved', { place: { ward: 'w5A', bed: '3' } }, bed.person('nurse'));
      expect(moved.open(checks), 'checked at another bed').to.deep.equal(checks);
      const left = Number(bed.state.context.evidence['leftStorage']?.value);
      const late = bed.copy();
      late.at = left + 30 * minute;
      expect([late.isReady(), late.row().status.kind], 'out for half an hour').to.deep.equal([false, 'stop']);
      const wrong = bed.copy().put('open.equipment.unitNumber', 'pending');
      wrong.does('item.unitNumber.sensed', { value: 'G051726999999' }, wrong.person('nurse'));
      expect(wrong.row().status, 'another unit').to.include({ kind: 'stop', stop: 'mismatch' });
      const group = bed.copy().put('open.equipment.redCellGroup', 'pending');
      for (const value of ['b', 'ab']) {
        const said = group.copy().does('item.redCellGroup.attested', { value }, group.person('nurse'));
        expect(said.row().status.kind, `group ${value} for a patient of group a`).to.equal('stop');
      }
    },
    controls: [
      {
        without: 'what was checked at one bed counts at another',
        file: 'machines/preparation/plan.ts',
        in: 'plan',
        from: "actions: [{ type: 'relocate' }, broadcast('place.changed')]",
        to: "actions: [{ type: 'relocate' }]",
      },
      {
        without: 'a unit out too long is not stopped',
        file: 'protocols/transfusion.yaml',
        in: 'leftStorage',
        from: "ifLapsed: equipment.faulted\n        lapsed:\n          says: 'Stop: unit out of storage too long'\n          act: Do not transfuse it. Return it to the laboratory and ask for a replacement.\n          thing: unitNumber",
        to: '',
      },
      {
        without: 'group B is right for group A',
        file: 'protocols/transfusion.yaml',
        in: 'redCellGroup',
        from: '{ value: b, label: B, satisfies: true, onlyIf: { fact: patientAbo, is: [b, ab] } }',
        to: '{ value: b, label: B, satisfies: true, onlyIf: { fact: patientAbo, is: [a, b, ab] } }',
      },
    ],
  },
];
