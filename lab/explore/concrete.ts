/** One step from one state that is known, worked out as it comes: what trees are made from, and what they cannot hold. */
import type { ExploredChart, Node, Transition } from './chart.ts';
import type { Contexts } from './contexts.ts';
import type { Happening } from './happening.ts';
import { Refused } from './refused.ts';
import { Run, type Answers } from './run.ts';
import { macrostep } from './step.ts';

export interface Successor {
  readonly digits: readonly number[];
  readonly context: number;
  readonly taken: readonly Transition[];
  /** States that were entered on the way, whether or not they were left again, in the order in which they last were. */
  readonly entered: ReadonlySet<Node>;
}

/** Every way one event may go; none when nobody listens for it. */
export function successors(
  chart: ExploredChart,
  contexts: Contexts,
  digits: ArrayLike<number>,
  context: number,
  event: Happening,
  within?: Node,
): readonly Successor[] {
  const found: Successor[] = [];
  const waiting: (readonly number[])[] = [[]];
  for (let script = waiting.pop(); script !== undefined; script = waiting.pop()) {
    const next = oneWay(script);
    if (next !== null) found.push(next);
  }
  return found;

  function oneWay(script: readonly number[]): Successor | null {
    let now = context;
    const chosen: number[] = [];
    const answers: Answers = {
      microstepsMax: 1000,
      endless: (type) => {
        throw new Refused(
          '',
          `it does not come to rest after "${type}": "always" or raised events go round in a circle`,
        );
      },
      holds: () => {
        throw new Error('A state that is known leaves no question about where it stands.');
      },
      choose: (count) => {
        const answer = script[chosen.length] ?? 0;
        if (chosen.length >= script.length)
          for (let other = 1; other < count; other++) waiting.push([...chosen, other]);
        chosen.push(answer);
        return answer;
      },
      guard: (opaque) => contexts.ask(opaque, now) === 1,
      assign: (opaque) => void (now = contexts.ask(opaque, now)),
      assignBy: (_says, of) => void (now = contexts.intern(of(contexts.at(now)))),
      fromContext: (_says, of) => of(contexts.at(now)),
    };
    const before = Array.from(digits, (digit) => 1n << BigInt(digit));
    const run = new Run(chart, before, answers);
    macrostep(run, event, contexts, within);
    if (!run.heard) return null;
    const after = run.now.map((value, digit) =>
      typeof value === 'number' ? value : mapped(value.map, Number(digits[value.was] ?? digit)),
    );
    return { digits: after, context: now, taken: run.taken, entered: run.entered };
  }
}

const mapped = (map: readonly number[] | null, value: number): number => (map === null ? value : (map[value] ?? 0));
