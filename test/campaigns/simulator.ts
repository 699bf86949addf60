/** The simulator from many seeds: the server's own classes, tablets and boards, with everything going wrong around them. */
import { faultKinds } from '../faults/world/faults.ts';
import { planOf } from '../faults/world/plan.ts';
import { run } from '../faults/world/run.ts';
import { planText, shrink } from '../faults/world/shrink.ts';
import type { Campaign, Counts } from './campaign.ts';
import { addCounts } from './campaign.ts';
import { roundSeed } from './ledger.ts';

const seedsPerRound = 10;

export const campaign: Campaign = {
  asks: 'Is anything acknowledged lost or doubled, does a board diverge, or a deadline fire wrongly, whatever goes wrong?',
  async round(seed) {
    let counts: Counts = {};
    for (let n = 0; n < seedsPerRound; n += 1) counts = addCounts(counts, await one(roundSeed(seed, n)));
    return counts;
  },
};

async function one(seed: number): Promise<Counts> {
  const { flaws, history, happened, died, events, simulatedMs } = await run(seed);
  const [first] = flaws;
  if (first !== undefined) {
    const { plan } = await shrink(planOf(seed), first.kind);
    throw new Error(`${first.kind}: ${first.says}\n${planText(plan)}`);
  }
  const answers = (kind: string): number => history.answers.filter((answer) => answer.kind === kind).length;
  return {
    seeds: 1,
    events,
    'simulated minutes': Math.round(simulatedMs / 60_000),
    commands: history.asked.length,
    accepted: answers('accepted'),
    refused: answers('refused'),
    'answered again': answers('duplicate'),
    'without an answer': answers('unknown'),
    'turned away': answers('turnedAway'),
    records: history.logs.reduce((sum, { entries }) => sum + entries.length, 0),
    deadlines: history.logs.reduce((sum, { entries }) => sum + entries.filter(({ fired }) => fired !== null).length, 0),
    frames: history.boards.reduce((sum, { frames }) => sum + frames.length, 0),
    ...Object.fromEntries(faultKinds.flatMap((kind) => (happened.has(kind) ? [[`seeds with ${kind}`, 1]] : []))),
    ...Object.fromEntries([...died].map(([point, times]) => [`died ${point}`, times])),
  };
}
