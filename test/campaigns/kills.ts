/** Real processes on real stores: killed, cut off from power, out of disk, restarted in turn, while people tap. */
import { countsOf } from '../faults/real/counts.ts';
import { canMakeDisks } from '../faults/real/disk.ts';
import { faultKinds, type FaultName, faultNames } from '../faults/real/faults.ts';
import { playRound } from '../faults/real/round.ts';
import { Chance } from '../support/chance.ts';
import type { Campaign } from './campaign.ts';

/** Of so many rounds each kind has its share: what is cheap and promised most is asked most. */
const shares: Readonly<Record<FaultName, number>> = {
  'embedded: node killed': 9,
  'Redis: node killed': 4,
  'Redis, two nodes: node killed': 6,
  'Redis: Redis killed': 5,
  'Redis, three nodes: rolling restart': 8,
  'embedded: disk full': 3,
  'Redis: disk full': 3,
  'embedded: EIO': 3,
  'Redis: EIO': 3,
  'embedded: power cut': 6,
  'Redis: power cut': 6,
  'Sentinel: failover': 6,
};

/** `KILLS=power,EIO` asks only what has one of these in its name. */
const only = (process.env['KILLS'] ?? '').split(',');
const rounds = faultNames
  .filter((name) => only.some((part) => name.includes(part)))
  .flatMap((name) => Array.from({ length: shares[name] }, () => name));

export const campaign: Campaign = {
  asks: 'Is anything acknowledged lost or doubled, or a deadline missed, when real processes and disks fail under real taps?',
  async round(seed) {
    const fault = new Chance(seed).of(rounds);
    if (fault === undefined) throw new Error(`KILLS names none of: ${faultNames.join('; ')}`);
    if (faultKinds[fault].setting.disk === 'own' && !canMakeDisks()) return { 'not asked, for want of root': 1 };
    const round = await playRound(seed, fault);
    const [first] = round.flaws;
    if (first !== undefined)
      throw new Error(`${fault}: ${round.flaws.length} flaws, the first ${first.kind}: ${first.says}`);
    return countsOf(round);
  },
};
