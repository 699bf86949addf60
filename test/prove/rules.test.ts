/** More of what `npm test` samples: the decide rule, the invariants and the explanations, over thousands of histories. */
import { expect } from 'chai';
import fc from 'fast-check';
import { assertInvariants, open } from '../../machines/index.ts';
import { disagree, drawnHistories, ours } from '../support/agreement.ts';
import { anOpening, morning, venepuncture } from '../support/protocol.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2_147_483_647);
const histories = 4000;

describe(`the shipped protocol over ${histories} histories (seed ${seed})`, () => {
  const protocol = venepuncture();
  const sample = fc.sample(drawnHistories(protocol), { numRuns: histories, seed });

  it('decides as it projects, whenever the firing worker wakes', () => {
    const wrong = sample.findIndex(([history, wakes]) => disagree(protocol, ours, history, wakes));
    expect(wrong, wrong < 0 ? '' : JSON.stringify(sample[wrong])).to.equal(-1);
  });

  it('breaks no invariant after any command', () => {
    for (const [history] of sample) {
      let state = open(protocol, anOpening()).state;
      let at = morning;
      for (const tap of history) {
        at += tap.wait;
        state = ours.decide(protocol, state, tap, at);
        assertInvariants(protocol, state);
      }
    }
  });
});
