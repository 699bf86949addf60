/**
 * What can be said of a machine once everything it can do has been seen.
 *
 * A verdict is exact for control: which events, in which order. Deadlines are free while exploring, so *holds* holds for
 * every clock; *broken* is said only of a way that some clock allows; what is neither, or was not seen to the end, is
 * *unknown*, and never a pass.
 */
import type { AnyStateMachine } from 'xstate';
import { exploreModel, type Explored, type Limits } from './explore.ts';
import { modelOf, type Model, type Scope } from './model.ts';
import { checkHeard, checkQuestion } from './question.ts';
import { Refused } from './refused.ts';
import { conditionWhere, type Where } from './where.ts';
import { wayTo, type Way } from './way.ts';

export interface Invariant {
  /** Short, and the same for as long as it is asked: `I09`. */
  readonly id: string;
  readonly says: string;
  readonly hazards?: readonly string[];
  /** What no state may be. */
  readonly never: Where;
}
export type Verdict = 'holds' | 'broken' | 'unknown';
export interface Finding {
  readonly invariant: Invariant;
  readonly verdict: Verdict;
  /** The shortest way to a state that breaks it; with `unknown`, one that no clock allows. */
  readonly way: Way | null;
}

export interface Proof {
  readonly machine: string;
  readonly states: number;
  readonly moves: number;
  /** Every state was seen; otherwise nothing is said to hold. */
  readonly whole: boolean;
  readonly findings: readonly Finding[];
  /** The way to the first state that has not ended and in which nothing is heard; null when there is none. */
  readonly silent: Way | null;
  /** Paths of states that are never active. */
  readonly unreached: readonly string[];
  /** `source --event--> targets` of transitions that are never taken. */
  readonly untaken: readonly string[];
  /** What the verdicts rest on, to be read beside them. */
  readonly rests: readonly string[];
}

export interface Question extends Scope {
  readonly invariants?: readonly Invariant[];
  readonly limits?: Pick<Limits, 'states'>;
}

export function prove(machine: AnyStateMachine, question: Question = {}): Proof {
  checkQuestion(question);
  const { invariants = [], limits = {}, ...scope } = question;
  const model = modelOf(machine, scope);
  checkHeard(model.chart, scope);
  const looked = invariants.map(({ id, never }) => {
    try {
      return conditionWhere(never, model.chart, model.contexts);
    } catch (error) {
      throw error instanceof Refused ? new Refused('', `invariant ${id}: ${error.says}`) : error;
    }
  });
  const seen = exploreModel(model, looked, limits);
  const firsts = [...seen.ran.first, seen.ran.silent];
  const furthest = Math.max(...firsts);
  // The ways are looked for a second time, only as far as they lead: keeping them always would cost half the memory.
  const kept = furthest < 0 ? seen : exploreModel(model, looked, { states: furthest + 1, origins: true });
  const way = (state: number | undefined): Way | null => (state === undefined || state < 0 ? null : wayTo(kept, state));
  return {
    machine: machine.id,
    states: seen.ran.states,
    moves: seen.ran.moves,
    whole: seen.whole,
    findings: invariants.map((invariant, index): Finding => {
      const found = way(seen.ran.first[index]);
      return { invariant, way: found, verdict: verdictOf(found, seen.whole) };
    }),
    silent: way(seen.ran.silent),
    ...neverSeen(seen),
    rests: restsOn(model),
  };
}

function verdictOf(way: Way | null, whole: boolean): Verdict {
  if (way === null) return whole ? 'holds' : 'unknown';
  return way.feasible ? 'broken' : 'unknown';
}

function neverSeen({ model: { chart }, taken, values, whole }: Explored): Pick<Proof, 'unreached' | 'untaken'> {
  if (!whole) return { unreached: [], untaken: [] };
  const reached = (digit: number, mask: bigint): boolean => (mask & (values[digit] ?? 0n)) !== 0n;
  return {
    unreached: chart.nodes
      .filter(({ place, kind }) => kind !== 'history' && place !== null && !reached(place.digit, place.mask))
      .map(({ path }) => path),
    untaken: chart.transitions
      .filter(
        ({ index, targets, actions, reenter }) =>
          (targets !== null || actions.length > 0 || reenter) && !taken.has(index),
      )
      .map(({ source, descriptor, targets }) => {
        const to = targets === null ? 'itself' : targets.map((target) => target.path).join(', ');
        return `${source.path === '' ? chart.machine.id : source.path} --${descriptor === '' ? 'always' : descriptor}--> ${to}`;
      }),
  };
}

function restsOn({ trials, contexts }: Model): readonly string[] {
  const deadlines = trials.filter(({ event }) => event.type.startsWith('xstate.after.')).length;
  const count = (many: number, one: string): string => `${many} ${one}${many === 1 ? '' : 's'}`;
  return [
    `${count(trials.length - deadlines, 'event')}, counted with each payload that was named, tried in every state`,
    ...(deadlines > 0 ? [`the order of ${count(deadlines, 'deadline')} left free`] : []),
    'guards and assigns taken to be functions of context and event alone; other actions are not run',
    contexts.ignored ? 'the context was ignored: nothing that decides looks at it' : `${contexts.count} contexts arose`,
  ];
}
