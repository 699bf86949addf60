/** What the desk says of an answer that does not do: played on the shipped protocols, as a charge nurse reads it. */
import { expect } from 'chai';
import { missingLines } from '../../src/desk/missing-lines.ts';
import type { Bedside } from '../support/bedside.ts';
import { Bedside as AtBed } from '../support/bedside.ts';
import { type Answers, answersAll, inService, opening, radiologist, shippedProtocol } from '../support/imaging.ts';
import { chargeNurse, hour, minute, morning, nurse, technician } from '../support/protocol.ts';

const day = 24 * hour;
const names: Readonly<Record<string, string>> = { 'a-osei': 'A. Osei' };
const read = (bedside: Bedside) => missingLines(bedside.checklist(chargeNurse), (person) => names[person] ?? person);
const lineOf = (bedside: Bedside, text: string) => {
  const line = read(bedside).find(({ what }) => what.startsWith(text));
  expect(
    line,
    `${text} among ${read(bedside)
      .map(({ what }) => what)
      .join()}`,
  ).to.not.equal(undefined);
  return line!;
};
const identified: Answers = {
  wristband: { value: '9990012345' },
  statesName: { value: 'both' },
  procedureMatches: { value: 'match' },
  papersMatch: { value: 'theirs' },
  allergies: { value: 'none' },
};
const at = (protocol: string, facts: Readonly<Record<string, string>>, answers: Answers): Bedside =>
  answersAll(new AtBed(opening(facts), shippedProtocol(protocol)), { ...identified, ...answers });

describe('what the desk says of an answer that does not do', () => {
  const kidneys = (value: number): Bedside =>
    at(
      'ct-contrast',
      { setting: 'outpatient', flow: 'high', contrastStrength: 'i350', oralPrep: 'none', side: 'none' },
      { metformin: { value: 'yes' }, renalDisease: { value: 'no' }, egfr: { value, takenAt: morning - 3 * day } },
    );

  it('has the value, when the blood was taken, what is wanted and who may override it', () => {
    const { what, why, tone } = lineOf(kidneys(28), 'Kidney function, eGFR');
    expect(what).to.equal('Kidney function, eGFR: 28 mL/min/1.73 m²');
    expect(why).to.match(
      /^Of 27 FEB 2026 \d\d:\d\d\. Wanted: 45 mL\/min\/1\.73 m² or more\. The proceduralist may override\.$/,
    );
    expect(tone).to.equal('overdue');
  });

  it('is not said of one that does', () => {
    expect(read(kidneys(45)).map(({ what }) => what)).to.not.include('Kidney function, eGFR');
  });

  it('says why a thing is not fit, that nobody may override what is hard, and who can do it again', () => {
    const bedside = at('upper-gi-endoscopy', { bleedingRisk: 'low', antithrombotic: 'none', diabetes: 'no' }, {});
    const asset = inService('gastroscope', { asset: 'SCOPE-12', standing: 'unknown', version: 0 });
    bedside.does('item.scope.sensed', { value: 'SCOPE-12', asset }, nurse);
    const { what, why, tone } = lineOf(bedside, 'Gastroscope');
    expect(what).to.match(/: SCOPE-12$/);
    expect(why).to.match(/^Not in the equipment log\. Nobody may override it\. .+ can do it again\.$/);
    expect(tone).to.equal('stop');
  });

  it('tells an INR of eight days ago by the day of the sample and how long it counted', () => {
    const bedside = at(
      'upper-gi-endoscopy',
      { bleedingRisk: 'high', antithrombotic: 'warfarin', diabetes: 'no' },
      {
        bleedingRisk: { value: 'high', by: nurse },
        bloodThinner: { value: 'warfarin', by: nurse },
        inr: { value: 1.2, takenAt: morning - 8 * day, by: nurse },
      },
    );
    const { what, why, tone } = lineOf(bedside, 'INR');
    expect(what).to.equal('INR: 1.20 INR');
    expect(why).to.match(/^Of 22 FEB 2026 \d\d:\d\d\. .*It counted for 7 days, until yesterday \d\d:\d\d\./);
    expect(why).to.contain('Nurse, charge nurse or proceduralist can do it again.');
    expect(tone).to.equal('overdue');
  });
});

describe('what the desk says of what is still open', () => {
  it('is who can do it, once: that the reader cannot is no second sentence', () => {
    const bedside = at(
      'upper-gi-endoscopy',
      { bleedingRisk: 'high', antithrombotic: 'warfarin', diabetes: 'no' },
      { bleedingRisk: { value: 'high', by: nurse }, bloodThinner: { value: 'warfarin', by: nurse } },
    );
    const read = missingLines(bedside.checklist(technician), String).find(({ what }) => what === 'INR');
    expect(read?.why).to.equal('Nurse, charge nurse or proceduralist can do this.');
  });

  it('keeps the training it takes, and what comes first', () => {
    const blood = at('transfusion', { component: 'redCells', unitNumber: 'G051726123456' }, {});
    blood.does('item.leftStorage.measured', { value: blood.at - minute });
    expect(lineOf(blood, 'Unit number').why).to.contain('registered for transfusion');
    const mri = at('mri', { contrast: 'none' }, { communicationNeeds: { value: 'none' } });
    expect(lineOf(mri, 'Pacemaker').why).to.match(/^First: Screening form filled in.* can do this\.$/);
  });
});

describe('what the desk says of a second check', () => {
  const first = (): Bedside =>
    at(
      'mri',
      { contrast: 'none', sedation: 'none', side: 'none' },
      {
        communicationNeeds: { value: 'none' },
        explained: { value: 'told' },
        teachBack: { value: 'correct' },
        formComplete: { value: 'complete' },
      },
    );

  it('says who answered, and which others may answer now', () => {
    const bedside = first().does('item.activeImplant.attested', { value: 'no' }, technician);
    const { why } = lineOf(bedside, 'Pacemaker');
    const of = bedside.protocol.items.get('activeImplant')?.item;
    expect(of?.verifiedBy).to.deep.equal(['technician', 'proceduralist']);
    expect(why).to.match(
      /^A\. Osei answered \d\d:\d\d\. Now another person, who has not seen that answer: technician or proceduralist, registered for MR Level 2\.$/,
    );
    expect(JSON.stringify(read(bedside)), 'the answer itself').to.not.match(/\bNO\b/);
  });

  it('is open to nobody of the two once they differ', () => {
    const bedside = first()
      .does('item.activeImplant.attested', { value: 'no' }, technician)
      .does(
        'item.activeImplant.agreed',
        { value: 'yes' },
        {
          ...radiologist,
          competences: ['mrLevel2'],
        },
      );
    expect(lineOf(bedside, 'Pacemaker').why).to.equal(
      'Two people answered it differently. A nurse who gave neither answer, or a senior, settles it.',
    );
  });
});

describe('what the desk says of a unit of blood that was out too long', () => {
  const out = (facts: Readonly<Record<string, string>> = { unitNumber: 'G051726123456' }): Bedside => {
    const bedside = at(
      'transfusion',
      { component: 'redCells', patientAbo: 'a', patientRhd: 'positive', ...facts },
      { leftStorage: { value: morning - 2 * minute } },
    );
    return bedside.waits(hour);
  };

  it('is named under the stop, with when it left, how long it counted and what to do with it', () => {
    const lines = read(out());
    expect(lines[0]?.what).to.equal('Stop: unit out of storage too long');
    const { what, why } = lineOf(out(), 'Unit left controlled storage at');
    expect(what).to.match(/: \d\d:\d\d$/);
    expect(why).to.match(/^Its number ends …23456\. It counted for 30 min, until \d\d:\d\d\./);
    expect(why).to.contain('After 30 minutes it goes back to the laboratory');
  });

  it('has no number where the order names none', () => {
    expect(lineOf(out({}), 'Unit left controlled storage at').why).to.match(/^It counted for 30 min/);
  });

  it('counts as one of the things that are missing', () => {
    expect(lineOf(out(), 'Unit left').tone).to.equal('overdue');
  });
});
