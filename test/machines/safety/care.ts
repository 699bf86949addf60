/** (over 400 lines: one list of invariants, each with what breaks it) Clean hands, fit equipment, right results: invariants I16 to I18, I21 to I23 and I41 to I43. */
import { expect } from 'chai';
import { hour, minute } from '../../support/protocol.ts';
import { Bed, factsFor, moments, shippedFiles } from './bed.ts';
import type { House, Shown } from './house.ts';
import { answer, answered, asset, identified, ready } from './prepared.ts';

const day = 24 * hour;
const scanned = (bed: Bed) => bed.items((item) => 'asset' in item.answer);

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

export const careShown: readonly Shown[] = [
  {
    id: 'I16',
    says: 'clean hands are used up by the touch, lapse by themselves, and are asked again once the touch no longer counts',
    plays: (house) => {
      for (const file of shippedFiles) {
        const bed = answered(house, file);
        const touch = bed.protocol.items.get('hands')?.item.usedBy ?? '';
        expect(bed.protocol.items.has(touch), `${file} says what clean hands are for`).to.equal(true);
        expect(bed.item('hands'), file).to.equal('used');
        bed.does(`item.${touch}.corrected`, { reason: 'x' }, bed.person('nurse'));
        expect(bed.item('hands'), `${file}: asked again`).to.equal('pending');
        bed.refuses(`item.${touch}.attested`, { value: 'x' }).refuses(`item.${touch}.started`);
        answer(bed, 'hands').waits(bed.protocol.times('handsFor'));
        expect(bed.item('hands'), `${file}: not from a while ago`).to.equal('expired');
      }
    },
    controls: [
      {
        without: 'clean hands are done for good',
        file: 'machines/items/item-chart.ts',
        in: 'itemChart',
        from: "const used = item.usedBy === undefined ? {} : { [on('consumed')]: { target: 'used' } };",
        to: 'const used = {};',
      },
      {
        without: 'the next touch goes by the last one’s hands',
        file: 'machines/items/item-chart.ts',
        in: 'itemChart',
        from: "[on('spent')]: { target: 'pending', actions: [strike(item.id)] },",
        to: '',
      },
      {
        without: 'clean hands stay clean',
        file: 'machines/items/item-chart.ts',
        in: 'itemChart',
        from: 'const expiry = lasts(item) ? {',
        to: 'const expiry = lasts(item) && item.usedBy === undefined ? {',
      },
    ],
  },
  {
    id: 'I17',
    says: 'contamination, from every state, ends ready and opens what it touched; it is asked again after the field is restored',
    plays: (house) => {
      for (const file of shippedFiles) {
        const before = ready(house, file);
        for (const [path, bed] of moments(before, (at) => at !== 'open.hygiene.field.contaminated')) {
          const decision = bed.asks('hygiene.contaminated', {}, bed.person('technician'));
          if (decision.kind !== 'accepted') expect.fail(`${file}: not from ${path}`);
          expect(house.machines.isReady(bed.protocol, decision.state), `${file}: ${path}`).to.equal(false);
          const { value } = decision.state;
          expect(house.machines.standing(value, 'open.hygiene.field'), `${file}: ${path}`).to.equal('contaminated');
        }
        const after = before.copy().does('hygiene.contaminated');
        const sterile = before.items((item) => item.voidedBy?.includes('hygiene.contaminated') === true);
        const held = sterile.filter((id) => before.counting().includes(id));
        expect(held, file).to.include('hands');
        expect(after.open(held), file).to.deep.equal(held);
        expect(after.does('field.restored').isReady(), file).to.equal(false);
      }
    },
    controls: [
      {
        without: 'clean hands outlive contamination',
        file: 'protocols/parts/hands.yaml',
        in: 'hands',
        from: 'voidedBy: [hygiene.contaminated, place.changed, person.changed]',
        to: 'voidedBy: [place.changed, person.changed]',
      },
      {
        without: 'contamination stops nothing',
        file: 'machines/steps/hygiene.ts',
        in: 'hygiene',
        from: "clean: { on: { 'hygiene.contaminated': { target: 'contaminated',",
        to: "clean: { on: { 'hygiene.contaminated': { target: 'clean',",
      },
    ],
  },
  {
    id: 'I18',
    says: 'changed isolation opens the precautions again, each time',
    plays: (house) => {
      for (const file of shippedFiles) {
        const bed =
          file === 'venepuncture'
            ? answer(ready(house, file).put('open.hygiene.hands', 'pending'), 'hands')
            : ready(house, file);
        const asked = bed.items((item) => item.voidedBy?.includes('isolation.changed') === true);
        const held = asked.filter((id) => bed.counting().includes(id));
        expect(held, file).to.include(file === 'venepuncture' ? 'hands' : 'precautions');
        for (const what of ['Contact', 'Droplet']) {
          bed.refuses('isolation.amended', { note: what });
          bed.does('isolation.amended', { note: what }, bed.person('nurse'));
          expect(bed.open(held), `${file}: ${what}`).to.deep.equal(held);
          expect(bed.isReady()).to.equal(false);
          for (const id of held) answer(bed, id);
        }
      }
    },
    controls: [
      {
        without: 'a change of isolation is only written down',
        file: 'machines/steps/hygiene.ts',
        in: 'hygiene',
        from: "[note('isolation'), broadcast('isolation.changed')]",
        to: "[note('isolation')]",
      },
      {
        without: 'the precautions of before count',
        file: 'protocols/parts/clean-place.yaml',
        in: 'precautions',
        from: 'voidedBy: [isolation.changed, identity.mismatched, patient.changed,',
        to: 'voidedBy: [identity.mismatched, patient.changed,',
      },
    ],
  },
  {
    id: 'I21',
    says: 'a thing put aside does not count, and one that is put aside or fails meanwhile ends ready',
    plays: (house) => {
      for (const file of ['mri', 'ct-contrast', 'upper-gi-endoscopy']) {
        const before = ready(house, file);
        const things = scanned(before).filter((id) => before.counting().includes(id));
        expect(things.length, file).to.be.greaterThan(0);
        for (const id of things) {
          const put = before.copy().does(`item.${id}.recalled`, {}, before.person('system'));
          expect([put.item(id), put.isReady()], `${file}: ${id}`).to.deep.equal(['pending', false]);
          const item = before.protocol.items.get(id)?.item;
          const type = item !== undefined && 'asset' in item.answer ? item.answer.asset : '';
          const aside = { value: `${type}-1`, asset: asset(type, before.at + 9 * day, 'quarantined') };
          put.does(`item.${id}.sensed`, aside, put.person(item?.by[0] ?? 'technician'));
          expect(put.item(id), `${file}: ${id}, put aside`).to.equal('failed');
        }
        expect(before.does('equipment.faulted').isReady(), file).to.equal(false);
        expect(before.row().status, file).to.include({ kind: 'stop', stop: 'fault' });
        expect(before.refuses('step.equipment.completed').standing('equipment.kit'), file).to.equal('faulty');
      }
    },
    controls: [
      {
        without: 'a thing put aside may be used',
        file: 'machines/preparation/good-enough.ts',
        in: 'fit',
        from: "asset.standing === 'inService' &&",
        to: '',
      },
      {
        without: 'nothing that was scanned is taken back',
        file: 'machines/items/item-chart.ts',
        in: 'itemChart',
        from: "'asset' in item.answer ? { [on('recalled')]:",
        to: "'nothing' in item.answer ? { [on('recalled')]:",
      },
      {
        without: 'a fault stops nothing',
        file: 'machines/steps/equipment.ts',
        in: 'equipment',
        from: "{ target: 'faulty', actions: raiseStop('fault') }",
        to: "{ target: 'fit', actions: raiseStop('fault') }",
      },
    ],
  },
  {
    id: 'I22',
    says: 'a replacement inherits no check of what it replaces, from a fault or from what was not there',
    plays: (house) => {
      for (const file of shippedFiles)
        for (const what of ['equipment.faulted', 'equipment.unavailable']) {
          const before = ready(house, file);
          const own = before.items((item) => item.voidedBy?.includes('kit.changed') === true);
          const held = own.filter((id) => before.counting().includes(id));
          expect(held.length, file).to.be.greaterThan(1);
          const after = before.copy().does(what);
          // Somebody checks what is there all the same, before the replacement comes.
          for (const id of held) answer(after, id, true);
          expect(after.open(held).length, `${file}: ${what}`).to.be.lessThan(held.length);
          after.does('equipment.replaced');
          expect(after.open(held), `${file}: ${what}`).to.deep.equal(held);
          expect(after.isReady()).to.equal(false);
        }
    },
    controls: [
      {
        without: 'a replacement inherits the checks',
        file: 'machines/steps/equipment.ts',
        in: 'replaced',
        from: "[...clearStop('fault'), broadcast('kit.changed')]",
        to: "clearStop('fault')",
      },
    ],
  },
  {
    id: 'I23',
    says: 'what expires before the planned start does not count, also when the start moves past its end',
    plays: (house) => {
      for (const file of ['mri', 'ct-contrast', 'upper-gi-endoscopy']) {
        const before = ready(house, file);
        const [id = ''] = scanned(before).filter((one) => before.counting().includes(one));
        const item = before.protocol.items.get(id)?.item;
        const type = item !== undefined && 'asset' in item.answer ? item.answer.asset : '';
        const by = before.person(item?.by[0] ?? 'technician');
        const { start } = before.state.context;
        const fresh = before.copy().does(`item.${id}.recalled`, {}, before.person('system'));
        const short = fresh.copy().does(`item.${id}.sensed`, { value: 'x', asset: asset(type, start - 1) }, by);
        expect(short.item(id), `${file}: ends before the start`).to.equal('failed');
        const exact = fresh.copy().does(`item.${id}.sensed`, { value: 'x', asset: asset(type, start + hour) }, by);
        expect(exact.item(id), file).to.equal('satisfied');
        exact.does('plan.moved', { start: start + 2 * hour, reason: 'x' }, exact.person('chargeNurse'));
        expect([exact.item(id), exact.isReady()], `${file}: moved past its end`).to.deep.equal(['failed', false]);
        const lapsed = fresh.copy().does(`item.${id}.sensed`, { value: 'x', asset: asset(type, start) }, by);
        lapsed.at = start;
        expect(lapsed.item(id), `${file}: its own end`).to.equal('expired');
      }
    },
    controls: [
      {
        without: 'what ends before the start counts',
        file: 'machines/preparation/good-enough.ts',
        in: 'fit',
        from: '(until === undefined || until >= start)',
        to: 'true',
      },
      {
        without: 'a thing has no end of its own',
        file: 'machines/preparation/implementations.ts',
        in: 'countsUntil',
        from: '...(evidence?.until === undefined ? [] : [evidence.until]),',
        to: '',
      },
    ],
  },
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
        from: 'ifLapsed: equipment.faulted',
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
