/** Everything that is asked of a machine too large to be seen whole: what no state may be, and what no step may do. */
import type { AnyStateMachine } from 'xstate';
import type { Claim, Question } from './prove.ts';
import { findingOf, readyFor, type ReducedFinding } from './prove-reduced.ts';
import { stepFindingOf, type StepInvariant } from './prove-steps.ts';

export interface ReducedProof {
  readonly machine: string;
  /** Regions and histories of the whole chart, each in one of some places. */
  readonly digits: number;
  readonly events: number;
  readonly findings: readonly ReducedFinding<Claim>[];
}

/**
 * @param told after each invariant, for a long proof to be watched.
 * @param steps what no step may do, asked beside what no state may be.
 */
export function proveReduced(
  machine: AnyStateMachine,
  question: Question,
  told: (finding: ReducedFinding<Claim>) => void = () => undefined,
  steps: readonly StepInvariant[] = [],
): ReducedProof {
  const ready = readyFor(machine, question);
  const tell = (finding: ReducedFinding<Claim>): ReducedFinding<Claim> => {
    told(finding);
    return finding;
  };
  const findings = [
    ...(question.invariants ?? []).map((invariant) => tell(findingOf(ready, invariant).finding)),
    ...steps.map((invariant) => tell(stepFindingOf(ready, invariant))),
  ];
  const { chart, trials } = ready.ground;
  return { machine: machine.id, digits: chart.digits.length, events: trials.length, findings };
}
