/** The MRI protocol, played (over 400 lines: who is screened by whom, what is never ready, what a moment undoes, the way there). */
import { expect } from 'chai';
import fc from 'fast-check';
import type { Actor } from '../../../machines/index.ts';
import { Bedside } from '../../support/bedside.ts';
import {
  type Answers,
  answersAll,
  answersOne,
  completesSteps,
  copyOf,
  inService,
  levelTwo,
  openItems,
  opening,
  radiographer,
  radiologist,
  shippedProtocol,
  takenThere,
} from '../../support/imaging.ts';
import { chargeNurse, hour, minute, morning, nurse, server } from '../../support/protocol.ts';

const day = 24 * hour;
const plain = { contrast: 'none', sedation: 'none', side: 'none' };
const both = { by: radiographer, second: levelTwo };
const questions = ['activeImplant', 'aneurysmClip', 'magnetImplant', 'namelessImplant', 'metalInEye', 'stentCoilClip'];

/** Nothing in the way: what everybody is asked, and what contrast and sedation add. */
const answers: Answers = {
  wristband: { value: '9990012345' },
  statesName: { value: 'both' },
  procedureMatches: { value: 'match' },
  papersMatch: { value: 'theirs' },
  allergies: { value: 'none' },
  communicationNeeds: { value: 'none' },
  explained: { value: 'told' },
  teachBack: { value: 'correct' },
  formComplete: { value: 'complete' },
  ...Object.fromEntries(questions.map((id) => [id, { value: 'no', ...both }])),
  activeImplantCleared: { value: 'conditional', by: radiologist, second: levelTwo },
  clipReport: {
    value: 'seen',
    takenAt: morning - 900 * day,
    by: { ...radiologist, competences: ['mrLevel2'] },
    second: levelTwo,
  },
  magnetImplantCleared: { value: 'conditional', by: radiologist, second: levelTwo },
  orbitImages: { value: 'clear', takenAt: morning - 2 * day, by: radiologist },
  stentOldEnough: { value: 'dated', takenAt: morning - 90 * day },
  pregnancy: { value: 'no' },
  claustrophobia: { value: 'no' },
  weight: { value: 80 },
  width: { value: 45 },
  renalRisk: { value: 'yes' },
  egfr: { value: 62, takenAt: morning - 10 * day },
  lastClearDrink: { value: morning - 4 * hour },
  lastBreastMilk: { value: 'none' },
  lastLightMeal: { value: morning - 10 * hour },
  lastFullMeal: { value: 'none' },
  escort: { value: 'named' },
  side: { value: 'left', second: nurse },
  happyToGoAhead: { value: 'yes' },
  sedationConsent: { value: 'given', by: radiologist },
  scanner: { value: 'mriScanner-1', asset: inService('mriScanner') },
  scannerCheck: { value: 'passed' },
  emergencyKit: { value: 'complete', takenAt: morning - hour },
  patientOnConsole: { value: 'same' },
  contrastBottle: { value: 'gadoliniumContrast-1', asset: inService('gadoliniumContrast') },
  contrastVolume: { value: 7.5 },
  companions: { value: 'nobody', ...both },
  broughtIn: { value: 'nothing', ...both },
  precautions: { value: 'none' },
  placeClean: { value: 'clean' },
  removables: { value: 'off' },
  cannula: { value: 'good', takenAt: morning - hour },
  flushed: { value: 'free' },
  hands: {},
  hearingProtection: { value: 'fitted' },
  zoneThree: { value: 'cleared', by: levelTwo },
  doorCheck: { value: 'nothing', by: levelTwo },
};

const atMri = (facts: Readonly<Record<string, string>> = {}, more = {}): Bedside =>
  new Bedside(opening({ ...plain, ...facts }, more), shippedProtocol('mri'));
const answered = (changed: Answers = {}, facts: Readonly<Record<string, string>> = {}): Bedside =>
  answersAll(atMri(facts), { ...answers, ...changed });
const prepared = (changed: Answers = {}, facts: Readonly<Record<string, string>> = {}): Bedside =>
  completesSteps(answered(changed, facts));
const sentence = (bedside: Bedside, event: string, more: object, actor: Actor): string => {
  const decision = bedside.tries(event, more, actor);
  return decision.kind === 'refused' ? decision.refusal.says : decision.kind;
};
/** Screened as far as the six questions, none of them asked yet. */
const beforeQuestions = (): Bedside => {
  const ids = Object.keys(answers);
  return answersAll(
    atMri(),
    Object.fromEntries(ids.slice(0, ids.indexOf('activeImplant')).map((id) => [id, answers[id]!])),
  );
};

describe('the MRI protocol', () => {
  it('goes from arrival to handed over: nothing to clear, no contrast, no sedation', () => {
    const bedside = prepared();
    expect(openItems(bedside)).to.deep.equal([]);
    expect(bedside.readiness().kind).to.equal('ready');
    expect(bedside.refusal('handover.accepted', {}, levelTwo), 'on the ward').to.equal('itemsMissing');
    takenThere(bedside, answers, levelTwo);
    expect(openItems(bedside)).to.deep.equal([]);
    expect(bedside.refusal('handover.accepted', {}, nurse)).to.equal('notYours');
    expect(bedside.does('handover.accepted', {}, levelTwo).row().status.kind).to.equal('gone');
  });

  it('goes from arrival to handed over with an implant, metal in an eye, a stent, contrast and sedation', () => {
    const yes = { value: 'yes', ...both };
    const bedside = prepared(
      { activeImplant: yes, aneurysmClip: yes, magnetImplant: yes, metalInEye: yes, stentCoilClip: yes },
      { contrast: 'groupThree', sedation: 'planned', side: 'left' },
    );
    const needed = [...bedside.protocol.items.keys()].filter((id) => bedside.item(id) !== 'notNeeded');
    expect(needed).to.have.length(bedside.protocol.items.size - 2, 'all but pregnancy and breast milk at 66');
    expect(bedside.readiness().kind).to.equal('ready');
    takenThere(bedside, answers, levelTwo).does('handover.accepted', {}, levelTwo);
  });

  it('leaves the ward before anything is done that is done in the department, and not before the rest', () => {
    const { doneThere = [] } = shippedProtocol('mri').document.handover;
    expect(doneThere).to.deep.equal(['equipment', 'hygiene']);
    const there = (id: string) => doneThere.includes(shippedProtocol('mri').items.get(id)?.step.id ?? '');
    const ward = Object.fromEntries(Object.entries(answers).filter(([id]) => !there(id)));
    const bedside = answersAll(atMri(), ward);
    for (const step of ['identity', 'explanation']) bedside.does(`step.${step}.completed`);
    expect(bedside.refusal('patient.left'), 'consent is not completed').to.not.equal('accepted');
    bedside.does('step.consent.completed');
    expect(bedside.readiness().kind).to.equal('notReady');
    takenThere(bedside, answers, levelTwo);
    expect(bedside.refusal('handover.accepted', {}, levelTwo), 'a step is not completed').to.not.equal('accepted');
    for (const step of doneThere) bedside.does(`step.${step}.completed`);
    bedside.does('handover.accepted', {}, levelTwo);
  });

  it('waits for every hard item: without any one of them nobody is ready', () => {
    const hard = [...shippedProtocol('mri').items.values()].filter(({ item }) => item.stop === 'hard');
    const bedside = prepared();
    for (const { item } of hard) {
      if (bedside.item(item.id) === 'notNeeded') continue;
      const without = copyOf(bedside);
      without.does(`item.${item.id}.corrected`, { reason: 'not so' }, chargeNurse);
      expect(without.readiness().kind, item.id).to.not.equal('ready');
      expect(without.refusal('handover.accepted', {}, levelTwo), item.id).to.not.equal('accepted');
    }
  });

  describe('the second pass of screening', () => {
    const asked = (): Bedside => beforeQuestions().does('item.activeImplant.attested', { value: 'no' }, radiographer);
    const again = 'item.activeImplant.agreed';

    it('is refused to the person of the first, with whatever competence', () => {
      const bedside = asked();
      const able = { ...radiographer, competences: ['mrLevel2'] };
      expect(bedside.refusal(again, { value: 'no' }, able)).to.equal('samePerson');
      expect(sentence(bedside, again, { value: 'no' }, able)).to.equal(
        'Another person must do this, signed in as themselves.',
      );
      expect(bedside.item('activeImplant')).to.equal('awaiting');
    });

    it('is refused to the same person under another sign-in, and to another person under the same one', () => {
      const bedside = asked();
      const secondGrant = { ...radiographer, grant: 'grant-osei-2', device: 'tablet-9', competences: ['mrLevel2'] };
      expect(sentence(bedside, again, { value: 'no' }, secondGrant)).to.match(/^Another person must do this/);
      expect(bedside.refusal(again, { value: 'no' }, { ...levelTwo, grant: radiographer.grant })).to.equal(
        'samePerson',
      );
    });

    it('is refused to somebody who is not Level 2, and says so', () => {
      const bedside = asked();
      const other = { ...levelTwo, competences: [] };
      expect(bedside.refusal(again, { value: 'no' }, other)).to.equal('notCompetent');
      expect(sentence(bedside, again, { value: 'no' }, other)).to.equal(
        'This takes somebody registered for MR Level 2.',
      );
      expect(bedside.refusal(again, { value: 'no' }, { ...nurse, competences: ['mrLevel2'] })).to.equal('notYours');
      bedside.does(again, { value: 'no' }, levelTwo);
      expect(bedside.item('activeImplant')).to.equal('satisfied');
    });

    it('does not see the first answer, and a difference blocks until a third person resolves it', () => {
      const bedside = asked();
      const seen = bedside
        .checklist(levelTwo)
        .steps.flatMap(({ items }) => items)
        .find(({ id }) => id === 'activeImplant');
      expect(seen?.evidence).to.include({ value: null, says: null });
      bedside.does(again, { value: 'yes' }, levelTwo);
      expect(bedside.item('activeImplant')).to.equal('disputed');
      expect(bedside.readiness().kind).to.equal('stopped');
      expect(
        bedside.refusal('item.activeImplant.resolved', { reason: 'x' }, { ...nurse, person: levelTwo.person }),
      ).to.equal('samePerson');
      bedside.does('item.activeImplant.resolved', { reason: 'card found' }, nurse);
      expect(bedside.item('activeImplant')).to.equal('pending');
    });

    it('belongs to one visit: a first answer from this morning is asked again', () => {
      expect(
        asked()
          .waits(4 * hour)
          .item('activeImplant'),
      ).to.equal('pending');
    });
  });

  describe('an implant', () => {
    it('that nobody knows is never ready, whatever else is answered and whoever asks', () => {
      for (const id of ['activeImplant', 'aneurysmClip', 'magnetImplant', 'namelessImplant']) {
        const bedside = beforeQuestions().does(`item.${id}.attested`, { value: 'unknown' });
        expect(bedside.item(id), id).to.equal('failed');
        expect(
          bedside.refusal(`item.${id}.overridden`, { reason: 'Benefit outweighs risk', note: 'urgent' }, radiologist),
          id,
        ).to.equal('notHere');
        expect(bedside.refusal(`item.${id}.agreed`, { value: 'no' }, levelTwo), id).to.equal('notNow');
      }
      expect(
        beforeQuestions().does('item.namelessImplant.attested', { value: 'yes' }).item('namelessImplant'),
      ).to.equal('failed');
    });

    it('is cleared by the radiologist and a Level 2 person by make and model, and not by "model not known"', () => {
      const bedside = beforeQuestions();
      answersOne(bedside, 'activeImplant', { value: 'yes', ...both });
      const cleared = 'item.activeImplantCleared.attested';
      expect(bedside.item('activeImplantCleared')).to.equal('pending');
      expect(bedside.refusal(cleared, { value: 'conditional' }, levelTwo)).to.equal('notYours');
      bedside.does(cleared, { value: 'unknown' }, radiologist);
      expect(bedside.item('activeImplantCleared')).to.equal('failed');
      bedside.does(cleared, { value: 'conditional' }, radiologist);
      expect(bedside.item('activeImplantCleared')).to.equal('awaiting');
      bedside.does('item.activeImplantCleared.agreed', { value: 'conditional' }, levelTwo);
      expect(bedside.item('activeImplantCleared')).to.equal('satisfied');
      bedside.does('item.activeImplant.corrected', { reason: 'it is another one' }, chargeNurse);
      expect(bedside.item('activeImplantCleared'), 'a corrected answer takes its clearing with it').to.equal('pending');
    });

    it('in a random order of random answers is never ready while anything is unknown, unsafe or said by one person', () => {
      const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
      const ready = prepared();
      const value = fc.constantFrom('no', 'yes', 'unknown');
      const clears = fc.constantFrom('conditional', 'conditional', 'unsafe', 'unknown');
      // Mostly two people who agree, or too few would ever come near to ready.
      const told = fc.oneof(
        { arbitrary: fc.record({ first: fc.constant('no'), second: fc.constant('no'), clears }), weight: 3 },
        { arbitrary: fc.tuple(value, clears).map(([first, by]) => ({ first, second: first, clears: by })), weight: 4 },
        { arbitrary: fc.record({ first: value, second: value, clears }), weight: 1 },
      );
      const seen = { ready: 0, not: 0 };
      fc.assert(
        fc.property(fc.tuple(told, told, told), (three) => {
          const ids = ['activeImplant', 'magnetImplant', 'namelessImplant'];
          const bedside = copyOf(ready);
          ids.forEach((id) => bedside.does(`item.${id}.corrected`, { reason: 'asked again' }, chargeNurse));
          three.forEach(({ first, second, clears }, n) => {
            const id = ids[n] ?? '';
            bedside.tries(`item.${id}.attested`, { value: first }, radiographer);
            bedside.tries(`item.${id}.agreed`, { value: second }, levelTwo);
            bedside.tries(`item.${id}Cleared.attested`, { value: clears }, radiologist);
            bedside.tries(`item.${id}Cleared.agreed`, { value: clears }, levelTwo);
          });
          bedside.tries('item.zoneThree.attested', { value: 'cleared' }, levelTwo);
          bedside.tries('step.explanation.completed');
          bedside.tries('step.hygiene.completed');
          const safe = three.every(
            ({ first, second, clears }, n) =>
              first === second && (first === 'no' || (n < 2 && first === 'yes' && clears === 'conditional')),
          );
          seen[safe ? 'ready' : 'not'] += 1;
          return (bedside.readiness().kind === 'ready') === safe;
        }),
        { numRuns: 100, seed },
      );
      expect(Math.min(seen.ready, seen.not), `both are seen (seed ${seed})`).to.be.greaterThan(5);
    });
  });

  it('takes metal in an eye that nobody knows of for metal: images without metal come first', () => {
    const bedside = answered({
      metalInEye: { value: 'unknown', ...both },
      orbitImages: { value: 'none', takenAt: morning, by: radiologist },
    });
    expect(openItems(bedside)).to.deep.equal(['orbitImages failed']);
    bedside.does('item.orbitImages.attested', { value: 'clear', takenAt: morning - day }, radiologist);
    expect(completesSteps(bedside).readiness().kind).to.equal('ready');
  });

  it('waits eight weeks after a stent, by its date, and reads it again when the scan is moved', () => {
    const placed = {
      stentCoilClip: { value: 'yes', ...both },
      stentOldEnough: { value: 'dated', takenAt: morning - 50 * day },
    };
    const bedside = answered(placed);
    expect(bedside.item('stentOldEnough')).to.equal('failed');
    bedside.does('plan.moved', { start: morning + 7 * day, reason: 'stent' }, chargeNurse);
    expect(bedside.item('stentOldEnough')).to.equal('satisfied');
    bedside.does('plan.moved', { start: morning + 3 * hour, reason: 'slot' }, chargeNurse);
    expect(bedside.item('stentOldEnough')).to.equal('expired');
    expect(
      bedside.refusal('item.stentOldEnough.overridden', { reason: 'Benefit outweighs risk', note: 'urgent' }, nurse),
    ).to.equal('notYours');
    bedside.does(
      'item.stentOldEnough.overridden',
      { reason: 'Benefit outweighs risk', note: 'urgent, 50 days, 1.5 T' },
      radiologist,
    );
    expect(bedside.item('stentOldEnough')).to.equal('overridden');
  });

  describe('gadolinium', () => {
    it('asks for a kidney function where there is a risk, or nobody knows, and not without', () => {
      const status = (risk: string, facts: object): string | null =>
        answersAll(atMri({ contrast: 'groupTwo', ...facts }), {
          wristband: answers['wristband']!,
          statesName: answers['statesName']!,
          procedureMatches: answers['procedureMatches']!,
          papersMatch: answers['papersMatch']!,
          renalRisk: { value: risk },
        }).item('egfr');
      expect(status('no', {})).to.equal('notNeeded');
      expect(status('yes', {})).to.equal('pending');
      expect(status('unknown', {})).to.equal('pending');
      expect(status('yes', { contrast: 'none' })).to.equal('notNeeded');
      expect(atMri({ contrast: 'unknown' }).item('egfr'), 'and until it is asked').to.equal('pending');
    });

    it('is the radiologist’s below 30, and a result older than 30 days counts for nobody', () => {
      const low = answered({ egfr: { value: 29, takenAt: morning - day } }, { contrast: 'groupOne' });
      expect(openItems(low)).to.deep.equal(['egfr failed']);
      expect(
        low.refusal('item.egfr.overridden', { reason: 'Benefit outweighs risk', note: 'needed' }, chargeNurse),
      ).to.equal('notYours');
      low.does('item.egfr.overridden', { reason: 'Benefit outweighs risk', note: 'group II instead' }, radiologist);
      expect(completesSteps(low).readiness().kind).to.equal('readyWithExceptions');
      const old = answered({ egfr: { value: 80, takenAt: morning - 31 * day } }, { contrast: 'groupOne' });
      expect(openItems(old)).to.deep.equal(['egfr expired']);
    });
  });

  describe('sedation', () => {
    const sedated = { sedation: 'planned' };
    it('is fasted for by class, each against the planned start, and read again when it moves', () => {
      const bedside = answered({ lastClearDrink: { value: morning } }, sedated);
      expect(openItems(bedside)).to.deep.equal([]);
      bedside.does('plan.moved', { start: morning + hour + 30 * minute, reason: 'earlier slot' }, chargeNurse);
      expect(bedside.item('lastClearDrink')).to.equal('expired');
      expect(bedside.item('lastLightMeal')).to.equal('satisfied');
      bedside.does('plan.moved', { start: morning + 3 * hour, reason: 'back again' }, chargeNurse);
      expect(bedside.item('lastClearDrink')).to.equal('satisfied');
      const fed = answered({ lastFullMeal: { value: morning - 5 * hour } }, sedated);
      expect(openItems(fed)).to.deep.equal(['lastFullMeal failed']);
      expect(
        fed.refusal('item.lastFullMeal.overridden', { reason: 'Benefit outweighs risk', note: 'x' }, radiologist),
      ).to.equal('notHere');
    });

    it('needs somebody to go home with, and is asked about when the order does not say', () => {
      const alone = answered({ escort: { value: 'nobody' } }, sedated);
      expect(openItems(alone)).to.deep.equal(['escort failed']);
      for (const sedation of ['unknown', 'misspelt']) {
        const unsaid = atMri({ sedation });
        expect([unsaid.item('escort'), unsaid.item('lastFullMeal'), unsaid.item('sedationConsent')]).to.deep.equal(
          Array(3).fill('pending'),
        );
      }
      const child = atMri(sedated, {
        patient: { familyName: 'Roe', givenName: 'Ann', birthDate: '2024-03-12', sex: 'F', number: '9990012345' },
      });
      expect([child.item('lastBreastMilk'), atMri(sedated).item('lastBreastMilk')]).to.deep.equal([
        'pending',
        'notNeeded',
      ]);
    });
  });

  describe('the way in', () => {
    it('is checked again at the door: the last look lapses, and a move undoes what belongs to the place', () => {
      expect(
        prepared()
          .waits(10 * minute)
          .item('doorCheck'),
      ).to.equal('expired');
      const moved = prepared().does('place.moved', { place: { ward: 'wMR', bed: 'Zone IV' } }, nurse);
      expect(openItems(moved)).to.include.members(
        ['removables', 'hearingProtection', 'zoneThree', 'doorCheck', 'companions', 'broughtIn'].map(
          (id) => `${id} pending`,
        ),
      );
      expect(moved.item('activeImplant'), 'what was asked of the patient stands').to.equal('satisfied');
      moved.does('item.wristband.sensed', { value: '9990012345' });
      expect(moved.refusal('item.doorCheck.attested', { value: 'nothing' }, radiographer)).to.equal('notCompetent');
    });

    it('in an emergency takes the wristband and one screening by Level 2 staff, no less', () => {
      const bedside = atMri().does('patient.arrived').does('emergency.declared');
      expect(bedside.refusal('handover.acceptedInEmergency', {}, levelTwo)).to.not.equal('accepted');
      answersOne(bedside, 'wristband', { value: '9990012345' });
      expect(bedside.refusal('handover.acceptedInEmergency', {}, levelTwo)).to.not.equal('accepted');
      expect(bedside.refusal('item.doorCheck.attested', { value: 'nothing' }, radiographer)).to.equal('notCompetent');
      bedside.does('item.doorCheck.attested', { value: 'nothing' }, levelTwo);
      expect(bedside.item('activeImplant')).to.equal('deferred');
      bedside.does('handover.acceptedInEmergency', {}, levelTwo);
    });

    it('fits the bore: the width is judged by the scanner the order names', () => {
      expect(answered({ width: { value: 60 } }).item('width')).to.equal('failed');
      const wide = answered({ width: { value: 60 } }, { bore: 'wide' });
      expect(wide.item('width')).to.equal('satisfied');
      wide.does('order.amended', { order: { number: 'ORD-1', version: 2, facts: plain } }, server);
      expect(wide.item('width')).to.equal('failed');
    });
  });
});
