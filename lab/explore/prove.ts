/**
 * What can be said of a machine once everything it can do has been seen.
 *
 * A verdict is exact for control: which events, in which order. Deadlines are free while exploring, so *holds* holds for
 * every clock, or is said with the way that only a late deadline would open; *broken* is said only of a way that some clock
 * allows; what is neither, or was not seen to the end, is *unknown*, and never a pass.
 */
import type { AnyStateMachine } from 'xstate';
import type { Transition } from './chart.ts';
import { choicesIn, type Choice, type Choices } from './choices.ts';
import { isSo, zonesMax } from './clocks.ts';
import { exploreModel, type Explored, type Limits } from './explore.ts';
import { livelockIn, type Livelock } from './livelock.ts';
import { modelOf, type Model, type Scope } from './model.ts';
import { checkHeard, checkQuestion } from './question.ts';
import { Refused } from './refused.ts';
import { settle, type Free, type Settled } from './settle.ts';
import { wayTo, type Way } from './way.ts';
import { conditionWhere, type Where } from './where.ts';

export interface Claim {
  /** Short, and the same for as long as it is asked: `I09`. */
  readonly id: string;
  readonly says: string;
  readonly hazards?: readonly string[];
}
export interface Invariant extends Claim {
  /** What no state may be. */
  readonly never: Where;
}
export interface Finding<Of extends Claim = Invariant> extends Settled {
  readonly invariant: Of;
}

export interface Proof {
  readonly machine: string;
  readonly states: number;
  readonly moves: number;
  /** Every state was seen; otherwise nothing is said to hold. */
  readonly whole: boolean;
  readonly findings: readonly Finding[];
  /**
   * A way to a state that has not ended and in which nothing is heard; null when there is none, or none that any clock
   * allows. One that is not feasible was not decided.
   */
  readonly silent: Way | null;
  /** Paths of states that are never active. */
  readonly unreached: readonly string[];
  /** `source --event--> targets` of transitions that are never taken. */
  readonly untaken: readonly string[];
  /** What is no verdict and worth knowing; null where it was not looked for, because there are too many states. */
  readonly told: Told | null;
  /** What the verdicts rest on, to be read beside them. */
  readonly rests: readonly string[];
}

export interface Told {
  /** How many states only deadlines lead on from, for ever, and a shortest way to one; null where there are none. */
  readonly livelock: { readonly states: number; readonly way: Way } | null;
  /** Guards of one state for one event that hold together: the order they are written in decides. */
  readonly overlaps: readonly ToldChoice[];
  /** States that hear an event only under guards, none of which holds, while nobody else takes it. */
  readonly gaps: readonly ToldChoice[];
  /** Guards that could not be asked where XState would not have asked them. */
  readonly unasked: readonly string[];
}
export interface ToldChoice {
  /** `source --event--> targets` of each. */
  readonly transitions: readonly string[];
  /** The event with its payload. */
  readonly event: string;
  /** A shortest way to a state in which that event finds it so. */
  readonly way: Way;
}

export interface Question extends Scope {
  readonly invariants?: readonly Invariant[];
  readonly limits?: Pick<Limits, 'states'> & {
    /** Of more states than this, livelock and guards are not looked for. */
    readonly told?: number;
  };
}
/** A second or so. */
const toldMax = 20_000;

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
  const look = seen.whole && seen.ran.states <= (limits.told ?? toldMax);
  const livelock = look ? livelockIn(seen) : null;
  const choices = look ? choicesIn(seen) : null;
  const firsts = [
    ...seen.ran.first,
    seen.ran.silent,
    livelock?.first ?? -1,
    ...(choices?.found ?? []).map(({ state }) => state),
  ];
  const furthest = Math.max(...firsts);
  // The ways are looked for a second time, only as far as they lead: keeping them always would cost half the memory.
  const kept = furthest < 0 ? seen : exploreModel(model, looked, { states: furthest + 1, origins: true });
  const way = (state: number | undefined): Way | null => (state === undefined || state < 0 ? null : wayTo(kept, state));
  const asked: Free[] = looked.map((condition, index) => ({
    is: isSo(condition, model),
    way: way(seen.ran.first[index]),
  }));
  const stuck: Free = { is: (_stand, isHeard) => !isHeard(), way: way(seen.ran.silent) };
  const settled = settle(model, [...asked, stuck], seen.whole, Math.min(limits.states ?? zonesMax, zonesMax));
  const silent = settled.at(-1) as Settled;
  return {
    machine: machine.id,
    states: seen.ran.states,
    moves: seen.ran.moves,
    whole: seen.whole,
    findings: invariants.map((invariant, index): Finding => ({ invariant, ...(settled[index] as Settled) })),
    silent: silent.way,
    ...neverSeen(seen),
    told: choices === null ? null : toldOf(kept, choices, livelock),
    rests: restsOn(model, silent),
  };
}

function toldOf(kept: Explored, { found, unasked }: Choices, livelock: Livelock | null): Told {
  const choices = (kind: Choice['kind']): readonly ToldChoice[] =>
    found
      .filter((one) => one.kind === kind)
      .map(({ transitions, label, state }) => ({
        transitions: transitions.map((one) => saysTransition(kept.model, one)),
        event: label,
        way: wayTo(kept, state),
      }));
  return {
    livelock: livelock === null ? null : { states: livelock.count, way: wayTo(kept, livelock.first) },
    overlaps: choices('overlap'),
    gaps: choices('gap'),
    unasked,
  };
}

function saysTransition({ chart }: Model, { source, descriptor, targets }: Transition): string {
  const to = targets === null ? 'itself' : targets.map((target) => target.path).join(', ');
  return `${source.path === '' ? chart.machine.id : source.path} --${descriptor === '' ? 'always' : descriptor}--> ${to}`;
}

function neverSeen({ model, taken, values, whole }: Explored): Pick<Proof, 'unreached' | 'untaken'> {
  const { chart } = model;
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
      .map((one) => saysTransition(model, one)),
  };
}

function restsOn({ trials, contexts }: Model, silent: Settled): readonly string[] {
  const deadlines = trials.filter(({ event }) => event.type.startsWith('xstate.after.')).length;
  const count = (many: number, one: string): string => `${many} ${one}${many === 1 ? '' : 's'}`;
  return [
    `${count(trials.length - deadlines, 'event')}, counted with each payload that was named, tried in every state`,
    ...(deadlines > 0 ? [`the order of ${count(deadlines, 'deadline')} left free`] : []),
    ...(silent.late === null ? [] : ['it never gets stuck as long as deadlines fall due on time']),
    'guards and assigns taken to be functions of context and event alone; other actions are not run',
    contexts.ignored ? 'the context was ignored: nothing that decides looks at it' : `${contexts.count} contexts arose`,
  ];
}
