/** The explorer and XState itself give the same labelled edges on random charts; every feature of a chart is gone through. */
import fc from 'fast-check';
import { compareExplorers } from '../lab/explore/both-explore.ts';
import { exercised } from '../lab/explore/features.ts';
import { charts, smallCharts } from '../lab/explore/random-chart.ts';
import type { Campaign } from './campaign.ts';

/** One in twenty is larger: it takes the time of five small ones, and goes through what those cannot hold. */
const largePerRound = 20;
const smallPerRound = 380;
const statesMax = 400;

export const campaign: Campaign = {
  asks: 'Does the explorer find the same edges as XState, on every chart?',
  round(seed) {
    const counts: Record<string, number> = {
      charts: 0,
      'charts: larger': 0,
      equal: 0,
      ordered: 0,
      refused: 0,
      illegal: 0,
      large: 0,
      states: 0,
      edges: 0,
    };
    const large = fc.sample(charts, { numRuns: largePerRound, seed });
    const small = fc.sample(smallCharts, { numRuns: smallPerRound, seed });
    [...large, ...small].forEach((chart, index) => {
      // Every edge of every chart; made code keeps its states in a bitmap of one chart and in a table of the next.
      const compared = compareExplorers(chart.machine, chart.events, statesMax, [index % 2 === 0 ? 'bits' : 'table']);
      if (compared.kind === 'different') throw new Error(`chart ${index} of this round: ${compared.says}`);
      add('charts', 1);
      if (index < largePerRound) add('charts: larger', 1);
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
