/** What the imaging protocols needed said in a document: it is checked, and it holds when played. */
import { expect } from 'chai';
import { readdirSync } from 'node:fs';
import { compileProtocol, type ItemDocument, testsOf } from '../../../machines/index.ts';
import { shippedProtocol } from '../../support/imaging.ts';
import { shippedDocument } from '../../support/protocol.ts';

type Loose = Record<string, unknown>;

/** Every mistake of the document for CT after one of its items is written otherwise. */
function mistakes(id: string, change: Loose): string {
  const document = structuredClone(shippedDocument('ct-contrast')) as unknown as { steps: { items: Loose[] }[] };
  const item = document.steps.flatMap(({ items }) => items).find((one) => one['id'] === id);
  if (item === undefined) throw new Error(`no item ${id}`);
  Object.assign(item, change);
  const compiled = compileProtocol(JSON.parse(JSON.stringify(document)));
  return compiled.ok ? '' : compiled.errors.map(({ says }) => says).join('\n');
}
const egfr = { unit: 'mL/min/{1.73_m2}', min: 1, max: 200, decimals: 0 };
const metformin = { answer: 'metformin', is: ['yes', 'unknown'] };

describe('what a document can say', () => {
  const wrong: readonly (readonly [string, string, Loose, RegExp])[] = [
    [
      'a row that lets through, until its question is answered, what a later row stops',
      'egfr',
      { answer: { ...egfr, limits: [{ if: metformin, atLeast: 20 }, { atLeast: 31 }] } },
      /until its question is answered this row holds, and it lets through what a later row stops/,
    ],
    [
      'such a row that only has no bound above',
      'egfr',
      {
        answer: {
          ...egfr,
          limits: [
            { if: metformin, atLeast: 45 },
            { atLeast: 31, atMost: 150 },
          ],
        },
      },
      /put the strictest first/,
    ],
    [
      'the reading of what is not measured',
      'hydration',
      { appliesIf: { reading: 'metformin', atMost: 45, otherwise: 'x' } },
      /"metformin" is not measured; ask what was answered instead/,
    ],
    [
      'the reading of nothing',
      'hydration',
      { appliesIf: { reading: 'egrf', atMost: 45, otherwise: 'x' } },
      /no item is called "egrf"; did you mean "egfr"\?/,
    ],
    [
      'a circle through a reading',
      'metformin',
      { appliesIf: { reading: 'egfr', atMost: 45, otherwise: 'x' } },
      /need one another in a circle/,
    ],
    [
      'a window of a time that nobody asks for',
      'metforminPlan',
      { window: { of: 'taken', atLeast: 'foodAtLeast' } },
      /a window of the time taken asks for that time \(dated\)/,
    ],
    [
      'a validity by order that a changed order leaves as it was',
      'egfr',
      { voidedBy: ['patient.changed'] },
      /order\.changed in voidedBy/,
    ],
    [
      'a validity by a length of time that is not there',
      'egfr',
      { validForIf: [{ fact: 'setting', is: ['outpatient'], validFor: 'egfrForOutpatients' }] },
      /no time is called "egfrForOutpatients"/,
    ],
    [
      'an override after an answer of what cannot fail',
      'priorReaction',
      { stop: 'override', overriddenBy: ['proceduralist'], overriddenOnceAnswered: true },
      /only an override item that can fail, and has no window, may say this/,
    ],
    [
      'an event that was never raised without a guard',
      'egfr',
      { voidedBy: ['order.changed', 'item.metformin.corrected'] },
      /no event is called "item\.metformin\.corrected"/,
    ],
  ];
  for (const [what, id, change, says] of wrong)
    it(`refuses ${what}`, () => {
      expect(mistakes(id, {}), 'the document as it is shipped').to.equal('');
      expect(mistakes(id, change)).to.match(says);
    });
});

describe('every shipped document', () => {
  const files = readdirSync(new URL('../../../protocols', import.meta.url)).filter((name) => name.endsWith('.yaml'));
  const asks = (item: ItemDocument, value: string): boolean =>
    'choices' in item.answer && item.answer.choices.some((choice) => choice.value === value);

  for (const file of files) {
    const protocol = shippedProtocol(file.replace('.yaml', ''));
    const items = [...protocol.items.values()].map(({ item }) => item);

    it(`${file} takes what nobody knows for a yes: whatever hangs on a yes hangs on it too (I41)`, () => {
      const careless = items.flatMap((item) =>
        testsOf(item)
          .filter((test) => 'answer' in test && test.is.includes('yes') && !test.is.includes('unknown'))
          .filter((test) => 'answer' in test && asks(protocol.items.get(test.answer)!.item, 'unknown'))
          .map(() => item.id),
      );
      expect(careless).to.deep.equal([]);
      const unsaid = items.filter(
        ({ appliesIf }) =>
          appliesIf !== undefined && 'fact' in appliesIf && 'is' in appliesIf && !appliesIf.is.includes('unknown'),
      );
      expect(
        unsaid.map(({ id }) => id),
        'a fact that the order does not say',
      ).to.deep.equal([]);
    });

    it(`${file} never lets "not known" count where a yes does not`, () => {
      const lax = items.filter(({ answer }) => {
        if (!('choices' in answer)) return false;
        const satisfies = (value: string): boolean | undefined =>
          answer.choices.find((choice) => choice.value === value)?.satisfies;
        return satisfies('yes') === false && satisfies('unknown') === true;
      });
      expect(lax.map(({ id }) => id)).to.deep.equal([]);
    });

    it(`${file} says where each rule comes from, in words, and that nobody reviewed it`, () => {
      expect(protocol.document.status).to.equal('unreviewed');
      for (const { source, id } of items) expect(source.length, id).to.be.greaterThan(7);
    });
  }
});
