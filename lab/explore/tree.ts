/**
 * Everything one event can do, from every state at once: a tree of the questions that a step asks of the state.
 * It is grown by working the step out again and again, each time with other answers, until none are left.
 */
import type { ExploredChart, Node, Transition } from './chart.ts';
import type { Condition } from './condition.ts';
import type { Contexts } from './contexts.ts';
import type { Happening } from './happening.ts';
import { Refused } from './refused.ts';
import { Run, type Answers, type Value } from './run.ts';
import { macrostep } from './step.ts';

export type Tree =
  | { readonly kind: 'if'; readonly condition: Condition; readonly yes: Tree; readonly no: Tree }
  /** XState may go any of these ways. */
  | { readonly kind: 'either'; readonly ways: readonly Tree[] }
  | { readonly kind: 'assign'; readonly opaque: number; readonly next: Tree }
  | Leaf
  /** Not worked out: the context itself must say, or there are too many answers. */
  | { readonly kind: 'unknown' };
export interface Leaf {
  readonly kind: 'leaf';
  readonly heard: boolean;
  /** The digits that are written, by number. */
  readonly writes: readonly (readonly [digit: number, value: Value])[];
  readonly taken: readonly Transition[];
  /** It cannot be read soundly, should it ever be reached. */
  readonly refused: Refused | null;
}

/** A step that hangs on the context itself, or does not seem to end, is worked out for each state when it comes to it. */
export class NeedsContext extends Error {}

interface Draft {
  kind: 'if' | 'either' | 'assign' | 'leaf' | 'unknown';
  [part: string]: unknown;
}

/** More leaves than this is an event that hangs on too much to write down. */
export const leavesMax = 512;

export function treeOf(chart: ExploredChart, contexts: Contexts, event: Happening, within?: Node): Tree | null {
  const root: Draft = { kind: 'unknown' };
  const waiting: (readonly (boolean | number)[])[] = [[]];
  let leaves = 0;
  for (let script = waiting.pop(); script !== undefined; script = waiting.pop()) {
    if (++leaves > leavesMax) return null;
    try {
      follow(script);
    } catch (error) {
      if (error instanceof NeedsContext) return null;
      throw error;
    }
  }
  return root as unknown as Tree;

  /** One way through, by the answers of a script and then the first answer to each new question. */
  function follow(script: readonly (boolean | number)[]): void {
    let at = root;
    const given: (boolean | number)[] = [];
    let version = 0;
    const answers: Answers = {
      microstepsMax: 40,
      endless: () => {
        throw new NeedsContext();
      },
      holds: (condition) => {
        const answer = (script[given.length] as boolean | undefined) ?? true;
        if (given.length >= script.length) {
          Object.assign(at, { kind: 'if', condition, yes: { kind: 'unknown' }, no: { kind: 'unknown' } });
          waiting.push([...given, false]);
        }
        given.push(answer);
        at = at[answer ? 'yes' : 'no'] as Draft;
        return answer;
      },
      choose: (count) => {
        const answer = (script[given.length] as number | undefined) ?? 0;
        if (given.length >= script.length) {
          Object.assign(at, { kind: 'either', ways: Array.from({ length: count }, () => ({ kind: 'unknown' })) });
          for (let other = 1; other < count; other++) waiting.push([...given, other]);
        }
        given.push(answer);
        at = (at['ways'] as Draft[])[answer] as Draft;
        return answer;
      },
      guard: (opaque) => ({ opaque, version }),
      assign: (opaque) => {
        version++;
        if (at.kind === 'unknown') Object.assign(at, { kind: 'assign', opaque, next: { kind: 'unknown' } });
        at = at['next'] as Draft;
      },
      assignBy: (says, of) => answers.assign(contexts.assign(of, '', says, of)),
      fromContext: () => {
        throw new NeedsContext();
      },
    };
    const run = new Run(chart, everything(chart), answers);
    let refused: Refused | null = null;
    try {
      macrostep(run, event, contexts, within);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refused = error;
    }
    // By now the draft is the last that a question or an assign led to.
    Object.assign(at, {
      kind: 'leaf',
      heard: run.heard,
      writes: writesOf(run),
      taken: [...run.taken],
      refused,
    } satisfies Leaf);
  }
}

/** Every digit with all its values. */
const everything = ({ digits }: ExploredChart): readonly bigint[] =>
  digits.map(({ values }) => (1n << BigInt(values.length)) - 1n);

/** What a run changed, as far as it is not known to be what it was. */
export function writesOf(run: Run): readonly (readonly [number, Value])[] {
  return run.now.flatMap((value, digit): readonly (readonly [number, Value])[] => {
    if (typeof value !== 'number') return value.was === digit && value.map === null ? [] : [[digit, value]];
    return run.before[digit] === 1n << BigInt(value) ? [] : [[digit, value]];
  });
}

/** Every leaf of a tree. */
export function leavesOf(tree: Tree): readonly Leaf[] {
  switch (tree.kind) {
    case 'if':
      return [...leavesOf(tree.yes), ...leavesOf(tree.no)];
    case 'either':
      return tree.ways.flatMap(leavesOf);
    case 'assign':
      return leavesOf(tree.next);
    case 'leaf':
      return [tree];
    case 'unknown':
      return [];
  }
}
