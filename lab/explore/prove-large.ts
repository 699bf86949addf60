/** Everything that is asked of a machine too large to be seen whole: what no state may be, and what no step may do. */
import type { AnyStateMachine } from 'xstate';
import { exitFindingOf, type ExitClaim } from './exits/exits.ts';
import type { Claim, Question } from './prove.ts';
import { findingOf, readyFor, type Ready, type ReducedFinding } from './prove-reduced.ts';
import { stepFindingOf, type StepInvariant } from './prove-steps.ts';

export interface ReducedProof {
  readonly machine: string;
  /** Regions and histories of the whole chart, each in one of some places. */
  readonly digits: number;
  readonly events: number;
  readonly findings: readonly ReducedFinding<Claim>[];
  /** What is told of a machine that is seen whole, and was not asked of this one. */
  readonly notAsked: readonly string[];
}

/**
 * Each of these is about all that may be done in a state, and a few regions do not say that: an overlap that they allow may
 * never be come to, and a gap or a livelock that they do not show may be there all the same.
 */
const notAsked = ['livelock', 'guards that overlap or leave a gap', 'dead ends', 'what is never reached or taken'];

/** Asked of a large machine beside its invariants. */
export type LargeClaim = StepInvariant | ExitClaim;
export const largeFindingOf = (ready: Ready, asked: LargeClaim): ReducedFinding<Claim> =>
  'acts' in asked ? exitFindingOf(ready, asked) : stepFindingOf(ready, asked);

/**
 * @param told after each invariant, for a long proof to be watched.
 * @param steps what no step may do and that whatever blocks has an exit, asked beside what no state may be.
 */
export function proveReduced(
  machine: AnyStateMachine,
  question: Question,
  told: (finding: ReducedFinding<Claim>) => void = () => undefined,
  steps: readonly LargeClaim[] = [],
): ReducedProof {
  const ready = readyFor(machine, question);
  const tell = (finding: ReducedFinding<Claim>): ReducedFinding<Claim> => {
    told(finding);
    return finding;
  };
  const findings = [
    ...(question.invariants ?? []).map((invariant) => tell(findingOf(ready, invariant).finding)),
    ...steps.map((invariant) => tell(largeFindingOf(ready, invariant))),
  ];
  const { chart, trials } = ready.ground;
  return { machine: machine.id, digits: chart.digits.length, events: trials.length, findings, notAsked };
}
