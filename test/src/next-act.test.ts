/** What is next on a step, read from real bedsides of the shipped venepuncture. */
import { expect } from 'chai';
import { nextAct } from '../../src/tablet/next-act.ts';
import { Bedside } from '../support/bedside.ts';
import { technician } from '../support/protocol.ts';

const none = new Map();
const consentOf = (bedside: Bedside) => {
  const step = bedside.checklist(technician).steps.find(({ id }) => id === 'consent');
  if (step === undefined) throw new Error('Venepuncture has no consent');
  return step;
};

describe('what is next on a step', () => {
  it('is its own act while the first item waits for that, though a warning could be answered', () => {
    const step = consentOf(new Bedside().prepared('step.explanation.completed'));
    expect(step.items.some(({ stop, actions }) => stop === 'warn' && actions.some(({ may }) => may))).to.equal(true);
    expect(nextAct(step, none)?.event).to.equal('consent.given');
  });

  it('is an item once that act is done', () => {
    const step = consentOf(new Bedside().prepared('consent.given'));
    expect(nextAct(step, none)).to.equal(null);
  });
});
