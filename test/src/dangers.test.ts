/** What the tablet says of a stop, of an answer that does not satisfy, and of who may look second: read from real bedsides. */
import { expect } from 'chai';
import fc from 'fast-check';
import type { Actor, ItemView } from '../../machines/index.ts';
import { overlay } from '../../src/link/overlay.ts';
import { faceOf } from '../../src/tablet/item-face.ts';
import { neverVerifies } from '../../src/tablet/may-verify.ts';
import { standingsOf } from '../../src/tablet/standing.ts';
import { ageSays, shortOf } from '../../src/tablet/wanted.ts';
import { thingWord } from '../../src/ui/words/units.ts';
import { Bedside } from '../support/bedside.ts';
import { answersAll, copyOf, opening, shippedProtocol } from '../support/imaging.ts';
import { hour, minute, nurse, second, technician } from '../support/protocol.ts';

const seed = Number(process.env['SEED'] ?? 20261123);
const band = { value: '9990012345' };
const identified = {
  wristband: band,
  statesName: { value: 'both' },
  procedureMatches: { value: 'match' },
  papersMatch: { value: 'theirs' },
  allergies: { value: 'none' },
};
const unitNumber = 'G051726123456';
const itemOf = (bedside: Bedside, id: string, by: Actor = technician): ItemView =>
  bedside
    .checklist(by)
    .steps.flatMap(({ items }) => items)
    .find((one) => one.id === id)!;
const stopsOf = (bedside: Bedside, by: Actor = technician) =>
  standingsOf(overlay(bedside.checklist(by), []), (person) => person, bedside.at).filter(({ tone }) => tone === 'stop');

describe('a stop on the tablet', () => {
  const blood = (): Bedside => {
    const bed = new Bedside(
      opening({ component: 'redCells', unitNumber, patientAbo: 'a' }),
      shippedProtocol('transfusion'),
    );
    return answersAll(bed, { wristband: band, statesName: { value: 'both' } });
  };
  const lapsed = (): Bedside => {
    const bed = blood();
    return bed.does('item.leftStorage.measured', { value: bed.at - 29 * minute }).waits(2 * minute);
  };

  it('of a lapse is the protocol’s own: the thing, what to do, what happened, in this order', () => {
    const [stop, ...others] = stopsOf(lapsed());
    expect(others).to.deep.equal([]);
    expect(stop).to.include({ title: 'Stop: unit out of storage too long', thing: unitNumber });
    expect(stop?.lines).to.have.length(2);
    expect(stop?.lines[0]).to.equal('Do not transfuse it. Return it to the laboratory and ask for a replacement.');
    expect(stop?.lines[1]).to.match(
      /^Unit left controlled storage at .*\d\d:\d\d\. Good for 30 min, until .*\d\d:\d\d\.$/,
    );
    expect(stop?.actions.map(({ event }) => event)).to.deep.equal(['equipment.replaced']);
    expect(lapsed().row().status).to.include({ kind: 'stop', says: 'Stop: unit out of storage too long' });
  });

  it('goes on saying it after a better time for the same bag, and is gone with the replacement', () => {
    const bed = lapsed();
    bed.does('item.leftStorage.measured', { value: bed.at - minute });
    expect(stopsOf(bed)[0]?.lines).to.deep.equal([
      'Do not transfuse it. Return it to the laboratory and ask for a replacement.',
      'Unit left controlled storage at: its time ran out.',
    ]);
    expect(stopsOf(bed.does('equipment.replaced'))).to.deep.equal([]);
  });

  it('that somebody raised says what they said, and one that an answer raised says which', () => {
    const reported = blood().does('equipment.faulted', { reason: 'Filter torn' });
    expect(stopsOf(reported)[0]).to.include({ title: 'Stop: equipment fault' });
    expect(stopsOf(reported)[0]?.lines.slice(0, 1)).to.deep.equal(['Filter torn']);
    const answered = blood().does('item.packReceived.attested', { value: 'notGood' });
    expect(stopsOf(answered)[0]?.title).to.equal('Stop: equipment fault');
    expect(stopsOf(answered)[0]?.lines[0]).to.equal(
      'Pack on receipt: in date, whole, no clots or odd colour: NOT GOOD.',
    );
  });

  it('is also there where two people answered differently', () => {
    const mri = answersAll(new Bedside(opening({ contrast: 'none', side: 'none' }), shippedProtocol('mri')), {
      ...identified,
      communicationNeeds: { value: 'none' },
      formComplete: { value: 'complete' },
    });
    const levelTwo: Actor = { ...technician, person: 'j-kim', grant: 'grant-kim', competences: ['mrLevel2'] };
    mri.does('item.activeImplant.attested', { value: 'no' }, nurse);
    mri.does('item.activeImplant.agreed', { value: 'yes' }, levelTwo);
    expect(stopsOf(mri)[0]).to.include({ title: 'Stop: two answers differ' });
    expect(stopsOf(mri)[0]?.lines[0]).to.equal('Pacemaker, defibrillator, stimulator, pump, pacing wires');
  });
});

describe('how old a value may be', () => {
  const scope = answersAll(
    new Bedside(
      opening({ bleedingRisk: 'high', antithrombotic: 'warfarin', diabetes: 'no' }),
      shippedProtocol('upper-gi-endoscopy'),
    ),
    {
      ...identified,
      bleedingRisk: { value: 'high', by: nurse },
      bloodThinner: { value: 'warfarin', by: nurse },
    },
  );

  it('is said, and a warning stands exactly where the machine would not count it, now or at the start', () => {
    const inr = itemOf(scope, 'inr', nurse);
    const { start } = scope.state.context;
    expect(ageSays(inr)).to.equal('At most 7 days old at the start.');
    const week = 7 * 24 * hour;
    const toStart = start - scope.at;
    const edges = [week - minute, week + minute, week - toStart - minute, week - toStart + minute] as const;
    fc.assert(
      fc.property(fc.oneof(fc.integer({ min: minute, max: 2 * week }), fc.constantFrom(...edges)), (before) => {
        const takenAt = scope.at - before;
        const says = shortOf(inr, start, scope.at, 1.2, takenAt);
        const after = copyOf(scope).does('item.inr.measured', { value: 1.2, takenAt }, nurse, 0);
        expect(says?.startsWith('Older than 7 days') === true, `${before}: ${says}`).to.equal(
          after.item('inr') === 'expired',
        );
        after.waits(start - after.at - second);
        expect(says !== null, `${before}: ${says}`).to.equal(after.item('inr') === 'expired');
      }),
      { seed, numRuns: 60 },
    );
  });
});

describe('an answer that does not satisfy', () => {
  it('wears the sign of a stop, of waiting for whoever may accept it, or none: never that of what is late', () => {
    const ct = answersAll(new Bedside(opening({ side: 'none' }), shippedProtocol('ct-contrast')), {
      ...identified,
      metformin: { value: 'yes' },
    });
    ct.does('item.egfr.measured', { value: 28, takenAt: ct.at - hour });
    const tile = (stop: ItemView['stop']) =>
      faceOf({ ...itemOf(ct, 'egfr'), stop }, undefined, (person) => person, null, {
        start: ct.state.context.start,
        now: ct.at,
      }).tile;
    expect(itemOf(ct, 'egfr')).to.include({ status: 'failed', stop: 'override' });
    expect((['hard', 'override', 'warn', 'info'] as const).map(tile)).to.deep.equal(['stop', 'held', null, null]);
  });
});

describe('the second of two people', () => {
  const mri = new Bedside(opening({ contrast: 'none', side: 'none' }), shippedProtocol('mri'));
  const item = itemOf(mri, 'activeImplant');

  it('is known by role and competence, as the protocol names it', () => {
    expect(item.verifiedBy).to.deep.equal({
      roles: ['technician', 'proceduralist'],
      competence: { name: 'mrLevel2', says: 'MR Level 2' },
    });
    expect(itemOf(mri, 'formComplete')).to.not.have.property('verifiedBy');
  });

  it('never is who has another role, or is not registered; what is not known turns nobody away', () => {
    const never = (role: 'technician' | 'nurse', competences?: readonly string[]) =>
      neverVerifies(item, { role, ...(competences === undefined ? {} : { competences }) });
    expect(never('technician', ['mrLevel2'])).to.equal(null);
    expect(never('technician', ['ecg'])).to.equal('not registered for MR Level 2');
    expect(never('technician')).to.equal(null);
    expect(never('nurse', ['mrLevel2'])).to.equal('not for a nurse');
  });
});

it('a kind of thing keeps the capitals a ward writes', () => {
  expect(['ctScanner', 'mriScanner', 'infusionPump', 'contrastInjector'].map(thingWord)).to.deep.equal([
    'CT scanner',
    'MRI scanner',
    'infusion pump',
    'contrast injector',
  ]);
});
