/** The explorer and XState itself give the same labelled edges on random charts; every feature of a chart is gone through. */
import fc from 'fast-check';
import { compareExplorers } from '../lab/explore/both-explore.ts';
import { exercised } from '../lab/explore/features.ts';
import { charts } from '../lab/explore/random-chart.ts';
import type { Campaign } from './campaign.ts';

const chartsPerRound = 200;
const statesMax = 400;

export const campaign: Campaign = {
  asks: 'Does the explorer find the same edges as XState, on every chart?',
  round(seed) {
    const counts: Record<string, number> = {
      charts: 0,
      equal: 0,
      ordered: 0,
      refused: 0,
      illegal: 0,
      large: 0,
      states: 0,
      edges: 0,
    };
    fc.sample(charts, { numRuns: chartsPerRound, seed }).forEach((chart, index) => {
      const compared = compareExplorers(chart.machine, chart.events, statesMax);
      if (compared.kind === 'different') throw new Error(`chart ${index} of this round: ${compared.says}`);
      add('charts', 1);
      add(compared.kind, 1);
      if ('edges' in compared) {
        add('states', compared.states);
        add('edges', compared.edges);
      }
      // Counting features runs every chart once more: a tenth of them is enough to see none forgotten.
      if (index % 10 === 0) for (const feature of exercised(chart, statesMax)) add(`gone through: ${feature}`, 1);
    });
    return counts;

    function add(what: string, many: number): void {
      counts[what] = (counts[what] ?? 0) + many;
    }
  },
};
