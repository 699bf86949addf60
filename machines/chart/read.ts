/**
 * Reads a built XState machine back as a plain chart: what the laws are checked on, what the proof compiles, what
 * `explain` looks up. It works on any XState 5 machine; what it cannot see into it calls opaque, by name.
 */
import { and, type AnyStateMachine, type AnyStateNode, type AnyTransitionDefinition, or } from 'xstate';

export interface Chart {
  readonly id: string;
  /** Every node, parents before children, in document order. */
  readonly nodes: readonly ChartNode[];
  /** Nodes by dotted path below the root; the root's own path is ''. */
  readonly byPath: ReadonlyMap<string, ChartNode>;
  /** Transitions by event: what every tap looks up. */
  readonly byEvent: ReadonlyMap<string, readonly ChartTransition[]>;
  /** Every guard that has a name, as a tree. */
  readonly guards: ReadonlyMap<string, ChartGuard>;
}

export interface ChartNode {
  readonly path: string;
  readonly key: string;
  readonly parent: string | null;
  readonly kind: 'atomic' | 'compound' | 'parallel' | 'final' | 'history';
  /** Path of the first state, for a compound node. */
  readonly initial: string | null;
  readonly tags: readonly string[];
  readonly transitions: readonly ChartTransition[];
  readonly invokes: readonly string[];
}

export interface ChartTransition {
  /** Stable while the chart is unchanged: source, event, and the place among the source's transitions for it. */
  readonly id: string;
  readonly source: string;
  /** The event's name; '' for an eventless (`always`) transition. */
  readonly event: string;
  /** The delay's name or milliseconds, for an `after` transition. */
  readonly delay: string | null;
  readonly guard: ChartGuard | null;
  readonly targets: readonly string[];
  readonly reenter: boolean;
  readonly actions: readonly { readonly type: string; readonly params: unknown }[];
}

export type ChartGuard =
  | { readonly kind: 'all' | 'any' | 'not'; readonly name: string | null; readonly of: readonly ChartGuard[] }
  | { readonly kind: 'at'; readonly name: string | null; readonly path: string }
  | { readonly kind: 'reads'; readonly name: string; readonly params: unknown }
  /** An inline function: nobody can name it or look inside. */
  | { readonly kind: 'opaque'; readonly name: string }
  | { readonly kind: 'missing'; readonly name: string };

export function readChart(machine: AnyStateMachine): Chart {
  const nodes = readNode(machine.root, machine);
  const byEvent = new Map<string, ChartTransition[]>();
  for (const transition of nodes.flatMap(({ transitions }) => transitions)) {
    const same = byEvent.get(transition.event);
    if (same === undefined) byEvent.set(transition.event, [transition]);
    else same.push(transition);
  }
  return {
    id: machine.id,
    nodes,
    byPath: new Map(nodes.map((node) => [node.path, node])),
    byEvent,
    guards: new Map(Object.keys(machine.implementations.guards).map((name) => [name, readGuard(name, machine)])),
  };
}

const pathOf = (node: AnyStateNode): string => node.path.join('.');

function readNode(node: AnyStateNode, machine: AnyStateMachine): readonly ChartNode[] {
  const listed = [...node.transitions.values()].flat();
  const eventless = node.always ?? [];
  const initial = node.type === 'compound' ? node.initial.target[0] : undefined;
  const read: ChartNode = {
    path: pathOf(node),
    key: node.key,
    parent: node.parent === undefined ? null : pathOf(node.parent),
    kind: node.type,
    initial: initial === undefined ? null : pathOf(initial),
    tags: node.tags,
    transitions: [...listed, ...eventless].map((transition, index) => readTransition(transition, index, machine)),
    invokes: node.invoke.map(({ id }) => id),
  };
  return [read, ...Object.values(node.states).flatMap((child) => readNode(child, machine))];
}

function readTransition(transition: AnyTransitionDefinition, index: number, machine: AnyStateMachine): ChartTransition {
  const source = pathOf(transition.source);
  const event = transition.eventType;
  return {
    id: `${source}#${event}#${index}`,
    source,
    event,
    delay: delayOf(transition),
    guard: transition.guard === undefined ? null : readGuard(transition.guard, machine),
    targets: (transition.target ?? []).map(pathOf),
    reenter: transition.reenter,
    actions: transition.actions.map(readAction),
  };
}

/** A delay's name or milliseconds; an inline one has no name. */
function delayOf(transition: AnyTransitionDefinition): string | null {
  const delay: unknown = 'delay' in transition ? transition.delay : undefined;
  if (delay === undefined) return null;
  return typeof delay === 'string' || typeof delay === 'number' ? String(delay) : 'inline';
}

function readAction(action: unknown): { readonly type: string; readonly params: unknown } {
  if (typeof action === 'string') return { type: action, params: undefined };
  const { type, params } = action as { type?: unknown; params?: unknown };
  return { type: typeof type === 'string' ? type : 'inline', params };
}

/** XState's own higher-order guards carry what they are made of; a plain function is a leaf. */
interface Made {
  readonly check?: { readonly name: string };
  readonly guards?: readonly unknown[];
  readonly stateValue?: unknown;
}

function readGuard(guard: unknown, machine: AnyStateMachine): ChartGuard {
  if (typeof guard === 'string') return named(guard, undefined, machine);
  if (typeof guard === 'function')
    return (
      made(guard, null, machine) ?? { kind: 'opaque', name: guard.name === '' ? 'an unnamed function' : guard.name }
    );
  const { type, params } = guard as { type: string; params?: unknown };
  return named(type, params, machine);
}

function named(name: string, params: unknown, machine: AnyStateMachine): ChartGuard {
  const implementation: unknown = machine.implementations.guards[name];
  if (implementation === undefined) return { kind: 'missing', name };
  return made(implementation, name, machine) ?? { kind: 'reads', name, params };
}

function made(implementation: unknown, name: string | null, machine: AnyStateMachine): ChartGuard | null {
  const { check, guards, stateValue } = implementation as Made;
  if (stateValue !== undefined) return { kind: 'at', name, path: dotted(stateValue) };
  if (check === undefined || guards === undefined) return null;
  const of = guards.map((part) => readGuard(part, machine));
  if (check === checkAnd || check.name === 'checkAnd') return { kind: 'all', name, of };
  return check === checkOr || check.name === 'checkOr' ? { kind: 'any', name, of } : { kind: 'not', name, of };
}
// By what they are: their names are gone where a page's program was made small. By name where XState is another copy.
const { check: checkAnd } = and([]) as Made;
const { check: checkOr } = or([]) as Made;

function dotted(value: unknown): string {
  if (typeof value === 'string') return value;
  const [entry] = Object.entries(value as Record<string, unknown>);
  return entry === undefined
    ? ''
    : entry[1] === undefined || (typeof entry[1] === 'object' && Object.keys(entry[1] as object).length === 0)
      ? entry[0]
      : `${entry[0]}.${dotted(entry[1])}`;
}
