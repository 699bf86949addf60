/** What an item's document can say beyond a tick: limits, dates, results, things, competences, attempts, other answers. */
import { expect } from 'chai';
import fc from 'fast-check';
import { type Actor, type AssetFact, compileProtocol, type ItemDocument } from '../../machines/index.ts';
import { Bedside } from '../support/bedside.ts';
import { happyPath } from '../support/happy-path.ts';
import {
  compiledOrThrow,
  hour,
  minute,
  morning,
  nurse,
  proceduralist,
  secondTechnician,
  server,
  shippedDocument,
  technician,
} from '../support/protocol.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2_147_483_647);
const everybody: ItemDocument['by'] = ['technician', 'nurse', 'chargeNurse', 'proceduralist'];
const sourced = { source: 'This test', status: 'project default' } as const;
const day = 24 * hour;

/** The shipped protocol with one more item in its equipment step, which needs no patient. */
function withItems(...items: readonly Partial<ItemDocument>[]) {
  const document = structuredClone(shippedDocument());
  document.times['resultFor'] = { is: '7 d', ...sourced };
  document.times['outFor'] = { is: '30 min', ...sourced };
  const step = document.steps.find(({ step: id }) => id === 'equipment')!;
  step.items.push(
    ...items.map((item) => ({ text: 'Asked', stop: 'hard', by: everybody, ...sourced, ...item }) as never),
  );
  // Every length of time has to be used by something.
  step.items.push(
    ...(['resultFor', 'outFor'] as const).map(
      (name) =>
        ({
          id: name,
          kind: 'attested',
          text: name,
          stop: 'info',
          by: everybody,
          answer: { choices: [{ value: 'yes', label: 'YES', satisfies: true }] },
          validFor: name,
          ...sourced,
        }) as never,
    ),
  );
  return document;
}
const bedside = (...items: readonly Partial<ItemDocument>[]): Bedside =>
  new Bedside({ start: morning + 2 * hour }, compiledOrThrow(withItems(...items)));
const errors = (...items: readonly Partial<ItemDocument>[]): readonly string[] => {
  const compiled = compileProtocol(withItems(...items));
  return compiled.ok ? [] : compiled.errors.map(({ path, says }) => `${path.slice(4).join('.')}: ${says}`);
};

const choices = (...values: readonly string[]): ItemDocument['answer'] => ({
  choices: values.map((value) => ({ value, label: value.toUpperCase(), satisfies: value !== 'unable' })),
});
const takesTablets: Partial<ItemDocument> = {
  id: 'metformin',
  kind: 'attested',
  answer: choices('yes', 'no', 'unknown'),
};
const kidneys: Partial<ItemDocument> = {
  id: 'egfr',
  kind: 'measured',
  stop: 'override',
  overriddenBy: ['proceduralist'],
  dated: 'Taken at',
  validFor: 'resultFor',
  answer: {
    unit: 'mL/min/{1.73_m2}',
    min: 1,
    max: 150,
    decimals: 0,
    result: 'eGFR',
    limits: [{ if: { answer: 'metformin', is: ['yes', 'unknown'] }, atLeast: 45 }, { atLeast: 30 }],
  },
};

describe('an item', () => {
  describe('with limits', () => {
    it('takes the row that the other answer chooses, and the stricter one while nobody answered', () => {
      const asked = bedside(takesTablets, kidneys).does('item.egfr.measured', { value: 35, takenAt: morning - day });
      expect(asked.item('egfr')).to.equal('failed');
      expect(asked.does('item.metformin.attested', { value: 'no' }).item('egfr')).to.equal('satisfied');
    });

    it('is judged again when that answer changes', () => {
      const asked = bedside(takesTablets, kidneys)
        .does('item.metformin.attested', { value: 'no' })
        .does('item.egfr.measured', { value: 35, takenAt: morning - day })
        .does('item.metformin.corrected', { reason: 'Asked the wrong way' })
        .does('item.metformin.attested', { value: 'yes' });
      expect(asked.item('egfr')).to.equal('failed');
      expect(asked.refusal('item.egfr.overridden', { reason: 'Benefit outweighs risk', note: 'No' }, nurse)).to.equal(
        'notYours',
      );
      const seen = asked.does(
        'item.egfr.overridden',
        { reason: 'Benefit outweighs risk', note: 'Hydrated' },
        proceduralist,
      );
      expect(seen.state.context.evidence['egfr']?.exception).to.equal(true);
    });

    it('says which reading was never possible', () => {
      expect(
        errors(takesTablets, { ...kidneys, answer: { ...kidneys.answer, limits: [{ atLeast: 200 }] } as never }),
      ).to.deep.equal(['answer.limits.0: the limit lies outside what can be read (1 to 150)']);
      expect(errors(kidneys)[0]).to.match(/appliesIf: no item is called "metformin"/);
    });
  });

  describe('with decimals', () => {
    const level: Partial<ItemDocument> = {
      id: 'level',
      kind: 'measured',
      answer: { unit: 'mL', min: 0, max: 999_999_999, decimals: 3 },
    };
    it(`takes every number that is written with so many, and none with more (seed ${seed})`, () => {
      const protocol = compiledOrThrow(withItems(level));
      const said = (value: number): string =>
        new Bedside({ start: morning + 2 * hour }, protocol).refusal('item.level.measured', { value });
      const taking = fc.integer({ min: 0, max: 999_999_999_000 }).map((thousandths) => thousandths / 1000);
      fc.assert(
        fc.property(taking, (value) => {
          expect(said(value), String(value)).to.equal('accepted');
        }),
        // Its product by 1000 is no whole number.
        { seed, numRuns: 200, examples: [[136_181_100.105], [1.005], [0]] },
      );
      expect(said(1.0005)).to.equal('valueUnknown');
      expect(said(136_181_100.1051)).to.equal('valueUnknown');
    });
  });

  describe('with a date', () => {
    it('counts from when the sample was taken: eight days old lapses as it is entered', () => {
      const asked = bedside(takesTablets, kidneys).does('item.metformin.attested', { value: 'no' });
      expect(asked.refusal('item.egfr.measured', { value: 60 })).to.equal('takenMissing');
      expect(asked.refusal('item.egfr.measured', { value: 60, takenAt: morning + day })).to.equal('valueOutOfRange');
      asked.does('item.egfr.measured', { value: 60, takenAt: morning - 8 * day });
      expect(asked.item('egfr')).to.equal('expired');
      asked.does('item.egfr.measured', { value: 60, takenAt: morning - day });
      expect(asked.item('egfr')).to.equal('satisfied');
      expect(asked.waits(6 * day).item('egfr')).to.equal('expired');
    });

    it('is not judged back in once it has lapsed', () => {
      const asked = bedside(takesTablets, kidneys)
        .does('item.metformin.attested', { value: 'no' })
        .does('item.egfr.measured', { value: 60, takenAt: morning - 8 * day })
        .does('patient.arrived');
      expect(asked.events.map(({ type }) => type)).to.not.include('item.egfr.judgedIn');
    });

    it('counts from the time answered where the answer is a time', () => {
      const left: Partial<ItemDocument> = {
        id: 'left',
        kind: 'measured',
        answer: { unit: 'clock', min: 0, max: 4, decimals: 0 },
        validFor: 'outFor',
      };
      expect(
        bedside(left)
          .does('item.left.measured', { value: morning - 31 * minute })
          .item('left'),
      ).to.equal('expired');
      const fresh = bedside(left).does('item.left.measured', { value: morning - 29 * minute });
      expect(fresh.item('left')).to.equal('satisfied');
      expect(fresh.waits(minute).item('left')).to.equal('expired');
    });

    it('takes "not at all" for a time, where it is an answer', () => {
      const eaten: Partial<ItemDocument> = {
        id: 'eaten',
        kind: 'measured',
        answer: { unit: 'clock', min: 0, max: 48, decimals: 0, none: 'NOTHING' },
        window: { of: 'value', atLeast: 'outFor' },
      };
      expect(bedside(eaten).does('item.eaten.measured', { value: 'none' }).item('eaten')).to.equal('satisfied');
      expect(bedside().refusal('item.resultFor.attested', { value: 'none' })).to.equal('valueUnknown');
    });
  });

  describe('answered by a result', () => {
    const filed = { value: 60, takenAt: morning - day, how: 'record' } as const;
    it('is filed by the server whatever stands, and never by a person', () => {
      const asked = bedside(takesTablets, kidneys).does('item.metformin.attested', { value: 'no' });
      expect(asked.refusal('item.egfr.filed', filed)).to.equal('notHere');
      asked.does('consent.refused').does('item.egfr.filed', filed, server);
      expect(asked.item('egfr')).to.equal('satisfied');
      expect(asked.does('item.egfr.filed', { ...filed, value: 12 }, server).item('egfr')).to.equal('failed');
    });

    it('declared wrong, is taken back by the server wherever it lies, and never by a person', () => {
      for (const value of [60, 12]) {
        const asked = bedside(takesTablets, kidneys).does('item.metformin.attested', { value: 'no' });
        asked.does('item.egfr.filed', { ...filed, value }, server);
        expect(asked.refusal('item.egfr.recalled')).to.equal('notHere');
        expect(asked.does('item.egfr.recalled', {}, server).item('egfr')).to.equal('pending');
        expect(asked.state.context.evidence).to.not.have.property('egfr');
      }
      const accepted = bedside(takesTablets, kidneys).does('item.metformin.attested', { value: 'no' });
      accepted.does('item.egfr.filed', { ...filed, value: 12 }, server);
      accepted.does('item.egfr.overridden', { reason: 'Benefit outweighs risk', note: 'Urgent' }, proceduralist);
      expect(accepted.does('item.egfr.recalled', {}, server).item('egfr')).to.equal('pending');

      const deferred = bedside(takesTablets, kidneys).does('item.metformin.attested', { value: 'no' });
      deferred.does('item.egfr.filed', { ...filed, value: 12 }, server).does('emergency.declared');
      expect(deferred.does('item.egfr.recalled', {}, server).item('egfr')).to.equal('deferred');
      deferred.does('emergency.stoodDown', { reason: 'Awake again' }, proceduralist);
      expect(deferred.item('egfr')).to.equal('pending');

      const hanging: Partial<ItemDocument> = {
        ...kidneys,
        appliesIf: { answer: 'metformin', is: ['yes'], otherwise: 'Takes no metformin' },
      };
      const unneeded = bedside(takesTablets, hanging).does('item.metformin.attested', { value: 'no' });
      unneeded.does('item.egfr.filed', filed, server).does('item.egfr.recalled', {}, server);
      expect(unneeded.item('egfr')).to.equal('notNeeded');
      expect(unneeded.state.context.evidence).to.not.have.property('egfr');
    });

    it('is kept while nobody needs it', () => {
      const hanging: Partial<ItemDocument> = {
        ...kidneys,
        appliesIf: { answer: 'metformin', is: ['yes'], otherwise: 'Takes no metformin' },
      };
      const asked = bedside(takesTablets, hanging).does('item.metformin.attested', { value: 'no' });
      expect(asked.item('egfr')).to.equal('notNeeded');
      asked.does('item.egfr.filed', filed, server);
      expect(asked.item('egfr')).to.equal('notNeeded');
      asked.does('item.metformin.corrected', { reason: 'They do' }).does('item.metformin.attested', { value: 'yes' });
      expect(asked.item('egfr')).to.equal('satisfied');
    });
  });

  describe('that hangs on another answer', () => {
    const escort: Partial<ItemDocument> = {
      id: 'escort',
      kind: 'attested',
      answer: choices('named'),
      appliesIf: {
        any: [{ answer: 'metformin', is: ['yes'] }, { age: { atLeast: 80 } }],
        otherwise: 'No need',
      },
    };
    it('is asked until the answer says otherwise', () => {
      const asked = bedside(takesTablets, escort);
      expect(asked.item('escort')).to.equal('pending');
      expect(asked.does('item.metformin.attested', { value: 'no' }).item('escort')).to.equal('notNeeded');
    });
    it('is not asked when the item it hangs on is not', () => {
      const first: Partial<ItemDocument> = {
        ...takesTablets,
        appliesIf: { sex: ['M'], otherwise: 'Not asked of women' },
      };
      expect(
        bedside(first, { ...escort, appliesIf: { answer: 'metformin', is: ['yes'], otherwise: 'No' } }).item('escort'),
      ).to.equal('notNeeded');
    });
    it('is asked for whoever is old enough at the planned start', () => {
      const opening = {
        patient: { familyName: 'A', givenName: 'B', birthDate: '1946-03-02', sex: 'F', number: '1' },
      } as const;
      const asked = new Bedside(opening, compiledOrThrow(withItems(takesTablets, escort)));
      expect(asked.does('item.metformin.attested', { value: 'no' }).item('escort')).to.equal('pending');
    });
    it('cannot hang on an answer that does not exist or that lapses unnoticed', () => {
      const hangs = (is: string, more: Partial<ItemDocument> = {}): readonly string[] =>
        errors(
          { ...takesTablets, ...more },
          { ...escort, appliesIf: { answer: 'metformin', is: [is], otherwise: 'No' } },
        );
      expect(hangs('maybe')[0]).to.match(/"metformin" is never answered "maybe"; its answers are yes, no, unknown/);
      expect(hangs('yes', { stop: 'warn', validFor: 'outFor' })[0]).to.match(/would be forgotten when it lapses/);
    });
  });

  describe('that is a thing', () => {
    const scope: Partial<ItemDocument> = { id: 'scope', kind: 'sensed', answer: { asset: 'gastroscope' } };
    const fact: AssetFact = {
      asset: 'GIF-7',
      type: 'gastroscope',
      standing: 'inService',
      until: morning + 3 * hour,
      version: 4,
      says: null,
    };
    const scanned = (more: Partial<AssetFact> = {}) => ({ value: 'GIF-7', asset: { ...fact, ...more } });
    it('is good until the log says, and not if that is before the start', () => {
      const asked = bedside(scope);
      expect(asked.refusal('item.scope.sensed', { value: 'GIF-7' })).to.equal('assetUnknown');
      asked.does('item.scope.sensed', scanned());
      expect(asked.item('scope')).to.equal('satisfied');
      expect(asked.state.context.evidence['scope']?.asset?.version).to.equal(4);
      expect(asked.waits(3 * hour).item('scope')).to.equal('expired');
    });
    it('does not count when it is another kind, put aside, or out of date at the planned start', () => {
      for (const more of [{ type: 'colonoscope' }, { standing: 'quarantined' }, { until: morning + hour }] as const)
        expect(bedside(scope).does('item.scope.sensed', scanned(more)).item('scope')).to.equal('failed');
    });
    it('is judged again when the start moves past its date', () => {
      const asked = bedside(scope)
        .does('item.scope.sensed', scanned())
        .does('plan.moved', { start: morning + 4 * hour, reason: 'List delayed' }, proceduralist);
      expect(asked.item('scope')).to.equal('failed');
    });
    it('is taken back by a recall, at once', () => {
      const asked = bedside(scope).does('item.scope.sensed', scanned());
      expect(asked.refusal('item.scope.recalled')).to.equal('notHere');
      expect(asked.does('item.scope.recalled', {}, server).item('scope')).to.equal('pending');
      expect(asked.state.context.evidence['scope']).to.equal(undefined);
    });
  });

  describe('that takes a competence', () => {
    const screening: Partial<ItemDocument> = {
      id: 'screening',
      kind: 'secondPerson',
      answer: choices('safe', 'unsafe'),
      competence: 'mrLevel1',
      verifiedBy: ['nurse', 'technician'],
      verifierCompetence: 'mrLevel2',
      verifyWithin: 'outFor',
    };
    const holding = (actor: Actor, ...competences: readonly string[]): Actor => ({ ...actor, competences });
    it('is refused to who does not hold it, for the first and for the second person', () => {
      const asked = bedside(screening);
      const safe = { value: 'safe' };
      expect(asked.refusal('item.screening.attested', safe, technician)).to.equal('notCompetent');
      asked.does('item.screening.attested', safe, holding(technician, 'mrLevel1'));
      expect(asked.refusal('item.screening.agreed', safe, holding(secondTechnician, 'mrLevel1'))).to.equal(
        'notCompetent',
      );
      expect(asked.refusal('item.screening.agreed', safe, holding(technician, 'mrLevel2'))).to.equal('samePerson');
      expect(asked.refusal('item.screening.agreed', safe, holding(proceduralist, 'mrLevel2'))).to.equal('notYours');
      expect(asked.does('item.screening.agreed', safe, holding(nurse, 'mrLevel2')).item('screening')).to.equal(
        'satisfied',
      );
    });
    it('says so on the checklist before it is tried', () => {
      const view = bedside(screening)
        .checklist(technician)
        .steps.flatMap(({ items }) => items)
        .find(({ id }) => id === 'screening');
      expect(view?.why).to.equal('This takes somebody registered for mr level 1.');
    });
  });

  describe('that counts attempts', () => {
    const teachBack: Partial<ItemDocument> = {
      id: 'prompt',
      kind: 'attested',
      answer: choices('correct', 'unable'),
      attempts: { max: 3, raises: 'question.raised' },
    };
    it('has an answer that does not satisfy, or says that it needs one', () => {
      expect(errors({ ...teachBack, answer: choices('correct') })[0]).to.match(/attempts are counted of answers/);
    });
    it('raises its stop at the last, and not before', () => {
      const asked = bedside(teachBack);
      const unable = { value: 'unable' };
      asked.does('item.prompt.attested', unable).does('item.prompt.attested', unable);
      expect(asked.row().status.kind).to.equal('inProgress');
      asked.does('item.prompt.attested', unable);
      expect(asked.row().status).to.include({ kind: 'stop', stop: 'question' });
      expect(asked.state.context.evidence['prompt']?.attempts).to.equal(3);
    });
  });

  describe('that was overridden', () => {
    it('is an exception on the row until the end, after hand-over too', () => {
      const asked = new Bedside()
        .prepared('item.happyToGoAhead.attested')
        .does('item.teachBack.corrected', { reason: 'Asked again' }, nurse)
        .does('item.teachBack.attested', { value: 'unable' })
        .does('item.teachBack.overridden', { reason: 'Done another way', note: 'Daughter was told' }, nurse);
      expect(asked.row().exceptions).to.equal(1);
      for (const { wait, actor, command } of happyPath.slice(
        happyPath.findIndex(({ command: { event } }) => event === 'item.happyToGoAhead.attested') + 1,
      ))
        asked.tries(command.event, command, actor, wait);
      asked.tries('step.explanation.completed', {}, nurse);
      expect(asked.does('handover.accepted').row()).to.deep.include({ exceptions: 1 });
      expect(asked.row().status.kind).to.equal('gone');
    });
  });
});
