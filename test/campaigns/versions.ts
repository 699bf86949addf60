/** Wards that an earlier WardReady began, and that this one takes over: in its place, or node by node. */
import { commitsWithServer } from '../faults/versions/old-build.ts';
import { playPair, ways } from '../faults/versions/pair.ts';
import { Chance } from '../support/chance.ts';
import type { Campaign } from './campaign.ts';

/** Of three rounds two are on the newest of them, which this build can go on with. */
const newest = 60;

export const campaign: Campaign = {
  asks: 'Does this build take over a ward that an earlier one began, with nothing acknowledged lost or doubled, or say by name why not and leave it as it was?',
  async round(seed) {
    const all = commitsWithServer();
    if (all.length === 0) throw new Error('this copy has no history: clone the repository whole');
    const chance = new Chance(seed);
    const commit = chance.of(chance.in(3) ? all : all.slice(-newest))!;
    const way = chance.of(ways)!;
    const { kind, flaws, opened, before, after, accepted } = await playPair(commit, way, seed);
    if (flaws.length > 0)
      throw new Error(`${commit.slice(0, 12)}, ${way}: ${flaws.length} flaws, the first ${flaws[0] ?? ''}`);
    return {
      [`${way}: ${kind}`]: 1,
      [kind === 'read' ? 'pairs taken over' : 'pairs refused by name, nothing lost']: 1,
      preparations: opened,
      'answers by the earlier build': before,
      'answers after it': after,
      accepted,
    };
  },
};
