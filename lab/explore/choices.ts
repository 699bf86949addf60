/**
 * Where a state's guards for one event hold together, so that the order they are written in decides; and where none of
 * them holds and nobody else takes the event either, so that it is lost. Neither need be wrong: it is told.
 */
import { isBelow, type Node, type Transition } from './chart.ts';
import { all, any, not, type Condition } from './condition.ts';
import type { Explored } from './explore.ts';
import { conditionOf } from './guards.ts';
import type { Happening } from './happening.ts';
import { hearingOf } from './hearing.ts';
import type { Ground } from './model.ts';
import { Refused } from './refused.ts';
import { holds } from './table.ts';
import { wholeRun } from './where.ts';

export interface Choice {
  readonly kind: 'overlap' | 'gap';
  readonly node: Node;
  /** Two where guards overlap, all that the state lists where they leave a gap. */
  readonly transitions: readonly Transition[];
  /** The event it was seen with, and the first state it was seen in. */
  readonly label: string;
  readonly state: number;
}
export interface Choices {
  readonly found: readonly Choice[];
  /** Guards that could not be asked where XState would not have asked them, as sentences. */
  readonly unasked: readonly string[];
}
interface Asked extends Omit<Choice, 'state'> {
  readonly condition: Condition;
}

export function choicesIn({ model, packing, ran }: Explored): Choices {
  const unasked = new Set<string>();
  const asked = model.trials.flatMap(({ event, label }) => askedOf(model, event, label, unasked));
  const open = new Map<string, Asked[]>();
  for (const one of asked) open.set(keyOf(one), [...(open.get(keyOf(one)) ?? []), one]);
  const found: Choice[] = [];
  for (let state = 0; state < ran.states && open.size > 0; state++) {
    const words = ran.at(state);
    const digits = packing.unpack(words.slice(0, -1));
    for (const [key, ways] of open) {
      const seen = ways.find((one) => isSo(one, digits, words.at(-1) ?? 0));
      if (seen === undefined) continue;
      const { condition: _condition, ...choice } = seen;
      found.push({ ...choice, state });
      open.delete(key);
    }
  }
  return { found, unasked: [...unasked] };

  /** A guard may throw where XState would not have come to it. */
  function isSo(one: Asked, digits: readonly number[], context: number): boolean {
    try {
      return holds(one.condition, digits, context, model.contexts);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      unasked.add(`${one.node.path || model.chart.machine.id}, ${one.label}: ${error.says}`);
      return false;
    }
  }
}

const keyOf = ({ kind, transitions }: Asked): string => `${kind} ${transitions.map(({ index }) => index).join()}`;

function askedOf({ chart, contexts }: Ground, event: Happening, label: string, unasked: Set<string>): Asked[] {
  const run = wholeRun(chart);
  const own = [...hearingOf(chart).of(event.type).own];
  try {
    const guards = new Map(
      own.flatMap(([, listed]) => listed.map((one) => [one, conditionOf(one.guard, event, run, contexts)] as const)),
    );
    const guard = (one: Transition): Condition => guards.get(one) ?? false;
    const takes = (of: readonly (readonly [Node, readonly Transition[]])[]): Condition =>
      any(of.map(([node, listed]) => all([run.isPart(node), any(listed.map(guard))])));
    const waits = chart.deadlines.get(event.type);
    const arrives = waits === undefined ? true : run.isPart(waits);
    return own.flatMap(([node, listed]): Asked[] => {
      const here = { node, label };
      const stands = all([arrives, run.isPart(node), not(takes(own.filter(([other]) => isBelow(other, node))))]);
      const overlaps = listed.flatMap((one, place) =>
        listed.slice(place + 1).flatMap((other): Asked[] => {
          // What is written last without a guard is for when no other holds.
          if (one.guard === undefined || other.guard === undefined || isSame(one, other)) return [];
          if (one.descriptor !== other.descriptor) return [];
          const first = not(any(listed.slice(0, place).map(guard)));
          const condition = all([stands, first, guard(one), guard(other)]);
          return [{ ...here, kind: 'overlap', transitions: [one, other], condition }];
        }),
      );
      const isGuarded = listed.every((one) => one.guard !== undefined);
      const gap: Asked = {
        ...here,
        kind: 'gap',
        transitions: listed,
        condition: all([arrives, run.isPart(node), not(takes(own))]),
      };
      return isGuarded ? [...overlaps, gap] : overlaps;
    });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    unasked.add(`${label}: ${error.says}`);
    return [];
  }
}

/** Both do the same, so that it makes no difference which is taken. */
function isSame(one: Transition, other: Transition): boolean {
  const alike = (these: readonly unknown[] | null, those: readonly unknown[] | null): boolean =>
    these === those ||
    (these !== null &&
      those !== null &&
      these.length === those.length &&
      these.every((part, place) => part === those[place]));
  return one.reenter === other.reenter && alike(one.targets, other.targets) && alike(one.actions, other.actions);
}
