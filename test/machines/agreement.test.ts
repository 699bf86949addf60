/**
 * `decide` and `project` agree, whenever the firing worker happens to wake (the rule of decide.ts); and the two other
 * rules one might write are seen to disagree. The big count is the campaign `agreement`.
 */
import { expect } from 'chai';
import fc from 'fast-check';
import { assertInvariants, open } from '../../machines/index.ts';
import { disagree, drawnHistories, ours, stampedWhenDue, stampedWhenFired } from '../support/agreement.ts';
import { anOpening, morning, venepuncture } from '../support/protocol.ts';

const histories = 200;
const seed = Number(process.env['SEED'] ?? Date.now() % 2_147_483_647);

describe('decide and project', () => {
  const protocol = venepuncture();
  const drawn = drawnHistories(protocol);

  it(`agree over ${histories} random histories, whenever the worker wakes (seed ${seed})`, () => {
    fc.assert(
      fc.property(drawn, ([history, wakes]) => !disagree(protocol, ours, history, wakes)),
      { numRuns: histories, seed },
    );
  });

  it(`keep every invariant after every command (seed ${seed})`, () => {
    fc.assert(
      fc.property(drawn, ([history]) => {
        let state = open(protocol, anOpening()).state;
        let at = morning;
        for (const tap of history) {
          at += tap.wait;
          state = ours.decide(protocol, state, tap, at);
          assertInvariants(protocol, state);
        }
      }),
      { numRuns: Math.ceil(histories / 2), seed },
    );
  });

  for (const [name, rule] of [
    ['stamped when fired, not folded first', stampedWhenFired],
    ['stamped when due, not folded first', stampedWhenDue],
  ] as const) {
    it(`would disagree by the rule "${name}" (seed ${seed})`, () => {
      const sample = fc.sample(drawn, { numRuns: 150, seed });
      const different = sample.filter(([history, wakes]) => disagree(protocol, rule, history, wakes)).length;
      expect(different, `histories of 150 that differ`).to.be.greaterThan(0);
    });
  }
});
