/**
 * Whether a clock allows a way through a chart. An exploration lets every deadline fall due whenever its state is active;
 * a way that it finds is one that can happen only if there are instants for its steps at which each deadline fires when
 * it is due, and none is passed over.
 *
 * Those are differences between instants, so the question is whether a graph has a negative circle (Bellman and Ford).
 */
import type { Node } from './chart.ts';
import { armedAfter, type Timer } from './timers.ts';

/** What a step did to deadlines: which states it entered, and which are active after it. */
export interface Timed {
  /** The event's type; a deadline's begins with `xstate.after.`. */
  readonly type: string;
  /** In the order in which they were. */
  readonly entered: ReadonlySet<Node>;
  readonly active: (node: Node) => boolean;
}

/** `later - earlier <= atMost`, in milliseconds; instants by the number of their step, 0 is the beginning. */
interface Constraint {
  readonly later: number;
  readonly earlier: number;
  readonly atMost: number;
}

/**
 * An instant for each step at which a clock allows it, in milliseconds since the first; null where there are none.
 * @param steps the first is how the machine begins.
 */
export function instantsOf(steps: readonly Timed[], timers: readonly Timer[]): readonly number[] | null {
  const constraints: Constraint[] = [];
  let armed: readonly Timer[] = [];
  const since = new Map<Timer, number>();
  steps.forEach((step, at) => {
    if (at > 0) constraints.push({ later: at - 1, earlier: at, atMost: 0 });
    const place = armed.findIndex(({ type }) => type === step.type);
    armed.forEach((timer, index) => {
      const { delay } = timer;
      const began = since.get(timer) ?? 0;
      if (index === place) {
        constraints.push({ later: began, earlier: at, atMost: -(delay ?? 0) });
        if (delay !== null) constraints.push({ later: at, earlier: began, atMost: delay });
      } else if (delay !== null) {
        // At a tie the older deadline goes first, and any deadline before what a person does.
        constraints.push({ later: at, earlier: began, atMost: index > place && place >= 0 ? delay : delay - 1 });
      }
    });
    if (at > 0 && step.type.startsWith('xstate.after.') && place < 0)
      // It has fired already, and its state was not entered again.
      constraints.push({ later: at, earlier: at, atMost: -1 });
    const { kept, fresh } = armedAfter(
      armed.filter((_timer, index) => index !== place),
      timers,
      step.entered,
      step.active,
    );
    for (const timer of fresh) since.set(timer, at);
    armed = [...kept, ...fresh];
  });
  return solved(steps.length, constraints);
}

/** Null where the differences go round in a negative circle. */
function solved(instants: number, constraints: readonly Constraint[]): readonly number[] | null {
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
    if (!changed) return distance.map((instant) => instant - (distance[0] as number));
  }
  return null;
}
