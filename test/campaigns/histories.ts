/** Random small histories: the checker finds a flaw exactly where no order of the commands explains the answers. */
import { isExplained } from '../faults/history/brute-force.ts';
import { check } from '../faults/history/check.ts';
import { randomHistory } from '../faults/history/random-history.ts';
import type { Campaign } from './campaign.ts';
import { roundSeed } from './ledger.ts';

const historiesPerRound = 1_000;

export const campaign: Campaign = {
  asks: 'Does the checker of histories say what brute force says?',
  round(seed) {
    const counts: Record<string, number> = { histories: 0, true: 0, broken: 0 };
    const add = (what: string): void => void (counts[what] = (counts[what] ?? 0) + 1);
    for (let n = 0; n < historiesPerRound; n += 1) {
      const history = randomHistory(roundSeed(seed, n));
      const flaws = check(history);
      const explained = isExplained(history);
      if (explained !== (flaws.length === 0))
        throw new Error(
          `history ${n} of this round: brute force says ${explained}, the checker ${JSON.stringify(flaws)}`,
        );
      add('histories');
      add(explained ? 'true' : 'broken');
      for (const kind of new Set(flaws.map((one) => one.kind))) add(`found: ${kind}`);
    }
    return counts;
  },
};
