/** protocols/upper-gi-endoscopy.yaml, played from arrival to hand-over (over 400 lines: every moment where a mistake would hurt). */
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
  secondTechnician,
  server,
  shippedDocument,
} from '../../support/protocol.ts';

const day = 24 * hour;
const start = morning + 2 * hour;
const facts = { bleedingRisk: 'low', antithrombotic: 'none', diabetes: 'no' };
const compiled: Protocol = compiledOrThrow(shippedDocument('upper-gi-endoscopy'));
const bed = (more: Readonly<Record<string, string>> = {}, at = start): Bedside =>
  new Bedside({ start: at, order: { number: 'ORD-3', version: 1, facts: { ...facts, ...more } } }, compiled);

const scope: AssetFact = {
  asset: 'SCOPE-12',
  type: 'gastroscope',
  standing: 'inService',
  until: start + hour,
  version: 9,
  says: null,
};

type Act = readonly [event: string, more?: Partial<Command>, actor?: Actor | undefined, wait?: number];
const said = (item: string, value: string, actor: Actor = nurse): Act => [`item.${item}.attested`, { value }, actor];
const scanned = (asset: AssetFact): Act => ['item.scope.sensed', { value: asset.asset, asset }, nurse];
const at = (item: string, value: number | string): Act => [`item.${item}.measured`, { value }, nurse];

const identity: readonly Act[] = [
  ['patient.arrived'],
  ['responsibility.taken'],
  ['item.wristband.sensed', { value: '9990012345' }],
  said('statesName', 'both'),
  said('procedureMatches', 'match'),
  said('papersMatch', 'theirs'),
  said('allergies', 'none'),
  ['step.identity.completed'],
];
const fasted: readonly Act[] = [
  at('lastClearDrink', start - 3 * hour),
  at('lastLightMeal', start - 7 * hour),
  at('lastFullMeal', start - 13 * hour),
];
const told: readonly Act[] = [
  said('communicationNeeds', 'none'),
  said('explained', 'told'),
  said('teachBack', 'correct'),
  ...fasted,
  said('afterwards', 'told'),
];
const agreed: readonly Act[] = [
  ['consent.given', {}, proceduralist],
  ['item.consentForm.attested', { value: 'signed', takenAt: morning - 30 * day }, nurse],
  ['item.formConfirmed.attested', { value: 'signed', takenAt: morning - 30 * day }, nurse],
  said('happyToGoAhead', 'yes'),
];
const assessed: readonly Act[] = [
  said('bleedingRisk', 'low'),
  said('bloodThinner', 'none'),
  said('diabetes', 'no'),
  at('systolic', 128),
  at('diastolic', 76),
  at('pulse', 72),
  at('saturation', 98),
];
const kit: readonly Act[] = [
  scanned(scope),
  at('scopeOut', morning - 10 * minute),
  ['item.scopeCycle.attested', { value: 40_178 }, nurse],
  ['item.scopeCycle.agreed', { value: 40_178 }, secondTechnician],
  said('leakTest', 'passed'),
  said('stack', 'work'),
  said('accessories', 'inDate'),
  said('monitor', 'linked'),
  said('suction', 'works'),
  said('oxygen', 'works'),
  ['item.emergencyKit.attested', { value: 'complete', takenAt: morning - hour }, nurse],
];
const clean: readonly Act[] = [
  said('precautions', 'none'),
  said('placeClean', 'clean'),
  said('screening', 'clear'),
  said('dentures', 'out'),
  ['item.hands.started'],
  ['item.positioned.attested', { value: 'placed' }, nurse, 25 * second],
];
const completed: readonly Act[] = ['explanation', 'consent', 'equipment', 'hygiene'].map((step) => [
  `step.${step}.completed`,
]);
const sedated: readonly Act[] = [
  said('sedationConsent', 'yes', proceduralist),
  said('escort', 'named'),
  said('driving', 'agrees'),
  said('capnography', 'works'),
  said('sedationKit', 'complete'),
  said('reversal', 'complete'),
];

function plays(bedside: Bedside, acts: readonly Act[]): Bedside {
  for (const [event, more, actor, wait] of acts) bedside.does(event, more, actor ?? nurse, wait);
  return bedside;
}
const spray = (bedside = bed()): Bedside =>
  plays(bedside, [
    ...identity,
    ...told,
    ...agreed,
    said('sedation', 'spray'),
    ...assessed,
    ...kit,
    ...clean,
    ...completed,
  ]);
/** Taken to the endoscopy room, where what the way had opened is done again. */
const taken = (bedside: Bedside, more: readonly Act[] = []): Bedside => {
  bedside.does('patient.left', {}, nurse).does('patient.received', {}, nurse);
  const itemOf = ([event]: Act): string => /^item\.(\w+)\./.exec(event)?.[1] ?? '';
  const open = new Set([...bedside.protocol.items.keys()].filter((id) => bedside.item(id) === 'pending'));
  return plays(
    bedside,
    [...identity, ...kit, ...more, ...clean].filter((act) => open.has(itemOf(act))),
  );
};
/** Identified and consented, so that anything else may be asked. */
const asked = (more: Readonly<Record<string, string>> = {}): Bedside =>
  plays(bed(more), [...identity, ...agreed.slice(0, 1)]);

describe('an upper GI endoscopy', () => {
  it('goes from arrival to hand-over with throat spray', () => {
    const bedside = spray();
    expect(bedside.readiness().kind).to.equal('ready');
    expect(bedside.refusal('handover.accepted', {}, proceduralist), 'on the ward').to.not.equal('accepted');
    taken(bedside).does('handover.accepted', {}, proceduralist);
    expect(bedside.row().status.kind).to.equal('gone');
  });

  it('goes from arrival to hand-over with sedation, and its own kit, consent and escort', () => {
    const bedside = plays(bed(), [
      ...identity,
      ...told,
      ...agreed,
      said('sedation', 'sedated'),
      ...sedated,
      ...assessed,
      ...kit,
      ...clean,
      ...completed,
    ]);
    expect(bedside.readiness().kind).to.equal('ready');
    taken(bedside, sedated).does('handover.accepted', {}, nurse);
  });

  it('leaves the ward before anything is done that is done in the endoscopy room, and not before the rest', () => {
    const bedside = plays(bed(), [...identity, ...told, ...agreed, said('sedation', 'spray'), ...assessed]);
    bedside.does('step.explanation.completed');
    expect(bedside.refusal('patient.left', {}, nurse), 'consent is not completed').to.not.equal('accepted');
    bedside.does('step.consent.completed');
    bedside.does('patient.left', {}, nurse).does('patient.received', {}, nurse);
    expect(bedside.refusal('handover.accepted', {}, nurse)).to.not.equal('accepted');
    plays(bedside, [...identity.slice(2, 4), ...kit, ...clean]);
    for (const step of ['equipment', 'hygiene']) bedside.does(`step.${step}.completed`);
    bedside.does('handover.accepted', {}, nurse);
  });

  it('waits for the time-out that follows it', () => {
    expect(compiled.document.timeOutRequired).to.equal(true);
  });

  describe('fasting', () => {
    it('is by what was taken, against the planned start', () => {
      const taken = (item: string, before: number): string | null => {
        const bedside = plays(asked(), [at(item, Math.min(start - before, morning))]);
        return bedside.item(item);
      };
      expect(taken('lastClearDrink', 2 * hour)).to.equal('satisfied');
      expect(taken('lastLightMeal', 6 * hour)).to.equal('satisfied');
      expect(taken('lastLightMeal', 6 * hour - 1)).to.not.equal('satisfied');
      expect(taken('lastFullMeal', 8 * hour)).to.equal('satisfied');
      expect(taken('lastFullMeal', 8 * hour - 1)).to.not.equal('satisfied');
      const late = plays(asked(), [at('lastClearDrink', morning + 1)]);
      expect(late.item('lastClearDrink'), 'a sip one hour and 59 minutes before').to.not.equal('satisfied');
    });

    it('is opened again when the start comes forward, and relaxed when it goes back', () => {
      const bedside = spray();
      const moved = (to: number): void => void bedside.does('plan.moved', { start: to, reason: 'list' }, chargeNurse);
      moved(start - 90 * minute);
      expect(['lastClearDrink', 'lastLightMeal', 'lastFullMeal'].map((id) => bedside.item(id))).to.deep.equal([
        'expired',
        'expired',
        'satisfied',
      ]);
      expect(bedside.readiness().kind).to.equal('notReady');
      moved(start);
      expect(['lastClearDrink', 'lastLightMeal'].map((id) => bedside.item(id))).to.deep.equal([
        'satisfied',
        'satisfied',
      ]);
    });

    it('nobody overrides: a patient who bleeds goes by the emergency', () => {
      const bedside = plays(asked(), [at('lastFullMeal', morning - hour)]);
      for (const actor of [chargeNurse, proceduralist])
        expect(
          bedside.refusal('item.lastFullMeal.overridden', { reason: 'Benefit outweighs risk', note: 'bleeds' }, actor),
        ).to.equal('notHere');
      const bleeding = bedside.does('emergency.declared', {}, proceduralist);
      expect(bleeding.item('lastFullMeal')).to.equal('deferred');
      bleeding.does('handover.acceptedInEmergency', {}, proceduralist);
      expect(bleeding.row().status).to.include({ kind: 'gone', reconciling: true });
    });
  });

  describe('sedation chosen', () => {
    const hanging = ['escort', 'driving', 'sedationConsent', 'capnography', 'sedationKit', 'reversal'];
    it('later makes the escort needed, and the patient not ready', () => {
      const bedside = spray();
      for (const id of hanging) expect(bedside.item(id), id).to.equal('notNeeded');
      bedside
        .does('item.sedation.corrected', { reason: 'wants it after all' }, nurse)
        .does('item.sedation.attested', { value: 'sedated' }, nurse);
      for (const id of hanging) expect(bedside.item(id), id).to.equal('pending');
      expect(bedside.readiness().kind).to.equal('notReady');
      plays(bedside, sedated);
      expect(bedside.readiness().kind).to.equal('ready');
    });

    it('or not yet, it is asked: nobody chose is not spray', () => {
      for (const id of hanging) expect(bed().item(id), id).to.equal('pending');
    });

    it('with nobody to take the patient home, is given up for spray, not overridden', () => {
      const bedside = plays(asked(), [said('sedation', 'sedated'), said('escort', 'nobody')]);
      expect(bedside.item('escort')).to.equal('failed');
      expect(
        bedside.refusal('item.escort.overridden', { reason: 'Benefit outweighs risk', note: 'x' }, proceduralist),
      ).to.equal('notHere');
      plays(bedside, [['item.sedation.corrected', { reason: 'nobody takes them home' }], said('sedation', 'spray')]);
      expect(bedside.item('escort')).to.equal('notNeeded');
    });

    it('by the order is not put down for spray', () => {
      const bedside = plays(asked({ sedation: 'planned' }), [said('sedation', 'spray')]);
      expect(bedside.item('sedation')).to.equal('failed');
      expect(bedside.item('escort')).to.equal('notNeeded');
      expect(bedside.readiness().kind).to.equal('notReady');
    });
  });

  describe('the gastroscope', () => {
    const after = (asset: Partial<AssetFact>): string | null =>
      plays(bed(), [scanned({ ...scope, ...asset })]).item('scope');
    it('counts with a decontamination that reaches to the planned start', () => {
      expect(after({ until: start })).to.equal('satisfied');
    });
    it('does not without its cycle, which the log says as due since ever', () => {
      expect(after({ until: 0, says: 'Decontamination overdue' })).to.equal('failed');
    });
    it('does not out of its storage time, nor when that ends before the planned start', () => {
      expect(after({ until: morning - minute })).to.equal('failed');
      expect(after({ until: start - 1 })).to.equal('failed');
    });
    it('does not when put aside, retired, unknown, or another kind of thing', () => {
      for (const standing of ['quarantined', 'retired', 'unknown'] as const)
        expect(after({ standing })).to.equal('failed');
      expect(after({ type: 'colonoscope' })).to.equal('failed');
    });
    it('is answered by the log, never by a typed number alone', () => {
      expect(bed().refusal('item.scope.sensed', { value: 'SCOPE-12' }, nurse)).to.equal('assetUnknown');
    });

    it('no longer counts when the start moves past its time', () => {
      const bedside = spray().does('plan.moved', { start: start + 2 * hour, reason: 'list' }, chargeNurse);
      expect(bedside.item('scope')).to.equal('failed');
    });

    it('counts for three hours out of its cabinet', () => {
      const bedside = plays(bed(), kit.slice(0, 2));
      bedside.waits(morning + 170 * minute - 1 - bedside.at);
      expect(bedside.item('scopeOut')).to.equal('satisfied');
      expect(bedside.waits(1).item('scopeOut')).to.equal('expired');
    });

    it('is traced by two people who each read the cycle: a difference stands, neither wins', () => {
      const bedside = plays(bed(), kit.slice(0, 3));
      expect(bedside.refusal('item.scopeCycle.agreed', { value: 40_178 }, nurse)).to.equal('samePerson');
      expect(
        bedside.refusal(
          'item.scopeCycle.agreed',
          { value: 40_178 },
          { ...nurse, grant: 'grant-9', device: 'tablet-9' },
        ),
      ).to.equal('samePerson');
      bedside.does('item.scopeCycle.agreed', { value: 40_187 }, secondTechnician);
      expect(bedside.item('scopeCycle')).to.equal('disputed');
      expect(bedside.refusal('item.scopeCycle.resolved', { reason: 'x' }, nurse)).to.equal('samePerson');
      bedside.does('item.scopeCycle.resolved', { reason: 'label read again' }, chargeNurse);
      expect(bedside.item('scopeCycle')).to.equal('pending');
    });

    it('exchanged for another passes its own checks, though nobody reported a fault', () => {
      const checks = ['scopeOut', 'scopeCycle', 'leakTest', 'stack'];
      const bedside = spray();
      for (const id of checks) expect(bedside.item(id), id).to.equal('satisfied');
      plays(bedside, [scanned({ ...scope, asset: 'SCOPE-13' })]);
      for (const id of checks) expect(bedside.item(id), id).to.equal('pending');
      expect(bedside.item('suction')).to.equal('satisfied');
    });

    it('that leaks is a stop, and its replacement is checked from the start', () => {
      const bedside = plays(bed(), [...kit.slice(0, 2), said('leakTest', 'failed')]);
      expect(bedside.row().status).to.include({ kind: 'stop', stop: 'fault' });
      bedside.does('equipment.replaced', {}, nurse);
      expect([bedside.item('scope'), bedside.item('leakTest'), bedside.item('scopeOut')]).to.deep.equal([
        'pending',
        'pending',
        'pending',
      ]);
    });
  });

  describe('a blood thinner', () => {
    const inr = (value: number, takenAt: number): Act => ['item.inr.measured', { value, takenAt }, nurse];
    const onWarfarin = (risk: 'low' | 'high', order: Readonly<Record<string, string>> = {}): Bedside =>
      plays(asked({ antithrombotic: 'warfarin', ...order }), [
        said('bleedingRisk', risk),
        said('bloodThinner', 'warfarin'),
      ]);

    it('on the order is not answered with none, and one the patient names counts whatever the order says', () => {
      const none = plays(asked({ antithrombotic: 'warfarin' }), [said('bloodThinner', 'none')]);
      expect(none.item('bloodThinner')).to.equal('failed');
      const misspelt = plays(asked({ antithrombotic: 'Warfarin' }), [said('bloodThinner', 'none')]);
      expect(misspelt.item('bloodThinner')).to.equal('failed');
      expect(plays(asked(), [said('bloodThinner', 'warfarin')]).item('inr')).to.equal('pending');
    });

    it('nobody knows of asks for everything, and only the proceduralist goes past it', () => {
      const bedside = plays(asked({ bleedingRisk: 'high' }), [
        said('bleedingRisk', 'high'),
        said('bloodThinner', 'unknown'),
      ]);
      for (const id of ['inr', 'lastWarfarin', 'doacToday', 'lastDoac', 'antiplateletPlan'])
        expect(bedside.item(id), id).to.equal('pending');
      expect(
        bedside.refusal('item.bloodThinner.overridden', { reason: 'Benefit outweighs risk', note: 'x' }, chargeNurse),
      ).to.equal('notYours');
      bedside.does(
        'item.bloodThinner.overridden',
        { reason: 'Benefit outweighs risk', note: 'only looking' },
        proceduralist,
      );
    });

    it('warfarin: the INR is up to 3.0 at low risk and below 1.5 at high risk', () => {
      const fresh = (risk: 'low' | 'high', value: number): string | null =>
        plays(onWarfarin(risk), [inr(value, morning - day)]).item('inr');
      expect(fresh('low', 3)).to.equal('satisfied');
      expect(fresh('low', 3.01)).to.equal('failed');
      expect(fresh('high', 1.49)).to.equal('satisfied');
      expect(fresh('high', 1.5)).to.equal('failed');
    });

    it('warfarin: an INR of six days counts until the seventh, one of eight days does not count', () => {
      const six = plays(onWarfarin('low'), [inr(2.4, morning - 6 * day)]);
      expect(six.item('inr')).to.equal('satisfied');
      expect(six.waits(day).item('inr')).to.equal('expired');
      const eight = plays(onWarfarin('low'), [inr(2.4, morning - 8 * day)]);
      expect(eight.item('inr')).to.equal('expired');
      expect(eight.readiness().kind).to.equal('notReady');
      expect(eight.refusal('item.inr.overridden', { reason: 'Benefit outweighs risk', note: 'x' }, nurse)).to.equal(
        'notYours',
      );
    });

    it('warfarin: a result filed by the laboratory answers, and a newer worse one takes it back', () => {
      const bedside = onWarfarin('low').does('item.inr.filed', { value: 2.1, takenAt: morning - day }, server);
      expect(bedside.item('inr')).to.equal('satisfied');
      bedside.does('item.inr.filed', { value: 4.2, takenAt: morning }, server);
      expect(bedside.item('inr')).to.equal('failed');
    });

    it('warfarin: an INR that was low enough is not when the risk turns out high', () => {
      const bedside = plays(onWarfarin('low'), [inr(2.4, morning - day)]);
      plays(bedside, [['item.bleedingRisk.corrected', { reason: 'dilatation' }], said('bleedingRisk', 'high')]);
      expect(bedside.item('inr')).to.equal('failed');
      expect(bedside.item('lastWarfarin')).to.equal('pending');
    });

    it('warfarin: off for five days before what bleeds', () => {
      const off = (days: number): string | null =>
        plays(onWarfarin('high'), [at('lastWarfarin', start - days * day)]).item('lastWarfarin');
      expect(off(5)).to.equal('satisfied');
      expect(off(4.9)).to.not.equal('satisfied');
    });

    it('DOAC: the morning’s dose left out, and three days before what bleeds, whenever that now is', () => {
      const low = plays(asked(), [said('bleedingRisk', 'low'), said('bloodThinner', 'doac')]);
      expect([low.item('doacToday'), low.item('lastDoac'), low.item('inr')]).to.deep.equal([
        'pending',
        'notNeeded',
        'notNeeded',
      ]);
      expect(plays(low, [said('doacToday', 'taken')]).item('doacToday')).to.equal('failed');
      const high = plays(asked(), [
        said('bleedingRisk', 'high'),
        said('bloodThinner', 'doac'),
        at('lastDoac', start - 3 * day),
      ]);
      expect(high.item('lastDoac')).to.equal('satisfied');
      high.does('plan.moved', { start: start - minute, reason: 'list' }, chargeNurse);
      expect(high.item('lastDoac')).to.equal('expired');
    });

    it('high risk on the order is not lowered at the bedside, and a word nobody knows is not low', () => {
      for (const bleedingRisk of ['high', 'Low', 'diagnostic'])
        expect(plays(asked({ bleedingRisk }), [said('bleedingRisk', 'low')]).item('bleedingRisk')).to.equal('failed');
    });
  });

  describe('diabetes', () => {
    it('asks for a glucose between 4 and 12 of the last hour', () => {
      const glucose = (value: number): Bedside => plays(asked(), [said('diabetes', 'yes'), at('glucose', value)]);
      expect([3.9, 4, 12, 12.1].map((value) => glucose(value).item('glucose'))).to.deep.equal([
        'failed',
        'satisfied',
        'satisfied',
        'failed',
      ]);
      expect(
        glucose(6)
          .waits(hour - 1)
          .item('glucose'),
      ).to.equal('satisfied');
      expect(glucose(6).waits(hour).item('glucose')).to.equal('expired');
    });

    it('not known counts as yes, and the order’s yes is not answered with no', () => {
      expect(plays(asked(), [said('diabetes', 'unknown')]).item('glucose')).to.equal('pending');
      expect(plays(asked(), [said('diabetes', 'no')]).item('glucose')).to.equal('notNeeded');
      for (const diabetes of ['yes', 'insulin'])
        expect(plays(asked({ diabetes }), [said('diabetes', 'no')]).item('diabetes')).to.equal('failed');
    });
  });

  describe('the consent form', () => {
    const form = (item: string, daysAgo: number): Act => [
      `item.${item}.attested`,
      { value: 'signed', takenAt: morning - daysAgo * day },
      nurse,
    ];
    it('counts for 182 days after it was signed, and not before consent was taken', () => {
      expect(plays(asked(), [form('consentForm', 181)]).item('consentForm')).to.equal('satisfied');
      expect(plays(asked(), [form('consentForm', 183)]).item('consentForm')).to.equal('expired');
      expect(
        plays(bed(), identity).refusal('item.consentForm.attested', { value: 'signed', takenAt: morning }, nurse),
      ).to.equal('stopped');
    });

    it('of more than 84 days before the procedure is confirmed by a newer signature', () => {
      const bedside = plays(asked(), [form('consentForm', 100), form('formConfirmed', 100)]);
      expect(bedside.item('formConfirmed')).to.not.equal('satisfied');
      plays(bedside, [form('formConfirmed', 1)]);
      expect(bedside.item('formConfirmed')).to.equal('satisfied');
    });

    it('fresh for today is not for a start that moves past the 84 days', () => {
      const bedside = plays(asked(), [form('consentForm', 83), form('formConfirmed', 83)]);
      expect(bedside.item('formConfirmed')).to.equal('satisfied');
      bedside.does('plan.moved', { start: start + 2 * day, reason: 'list' }, chargeNurse);
      expect(bedside.item('formConfirmed')).to.equal('expired');
    });

    it('is taken by who can do the procedure, and is void once the patient says no', () => {
      expect(plays(bed(), identity).refusal('consent.given', {}, nurse)).to.equal('notYours');
      const bedside = spray().does('consent.withdrawn', {}, nurse);
      expect(bedside.item('consentForm')).to.equal('pending');
      expect(bedside.row().status).to.include({ kind: 'stop', stop: 'consent' });
    });
  });

  it('warns of dentures and observations and stops for neither', () => {
    const skipped = new Set(['item.dentures.attested', 'item.systolic.measured', 'item.saturation.measured']);
    const bedside = plays(
      bed(),
      [...identity, ...told, ...agreed, said('sedation', 'spray'), ...assessed, ...kit, ...clean, ...completed].filter(
        ([event]) => !skipped.has(event),
      ),
    );
    expect(bedside.readiness().kind).to.equal('ready');
    expect(bedside.item('dentures')).to.equal('pending');
  });

  it('asks for lidocaine to be taken away when the patient is allergic, or nobody knows', () => {
    for (const value of ['lidocaine', 'unknown'])
      expect(plays(bed(), [...identity.slice(0, 6), said('allergies', value)]).item('noLidocaine')).to.equal('pending');
    expect(plays(bed(), identity).item('noLidocaine')).to.equal('notNeeded');
  });

  it('three answers that do not show it was understood are a question for somebody else', () => {
    const bedside = plays(asked(), [said('communicationNeeds', 'none'), said('explained', 'told')]);
    for (let tries = 0; tries < 3; tries += 1) bedside.does('item.teachBack.attested', { value: 'unable' }, nurse);
    expect(bedside.row().status).to.include({ kind: 'stop', stop: 'question' });
  });
});
