/** The protocol for CT with contrast, played (over 400 lines: kidneys, an earlier reaction, its clock, the bottle, with one set of answers). */
import { expect } from 'chai';
import { Bedside } from '../../support/bedside.ts';
import {
  type Answers,
  answersAll,
  answersOne,
  completesSteps,
  copyOf,
  inService,
  openItems,
  opening,
  radiographer,
  radiologist,
  shippedProtocol,
  takenThere,
} from '../../support/imaging.ts';
import { chargeNurse, hour, minute, morning, nurse, secondTechnician, server } from '../../support/protocol.ts';

const day = 24 * hour;
const facts = { setting: 'outpatient', flow: 'high', contrastStrength: 'i350', oralPrep: 'none', side: 'none' };
/** 66 years old at the planned start, so that a kidney function is needed. */
const older = {
  familyName: 'Roe',
  givenName: 'Mary',
  birthDate: '1959-03-12',
  sex: 'F',
  number: '9990012345',
} as const;
const born = (birthDate: string) => ({ patient: { ...older, birthDate } });
const start = morning + 2 * hour;

const answers: Answers = {
  wristband: { value: '9990012345' },
  statesName: { value: 'both' },
  procedureMatches: { value: 'match' },
  papersMatch: { value: 'theirs' },
  allergies: { value: 'none' },
  communicationNeeds: { value: 'none' },
  explained: { value: 'told' },
  teachBack: { value: 'correct' },
  priorReaction: { value: 'none' },
  severeReaction: { value: 'contrast', by: radiologist },
  premedPlan: { value: 'prednisone', by: nurse },
  prednisoneFirst: { value: start - 13 * hour },
  prednisoneSecond: { value: start - 7 * hour },
  metformin: { value: 'no' },
  renalDisease: { value: 'no' },
  diabetes: { value: 'no' },
  bloodPressureDrugs: { value: 'no' },
  egfr: { value: 62, takenAt: morning - 10 * day },
  hydration: { value: 'given' },
  metforminPlan: { value: 'paused' },
  pregnancy: { value: 'no' },
  thyroid: { value: 'no' },
  myeloma: { value: 'no' },
  breastfeeding: { value: 'no' },
  lastFood: { value: morning - 3 * hour },
  oralPrep: { value: 'drunk' },
  side: { value: 'none' },
  happyToGoAhead: { value: 'yes' },
  scanner: { value: 'ctScanner-1', asset: inService('ctScanner') },
  injector: { value: 'contrastInjector-1', asset: inService('contrastInjector') },
  devicesChecked: { value: 'passed' },
  emergencyKit: { value: 'complete', takenAt: morning - hour },
  patientOnConsole: { value: 'same' },
  contrastBottle: { value: 'iodinatedContrast-1', asset: inService('iodinatedContrast', { lot: 'L42' }) },
  contrastStrength: { value: 'i350' },
  contrastVolume: { value: 90 },
  contrastWarmed: { value: 'warm' },
  precautions: { value: 'none' },
  placeClean: { value: 'clean' },
  removables: { value: 'off' },
  cannula: { value: 'g20', takenAt: morning - hour },
  hands: {},
  flushed: { value: 'free' },
};
const identity = Object.fromEntries(Object.entries(answers).slice(0, 4));

const atCt = (said: Readonly<Record<string, string>> = {}, more = {}): Bedside =>
  new Bedside(opening({ ...facts, ...said }, more), shippedProtocol('ct-contrast'));
const answered = (changed: Answers = {}, said: Readonly<Record<string, string>> = {}, more = {}): Bedside =>
  answersAll(atCt(said, more), { ...answers, ...changed });
const prepared = (changed: Answers = {}, said: Readonly<Record<string, string>> = {}): Bedside =>
  completesSteps(answered(changed, said));
/** Identity checked, then only these answered. */
const only = (some: Answers, said: Readonly<Record<string, string>> = {}, more = {}): Bedside =>
  answersAll(atCt(said, more), { ...identity, ...some });
const noRisk: Answers = {
  metformin: { value: 'no' },
  renalDisease: { value: 'no' },
  diabetes: { value: 'no' },
  bloodPressureDrugs: { value: 'no' },
};

describe('the protocol for CT with contrast', () => {
  it('goes from arrival to handed over', () => {
    const bedside = prepared();
    expect(openItems(bedside)).to.deep.equal([]);
    expect(bedside.readiness().kind).to.equal('ready');
    expect(bedside.refusal('handover.accepted', {}, secondTechnician), 'on the ward').to.equal('itemsMissing');
    takenThere(bedside, answers, secondTechnician);
    expect(openItems(bedside)).to.deep.equal([]);
    expect(bedside.refusal('handover.accepted', {}, nurse)).to.equal('notYours');
    expect(bedside.does('handover.accepted', {}, secondTechnician).row().status.kind).to.equal('gone');
  });

  it('leaves the ward before anything is done that is done in the department, and not before the rest', () => {
    const { doneThere = [] } = shippedProtocol('ct-contrast').document.handover;
    expect(doneThere).to.deep.equal(['equipment', 'hygiene']);
    const there = (id: string) => doneThere.includes(shippedProtocol('ct-contrast').items.get(id)?.step.id ?? '');
    const ward = Object.fromEntries(Object.entries(answers).filter(([id]) => !there(id)));
    const bedside = answersAll(atCt(), ward);
    for (const step of ['identity', 'explanation']) bedside.does(`step.${step}.completed`);
    expect(bedside.refusal('patient.left'), 'consent is not completed').to.not.equal('accepted');
    bedside.does('step.consent.completed');
    expect(bedside.readiness().kind).to.equal('notReady');
    takenThere(bedside, answers, secondTechnician);
    expect(bedside.refusal('handover.accepted', {}, secondTechnician), 'a step is not completed').to.not.equal(
      'accepted',
    );
    for (const step of doneThere) bedside.does(`step.${step}.completed`);
    bedside.does('handover.accepted', {}, secondTechnician);
  });

  it('waits for every hard item: without any one of them nobody is ready', () => {
    const bedside = prepared();
    for (const { item } of bedside.protocol.items.values()) {
      if (item.stop !== 'hard' || bedside.item(item.id) === 'notNeeded') continue;
      const without = copyOf(bedside).does(`item.${item.id}.corrected`, { reason: 'not so' }, chargeNurse);
      expect(without.readiness().kind, item.id).to.not.equal('ready');
    }
  });

  describe('a kidney function', () => {
    it('is needed at 61 and not at 59 without a risk; at 60 neither, and a birthday before the scan counts', () => {
      const status = (birthDate: string, more: object = {}): string | null =>
        only(noRisk, {}, { ...born(birthDate), ...more }).item('egfr');
      expect(status('1965-03-01')).to.equal('pending'); // 61
      expect(status('1967-03-01')).to.equal('notNeeded'); // 59
      expect(status('1965-03-03')).to.equal('notNeeded'); // 60 for one more day
      expect(status('1965-03-03', { start: morning + day + 2 * hour })).to.equal('pending');
    });

    it('is needed for any one risk, and as long as nobody knows', () => {
      for (const risk of Object.keys(noRisk)) {
        const young = born('1990-01-01');
        expect(only({ ...noRisk, [risk]: { value: 'yes' } }, {}, young).item('egfr'), risk).to.equal('pending');
        expect(only({ ...noRisk, [risk]: { value: 'unknown' } }, {}, young).item('egfr'), risk).to.equal('pending');
        const { [risk]: _notAsked, ...rest } = noRisk;
        expect(only(rest, {}, young).item('egfr'), `${risk} not asked`).to.equal('pending');
      }
    });

    it('measured before anybody asked is not needed once every risk is a no', () => {
      const bedside = only({}, {}, born('1990-01-01'));
      answersOne(bedside, 'egfr', { value: 80, takenAt: morning - day });
      expect(bedside.item('egfr')).to.equal('satisfied');
      for (const [id, given] of Object.entries(noRisk)) answersOne(bedside, id, given);
      expect(bedside.item('egfr')).to.equal('notNeeded');
    });

    it('of 28 with metformin fails, and only the radiologist overrides it, with a reason', () => {
      const bedside = answered({ metformin: { value: 'yes' }, egfr: { value: 28, takenAt: morning - day } });
      expect(openItems(bedside)).to.deep.equal(['egfr failed']);
      for (const other of [radiographer, nurse, chargeNurse])
        expect(
          bedside.refusal('item.egfr.overridden', { reason: 'Benefit outweighs risk', note: 'urgent' }, other),
        ).to.equal('notYours');
      expect(bedside.refusal('item.egfr.overridden', {}, radiologist)).to.equal('reasonMissing');
      bedside.does(
        'item.egfr.overridden',
        { reason: 'Benefit outweighs risk', note: 'life at risk, dialysis tomorrow' },
        radiologist,
      );
      completesSteps(bedside);
      expect(bedside.readiness()).to.include({ kind: 'readyWithExceptions', exceptions: 1 });
      const egfr = bedside
        .checklist()
        .steps.flatMap(({ items }) => items)
        .find(({ id }) => id === 'egfr');
      expect(egfr?.evidence, 'what was accepted stays to be seen').to.include({ value: 28 });
    });

    it('that is missing or outdated is nobody’s to override', () => {
      const none = only(noRisk);
      expect(none.item('egfr')).to.equal('pending');
      expect(
        none.refusal('item.egfr.overridden', { reason: 'Benefit outweighs risk', note: 'urgent' }, radiologist),
      ).to.equal('notNow');
      for (const value of [28, 80]) {
        const old = only({ ...noRisk, egfr: { value, takenAt: morning - 31 * day } });
        expect(old.item('egfr')).to.equal('expired');
        expect(
          old.refusal('item.egfr.overridden', { reason: 'Benefit outweighs risk', note: 'urgent' }, radiologist),
        ).to.equal('notNow');
      }
      const lapsing = only({ ...noRisk, egfr: { value: 28, takenAt: morning - 30 * day + hour } });
      expect(lapsing.item('egfr')).to.equal('failed');
      expect(
        lapsing
          .waits(hour)
          .refusal('item.egfr.overridden', { reason: 'Benefit outweighs risk', note: 'urgent' }, radiologist),
      ).to.equal('notNow');
    });

    it('of 35 no longer counts once metformin turns out to be taken, and counts again if not', () => {
      const bedside = prepared({ egfr: { value: 35, takenAt: morning - day } });
      expect(bedside.readiness().kind).to.equal('ready');
      bedside.does('item.metformin.corrected', { reason: 'the list says so' }, chargeNurse);
      expect(bedside.item('egfr'), 'not known counts as yes').to.equal('failed');
      const taken = answersOne(copyOf(bedside), 'metformin', { value: 'yes' });
      expect(taken.item('egfr')).to.equal('failed');
      expect(taken.item('metforminPlan')).to.equal('pending');
      expect(taken.readiness().kind).to.equal('notReady');
      const not = answersOne(copyOf(bedside), 'metformin', { value: 'no' });
      expect(not.item('egfr')).to.equal('satisfied');
      expect(not.readiness().kind).to.equal('ready');
    });

    it('of 30 is not enough and 31 is, and fluids are asked for up to 45', () => {
      const status = (egfr: number): readonly (string | null)[] => {
        const bedside = only({ ...noRisk, egfr: { value: egfr, takenAt: morning - day } });
        return [bedside.item('egfr'), bedside.item('hydration')];
      };
      expect(atCt().item('hydration'), 'nobody has measured it yet').to.equal('pending');
      expect(only(noRisk, {}, born('1990-01-01')).item('hydration'), 'nobody needs it').to.equal('notNeeded');
      expect(status(30)).to.deep.equal(['failed', 'pending']);
      expect(status(31)).to.deep.equal(['satisfied', 'pending']);
      expect(status(45)).to.deep.equal(['satisfied', 'pending']);
      expect(status(46)).to.deep.equal(['satisfied', 'notNeeded']);
    });

    it('counts 30 days for an outpatient, 7 on a ward, one where nobody said, from when the blood was taken', () => {
      const after = (days: number, setting: string): string | null =>
        only({ ...noRisk, egfr: { value: 80, takenAt: morning - days * day } }, { setting }).item('egfr');
      expect([after(29, 'outpatient'), after(31, 'outpatient')]).to.deep.equal(['satisfied', 'expired']);
      expect([after(6, 'inpatient'), after(8, 'inpatient')]).to.deep.equal(['satisfied', 'expired']);
      expect([after(0, 'unknown'), after(2, 'unknown'), after(2, 'outpatents')]).to.deep.equal([
        'satisfied',
        'expired',
        'expired',
      ]);
      const lapsing = prepared({ egfr: { value: 80, takenAt: morning - 30 * day + hour } });
      const readiness = lapsing.readiness();
      expect(readiness.kind === 'ready' && (readiness.until ?? 0) <= morning + hour).to.equal(true);
    });

    it('is read again for an order that changed: an admitted outpatient’s result may be too old', () => {
      const bedside = only({ ...noRisk, egfr: { value: 80, takenAt: morning - 20 * day } });
      expect(bedside.item('egfr')).to.equal('satisfied');
      const order = { number: 'ORD-1', version: 2, facts: { ...facts, setting: 'inpatient' } };
      bedside.does('order.amended', { order }, server);
      expect(bedside.item('egfr')).to.equal('pending');
      for (const [id, given] of Object.entries(identity)) answersOne(bedside, id, given);
      answersOne(bedside, 'egfr', { value: 80, takenAt: morning - 20 * day });
      expect(bedside.item('egfr')).to.equal('expired');
    });

    it('is on file before the patient is here, and a new result judges anew', () => {
      const bedside = atCt().does('item.egfr.filed', { value: 70, takenAt: morning - day }, server);
      expect(bedside.item('egfr')).to.equal('satisfied');
      bedside.does('item.egfr.filed', { value: 22, takenAt: morning }, server);
      expect(bedside.item('egfr')).to.equal('failed');
      const typed = atCt().does('item.egfr.measured', { value: 70, takenAt: morning - day }, nurse);
      expect(typed.item('egfr'), 'and may be typed from the screen').to.equal('satisfied');
    });
  });

  describe('an earlier reaction', () => {
    const mild: Answers = { priorReaction: { value: 'mild' }, premedPlan: { value: 'prednisone', by: nurse } };
    const doses = ['prednisoneFirst', 'prednisoneSecond', 'prednisoneThird', 'diphenhydramine'];
    const premedicated = (): Bedside => {
      const bedside = answered(mild, {}, { start });
      bedside.waits(start - hour - bedside.at);
      for (const id of ['wristband', 'statesName']) answersOne(bedside, id, answers[id]!);
      for (const id of ['prednisoneThird', 'diphenhydramine']) answersOne(bedside, id, { value: bedside.at });
      return bedside;
    };

    it('none asks for nothing; not known counts as severe; and until it is asked nothing is passed over', () => {
      const asked = (value: string): Bedside => only({ priorReaction: { value } });
      expect([asked('none').item('premedPlan'), asked('none').item('severeReaction')]).to.deep.equal([
        'notNeeded',
        'notNeeded',
      ]);
      expect(doses.map((id) => asked('none').item(id))).to.deep.equal(doses.map(() => 'notNeeded'));
      expect([asked('mild').item('premedPlan'), asked('mild').item('severeReaction')]).to.deep.equal([
        'pending',
        'notNeeded',
      ]);
      for (const value of ['severe', 'unknown'])
        expect([asked(value).item('premedPlan'), asked(value).item('severeReaction')]).to.deep.equal([
          'pending',
          'pending',
        ]);
      expect(atCt().item('severeReaction')).to.equal('pending');
    });

    it('that was severe is the radiologist’s decision, and "no contrast" is not ready', () => {
      const bedside = only({ priorReaction: { value: 'severe' } });
      expect(bedside.refusal('item.severeReaction.attested', { value: 'contrast' }, nurse)).to.equal('notYours');
      bedside.does('item.severeReaction.attested', { value: 'noContrast' }, radiologist);
      expect(bedside.item('severeReaction')).to.equal('failed');
      expect(
        bedside.refusal('item.severeReaction.overridden', { reason: 'Benefit outweighs risk', note: 'x' }, radiologist),
      ).to.equal('notHere');
      bedside.does('item.severeReaction.attested', { value: 'contrast' }, radiologist);
      bedside.does('item.priorReaction.corrected', { reason: 'worse than said' }, nurse);
      expect(bedside.item('severeReaction'), 'decided on what was known then').to.equal('pending');
    });

    it('asks for the doses of the regimen chosen, at 13, 7 and 1 h, and for no others', () => {
      const bedside = premedicated();
      expect(doses.map((id) => bedside.item(id))).to.deep.equal(doses.map(() => 'satisfied'));
      expect(['methylFirst', 'steroidFirst'].map((id) => bedside.item(id))).to.deep.equal(['notNeeded', 'notNeeded']);
      const late = only({ ...mild, prednisoneFirst: { value: start - 11 * hour } });
      expect(late.item('prednisoneFirst')).to.equal('failed');
      expect(
        late.refusal('item.prednisoneFirst.overridden', { reason: 'Benefit outweighs risk', note: 'x' }, nurse),
      ).to.equal('notYours');
    });

    it('opens its doses again when the scan is moved, and so the exception made for one', () => {
      const bedside = premedicated();
      bedside.does('plan.moved', { start: start + 4 * hour, reason: 'scanner' }, chargeNurse);
      expect(doses.map((id) => bedside.item(id))).to.deep.equal(doses.map(() => 'expired'));
      bedside.does(
        'item.prednisoneFirst.overridden',
        { reason: 'Documented elsewhere', note: 'given, 17 h before' },
        radiologist,
      );
      bedside.does('plan.moved', { start: start + 5 * hour, reason: 'scanner' }, chargeNurse);
      expect(bedside.item('prednisoneFirst')).to.equal('pending');
      bedside.does('plan.moved', { start, reason: 'scanner is back' }, chargeNurse);
      expect(bedside.item('prednisoneSecond'), 'nothing is carried blindly, either way').to.equal('satisfied');
    });

    it('that gets no premedication is an exception of the radiologist’s, seen until the end; no dose is asked', () => {
      const bedside = answered({ priorReaction: { value: 'mild' }, premedPlan: { value: 'none', by: nurse } });
      expect(openItems(bedside)).to.deep.equal(['premedPlan failed']);
      bedside.does(
        'item.premedPlan.overridden',
        { reason: 'Benefit outweighs risk', note: 'hives once, 20 years ago' },
        radiologist,
      );
      expect(completesSteps(bedside).readiness().kind).to.equal('readyWithExceptions');
    });

    it('accelerated begins 5 h before and goes on every 4 h', () => {
      const fast = { priorReaction: { value: 'moderate' }, premedPlan: { value: 'accelerated', by: nurse } };
      const given = (first: number, latest: number): readonly (string | null)[] => {
        const bedside = only({
          ...fast,
          steroidFirst: { value: start - first * hour },
          steroidLatest: { value: start - latest * hour },
        });
        return [bedside.item('steroidFirst'), bedside.item('steroidLatest')];
      };
      expect(given(5, 3)).to.deep.equal(['satisfied', 'satisfied']);
      expect(given(4.5, 3)).to.deep.equal(['failed', 'satisfied']);
      expect(given(9, 4.5)).to.deep.equal(['satisfied', 'failed']);
    });
  });

  it('asks whether the patient may be pregnant from 12 to 55 years, and the radiologist decides about a yes', () => {
    const asked = (birthDate: string, sex: 'F' | 'M' | 'X' | 'U'): string | null =>
      only({}, {}, { patient: { ...older, birthDate, sex } }).item('pregnancy');
    expect([asked('1990-01-01', 'F'), asked('1990-01-01', 'U'), asked('1990-01-01', 'X')]).to.deep.equal(
      Array(3).fill('pending'),
    );
    expect([asked('1990-01-01', 'M'), asked('2014-03-03', 'F'), asked('1970-03-01', 'F')]).to.deep.equal(
      Array(3).fill('notNeeded'),
    );
    expect([asked('2014-03-02', 'F'), asked('1970-03-03', 'F')]).to.deep.equal(Array(2).fill('pending'));
    for (const value of ['yes', 'unknown']) {
      const bedside = only({ pregnancy: { value } }, {}, born('1990-01-01'));
      expect(bedside.item('pregnancy')).to.equal('failed');
      expect(
        bedside.refusal('item.pregnancy.overridden', { reason: 'Benefit outweighs risk', note: 'trauma' }, chargeNurse),
      ).to.equal('notYours');
      bedside.does(
        'item.pregnancy.overridden',
        { reason: 'Benefit outweighs risk', note: 'trauma, discussed' },
        radiologist,
      );
    }
  });

  describe('the injection', () => {
    it('at a high flow, or one nobody said, takes a cannula of 20 or wider; a low flow takes a smaller one', () => {
      const with22 = (flow: string): string | null =>
        only({ cannula: { value: 'g22', takenAt: morning } }, { flow }).item('cannula');
      expect(['high', 'unknown', 'lwo', 'low'].map(with22)).to.deep.equal(['failed', 'failed', 'failed', 'satisfied']);
      expect(only({ cannula: { value: 'g20', takenAt: morning - 73 * hour } }).item('cannula')).to.equal('expired');
    });

    it('waits for a flush that runs, tried again through another cannula', () => {
      const bedside = prepared();
      bedside.does('item.cannula.corrected', { reason: 'came out' }, nurse);
      answersOne(bedside, 'cannula', { value: 'g18', takenAt: bedside.at });
      expect(bedside.item('flushed')).to.equal('pending');
      expect(bedside.refusal('item.flushed.attested', { value: 'free' }), 'and clean hands for it').to.equal(
        'itemsMissing',
      );
      answersOne(answersOne(bedside, 'hands', {}), 'flushed', { value: 'free' });
      expect([bedside.item('flushed'), bedside.item('hands')]).to.deep.equal(['satisfied', 'used']);
    });

    it('takes a bottle of the right kind, in date until the scan, not recalled; a recall opens it again', () => {
      const bottle = (asset: ReturnType<typeof inService>): Bedside =>
        atCt().does('item.contrastBottle.sensed', { value: asset.asset, asset }, nurse);
      expect(bottle(inService('iodinatedContrast')).item('contrastBottle')).to.equal('satisfied');
      expect(bottle(inService('gadoliniumContrast')).item('contrastBottle')).to.equal('failed');
      expect(bottle(inService('iodinatedContrast', { until: start - minute })).item('contrastBottle')).to.equal(
        'failed',
      );
      expect(bottle(inService('iodinatedContrast', { standing: 'quarantined' })).item('contrastBottle')).to.equal(
        'failed',
      );
      const recalled = prepared().does('item.contrastBottle.recalled', {}, server);
      expect(recalled.item('contrastBottle')).to.equal('pending');
      const read = ['contrastStrength', 'contrastVolume', 'contrastWarmed'];
      expect(
        read.map((id) => recalled.item(id)),
        'and what was read of it',
      ).to.deep.equal(read.map(() => 'pending'));
      const asset = inService('iodinatedContrast', { asset: 'another' });
      const another = prepared().does('item.contrastBottle.sensed', { value: 'another', asset }, nurse);
      expect(
        read.map((id) => another.item(id)),
        'or of another bottle',
      ).to.deep.equal(read.map(() => 'pending'));
    });

    it('is read by two people, each by themselves: the strength the order says, and one volume', () => {
      const bedside = only({ contrastBottle: answers['contrastBottle']! });
      bedside.does('item.contrastStrength.attested', { value: 'i300' });
      expect(bedside.item('contrastStrength'), 'the order says 350').to.equal('failed');
      bedside.does('item.contrastVolume.attested', { value: 90 });
      expect(bedside.refusal('item.contrastVolume.agreed', { value: 90 })).to.equal('samePerson');
      bedside.does('item.contrastVolume.agreed', { value: 9 }, nurse);
      expect(bedside.item('contrastVolume')).to.equal('disputed');
      expect(bedside.readiness().kind).to.equal('stopped');
    });

    it('needs an injector that is in service and was checked with this one', () => {
      const bedside = prepared().does('item.injector.recalled', {}, server);
      expect([bedside.item('injector'), bedside.item('devicesChecked')]).to.deep.equal(['pending', 'pending']);
      expect(bedside.readiness().kind).to.equal('notReady');
    });

    it('needs an emergency trolley checked within a day, by its log', () => {
      const checked = (hours: number): string | null =>
        atCt()
          .does('item.emergencyKit.attested', { value: 'complete', takenAt: morning - hours * hour })
          .item('emergencyKit');
      expect([checked(23), checked(25)]).to.deep.equal(['satisfied', 'expired']);
    });
  });
});
