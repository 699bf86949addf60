/** Whether the patient can decide: invariants I14 and I15. */
import { expect } from 'chai';
import { hour } from '../../support/protocol.ts';
import { type Bed, shippedFiles } from './bed.ts';
import type { Shown } from './house.ts';
import { answer, identifiedBed, ready } from './prepared.ts';

/** Identified again, where something has opened that. */
function knownAgain(bed: Bed): Bed {
  for (const id of bed.items((item, step) => step === 'identity' && item.stop === 'hard'))
    if (bed.open([id]).length > 0) answer(bed, id);
  return bed;
}

export const capacityShown: readonly Shown[] = [
  {
    id: 'I14',
    says: 'a sedative follows consent or an emergency, and after it nothing new is explained or agreed before an assessment',
    plays: (house) => {
      for (const file of shippedFiles) {
        const { document, events } = house.protocol(file);
        expect(events.has('patient.sedated'), file).to.equal(document.consent.sedatives === true);
        // While somebody doubts that the patient can decide nothing is explained either, nor said back.
        const doubted = ready(house, file);
        expect(doubted.open(['explained', 'teachBack']), file).to.deep.equal([]);
        doubted.does('capacity.doubted').refuses('item.teachBack.attested', { value: 'correct' });
        expect(doubted.item('teachBack'), file).to.equal('pending');
        doubted.does('capacity.assessedHas', { note: 'Clear' }, doubted.person('nurse'));
        doubted.does('item.teachBack.attested', { value: 'correct' });
        if (document.consent.sedatives !== true) continue;
        const said = { note: 'Midazolam 2 mg' };
        const early = identifiedBed(house, file);
        const [nurse, taker] = [early.person('nurse'), early.person('proceduralist')];
        early.refuses('patient.sedated', said, nurse).refuses('patient.sedated', said, taker);
        const urgent = early.copy().does('emergency.declared').does('patient.sedated', said, nurse);
        expect(urgent.standing('consent.capacity'), file).to.equal('sedated');

        const bed = ready(house, file).refuses('patient.sedated', said).refuses('patient.sedated', {}, nurse);
        bed.does('patient.sedated', said, nurse);
        expect(bed.isReady(), `${file}: what was agreed before stands`).to.equal(true);
        // Told before, it is told again once somebody has seen that they are awake, or doubts it; and by nobody earlier.
        const told = bed.items((item) => item.voidedBy?.includes('sedation.over') === true);
        expect(told, file).to.include.members(['explained', 'teachBack']);
        expect(bed.open(told), file).to.deep.equal([]);
        for (const ends of ['capacity.assessedHas', 'capacity.doubted']) {
          const awake = bed.copy().does(ends, { note: 'Clear' }, nurse);
          expect(awake.open(told), `${file}: ${ends}`).to.deep.equal(told);
          expect([awake.isReady(), awake.standing('consent.standing')], file).to.deep.equal([false, 'given']);
        }
        const asleep = bed.copy();
        for (const id of told)
          asleep.put(`open.explanation.${id}`, 'pending').refuses(`item.${id}.attested`, { value: 'told' });
        asleep.refuses('item.teachBack.attested', { value: 'correct' });
        // Nothing new: after a withdrawal, of a part that is refused, or of another order.
        const withdrawn = bed.copy().does('consent.withdrawn');
        withdrawn.refuses('consent.renewed', { note: 'x' }, taker);
        bed
          .copy()
          .does('consent.limited', { note: 'No students' })
          .refuses('consent.limitsAccepted', { note: 'x' }, taker);
        const amended = bed.copy();
        const order = { ...amended.state.context.order, version: 2 };
        amended.does('order.amended', { order }, amended.person('system'));
        knownAgain(amended).refuses('consent.given', {}, taker);
        amended.does('capacity.assessedHas', { note: 'Clear' }, nurse).does('consent.given', {}, taker);
        // A nurse or the proceduralist who has seen that the patient decides ends it; nobody else, and nothing by itself.
        withdrawn.refuses('capacity.assessedHas', { note: 'x' }).waits(hour);
        expect(withdrawn.standing('consent.capacity'), file).to.equal('sedated');
        withdrawn.does('capacity.assessedHas', { note: 'Clear' }, nurse);
        knownAgain(withdrawn).does('consent.renewed', { note: 'Talked again' }, taker);
        expect(withdrawn.standing('consent.standing'), file).to.equal('given');
      }
    },
    controls: [
      {
        without: 'a sedative is given before anybody has agreed',
        file: 'machines/steps/consent-capacity.ts',
        in: 'sedativeConditions',
        from: "guard: all('mayTouch', 'consentStands'),",
        to: "guard: all('mayTouch'),",
      },
      {
        without: 'a sedated patient agrees to something new',
        file: 'machines/steps/consent-capacity.ts',
        in: 'capacityConditions',
        from: "guard: all('capacityClear', 'capacityNotLacking', ...(hasSedatives(document) ? ['notSedated'] : [])),",
        to: "guard: all('capacityClear', 'capacityNotLacking'),",
      },
      {
        without: 'a sedated patient agrees to all but a part',
        file: 'machines/steps/consent.ts',
        in: 'givingConditions',
        from: "guard: all('mayTouch', 'capacityClear', ...unsedated, ...interpreted,",
        to: "guard: all('mayTouch', 'capacityClear', ...interpreted,",
      },
      {
        without: 'a sedated patient is explained to',
        file: 'machines/steps/consent-capacity.ts',
        in: 'capacityConditions',
        from: "guard: all('capacityClear', ...(hasSedatives(document) ? ['notSedated'] : [])),",
        to: "guard: all('capacityClear'),",
      },
      {
        without: 'a patient in doubt says it back',
        file: 'protocols/parts/explanation.yaml',
        in: 'teachBack',
        from: 'needs: [explained, patientFollows]',
        to: 'needs: [explained]',
      },
      {
        without: 'what was explained before a sedative is known after it',
        file: 'machines/steps/consent-capacity.ts',
        in: 'capacity',
        from: "actions: [note('assessed'), broadcast('sedation.over')],",
        to: "actions: [note('assessed')],",
      },
      {
        without: 'a doubt keeps what was explained before the sedative',
        file: 'machines/steps/consent-capacity.ts',
        in: 'capacity',
        from: "actions: [...raiseStop('capacity'), broadcast('sedation.over')],",
        to: "actions: raiseStop('capacity'),",
      },
      {
        without: 'an emergency waits for consent to a sedative',
        file: 'machines/steps/consent-capacity.ts',
        in: 'sedativeConditions',
        from: "guard: any('agreedBeforehand', 'emergency'),",
        to: "guard: any('agreedBeforehand'),",
      },
    ],
  },
  {
    id: 'I15',
    says: 'while capacity is doubted nobody is ready and no consent is taken; one who cannot decide does not agree for themselves',
    plays: (house) => {
      for (const file of shippedFiles) {
        const bed = ready(house, file).does('capacity.doubted');
        const taker = bed.person('proceduralist');
        expect(bed.isReady(), file).to.equal(false);
        bed.refuses('item.happyToGoAhead.attested', { value: 'yes' });
        const unasked = identifiedBed(house, file).does('capacity.doubted');
        unasked.refuses('consent.given', {}, taker).refuses('consent.givenByProxy', { note: 'x' }, taker);
        bed.refuses('capacity.assessedHas', { note: 'x' });
        bed.does('capacity.assessedLacking', { note: 'x' }, bed.person('nurse'));
        expect(bed.standing('consent.standing'), file).to.equal('notAsked');
        bed.refuses('consent.given', {}, taker).does('consent.givenByProxy', { note: 'Attorney' }, taker);
      }
    },
    controls: [
      {
        without: 'consent stands while capacity is in doubt',
        file: 'machines/steps/consent.ts',
        in: 'standingConditions',
        from: "guard: all('consentGiven', 'capacityClear')",
        to: "guard: all('consentGiven')",
      },
      {
        without: 'what a patient agreed to stands for one who cannot decide',
        file: 'machines/steps/consent.ts',
        in: 'standing',
        from: "'order.changed', 'capacity.changed'].map",
        to: "'order.changed'].map",
      },
    ],
  },
];
