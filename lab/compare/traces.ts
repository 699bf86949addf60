/**
 * Two machines small enough to be seen whole: the shortest history that one has and the other has not, and whether every
 * state that the old one comes to is one that the new one comes to. Exact for control; deadlines may come in any order.
 */
import type { AnyStateMachine } from 'xstate';
import type { Transition } from '../explore/chart.ts';
import { holds, movesFrom, type Move, type Stand } from '../explore/table.ts';
import { type Model, modelOf } from '../explore/model.ts';
import type { Question } from '../explore/prove.ts';
import { checkHeard, checkQuestion } from '../explore/question.ts';
import { everyMove } from '../explore/state.ts';
import { moves } from '../explore/select.ts';
import { conditionWhere } from '../explore/where.ts';
import { canonical } from '../explore/values.ts';
import { type Way, wayAlong } from '../explore/way.ts';
import { Alignment, asItIs } from './align.ts';

export interface MachineQuestion extends Question {
  readonly machine: AnyStateMachine;
}
export interface TraceComparison {
  /** Events that the new machine takes in turn, the last of which the old one does not take then; null where there are none. */
  readonly gained: Way | null;
  /** The reverse, of the old machine. */
  readonly lost: Way | null;
  /** False where a limit was reached first: then null says nothing. */
  readonly whole: boolean;
}
export interface MachineMigration {
  readonly states: number;
  readonly whole: boolean;
  /** Each with a shortest way of the old machine. */
  readonly refused: readonly { readonly says: string; readonly states: number; readonly way: Way }[];
}

const statesUsual = 1_000_000;

export function compareMachines(
  old: MachineQuestion,
  fresh: MachineQuestion,
  statesMax = statesUsual,
): TraceComparison {
  const [before, after] = [modelFor(old), modelFor(fresh)];
  const gained = firstDifference(after, before, statesMax);
  const lost = firstDifference(before, after, statesMax);
  return { gained: gained.way, lost: lost.way, whole: gained.whole && lost.whole };
}

function modelFor({ machine, invariants = [], limits: _limits, ...scope }: MachineQuestion): Model {
  checkQuestion({ ...scope, invariants });
  const model = modelOf(machine, scope);
  checkHeard(model.chart, scope);
  return model;
}

interface Pair {
  /** All that each may be after the same history: a chart may have more than one way to take an event. */
  readonly one: readonly Reached[];
  readonly other: readonly Stand[];
}
interface Reached extends Stand {
  readonly from: Reached | null;
  readonly by: number;
}

/** Breadth first over histories, as pairs of what both machines may be after them. */
function firstDifference(
  one: Model,
  other: Model,
  statesMax: number,
): { readonly way: Way | null; readonly whole: boolean } {
  const seen = new Set<string>();
  const waiting: Pair[] = [{ one: [{ ...one.initial, from: null, by: -1 }], other: [other.initial] }];
  const [mine, theirs] = [labelsOf(one), labelsOf(other)];
  for (let at = 0; at < waiting.length; at++) {
    if (seen.size > statesMax) return { way: null, whole: false };
    const pair = waiting[at] as Pair;
    const after = taken(other, pair.other, theirs);
    for (const [label, reached] of taken(one, pair.one, mine)) {
      const first = reached[0] as Move & { readonly origin: Reached };
      const next = reached.map(({ digits, context, trial, origin }): Reached => ({
        digits,
        context,
        from: origin,
        by: trial,
      }));
      const answer = after.get(label);
      if (answer === undefined)
        return { way: wayOf(one, { ...first, from: first.origin, by: first.trial }), whole: true };
      const key = `${keyOf(next)}|${keyOf(answer)}`;
      if (seen.has(key)) continue;
      seen.add(key);
      waiting.push({ one: distinct(next), other: distinct(answer) });
    }
  }
  return { way: null, whole: true };
}

function taken<T extends Stand>(
  model: Model,
  from: readonly T[],
  labels: readonly string[],
): ReadonlyMap<string, readonly (Move & { readonly origin: T })[]> {
  const found = new Map<string, (Move & { readonly origin: T })[]>();
  for (const origin of from)
    for (const move of movesFrom(model, origin)) {
      // An event that is listened for and refused by every guard is not taken.
      if (!move.taken.some((index) => moves(model.chart.transitions[index] as Transition))) continue;
      const label = labels[move.trial] as string;
      found.set(label, [...(found.get(label) ?? []), { ...move, origin }]);
    }
  return found;
}

/** A deadline is called after the machine it is of, which may have another name now. */
const labelsOf = ({ trials, chart }: Model): readonly string[] =>
  trials.map(({ label }) => label.replace(`.${chart.machine.id}.`, '.'));

const stateKey = ({ digits, context }: Stand): string => `${digits.join()};${context}`;
const keyOf = (stands: readonly Stand[]): string => [...new Set(stands.map(stateKey))].sort().join(' ');
const distinct = <T extends Stand>(stands: readonly T[]): readonly T[] => [
  ...new Map(stands.map((stand) => [stateKey(stand), stand])).values(),
];

function wayOf(model: Model, to: Reached): Way {
  const along = [];
  for (let at: Reached | null = to; at?.from != null; at = at.from)
    along.unshift({
      by: model.trials[at.by] as Model['trials'][number],
      to: { digits: at.digits, context: at.context },
    });
  return wayAlong(model, along);
}

/** Every state that the old machine comes to, put into the new one. */
export function migrateMachines(
  old: MachineQuestion,
  fresh: MachineQuestion,
  statesMax = statesUsual,
): MachineMigration {
  const [before, after] = [modelFor(old), modelFor(fresh)];
  const [ran, there] = [everyMove(before, statesMax), everyMove(after, statesMax)];
  const toOld = new Alignment(after.chart, before.chart, asItIs);
  const valueOf = (model: Model, context: number): string =>
    model.contexts.ignored ? '' : canonical(model.contexts.at(context), 'context');
  const known = new Map(
    there.states.map((stand) => [`${stand.digits.join()};${valueOf(after, stand.context)}`, stand]),
  );
  const flaws = (fresh.invariants ?? []).map(
    ({ id, says, never }) =>
      ({
        says: `${id} does not hold there: ${says}`,
        never: conditionWhere(never, after.chart, after.contexts),
      }) as const,
  );
  const found = new Map<string, { states: number; first: number }>();
  const note = (says: string, state: number): void => {
    const one = found.get(says);
    found.set(says, one === undefined ? { states: 1, first: state } : { ...one, states: one.states + 1 });
  };
  ran.states.forEach((stand, state) => {
    const lost = lostIn(before, toOld, stand);
    if (lost !== null) return note(`the new machine has no state ${lost}`, state);
    const digits = toOld.state(stand.digits, (part) => holds(part, stand.digits, stand.context, before.contexts));
    const moved = known.get(`${digits.join()};${valueOf(before, stand.context)}`);
    if (moved === undefined) return note('the new machine never stands so', state);
    for (const { says, never } of flaws)
      if (holds(never, moved.digits, moved.context, after.contexts)) note(says, state);
  });
  return {
    states: ran.states.length,
    whole: ran.whole && there.whole,
    refused: [...found].map(([says, { states, first }]) => ({ says, states, way: wayTo(before, ran, first) })),
  };
}

/** A state that is active and that the new machine does not have, in a region that it has. */
function lostIn({ chart }: Model, { one, path }: Alignment, { digits }: Stand): string | null {
  for (const [digit, { of, values }] of chart.digits.entries()) {
    const node = values[digits[digit] ?? 0];
    if (node == null || !one.nodes.some((there) => path(there.path) === of.path)) continue;
    if (!one.nodes.some((there) => path(there.path) === node.path)) return node.path;
  }
  return null;
}

function wayTo(model: Model, { moves: all, states }: ReturnType<typeof everyMove>, to: number): Way {
  const from = new Map<number, readonly [number, Move]>();
  for (const [source, move, target] of all) if (target !== 0 && !from.has(target)) from.set(target, [source, move]);
  const along = [];
  for (let at = to; at !== 0;) {
    const [source, move] = from.get(at) as readonly [number, Move];
    along.unshift({ by: model.trials[move.trial] as Model['trials'][number], to: states[at] as Stand });
    at = source;
  }
  return wayAlong(model, along);
}
