/** What no step of a large machine may do: as an invariant says what no state may be, asked of as few regions as it needs. */
import type { Condition } from './condition.ts';
import { labelOf, type Tried } from './model.ts';
import type { Claim } from './prove.ts';
import { pathOf, type Ready, type ReducedFinding } from './prove-reduced.ts';
import type { Reduced } from './reduced.ts';
import { decideStep } from './reduced-step.ts';
import { Refused } from './refused.ts';
import { conditionWhere, type Where } from './where.ts';

export interface NeverStep {
  readonly from: Where;
  /** One event, sent as it is; without it every event that is tried. One that nobody takes leaves the chart as it was. */
  readonly by?: { readonly event: string; readonly payload?: object };
  /** Of every event that is tried, all but this type. */
  readonly unless?: string;
  readonly to: Where;
  /** Also it enters this state, by its path, though it may have been there before: its deadlines begin anew. */
  readonly enters?: string;
}
export interface StepInvariant extends Claim {
  readonly neverSteps: readonly NeverStep[];
}

export function stepFindingOf(ready: Ready, { neverSteps, ...invariant }: StepInvariant): ReducedFinding<Claim> {
  const { ground } = ready;
  const parts: Reduced[] = [];
  for (const step of neverSteps) {
    parts.push(partOf(ready, invariant, step));
    if (parts.at(-1)?.way?.feasible === true) break;
  }
  const found = parts.find(({ way }) => way?.feasible === true) ?? parts.find(({ way }) => way !== null);
  const holds = parts.every(({ answer }) => answer === 'never');
  const known = new Set(parts.flatMap((part) => part.known));
  return {
    invariant,
    verdict: holds ? 'holds' : found?.way?.feasible === true ? 'broken' : 'unknown',
    way: found?.way ?? null,
    late: null,
    why: found === undefined ? (parts.find(({ answer }) => answer === 'open')?.why ?? '') : '',
    shortest: found?.shortest ?? false,
    cases: parts.length,
    contradictions: 0,
    regions: [...known].sort((one, other) => one - other).map((digit) => pathOf(ground, digit)),
    states: Math.max(0, ...parts.map(({ states }) => states)),
    moves: Math.max(0, ...parts.map(({ moves }) => moves)),
  };
}

function partOf({ ground, influence }: Ready, { id }: Claim, step: NeverStep): Reduced {
  const { chart, contexts, trials } = ground;
  const where = (of: Where): Condition => {
    try {
      return conditionWhere(of, chart, contexts);
    } catch (error) {
      throw error instanceof Refused ? new Refused('', `invariant ${id}: ${error.says}`) : error;
    }
  };
  const tried = ({ event, payload = {} }: NonNullable<NeverStep['by']>): Tried => {
    const label = labelOf(event, payload);
    const found = trials.find((one) => one.label === label);
    if (found === undefined)
      throw new Refused('', `invariant ${id}: "${label}" is not among the events that are tried`);
    return found;
  };
  const enters = step.enters === undefined ? null : chart.byPath.get(step.enters);
  if (enters === undefined) throw new Refused('', `invariant ${id}: there is no state "${step.enters}"`);
  return decideStep(ground, influence, {
    from: where(step.from),
    by: step.by === undefined ? trials.filter(({ event }) => event.type !== step.unless) : [tried(step.by)],
    to: where(step.to),
    enters,
  });
}
