/** `decide` and `project` agree over random histories, and the two other rules are seen to disagree. */
import fc from 'fast-check';
import { disagree, drawnHistories, ours, stampedWhenDue, stampedWhenFired } from '../support/agreement.ts';
import { venepuncture } from '../support/protocol.ts';
import type { Campaign } from './campaign.ts';

/** Histories a round plays by our rule; a tenth of them are played by the other two as well. */
const historiesPerRound = 100;

export const campaign: Campaign = {
  asks: 'Does deciding agree with projecting, whenever the firing worker wakes?',
  round(seed) {
    const protocol = venepuncture();
    const sample = fc.sample(drawnHistories(protocol), { numRuns: historiesPerRound, seed });
    const wrong = sample.findIndex(([history, wakes]) => disagree(protocol, ours, history, wakes));
    if (wrong >= 0)
      throw new Error(`history ${wrong} of this round ends differently: ${JSON.stringify(sample[wrong])}`);
    const some = sample.slice(0, historiesPerRound / 10);
    const differing = (rule: typeof ours): number =>
      some.filter(([history, wakes]) => disagree(protocol, rule, history, wakes)).length;
    return {
      histories: sample.length,
      taps: sample.reduce((sum, [history]) => sum + history.length, 0),
      otherRulesPlayed: some.length,
      'differ: stamped when fired, not folded first': differing(stampedWhenFired),
      'differ: stamped when due, not folded first': differing(stampedWhenDue),
    };
  },
};
