/** What the desk says of an answer that does not do: played on the shipped protocols, as a charge nurse reads it. */
import { expect } from 'chai';
import type { Actor } from '../../machines/index.ts';
import { actionsOf, mainActionOf } from '../../src/desk/actions-of.ts';
import { missingLines, readinessTitle, readyUntil } from '../../src/desk/missing-lines.ts';
import { clockTime } from '../../src/ui/clock.ts';
import { overlay } from '../../src/link/overlay.ts';
import { standingsOf } from '../../src/tablet/standing.ts';
import { progressOf } from '../../src/link/progress.ts';
import type { Bedside } from '../support/bedside.ts';
import { Bedside as AtBed } from '../support/bedside.ts';
import { happyPath } from '../support/happy-path.ts';
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

describe('a patient who was handed over', () => {
  const readied = (without: string) =>
    happyPath
      .filter(({ command }) => command.event !== without)
      .reduce((at, { wait, actor, command }) => at.does(command.event, command, actor, wait), new AtBed());

  it('lacks nothing: the panel says when it was, and the warnings that stood then', () => {
    const checklist = readied('item.faints.attested').does('handover.accepted', {}, nurse).checklist();
    expect(readinessTitle(checklist)).to.match(/^Handed over \d\d:\d\d$/);
    expect(missingLines(checklist, String).map(({ what, why }) => [what, why])).to.deep.equal([
      ['Faints, bleeding or blood thinners', 'Not asked before the hand-over.'],
    ]);
    const plain = readied('').does('handover.accepted', {}, nurse);
    expect(missingLines(plain.checklist(), String)).to.deep.equal([]);
    const stopped = plain.does('consent.withdrawn', { reason: 'Changed her mind' }).checklist();
    expect(missingLines(stopped, String).map(({ what }) => what)).to.deep.equal(['Stop: consent withdrawn']);
    expect(readinessTitle(stopped)).to.match(/^Handed over \d\d:\d\d$/);
  });
});

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

describe('the one next act of a stopped patient on the desk', () => {
  const next = (bedside: Bedside, by: Actor): string | undefined => {
    const view = bedside.checklist(by);
    return mainActionOf(
      view,
      actionsOf(view).filter(({ may }) => may),
    )?.event;
  };
  const stopped = (by: Actor): Bedside => new AtBed().prepared().does('identity.mismatched', {}, by);

  it('leaves the stop, for whoever may', () => {
    expect(next(stopped(technician), chargeNurse)).to.equal('mismatch.resolved');
    const unsure = new AtBed().prepared().does('capacity.doubted');
    expect(next(unsure, chargeNurse)).to.match(/^capacity\.assessed/);
  });

  it('is to have seen it for whoever may not, and nothing else of the step', () => {
    const own = stopped(chargeNurse);
    const others = actionsOf(own.checklist(chargeNurse)).filter(({ may, group }) => may && group === 'step');
    expect(others.map(({ verb }) => verb)).to.include('Patient does not want to be told');
    expect(next(own, chargeNurse)).to.equal('attention.acknowledged');
    expect(next(own.does('attention.acknowledged', {}, nurse), chargeNurse)).to.equal(undefined);
  });
});

describe('what the desk says of a stop', () => {
  const why = (bedside: Bedside) => lineOf(bedside, 'Stop: ').why;
  const tapped = (bedside: Bedside, event: string, more: object): string => {
    const at = bedside.at + 1000;
    bedside.does(event, more);
    return clockTime(at);
  };

  it('is who raised it and when, which wristband, and when it was sent where that was later', () => {
    const refused = new AtBed().prepared();
    const time = tapped(refused, 'consent.refused', { reason: 'No' });
    expect(why(refused)).to.equal(`Stopped ${time} by A. Osei. Nobody goes on until this is resolved.`);
    const wrong = new AtBed().prepared().waits(20 * minute);
    const happenedAt = wrong.at - 10 * minute;
    const sent = tapped(wrong, 'identity.mismatched', { value: '9990054321', happenedAt });
    expect(why(wrong)).to.equal(
      `Stopped ${clockTime(happenedAt)} by A. Osei, sent ${sent}. The wristband had another number: …321. ` +
        'Nobody goes on until this is resolved.',
    );
  });
});

describe('what the desk says of several stops', () => {
  it('names every one of them, the longest-standing first, each with who raised it', () => {
    const bedside = new AtBed().prepared();
    bedside.does('identity.mismatched', { value: '9990054321' });
    bedside.waits(2 * minute).does('consent.refused', { reason: 'No' });
    const stops = read(bedside).filter(({ what }) => what.startsWith('Stop: '));
    expect(stops.map(({ what }) => what)).to.deep.equal(['Stop: identity does not match', 'Stop: patient refuses']);
    for (const { why, tone } of stops) {
      expect(why).to.match(/^Stopped \d\d:\d\d by A\. Osei\./);
      expect(tone).to.equal('stop');
    }
    expect(readinessTitle(bedside.checklist(chargeNurse))).to.equal(
      `Not ready: ${read(bedside).reduce((sum, { counts }) => sum + counts, 0)} things missing`,
    );
  });
});

describe('what the desk says of a ready patient', () => {
  it('is ready in one word, and then until when, as the tablet says it', () => {
    const bedside = new AtBed().prepared();
    const ready = bedside.checklist(chargeNurse);
    const { readiness } = ready;
    if (readiness.kind !== 'ready' || readiness.until === null) throw new Error(`not ready, but ${readiness.kind}`);
    for (const due of [readiness.until + minute, readiness.until]) {
      const shown = { ...ready, row: { ...ready.row, due } };
      const tablet = standingsOf(overlay(shown, []), String, bedside.at).find(({ key }) => key === 'flow');
      expect(readinessTitle(shown)).to.equal('Ready').and.equal(tablet?.title);
      expect(readyUntil(shown, shown.at)).to.match(/ntil \d\d:\d\d\. The procedure is at \d\d:\d\d\.$/);
      expect(readyUntil(shown, shown.at)).to.equal(tablet?.lines[0]);
    }
  });
});

describe('what the desk says of steps nobody has begun', () => {
  it('counts the items that the tablet counts under “Complete step”: what may be left is in nobody’s way', () => {
    const bedside = new AtBed().does('patient.arrived');
    const { steps } = bedside.checklist(technician);
    const open = steps.reduce((count, step) => count + progressOf(step).open, 0);
    const warned = steps.reduce((count, step) => count + progressOf(step).mayBeLeft, 0);
    expect(warned, 'a warning, which only one of the two would count').to.be.greaterThan(0);
    expect(read(bedside).find(({ why }) => /items? open\.$/.test(why ?? ''))?.why).to.equal(`${open} items open.`);
  });
});
