/** What the patient was told and agreed to: invariants I09 to I13, I19 and I20. */
import { expect } from 'chai';
import type { Role } from '../../../machines/index.ts';
import { hour, minute } from '../../support/protocol.ts';
import { Bed, moments, roles, shippedFiles } from './bed.ts';
import type { Shown } from './house.ts';
import { answered, identifiedBed, ready } from './prepared.ts';

const said = { reason: 'x', note: 'x', value: 'yes', start: 0, place: { ward: 'w4B', bed: '2' }, person: 'nurse-3' };
const day = 24 * hour;

export const consentShown: readonly Shown[] = [
  {
    id: 'I09',
    says: 'from every state a withdrawal stops at once and tells somebody, and only a new consent by who may take one leads on',
    plays: (house) => {
      for (const file of shippedFiles) {
        for (const [path, bed] of moments(ready(house, file), (at) => at !== 'open.consent.standing.withdrawn')) {
          const decision = bed.asks('consent.withdrawn', {}, bed.person('technician'));
          if (decision.kind !== 'accepted') expect.fail(`${file}: not from ${path}`);
          bed.state = decision.state;
          expect(bed.standing('consent.standing'), `${file}: from ${path}`).to.equal('withdrawn');
          expect(bed.isReady(), `${file}: from ${path}`).to.equal(false);
          expect(bed.row().attention, `${file}: from ${path}`).to.not.equal(null);
        }
        const stopped = ready(house, file).does('consent.withdrawn');
        const ways = new Set<string>();
        for (const { name } of stopped.protocol.events.values())
          for (const role of roles) {
            const decision = stopped.asks(name, { ...said, start: stopped.at + hour }, stopped.person(role, 5));
            const after = decision.kind === 'accepted' ? decision.state : stopped.state;
            if (house.machines.valueAt(after.value, 'open') === undefined) continue;
            if (house.machines.standing(after.value, 'open.consent.standing') !== 'withdrawn') {
              ways.add(name);
              expect(stopped.protocol.document.consent.renewedBy, `${file}: ${name} by ${role}`).to.include(role);
            }
          }
        expect([...ways], file).to.deep.equal(['consent.renewed']);
      }
    },
    controls: [
      {
        without: 'consent that was given is not withdrawn',
        file: 'machines/steps/consent.ts',
        in: 'standing',
        from: 'on: { ...stops, ...limited, ...asked } };',
        to: 'on: { ...limited, ...asked } };',
      },
      {
        without: 'anybody records a new consent',
        file: 'machines/steps/consent.ts',
        in: 'givingConditions',
        from: "guard: all(...withPatient, 'patientDecides', role(...renewedBy)),",
        to: "guard: all(...withPatient, 'patientDecides'),",
      },
      {
        without: 'nobody is told',
        file: 'machines/steps/consent.ts',
        in: 'standing',
        from: "'consent.withdrawn': { target: 'withdrawn', actions: raiseStop('consent') }, };",
        to: "'consent.withdrawn': { target: 'withdrawn', actions: [note('consent')] }, };",
      },
    ],
  },
  {
    id: 'I10',
    says: 'an emergency hands nobody over who said no, in whatever state else',
    plays: (house) => {
      for (const file of shippedFiles)
        for (const no of ['consent.refused', 'consent.withdrawn']) {
          const stopped = ready(house, file).does(no).does('emergency.declared');
          for (const [path, bed] of moments(stopped, (at) => !at.startsWith('open.consent.standing')))
            for (const event of ['handover.acceptedInEmergency', 'handover.accepted', 'patient.left'])
              expect(bed.asks(event, {}, bed.person('proceduralist')).kind, `${file}: ${no}, ${path}`).to.not.equal(
                'accepted',
              );
        }
      const blood = answered(house, 'transfusion').put('open.consent.advanceRefusal', 'pending');
      blood.does('item.advanceRefusal.attested', { value: 'found' }).does('emergency.declared');
      expect(blood.standing('consent.standing'), 'an advance refusal is a refusal').to.equal('refused');
      blood.refuses('handover.acceptedInEmergency', {}, blood.person('proceduralist'));
    },
    controls: [
      {
        without: 'an emergency goes past a no',
        file: 'machines/steps/consent.ts',
        in: 'consent',
        from: "halts: ['consentNotStopped'],",
        to: 'halts: [],',
      },
      {
        without: 'an advance refusal is only written down',
        file: 'protocols/transfusion.yaml',
        in: 'advanceRefusal',
        from: 'ifNot: consent.refused',
        to: '',
      },
    ],
  },
  {
    id: 'I11',
    says: 'consent is recorded by those the protocol names, and a technician only confirms a written one',
    plays: (house) => {
      for (const file of shippedFiles) {
        const bed = identifiedBed(house, file);
        const { takenBy } = bed.protocol.document.consent;
        for (const role of [...roles, 'clinicalEngineer'] as readonly Role[])
          expect(bed.asks('consent.given', {}, bed.person(role)).kind, `${file}: ${role}`).to.equal(
            takenBy.includes(role) ? 'accepted' : 'refused',
          );
      }
      const written = shippedFiles.filter((file) => house.document(file).consent.level === 'written');
      expect(written).to.include('upper-gi-endoscopy');
      for (const file of [...written, 'transfusion']) {
        const bed = identifiedBed(house, file);
        bed.refuses('consent.given');
        bed.refuses('consent.renewed', { note: 'x' });
      }
    },
    controls: [
      {
        without: 'anybody takes consent',
        file: 'machines/steps/consent.ts',
        in: 'givingConditions',
        from: "all('mayTouch', 'patientDecides', ...interpreted, role(...takenBy))",
        to: "all('mayTouch', 'patientDecides', ...interpreted)",
      },
      {
        without: 'a technician takes consent for an endoscopy',
        file: 'protocols/upper-gi-endoscopy.yaml',
        in: 'consent',
        from: 'takenBy: [proceduralist]',
        to: 'takenBy: [technician, proceduralist]',
      },
    ],
  },
  {
    id: 'I12',
    says: 'a clinical question takes back "happy to go ahead", and it cannot be said again until a nurse or senior answered',
    plays: (house) => {
      for (const file of shippedFiles) {
        const bed = ready(house, file).does('question.raised');
        expect(bed.item('happyToGoAhead'), file).to.equal('pending');
        expect(bed.isReady()).to.equal(false);
        for (const role of roles) bed.refuses('item.happyToGoAhead.attested', { value: 'yes' }, bed.person(role));
        bed.refuses('question.answered', { note: 'x' });
        bed.does('question.answered', { note: 'x' }, bed.person('nurse'));
        expect(bed.isReady(), `${file}: still asked again`).to.equal(false);
        bed.does('item.happyToGoAhead.attested', { value: 'yes' });
      }
    },
    controls: [
      {
        without: 'a question takes nothing back',
        file: 'protocols/parts/day-of-consent.yaml',
        in: 'happyToGoAhead',
        from: '        question.raised,\n',
        to: '',
      },
      {
        without: 'a patient is happy with a question open',
        file: 'protocols/parts/day-of-consent.yaml',
        in: 'happyToGoAhead',
        from: 'needs: [consentStands, noOpenQuestion, explained]',
        to: 'needs: [consentStands, explained]',
      },
      {
        without: 'anybody answers a clinical question',
        file: 'machines/steps/explanation.ts',
        in: 'explanation',
        from: "{ guard: role(...answerers), target: 'none',",
        to: "{ target: 'none',",
      },
    ],
  },
  {
    id: 'I13',
    says: 'written consent and its form lapse by the protocol’s times, while held and with nobody there as well',
    plays: (house) => {
      const file = 'upper-gi-endoscopy';
      for (const meanwhile of [(bed: Bed) => bed, (bed: Bed) => bed.does('flow.held', { reason: 'Ward round' })]) {
        const bed = meanwhile(ready(house, file));
        const given = bed.state.context.raised['consentGiven']?.at ?? 0;
        const lasts = bed.protocol.times(bed.protocol.document.consent.lastsFor ?? '');
        bed.at = given + lasts - 1;
        expect(bed.standing('consent.standing')).to.equal('given');
        bed.at = given + lasts;
        expect(bed.standing('consent.standing')).to.equal('expired');
        expect(bed.isReady()).to.equal(false);
      }
      const form = ready(house, file);
      const signed = form.state.context.evidence['consentForm']?.takenAt ?? 0;
      form.at = signed + 182 * day;
      expect(form.item('consentForm')).to.equal('expired');
      const late = ready(house, file);
      const confirmed = late.state.context.evidence['formConfirmed']?.takenAt ?? 0;
      late.does('plan.moved', { start: confirmed + 85 * day, reason: 'x' }, late.person('chargeNurse'));
      expect(late.item('formConfirmed'), 'signed too long before the new start').to.equal('expired');
    },
    controls: [
      {
        without: 'consent outlives its time',
        file: 'machines/steps/consent.ts',
        in: 'standing',
        from: "...(lasts ? { after: { consentFor: 'expired' } } : {}),",
        to: '',
      },
      {
        without: 'a form is never too old',
        file: 'protocols/parts/written-consent.yaml',
        in: 'formConfirmed',
        from: 'window: { of: taken, atMost: formFreshFor }',
        to: 'window: { of: taken, atMost: formFor }',
      },
    ],
  },
  {
    id: 'I19',
    says: 'teach-back is one recorded answer for each item, none is not enough, and a patient who cannot goes to a nurse or senior',
    plays: (house) => {
      for (const file of shippedFiles) {
        const before = ready(house, file);
        expect(before.state.context.evidence['teachBack']?.value, file).to.be.oneOf(['correct', 'corrected']);
        expect(before.copy().put('open.explanation.teachBack', 'pending').isReady(), file).to.equal(false);
        const bed = answered(house, file);
        bed.does('item.teachBack.corrected', { reason: 'Asked again' }, bed.person('nurse'));
        expect(bed.item('teachBack')).to.equal('pending');
        bed.refuses('step.explanation.completed');
        bed
          .does('item.teachBack.attested', { value: 'unable' })
          .refuses('item.teachBack.overridden', { reason: 'Benefit outweighs risk', note: 'x' });
        expect(bed.isReady(), file).to.equal(false);
        if (file === 'venepuncture') continue;
        bed.does('item.teachBack.attested', { value: 'unable' }).does('item.teachBack.attested', { value: 'unable' });
        expect(bed.standing('explanation.questions'), `${file}: the third goes to somebody`).to.equal('open');
      }
    },
    controls: [
      {
        without: 'a technician goes past a patient who cannot say it back',
        file: 'protocols/parts/explanation.yaml',
        in: 'teachBack',
        from: 'If they cannot, explain it otherwise.\n    stop: override\n    by: [technician, nurse, chargeNurse, proceduralist]\n    overriddenBy: [nurse,',
        to: 'If they cannot, explain it otherwise.\n    stop: override\n    by: [technician, nurse, chargeNurse, proceduralist]\n    overriddenBy: [technician, nurse,',
      },
      {
        without: 'nobody hears of the third failed attempt',
        file: 'protocols/parts/explanation.yaml',
        in: 'teachBack',
        from: 'attempts: { max: 3, raises: question.raised }',
        to: 'attempts: { max: 9, raises: question.raised }',
      },
      {
        without: 'a step is completed with items open',
        file: 'machines/protocols/chart.ts',
        in: 'guardsOf',
        from: '...inStep.filter(blocks).map((item) => `counts.${item.id}`), ...step.requires,',
        to: '...step.requires,',
      },
    ],
  },
  {
    id: 'I20',
    says: 'while an interpreter is missing nobody is ready, nothing is explained and no consent is taken',
    plays: (house) => {
      for (const file of shippedFiles) {
        expect(ready(house, file).does('interpreter.needed').isReady(), file).to.equal(false);
        const left = ready(house, file).put('open.explanation.communication', 'interpreterPresent');
        expect(left.does('interpreter.left').isReady(), `${file}: gone again`).to.equal(false);
        const bed = identifiedBed(house, file).does('interpreter.needed').waits(minute);
        const taker = bed.person('proceduralist');
        bed.refuses('consent.given', {}, taker).refuses('consent.renewed', { note: 'x' }, taker);
        for (const id of ['explained', 'teachBack', 'happyToGoAhead'])
          for (const value of ['told', 'correct', 'yes']) bed.refuses(`item.${id}.attested`, { value }, taker);
        bed.does('interpreter.arrived', { note: 'By telephone' }).does('consent.given', {}, taker);
      }
    },
    controls: [
      {
        without: 'consent is taken through an interpreter who is not there',
        file: 'machines/steps/consent.ts',
        in: 'givingConditions',
        from: "? ['interpreted'] : []",
        to: '? [] : []',
      },
      {
        without: 'a patient is ready without the interpreter',
        file: 'machines/steps/explanation.ts',
        in: 'explanation',
        from: "requires: ['noOpenQuestion', 'interpreted'],",
        to: "requires: ['noOpenQuestion'],",
      },
    ],
  },
];
