/** Who this is, and which procedure: invariants I03 to I08 and I44 as far as they are the machine’s. */
import { expect } from 'chai';
import type { Patient, Protocol } from '../../../machines/index.ts';
import { Bed, factsFor, roles, shippedFiles } from './bed.ts';
import type { House, Shown } from './house.ts';
import { answer, answered, identified, readiedOn, ready } from './prepared.ts';

const who = ['wristband', 'statesName'];
const moved = { place: { ward: 'w5A', bed: '3' } };
const known: Patient = {
  familyName: 'Roe',
  givenName: 'Mary',
  birthDate: '1959-03-12',
  sex: 'F',
  number: '9990077777',
};
const everyFile = (house: House, plays: (house: House, file: string) => void): void =>
  shippedFiles.forEach((file) => plays(house, file));

/** A document’s items, to be spoiled. */
interface Loose {
  readonly steps: { readonly step: string; items: LooseItem[] }[];
}
interface LooseItem {
  readonly id: string;
  stop: string;
  answer: { scan?: string; choices?: { value: string; label: string; satisfies: boolean; identifies?: string[] }[] };
}
/** Ways to write an identity step in which a patient is not told from another by two things. */
const spoiledIdentity: readonly (readonly [what: string, spoil: (items: LooseItem[]) => void])[] = [
  ['the wristband alone', (items) => items.splice(0, items.length, ...items.filter(({ id }) => id === 'wristband'))],
  ['what may be passed over', (items) => find(items, 'statesName').forEach((item) => (item.stop = 'warn'))],
  ['the same thing twice', (items) => choicesOf(items).forEach((choice) => (choice.identifies = ['number']))],
  ['the bed as one', (items) => choicesOf(items).forEach((choice) => (choice.identifies = ['bed']))],
  [
    'an answer that matches nothing',
    (items) =>
      find(items, 'statesName').forEach(({ answer }) =>
        answer.choices?.push({ value: 'asleep', label: 'ASLEEP', satisfies: true }),
      ),
  ],
];
const find = (items: readonly LooseItem[], id: string): readonly LooseItem[] => items.filter((one) => one.id === id);
const choicesOf = (items: readonly LooseItem[]) =>
  items.flatMap(({ answer }) => answer.choices ?? []).filter(({ identifies }) => identifies !== undefined);

/** Another version of the same order, with one fact said otherwise. */
export const amended = (file: string, more: Readonly<Record<string, string>> = {}) => ({
  order: { number: 'ORD-1', version: 2, facts: { ...factsFor(file), ...more } },
});

/** The shipped protocols that ask for a side. */
const withSides = ['mri', 'ct-contrast'];
/** What a hospital that marks sites takes into its protocol: protocols/parts/site-mark.yaml. */
const mark = ['siteMarked', 'markSide'];
const withSide = (file: string) => ({
  order: { number: 'ORD-1', version: 1, facts: { ...factsFor(file), side: 'left' } },
});
const markedProtocol = (house: House, file: string): Protocol =>
  house.compiled(house.documentUsing(file, 'identity', 'siteMark'));
/** Marked on the side of the order, and looked at by two people; nothing else is answered but who this is. */
const markedBed = (house: House, file: string): Bed =>
  identified(new Bed(house, file, withSide(file), markedProtocol(house, file)));

export const identityShown: readonly Shown[] = [
  {
    id: 'I03',
    says: 'another place, another person or another patient asks identity again, and nothing is completed meanwhile',
    plays: (house) =>
      everyFile(house, (_, file) => {
        const changes: readonly ((bed: Bed) => Bed)[] = [
          (bed) => bed.does('place.moved', moved, bed.person('nurse')),
          (bed) => bed.does('responsibility.taken', {}, bed.person('nurse', 9)),
          (bed) => bed.does('patient.merged', { reason: 'Named' }, bed.person('chargeNurse')),
        ];
        const before = ready(house, file);
        for (const change of changes) {
          const bed = change(before.copy());
          expect(bed.open(who), file).to.deep.equal(who);
          expect(bed.isReady(), file).to.equal(false);
        }
        const unknown = new Bed(house, file).does('patient.arrived').does('responsibility.taken');
        for (const { definition } of unknown.protocol.steps)
          if (definition.patientFree !== true) unknown.refuses(`step.${definition.id}.completed`);
        unknown.refuses('consent.given', {}, unknown.person('proceduralist'));
      }),
    controls: [
      {
        without: 'whoever takes the patient over goes by what another saw',
        file: 'machines/preparation/people.ts',
        in: 'responsibility',
        from: "actions: [{ type: 'take' }, broadcast('person.changed')],",
        to: "actions: [{ type: 'take' }],",
      },
      {
        without: 'consent is taken before anybody knows who this is',
        file: 'machines/protocols/chart.ts',
        in: 'guardsOf',
        from: "mayTouch: all('arrived', 'notHeld', 'uninterrupted', 'identityHolds'),",
        to: "mayTouch: all('arrived', 'notHeld', 'uninterrupted'),",
      },
    ],
  },
  {
    id: 'I04',
    says: 'after a mismatch nothing is answered, completed or handed over, and only another nurse or senior resolves it',
    plays: (house) =>
      everyFile(house, (_, file) => {
        const bed = answered(house, file).does('identity.mismatched');
        const free = new Set(bed.items((item, step) => item.patientFree === true || step === 'equipment'));
        for (const { name, item } of bed.protocol.events.values()) {
          const work = (item !== undefined && !free.has(item)) || /^step\.(?!equipment)|^handover/.test(name);
          if (!work || name.endsWith('corrected')) continue;
          for (const role of roles) {
            const decision = bed.asks(name, { value: 'both', reason: 'x', takenAt: bed.at }, bed.person(role, 7));
            expect(decision.kind, `${file}: ${name} by ${role}`).to.not.equal('accepted');
          }
        }
        bed.refuses('mismatch.resolved', { reason: 'x' }, bed.person('technician', 7));
        const byNurse = answered(house, file);
        byNurse.does('identity.mismatched', {}, byNurse.person('nurse'));
        byNurse.refuses('mismatch.resolved', { reason: 'x' }, byNurse.person('nurse'));
        byNurse.does('mismatch.resolved', { reason: 'x' }, byNurse.person('nurse', 7));
        expect(byNurse.open(who), `${file}: who this is is asked again`).to.deep.equal(who);
      }),
    controls: [
      {
        without: 'work goes on under a mismatch',
        file: 'machines/steps/identity.ts',
        in: 'identity',
        from: "requires: ['noMismatch', 'bandWorn'], halts: ['noMismatch'],",
        to: "requires: ['bandWorn'], halts: [],",
      },
      {
        without: 'whoever raised a mismatch ends it',
        file: 'machines/steps/identity.ts',
        in: 'identity',
        from: "all(role(...resolvers), who('other'))",
        to: 'all(role(...resolvers))',
      },
    ],
  },
  {
    id: 'I05',
    says: 'no document with fewer than two identifiers, or with a bed as one, is a protocol; the shipped ones ask two that nobody passes',
    plays: (house) =>
      everyFile(house, (_, file) => {
        const document = house.document(file);
        const items = document.steps.find(({ step }) => step === 'identity')?.items ?? [];
        const asked = items.filter(({ stop, id }) => stop === 'hard' && who.includes(id)).map(({ id }) => id);
        expect(asked, file).to.deep.equal(who);
        for (const id of who)
          expect(ready(house, file).put(`open.identity.${id}`, 'pending').isReady(), id).to.equal(false);
        const { compileProtocol } = house.machines;
        for (const [what, spoil] of spoiledIdentity) {
          const spoiled = structuredClone(document) as unknown as Loose;
          spoil(spoiled.steps.find(({ step }) => step === 'identity')?.items ?? []);
          const result = compileProtocol(spoiled);
          expect(result.ok, `${file}, ${what}`).to.equal(false);
          const said = result.ok ? '' : result.errors.map(({ path, says }) => `${path.join('.')}: ${says}`).join('\n');
          expect(said, `${file}, ${what}`).to.match(/^steps\.\d+\.items/);
        }
      }),
    controls: [
      {
        without: 'a bed may identify',
        file: 'machines/protocols/document.ts',
        in: 'identifiers',
        from: "const identifiers = ['name', 'birthDate', 'number', 'address',",
        to: "const identifiers = ['name', 'birthDate', 'number', 'bed', 'address',",
      },
      {
        without: 'one identifier is enough',
        file: 'machines/protocols/check-identity.ts',
        in: 'fewest',
        from: 'const fewest = 2;',
        to: 'const fewest = 1;',
      },
      {
        without: 'an identifier that may be passed over counts',
        file: 'machines/protocols/check-identity.ts',
        in: 'waysThrough',
        from: "(item) => item.stop === 'hard' && outcomesOf(item).length > 0",
        to: '(item) => outcomesOf(item).length > 0',
      },
      {
        without: 'an answer that identifies nobody is taken for the one that does',
        file: 'machines/protocols/check-identity.ts',
        in: 'outcomesOf',
        from: '.filter(({ satisfies }) => satisfies)',
        to: '.filter(({ satisfies, identifies }) => satisfies && identifies !== undefined)',
      },
    ],
  },
  {
    id: 'I06',
    says: 'records that are merged and a new wristband open identity, consent and what was matched to the patient',
    plays: (house) =>
      everyFile(house, (_, file) => {
        const before = ready(house, file);
        const matched = before.items((item) => item.voidedBy?.includes('patient.changed') === true);
        const merged = before.copy();
        merged.does('patient.merged', { reason: 'Named', patient: known }, merged.person('system'));
        expect(merged.open(who), file).to.deep.equal(who);
        expect(merged.standing('consent.standing'), file).to.equal('notAsked');
        const held = matched.filter((id) => before.counting().includes(id));
        expect(merged.open(held), file).to.deep.equal(held);
        const consoles = held.filter((id) =>
          ['patientOnConsole', 'papersMatch', 'patientToBlood', 'monitor'].includes(id),
        );
        expect(consoles.length > 0, `${file} matches things to the patient`).to.equal(file !== 'venepuncture');
        const banded = before.copy().does('band.missing');
        banded.does('band.replaced', {}, banded.person('nurse'));
        expect(banded.open(who), file).to.deep.equal(who);
      }),
    controls: [
      {
        without: 'a merge is only written down',
        file: 'machines/preparation/plan.ts',
        in: 'plan',
        from: "actions: [{ type: 'identify' }, note('merged'), broadcast('patient.changed')],",
        to: "actions: [{ type: 'identify' }, note('merged')],",
      },
      {
        without: 'what the old wristband showed counts for the new one',
        file: 'machines/steps/identity.ts',
        in: 'identity',
        from: "[...clearStop('band'), broadcast('band.changed')]",
        to: "clearStop('band')",
      },
    ],
  },
  {
    id: 'I07',
    says: 'an amended order opens procedure, side, consent and the consent form; what was done under the old one never counts',
    plays: (house) =>
      everyFile(house, (_, file) => {
        const before = ready(house, file);
        const after = before.copy();
        after.does('order.amended', amended(file, { note: 'other knee' }), after.person('system'));
        const asked = [
          'wristband',
          'statesName',
          'procedureMatches',
          'consentForm',
          'formConfirmed',
          'happyToGoAhead',
          'explained',
          'side',
          'arm',
        ];
        const held = asked.filter((id) => before.counting().includes(id));
        expect(held.length, file).to.be.greaterThan(3);
        expect(after.open(held), file).to.deep.equal(held);
        expect(after.standing('consent.standing'), file).to.equal('notAsked');
        expect(after.standing('identity.progress'), file).to.equal('underWay');
        expect(
          held.map((id) => after.state.context.evidence[id]),
          file,
        ).to.deep.equal(held.map(() => undefined));
        if (!withSides.includes(file)) return;
        const marked = markedBed(house, file);
        expect(marked.open(mark), file).to.deep.equal([]);
        marked.does('order.amended', amended(file, { side: 'left', note: 'other knee' }), marked.person('system'));
        expect(marked.open(mark), `${file}: the mark`).to.deep.equal(mark);
      }),
    controls: [
      {
        without: 'an amended order is only written down',
        file: 'machines/preparation/plan.ts',
        in: 'plan',
        from: "actions: [{ type: 'amend' }, broadcast('order.changed')]",
        to: "actions: [{ type: 'amend' }]",
      },
      {
        without: 'consent for one order stands for another',
        file: 'machines/steps/consent.ts',
        in: 'standing',
        from: "'patient.changed', 'order.changed', 'capacity.changed'].map",
        to: "'patient.changed', 'capacity.changed'].map",
      },
      {
        without: 'the procedure is not looked at again',
        file: 'protocols/parts/right-procedure.yaml',
        in: 'procedureMatches',
        from: 'needs: [statesName]\n    voidedBy: [identity.mismatched, patient.changed, order.changed]\n    ifNot: identity.mismatched',
        to: 'needs: [statesName]\n    voidedBy: [identity.mismatched, patient.changed]\n    ifNot: identity.mismatched',
      },
      {
        without: 'the mark for one order is taken for another’s',
        file: 'protocols/parts/site-mark.yaml',
        in: 'siteMarked',
        from: 'needs: [procedureMatches]\n    voidedBy: [identity.mismatched, patient.changed, order.changed]',
        to: 'needs: [procedureMatches]\n    voidedBy: [identity.mismatched, patient.changed]',
      },
    ],
  },
  {
    id: 'I08',
    says: 'a side other than the order’s is taken from neither of two people, and a side nobody ordered is still asked',
    plays: (house) => {
      for (const file of withSides) {
        const order = { number: 'ORD-1', version: 1, facts: { ...factsFor(file), side: 'left' } };
        const bed = identified(new Bed(house, file, { order }));
        bed.refuses('item.side.attested', { value: 'right' }).does('item.side.attested', { value: 'left' });
        bed.does('item.side.agreed', { value: 'right' }, bed.person('nurse'));
        expect(bed.item('side'), file).to.equal('disputed');
        expect(bed.isReady()).to.equal(false);
        const { side: _unsaid, ...facts } = factsFor(file);
        const silent = new Bed(house, file, { order: { number: 'ORD-1', version: 1, facts } });
        expect(silent.item('side'), `${file}, side not said`).to.equal('pending');
        expect(ready(house, file).put('open.consent.side', 'pending').isReady(), file).to.equal(false);
        const marked = markedBed(house, file);
        expect(readiedOn(marked.copy()).isReady(), `${file}, marked`).to.equal(true);
        // Without the mark, or with one nobody has looked at, everything else is not enough.
        for (const id of mark)
          expect(readiedOn(marked.copy()).put(`open.identity.${id}`, 'pending').isReady(), `${file}: ${id}`).to.equal(
            false,
          );
        const unmarked = new Bed(house, file, withSide(file), markedProtocol(house, file));
        unmarked.does('patient.arrived').does('responsibility.taken');
        for (const id of [...who, 'procedureMatches']) answer(unmarked, id);
        unmarked.refuses('item.markSide.attested', { value: 'left' });
        unmarked.refuses('item.siteMarked.attested', { value: 'marked' }, unmarked.person('nurse'));
        unmarked.does('item.siteMarked.attested', { value: 'marked' }, unmarked.person('proceduralist'));
        unmarked.refuses('item.markSide.attested', { value: 'right' });
        unmarked.does('item.markSide.attested', { value: 'left' });
        unmarked.does('item.markSide.agreed', { value: 'right' }, unmarked.person('nurse'));
        expect(unmarked.item('markSide'), file).to.equal('disputed');
      }
    },
    controls: [
      {
        without: 'the order’s side is not looked at',
        file: 'machines/items/item-guards.ts',
        in: 'itemGuards',
        from: "[`proposes.${id}`]: all(`may.${id}`, value('satisfies'))",
        to: '[`proposes.${id}`]: all(`may.${id}`)',
      },
      {
        without: 'an order that says no side has none',
        file: 'protocols/parts/day-of-consent.yaml',
        in: 'side',
        from: 'appliesIf: { fact: side, isNot: [none],',
        to: 'appliesIf: { fact: side, is: [left, right, both],',
      },
      {
        without: 'a mark on the other side is right',
        file: 'protocols/parts/site-mark.yaml',
        in: 'markSide',
        from: 'label: RIGHT, satisfies: true, notIf: { fact: side, is: [left, both, none] }',
        to: 'label: RIGHT, satisfies: true, notIf: { fact: side, is: [both, none] }',
      },
      {
        without: 'anybody says that the site is marked',
        file: 'protocols/parts/site-mark.yaml',
        in: 'siteMarked',
        from: 'by: [proceduralist]',
        to: 'by: [nurse, proceduralist]',
      },
    ],
  },
  {
    id: 'I44',
    says: 'a move to another bed keeps the preparation, voids what was tied to the place, and shows there',
    plays: (house) =>
      everyFile(house, (_, file) => {
        const before = ready(house, file);
        const tied = before.items((item) => item.voidedBy?.includes('place.changed') === true);
        const held = tied.filter((id) => before.counting().includes(id));
        const after = before.copy();
        after.does('place.moved', moved, after.person('nurse'));
        expect(after.row()).to.deep.include({ place: moved.place, preparation: before.row().preparation });
        expect(after.open(held), file).to.deep.equal(held);
        expect(held, file).to.include.members([...who, 'hands'].filter((id) => before.counting().includes(id)));
        expect(after.standing('consent.standing'), 'consent is of the patient, not of the bed').to.equal('given');
      }),
    controls: [
      {
        without: 'a move is only written down',
        file: 'machines/preparation/plan.ts',
        in: 'plan',
        from: "actions: [{ type: 'relocate' }, broadcast('place.changed')]",
        to: "actions: [{ type: 'relocate' }]",
      },
      {
        without: 'identity outlives the move',
        file: 'protocols/parts/identity.yaml',
        in: 'wristband',
        from: 'validFor: identityFor\n    voidedBy: [identity.mismatched, place.changed,',
        to: 'validFor: identityFor\n    voidedBy: [identity.mismatched,',
      },
    ],
  },
];
