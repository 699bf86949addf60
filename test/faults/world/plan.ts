/** What a run is made of, drawn from its seed: who taps what when, and what goes wrong when. Plain data, so it can be made smaller. */
import { Chance } from '../../support/chance.ts';
import { crashKinds, faultKinds, type CrashPoint, type Fault } from './faults.ts';

export interface Plan {
  readonly seed: number;
  readonly taps: readonly Tap[];
  readonly faults: readonly PlannedFault[];
  /** A node dies when it comes to this point for the `nth` time after `at`. */
  readonly crashes: readonly { readonly at: number; readonly point: CrashPoint; readonly nth: number }[];
}
export interface Tap {
  readonly at: number;
  readonly tablet: number;
  readonly preparation: number;
  /** Which of the things one may tap, counted from where the preparation has come to. */
  readonly ahead: number;
}
export interface PlannedFault {
  readonly at: number;
  readonly kind: Fault;
  /** How long, for those that last; how many, for those that hit one message each. */
  readonly ms: number;
  readonly times: number;
  /** Which node, tablet or board. */
  readonly of: number;
}

export const nodeCount = 3;
export const tabletCount = 3;
export const boardCount = 3;
export const preparationCount = 2;
/** Work goes on for so long; then the faults end and everything must come right. */
export const workMs = 24_000;

const tapsMin = 12;
const tapsMore = 13;
const faultsMin = 8;
const faultsMore = 9;
const crashesMin = 2;
const crashesMore = 3;
/** Long enough for a hand rub, an unowned patient, an escalation, a planned start, and for what expires after hours. */
const downForMs = [60_000, 3 * 60_000, 8 * 60_000, 130 * 60_000, 5 * 3_600_000];

export function planOf(seed: number): Plan {
  const chance = new Chance(seed);
  const taps = Array.from({ length: tapsMin + chance.below(tapsMore) }, () => ({
    at: 2_000 + chance.below(workMs - 2_000),
    tablet: chance.below(tabletCount),
    preparation: chance.in(4) ? 1 : 0,
    ahead: chance.in(3) ? chance.below(8) : 0,
  })).toSorted((a, b) => a.at - b.at);
  const { fault: first, point } = focusOf(seed);
  const kinds = [first, ...Array.from({ length: faultsMin + chance.below(faultsMore) }, () => chance.of(faultKinds)!)];
  const faults = kinds.map((kind): PlannedFault => {
    const at = kind === 'allNodesDown' ? workMs : 1_500 + chance.below(workMs - 8_000);
    const ms = kind === 'allNodesDown' ? chance.of(downForMs)! : 500 + chance.below(6_000);
    return { at, kind, ms, times: 1 + chance.below(3), of: chance.below(3) };
  });
  const crashes = Array.from({ length: crashesMin + chance.below(crashesMore) }, (_none, index) => ({
    at: 1_000 + chance.below(workMs / 2),
    point: index === 0 ? point : chance.of(crashKinds)!,
    nth: 1 + chance.below(2),
  }));
  return { seed, taps, faults, crashes };
}

/** Every seed has a fault and a crash point that it does not leave to chance; so many seeds on, they come again. */
export const focuses = faultKinds.length * crashKinds.length;
export const focusOf = (seed: number): { readonly fault: Fault; readonly point: CrashPoint } => ({
  fault: faultKinds[seed % faultKinds.length]!,
  point: crashKinds[Math.floor(seed / faultKinds.length) % crashKinds.length]!,
});
