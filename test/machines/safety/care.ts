/** Clean hands and fit equipment: invariants I16 to I18 and I21 to I23. */
import { expect } from 'chai';
import { hour } from '../../support/protocol.ts';
import { Bed, moments, shippedFiles } from './bed.ts';
import type { Shown } from './house.ts';
import { answer, answered, asset, ready } from './prepared.ts';

const scanned = (bed: Bed) => bed.items((item) => 'asset' in item.answer);

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
        from: 'voidedBy: [hygiene.contaminated, place.changed, person.changed, isolation.changed]',
        to: 'voidedBy: [place.changed, person.changed, isolation.changed]',
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
    says: 'changed isolation opens the precautions and clean hands again, each time',
    plays: (house) => {
      for (const file of shippedFiles) {
        const bed = answer(ready(house, file).put('open.hygiene.hands', 'pending'), 'hands');
        const asked = bed.items((item) => item.voidedBy?.includes('isolation.changed') === true);
        const held = asked.filter((id) => bed.counting().includes(id));
        expect(held, file).to.include.members(file === 'venepuncture' ? ['hands'] : ['hands', 'precautions']);
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
      {
        without: 'hands cleaned for other precautions are clean',
        file: 'protocols/parts/hands.yaml',
        in: 'hands',
        from: 'voidedBy: [hygiene.contaminated, place.changed, person.changed, isolation.changed]',
        to: 'voidedBy: [hygiene.contaminated, place.changed, person.changed]',
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
          const aside = { value: `${type}-1`, asset: asset(type, before.at + 216 * hour, 'quarantined') };
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
        from: "isTakenBack = 'asset' in item.answer",
        to: "isTakenBack = 'nothing' in item.answer",
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
];
