/** The deadlines of a chart: which are armed where, in which order, and for how long. */
import type { AnyStateMachine } from 'xstate';
import { builtOf, type Built } from './actions.ts';
import type { ExploredChart, Node } from './chart.ts';

export interface Timer {
  readonly node: Node;
  /** Its event, by which XState knows it: `xstate.after.5000.lamp.green`. */
  readonly type: string;
  /** In milliseconds; null where only a context could say: then it may be anything. */
  readonly delay: number | null;
}

/** Each once, in the order in which a state arms its own. */
export function timersOf({ nodes, machine }: ExploredChart): readonly Timer[] {
  const timers = nodes.flatMap((node) =>
    node.raw.after.map(({ eventType, delay }): Timer => ({
      node,
      type: eventType,
      delay: milliseconds(delay, machine),
    })),
  );
  return [...new Map(timers.map((timer) => [timer.type, timer])).values()];
}

function milliseconds(delay: unknown, machine: AnyStateMachine): number | null {
  const named: unknown = typeof delay === 'string' ? machine.implementations.delays[delay] : delay;
  return typeof named === 'number' && Number.isFinite(named) ? Math.max(0, named) : null;
}

/**
 * What is armed after a step, the oldest first: what was and still waits, and behind it what was entered.
 * @param entered in the order in which they were.
 * @param active after the step.
 */
export function armedAfter(
  armed: readonly Timer[],
  timers: readonly Timer[],
  entered: ReadonlySet<Node>,
  active: (node: Node) => boolean,
): { readonly kept: readonly Timer[]; readonly fresh: readonly Timer[] } {
  return {
    kept: armed.filter(({ node }) => active(node) && !entered.has(node)),
    fresh: [...entered].flatMap((node) => (active(node) ? timers.filter((timer) => timer.node === node) : [])),
  };
}

/** Why no clock can be held to this chart; null where one can. */
export function clockless({ nodes, transitions, machine }: ExploredChart, tried: ReadonlySet<string>): string | null {
  const timers = nodes.flatMap((node) => node.raw.after);
  if (timers.some(({ delay }) => typeof delay === 'number' && !Number.isInteger(delay)))
    return 'a deadline is no whole number of milliseconds';
  const untried = timers.find(({ eventType }) => !tried.has(eventType));
  if (untried !== undefined) return `the deadline "${untried.eventType}" is not among the events that are tried`;
  const types = new Set(timers.map(({ eventType }) => eventType));
  const some =
    transitions.some(({ actions }) => actions.some((action) => mayCancel(action))) ||
    nodes.some(({ raw }) => {
      // XState has each state cancel its own as it is left.
      const own = new Set(raw.after.map(({ eventType }) => eventType));
      const first = raw.initial?.actions ?? [];
      return (
        [...raw.entry, ...first].some((action) => mayCancel(action)) || raw.exit.some((one) => mayCancel(one, own))
      );
    });
  return some ? 'an action may cancel a deadline' : null;

  function mayCancel(action: unknown, own: ReadonlySet<string> = new Set()): boolean {
    const built: (Built & { readonly sendId?: unknown }) | undefined = builtOf(action, machine);
    if (built?.type === 'xstate.enqueueActions') return true;
    if (built?.type !== 'xstate.cancel') return false;
    return typeof built.sendId === 'string' ? types.has(built.sendId) && !own.has(built.sendId) : true;
  }
}
