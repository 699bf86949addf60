/**
 * A machine made ready to be explored: its chart, the events that are tried, where it begins, and for each event
 * everything it can do.
 */
import { initialTransition, type AnyStateMachine } from 'xstate';
import { isBelow, readExplored, type Digit, type ExploredChart, type Node, type Transition } from './chart.ts';
import { successors } from './concrete.ts';
import { all, any, type Condition } from './condition.ts';
import { Contexts, type ContextRule } from './contexts.ts';
import { anonymous, type Happening } from './happening.ts';
import { partsOf } from './parts.ts';
import { Refused } from './refused.ts';
import { moves } from './select.ts';
import type { Stand } from './table.ts';
import { treeOf, type Tree } from './tree.ts';

export interface Scope {
  /**
   * Payloads to try, by event type: the finite classes of what can be sent. A type that is not named is tried once,
   * without a payload; one with none listed is not tried.
   */
  readonly events?: Readonly<Record<string, readonly object[]>>;
  /** Events that only the chart itself raises; a wildcard is written `a.*`. */
  readonly internal?: readonly string[];
  /** What of the context is told apart: `whole` (the default), `ignored`, or a function that keeps what matters. */
  readonly context?: ContextRule;
  /** Given to the machine where it begins. */
  readonly input?: unknown;
}

/** An event that is tried. */
export interface Tried {
  readonly label: string;
  readonly event: Happening;
}
export interface Trial extends Tried {
  /** What it can do; null where that is worked out for each state. */
  readonly tree: Tree | null;
  /** Regions that hear it apart from each other, instead of one tree. */
  readonly parts: readonly Tree[] | null;
}
/** A machine that was read, before anything is worked out. */
export interface Ground {
  readonly chart: ExploredChart;
  readonly contexts: Contexts;
  readonly trials: readonly Tried[];
  readonly initial: { readonly digits: readonly number[]; readonly context: number };
  /** Events of the deadlines that are armed where it begins, the oldest first. */
  readonly armed: readonly string[];
  /** The machine has ended: nothing is heard any more. */
  readonly done: Condition;
}
export interface Model extends Ground {
  readonly trials: readonly Trial[];
  /** Works out an event that has no tree, from a state that is known. */
  readonly stepped: (trial: number, from: Stand) => readonly Stepped[];
}
export interface Stepped extends Stand {
  readonly taken: readonly Transition[];
}

export function groundOf(machine: AnyStateMachine, scope: Scope = {}): Ground {
  const chart = readExplored(machine);
  const contexts = new Contexts(scope.context ?? 'whole');
  const [snapshot, actions] = begun(machine, scope.input);
  const initial = initialOf(snapshot, actions, chart, contexts);
  return {
    chart,
    contexts,
    trials: happenings(chart, scope),
    initial,
    armed: armedBy(actions),
    done: isDone(chart.root),
  };
}

export function withTrees(ground: Ground): Model {
  const { chart, contexts } = ground;
  const trials = ground.trials.map(({ label, event }): Trial => {
    const tree = treeOf(chart, contexts, event);
    return { label, event, tree, parts: tree === null ? partsOf(chart, contexts, event) : null };
  });
  return {
    ...ground,
    trials,
    stepped: (trial, { digits, context }) =>
      successors(chart, contexts, digits, context, (trials[trial] as Trial).event),
  };
}

export const modelOf = (machine: AnyStateMachine, scope: Scope = {}): Model => withTrees(groundOf(machine, scope));

/** The events that are tried, in the order in which the chart names them. */
function happenings({ nodes }: ExploredChart, { events = {}, internal = [] }: Scope): readonly Tried[] {
  // A wildcard that only forbids brings nothing about by what it hears.
  const heard = nodes.flatMap(({ on }) => [...on].filter(([name, listed]) => !isWild(name) || listed.some(moves)));
  const descriptors = [...new Set(heard.map(([name]) => name))];
  const named = new Set([...descriptors.filter((name) => !isWild(name)), ...Object.keys(events)]);
  const types = new Set([...descriptors.map((name) => (isWild(name) ? unnamed(name, named) : name)), ...named]);
  return [...types]
    .filter((type) => !/^xstate\.(done|error|init)\b/.test(type) && !internal.some((name) => isLike(type, name)))
    .flatMap((type) =>
      (events[type] ?? [{}]).map((payload) => ({
        label: labelOf(type, payload),
        event: named.has(type) ? { ...payload, type } : anonymous({ ...payload, type }),
      })),
    );
}

const isWild = (descriptor: string): boolean => descriptor === '*' || descriptor.endsWith('.*');
/** What a wildcard hears that nobody named: one event stands for all of those. */
function unnamed(descriptor: string, named: ReadonlySet<string>): string {
  let type = descriptor.replace(/\*$/, 'other');
  while (named.has(type)) type = `${type}~`;
  return type;
}
export const isLike = (type: string, name: string): boolean =>
  name === '*' ||
  (name.endsWith('.*') ? type === name.slice(0, -2) || type.startsWith(name.slice(0, -1)) : type === name);
export const labelOf = (type: string, payload: object): string =>
  Object.keys(payload).length === 0 ? type : `${type} ${JSON.stringify(payload)}`;

interface Begun {
  readonly status: string;
  readonly error?: unknown;
  readonly context: object;
  readonly _nodes: readonly { readonly id: string }[];
  readonly historyValue: Readonly<Record<string, readonly { readonly id: string }[]>>;
}

interface Done {
  readonly type: string;
  readonly params?: { readonly id?: string; readonly delay?: unknown; readonly sendId?: string };
}
const isDeadlineId = (id: string | undefined): boolean => id?.startsWith('xstate.after.') === true;

/** What is left armed: a state that was entered and left again on the way has its deadlines cancelled. */
function armedBy(actions: readonly Done[]): readonly string[] {
  const armed = new Set<string>();
  for (const { type, params } of actions) {
    const id = params?.id ?? params?.sendId ?? '';
    if (type === 'xstate.cancel' || type === 'xstate.raise') armed.delete(id);
    if (type === 'xstate.raise' && params?.delay !== undefined && isDeadlineId(id)) armed.add(id);
  }
  return [...armed];
}

/** XState goes round for ever in a circle of "always", unless it is told when to give up. */
function begun(machine: AnyStateMachine, input: unknown): readonly [Begun, readonly Done[]] {
  const bounded = machine as { options?: { maxIterations?: number } };
  const before = bounded.options;
  bounded.options = { ...before, maxIterations: Math.min(1000, before?.maxIterations ?? Infinity) };
  try {
    return initialTransition(machine, input as never) as unknown as readonly [Begun, readonly Done[]];
  } finally {
    if (before === undefined) delete bounded.options;
    else bounded.options = before;
  }
}

/** Where XState itself begins. */
function initialOf(snapshot: Begun, actions: readonly Done[], chart: ExploredChart, contexts: Contexts) {
  if (snapshot.status === 'error') throw new Refused('', `it cannot begin: ${String(snapshot.error)}`);
  // What it does while it begins XState has done itself; what could not be read later is not read here either.
  for (const { type, params } of actions) {
    const delayed = type === 'xstate.raise' && params?.delay !== undefined && !isDeadlineId(params.id);
    if (delayed || /^xstate\.(spawnChild|sendTo|stopChild)$/.test(type))
      throw new Refused(
        '',
        `while it begins it does ${type.replace('xstate.', '')}${delayed ? ' after a delay; write it as "after"' : ', and what that starts or tells is not in its state'}`,
      );
  }
  const nodesOf = (listed: readonly { readonly id: string }[]): readonly Node[] =>
    listed.flatMap(({ id }) => chart.byId.get(id) ?? []);
  const active = new Set(nodesOf(snapshot._nodes));
  const digits = chart.digits.map(({ kind, values, of }) => {
    const here = values.flatMap((node, value) =>
      kind === 'region' && node !== null && active.has(node) ? [value] : [],
    );
    if (here.length > 1) throw new Refused(of.path, 'it begins in two of its states at once');
    return here[0] ?? 0;
  });
  for (const [history, places] of chart.remembered) {
    const left = snapshot.historyValue[history.id];
    if (left === undefined) continue;
    const nodes = nodesOf(left);
    for (const { digit, from, map } of places) {
      const { values } = chart.digits[from ?? digit] as Digit;
      const value = values.findIndex(
        (node) => node !== null && nodes.some((one) => one === node || isBelow(one, node) || isBelow(node, one)),
      );
      digits[digit] = from === null ? 1 : (map[Math.max(0, value)] ?? 0);
    }
  }
  return { digits, context: contexts.intern(snapshot.context) };
}

/** XState's "done": a final child of the root, or every region of a parallel root at its end. */
function isDone(root: Node): Condition {
  const final = (node: Node): Condition => {
    if (node.kind === 'compound') return any(node.children.filter(({ kind }) => kind === 'final').map(at));
    return node.kind === 'parallel' ? all(node.children.map(final)) : node.kind === 'final';
  };
  const at = ({ place }: Node): Condition => (place === null ? true : { digit: place.digit, mask: place.mask });
  return final(root);
}
