/**
 * Everything one event can do, from every state at once: a tree of the questions that a step asks of the state.
 * It is grown by working the step out again and again, each time with other answers, until none are left.
 */
import type { ExploredChart, Node, Transition } from './chart.ts';
import { digitsIn, possible, type Condition } from './condition.ts';
import type { Contexts } from './contexts.ts';
import type { Happening } from './happening.ts';
import { Refused } from './refused.ts';
import { Run, type Answers, type Members, type Value, type View } from './run.ts';
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

/** What is looked at of a chart, where most of it is left open. */
export interface Sight extends View {
  /** Digits that are known; every other may be anything it can be. */
  readonly known: Members;
}

export function treeOf(
  chart: ExploredChart,
  contexts: Contexts,
  event: Happening,
  { within, sight, leavesMax = 512 }: { within?: Node; sight?: Sight; leavesMax?: number } = {},
): Tree | null {
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
    const asked = (condition: Condition): boolean => {
      const answer = (script[given.length] as boolean | undefined) ?? true;
      if (given.length >= script.length) {
        Object.assign(at, { kind: 'if', condition, yes: { kind: 'unknown' }, no: { kind: 'unknown' } });
        waiting.push([...given, false]);
      }
      given.push(answer);
      at = at[answer ? 'yes' : 'no'] as Draft;
      return answer;
    };
    const isKnown = (digit: number): boolean => sight === undefined || sight.known.has(digit);
    const answers: Answers = {
      microstepsMax: 40,
      endless: (type) => {
        if (sight === undefined) throw new NeedsContext();
        throw new Refused('', `it does not come to rest after "${type}"`);
      },
      holds: (condition) => {
        if (digitsIn(condition).every(isKnown)) return asked(condition);
        if (!run.ask(possible(condition, true, isKnown))) return false;
        if (!run.ask(possible(condition, false, isKnown))) return true;
        return answers.choose(2) === 0;
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
    const run = new Run(chart, everything(chart), answers, sight);
    let refused: Refused | null = null;
    try {
      macrostep(run, event, contexts, within);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refused = error;
    }
    const writes = sight === undefined ? writesOf(run) : writesSeen(run, sight, refused);
    // By now the draft is the last that a question or an assign led to.
    Object.assign(at, {
      kind: 'leaf',
      heard: run.heard,
      writes,
      taken: [...run.taken],
      refused,
    } satisfies Leaf);
  }
}

/** Every digit with all its values. */
export function everything(chart: ExploredChart): readonly bigint[] {
  const known = everythingIn.get(chart) ?? chart.digits.map(({ values }) => (1n << BigInt(values.length)) - 1n);
  everythingIn.set(chart, known);
  return known;
}
const everythingIn = new WeakMap<ExploredChart, readonly bigint[]>();

/** What a run changed, as far as it is not known to be what it was. */
export function writesOf(run: Run): readonly (readonly [number, Value])[] {
  return run.now.flatMap((value, digit): readonly (readonly [number, Value])[] =>
    isWritten(run, digit, value) ? [[digit, value]] : [],
  );
}
function isWritten(run: Run, digit: number, value: Value): boolean {
  return isMoved(digit, value) && (typeof value !== 'number' || run.before[digit] !== 1n << BigInt(value));
}
const isMoved = (digit: number, value: Value): boolean =>
  typeof value === 'number' || value.was !== digit || value.map !== null;

/** Of the digits that are known, which nothing that is not looked at writes: what they are after the step, asked where it hangs on one that is not. */
function writesSeen(run: Run, { known }: Sight, refused: Refused | null): readonly (readonly [number, Value])[] {
  if (refused !== null) return [];
  const writes: [number, Value][] = [];
  for (const [digit, now] of run.now.entries()) {
    if (!isMoved(digit, now) || !known.has(digit)) continue;
    let value = now;
    if (typeof value !== 'number' && !known.has(value.was)) value = run.valueOf(digit);
    if (isWritten(run, digit, value)) writes.push([digit, value]);
  }
  return writes;
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
