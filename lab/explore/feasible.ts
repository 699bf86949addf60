/**
 * Whether a clock allows a way through a chart. An exploration lets every deadline fall due whenever its state is active;
 * a way that it finds is one that can happen only if there are instants for its steps at which each deadline fires when
 * it is due, and none is passed over.
 *
 * Those are differences between instants, so the question is whether a graph has a negative circle (Bellman and Ford).
 */
import type { AnyStateMachine } from 'xstate';
import type { Node } from './chart.ts';

/** What a step did to deadlines: which states it entered, and which are active after it. */
export interface Timed {
  /** The event's type; a deadline's begins with `xstate.after.`. */
  readonly type: string;
  readonly entered: ReadonlySet<Node>;
  readonly active: (node: Node) => boolean;
}

interface Armed {
  readonly since: number;
  readonly generation: number;
}
/** `later - earlier <= atMost`, in milliseconds; instants by the number of their step, 0 is the beginning. */
interface Constraint {
  readonly later: number;
  readonly earlier: number;
  readonly atMost: number;
}

/** @param steps the first is how the machine begins. */
export function isFeasible(steps: readonly Timed[], nodes: readonly Node[], machine: AnyStateMachine): boolean {
  const timers = nodes.flatMap((node) =>
    node.raw.after.map(({ eventType, delay }) => ({ node, type: eventType, delay: milliseconds(delay, machine) })),
  );
  const constraints: Constraint[] = [];
  const armed = new Map<string, Armed>();
  let generation = 0;
  steps.forEach((step, at) => {
    if (at > 0) constraints.push({ later: at - 1, earlier: at, atMost: 0 });
    const fired = armed.get(step.type);
    for (const { type, delay } of timers) {
      const timer = armed.get(type);
      if (timer === undefined) continue;
      if (type === step.type) {
        constraints.push({ later: timer.since, earlier: at, atMost: -(delay ?? 0) });
        if (delay !== null) constraints.push({ later: at, earlier: timer.since, atMost: delay });
      } else if (delay !== null) {
        // At a tie the older deadline goes first, and any deadline before what a person does.
        const first = fired !== undefined && fired.generation < timer.generation;
        constraints.push({ later: at, earlier: timer.since, atMost: first ? delay : delay - 1 });
      }
    }
    if (at > 0 && step.type.startsWith('xstate.after.') && fired === undefined)
      // It has fired already, and its state was not entered again.
      constraints.push({ later: at, earlier: at, atMost: -1 });
    armed.delete(step.type);
    for (const { node, type } of timers) {
      if (!step.active(node)) armed.delete(type);
      else if (step.entered.has(node)) armed.set(type, { since: at, generation: ++generation });
    }
  });
  return !hasNegativeCircle(steps.length, constraints);
}

/** A delay's length, or null where only a context could say: then it may be anything. */
function milliseconds(delay: unknown, machine: AnyStateMachine): number | null {
  const named: unknown = typeof delay === 'string' ? machine.implementations.delays[delay] : delay;
  return typeof named === 'number' && Number.isFinite(named) ? Math.max(0, named) : null;
}

function hasNegativeCircle(instants: number, constraints: readonly Constraint[]): boolean {
  const distance = Array.from({ length: instants }, () => 0);
  for (let round = 0; round <= instants; round++) {
    let changed = false;
    for (const { later, earlier, atMost } of constraints) {
      const bound = (distance[earlier] as number) + atMost;
      if (bound < (distance[later] as number)) {
        distance[later] = bound;
        changed = true;
      }
    }
    if (!changed) return false;
  }
  return true;
}
