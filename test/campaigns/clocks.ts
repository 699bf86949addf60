/** The search by zones and XState on a clock, millisecond by millisecond, come to the same configurations, by ways as short. */
import fc from 'fast-check';
import { compareClocks } from '../lab/explore/both-clocks.ts';
import { timedCharts, timedEvents } from '../lab/explore/random-timed.ts';
import type { Campaign } from './campaign.ts';

const chartsPerRound = 100;
const momentsMax = 2000;

export const campaign: Campaign = {
  asks: 'Do the clocks of a chart allow what XState comes to millisecond by millisecond, and nothing else?',
  round(seed) {
    const counts = { charts: 0, large: 0, free: 0, reached: 0, longer: 0, zones: 0 };
    fc.sample(timedCharts, { numRuns: chartsPerRound, seed }).forEach(({ machine }, index) => {
      const compared = compareClocks(machine, timedEvents, momentsMax);
      if (compared.kind === 'different') throw new Error(`chart ${index} of this round: ${compared.says}`);
      counts.charts += 1;
      if (compared.kind === 'large') counts.large += 1;
      else for (const what of ['free', 'reached', 'longer', 'zones'] as const) counts[what] += compared[what];
    });
    return counts;
  },
};
