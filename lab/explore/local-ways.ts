/** One step of a chart of which a few digits are known: every way it may go, with what was taken to be so of the others. */
import type { Node } from './chart.ts';
import type { Condition } from './condition.ts';
import type { Happening } from './happening.ts';
import type { Ground } from './model.ts';
import { Refused } from './refused.ts';
import { Run, type Answers } from './run.ts';
import { macrostep } from './step.ts';
import type { Stand } from './table.ts';
import type { LocalSight } from './local.ts';

export interface LocalWay {
  /** What the known digits are after it, in their order; null where it cannot be read. */
  readonly reached: readonly number[] | null;
  readonly context: number;
  /** What it enters, of what can be seen. */
  readonly entered: ReadonlySet<Node>;
  /** Conditions of digits that are not known, and how they were answered. */
  readonly guesses: readonly { readonly condition: Condition; readonly holds: boolean }[];
  /** Digits that others may have moved meanwhile, and that were asked again. */
  readonly doubted: readonly number[];
}

/** More ways than this are not looked through. */
const waysMax = 512;

/** @param from the known digits stand as there; what the others are there is not looked at. */
export function* localWays(
  { chart, contexts }: Ground,
  sight: LocalSight,
  event: Happening,
  from: Stand,
): Generator<LocalWay, void> {
  const waiting: (readonly number[])[] = [[]];
  for (let ways = 1, script = waiting.pop(); script !== undefined; ways++, script = waiting.pop()) {
    if (ways > waysMax) throw new Refused('', `"${event.type}" may go more than ${waysMax} ways`);
    yield oneWay(script);
  }

  function oneWay(script: readonly number[]): LocalWay {
    const given: number[] = [];
    const guesses: { condition: Condition; holds: boolean }[] = [];
    const pick = (count: number): number => {
      const answer = script[given.length] ?? 0;
      if (given.length >= script.length) for (let other = 1; other < count; other++) waiting.push([...given, other]);
      given.push(answer);
      return answer;
    };
    let context = from.context;
    const answers: Answers = {
      microstepsMax: 40,
      endless: (type) => {
        throw new Refused('', `it does not come to rest after "${type}"`);
      },
      holds: (condition) => {
        const holds = pick(2) === 0;
        guesses.push({ condition, holds });
        return holds;
      },
      choose: pick,
      guard: (opaque) => contexts.ask(opaque, context) === 1,
      assign: (opaque) => void (context = contexts.ask(opaque, context)),
      assignBy: (_says, of) => void (context = contexts.intern(of(contexts.at(context)))),
      fromContext: (_says, of) => of(contexts.at(context)),
    };
    const before = chart.digits.map(({ values }, digit) =>
      sight.known.has(digit) ? 1n << BigInt(from.digits[digit] ?? 0) : (1n << BigInt(values.length)) - 1n,
    );
    const run = new Run(chart, before, answers, sight);
    let reached: readonly number[] | null = null;
    try {
      macrostep(run, event, contexts);
      reached = [...sight.known].map((digit) => run.valueOf(digit));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
    }
    return { reached, context, entered: run.entered, guesses, doubted: run.origins };
  }
}
