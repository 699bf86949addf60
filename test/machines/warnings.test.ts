/** Warnings block nothing; what is open or not plain among them is in the checklist by name, for the screens to tell. */
import { expect } from 'chai';
import { Bedside } from '../support/bedside.ts';
import { compiledOrThrow, shippedDocument, shippedProtocols } from '../support/protocol.ts';
import { happyPath } from '../support/happy-path.ts';
import type { Protocol } from '../../machines/index.ts';

const faints = { item: 'faints', text: 'Faints, bleeding or blood thinners' };
/** Ready, but for one answer: left out where there is none. */
const preparedBut = (item: string, value: string | null, protocol?: Protocol) => {
  const bedside = new Bedside({}, protocol);
  for (const { wait, actor, command } of happyPath) {
    if (command.event !== `item.${item}.attested`) bedside.does(command.event, command, actor, wait);
    else if (value === null) bedside.waits(wait);
    else bedside.does(command.event, { ...command, value }, actor, wait);
  }
  return bedside;
};

describe('the warnings of a ready patient', () => {
  it('are none where everything was asked and every answer is a plain one', () => {
    expect(new Bedside().prepared().checklist().warnings).to.equal(undefined);
  });

  it('are told by name while they are open, and the patient is ready all the same', () => {
    const checklist = preparedBut('faints', null).checklist();
    expect(checklist.row.status.kind).to.equal('ready');
    expect(checklist.warnings).to.deep.equal([{ ...faints, is: 'open' }]);
  });

  it('are told when they are answered by what satisfies and is not plain, or by what does not satisfy', () => {
    for (const value of ['yes', 'unknown']) {
      const checklist = preparedBut('faints', value).checklist();
      expect(checklist.row.status.kind, value).to.equal('ready');
      expect(checklist.warnings, value).to.deep.equal([{ ...faints, is: 'answered' }]);
    }
  });

  it('are asked again when their answer counts no more', () => {
    const bedside = new Bedside().prepared();
    const until = bedside
      .checklist()
      .steps.flatMap(({ items }) => items)
      .find(({ id }) => id === 'allergies')?.until;
    if (until == null) throw new Error('allergies never lapse');
    const checklist = bedside.waits(until - bedside.at).checklist();
    expect(checklist.warnings?.map(({ item, is }) => [item, is])).to.deep.include(['allergies', 'lapsed']);
  });

  it('are told whatever the answer where the document calls none plain', () => {
    const document = structuredClone(shippedDocument());
    for (const { items } of document.steps)
      for (const item of items)
        if (item.id === 'faints' && 'choices' in item.answer)
          for (const choice of item.answer.choices) delete (choice as { plain?: true }).plain;
    const checklist = preparedBut('faints', 'none', compiledOrThrow(document)).checklist();
    expect(checklist.warnings).to.deep.equal([{ ...faints, is: 'answered' }]);
  });

  it('are never plain by an answer that does not satisfy', () => {
    const document = structuredClone(shippedDocument());
    for (const { items } of document.steps)
      for (const { id, answer } of items)
        if (id === 'faints' && 'choices' in answer)
          for (const choice of answer.choices) Object.assign(choice, { plain: true });
    expect(() => compiledOrThrow(document)).to.throw('an answer that does not satisfy is not plain');
  });

  it('have a plain answer in every shipped protocol, or every one of them is worth telling', () => {
    const without = shippedProtocols().flatMap(({ items }) =>
      [...items.values()]
        .filter(({ item: { stop, answer } }) => stop === 'warn' && 'choices' in answer)
        .filter(({ item: { answer } }) => 'choices' in answer && !answer.choices.some(({ plain }) => plain === true))
        .map(({ item }) => item.id),
    );
    expect(without).to.deep.equal(['metforminPlan']);
  });
});
