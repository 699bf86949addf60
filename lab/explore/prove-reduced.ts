/**
 * What can be said of one invariant of a machine too large to be seen whole: it is asked by itself, of as few regions as it
 * needs. *Holds* holds of the whole machine; *broken* comes with a way that the whole machine goes.
 */
import type { AnyStateMachine } from 'xstate';
import { isSo } from './clocks.ts';
import type { Condition } from './condition.ts';
import { influenceOf, type Influence } from './influence.ts';
import { groundOf, type Ground } from './model.ts';
import type { Claim, Finding, Invariant, Question } from './prove.ts';
import { checkHeard, checkQuestion } from './question.ts';
import { decideLarge, type Reduced } from './reduced.ts';
import { Refused } from './refused.ts';
import { casesOf } from './satisfiable.ts';
import { settle, type Settled } from './settle.ts';
import { conditionWhere } from './where.ts';

export interface ReducedFinding<Of extends Claim = Invariant> extends Finding<Of> {
  /** It was asked in so many parts. */
  readonly cases: number;
  /** Of these, how many contradict themselves: no state at all is so. */
  readonly contradictions: number;
  /** The regions that were known, in any part. */
  readonly regions: readonly string[];
  /** Of the largest part. */
  readonly states: number;
  readonly moves: number;
  /** No way to break it is shorter than this one. */
  readonly shortest: boolean;
}
/** A machine that was read, with what its transitions may do: what every invariant of it is asked of. */
export interface Ready {
  readonly ground: Ground;
  readonly influence: Influence;
}

export function readyFor(machine: AnyStateMachine, question: Question): Ready {
  checkQuestion(question);
  const { invariants: _invariants, limits: _limits, ...scope } = question;
  const ground = groundOf(machine, scope);
  checkHeard(ground.chart, scope);
  const events = ground.trials.map(({ event }) => event);
  return { ground, influence: influenceOf(ground.chart, events, !ground.contexts.ignored) };
}

/**
 * One invariant, with each part of it as it was decided.
 * @param decide how a part is; by default so that a way is as short as can be had
 */
export function findingOf(
  { ground, influence }: Ready,
  invariant: Invariant,
  decide: typeof decideLarge = decideLarge,
): { readonly finding: ReducedFinding; readonly parts: readonly Reduced[] } {
  const parts: Reduced[] = [];
  const whole = asked(ground, invariant);
  for (const condition of casesOf(whole)) {
    parts.push(decide(ground, influence, condition));
    // What is broken is broken by one way.
    if (parts.at(-1)?.answer === 'can' && parts.at(-1)?.way?.feasible === true) break;
  }
  const broken = parts.filter(({ way }) => way !== null).sort((one, other) => length(one) - length(other));
  const found = broken.find(({ way }) => way?.feasible === true) ?? broken[0];
  const settled = settledOf(ground, whole, parts, found);
  const known = new Set(parts.flatMap((part) => part.known));
  const largest = (of: (part: Reduced) => number): number => Math.max(0, ...parts.map(of));
  return {
    parts,
    finding: {
      invariant,
      ...settled,
      shortest: settled.way === found?.way ? (found?.shortest ?? false) : settled.verdict === 'broken',
      cases: parts.length,
      contradictions: parts.filter(({ rounds }) => rounds === 0).length,
      regions: [...known].sort((one, other) => one - other).map((digit) => pathOf(ground, digit)),
      states: largest(({ states }) => states),
      moves: largest(({ moves }) => moves),
    },
  };
}

const length = ({ way }: Reduced): number => way?.steps.length ?? Infinity;

function asked({ chart, contexts }: Ground, { id, never }: Invariant): Condition {
  try {
    return conditionWhere(never, chart, contexts);
  } catch (error) {
    throw error instanceof Refused ? new Refused('', `invariant ${id}: ${error.says}`) : error;
  }
}

function settledOf(ground: Ground, whole: Condition, parts: readonly Reduced[], found: Reduced | undefined): Settled {
  // The clocks of a large machine are not gone through to the end; of a small one they are, all parts at once.
  if (found !== undefined) {
    const [settled] = settle(ground, [{ is: isSo(whole, ground), way: found.way }], true, momentsMax);
    return settled as Settled;
  }
  const why = parts.find(({ answer }) => answer === 'open')?.why ?? '';
  const never = parts.every(({ answer }) => answer === 'never');
  return { verdict: never ? 'holds' : 'unknown', way: null, late: null, why };
}
/** Each costs a step by every event: seconds of a protocol. */
const momentsMax = 1000;

export function pathOf({ chart }: Ground, digit: number): string {
  const { kind, of } = chart.digits[digit] ?? {};
  const path = of?.path === '' ? chart.machine.id : (of?.path ?? '');
  return kind === 'history' ? `history ${path}` : path;
}
