/**
 * A built XState machine as a plain tree: what a picture and an exchange format need and a proof does not (entry and exit,
 * history, descriptions, what is raised). It reads any XState 5 machine; what it cannot see into it calls by its name.
 */
import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate';
import { delayOf, type Implementations, type OutlineAction, type OutlineDelay, readAction } from './outline-actions.ts';
import { guardReader, type OutlineGuard } from './outline-guards.ts';
import { nodeNamed, writtenPath } from './state-path.ts';

export interface Outline {
  readonly id: string;
  readonly root: OutlineNode;
}

export interface OutlineNode {
  /** Dotted path below the root, whose own is ''; a dot inside a name is written `\.`. */
  readonly path: string;
  readonly key: string;
  /** The id that XState gives it; need not be unique. */
  readonly id: string;
  readonly kind: 'atomic' | 'compound' | 'parallel' | 'final' | 'history';
  readonly history: 'shallow' | 'deep' | null;
  /** Where a compound node begins, and where a history goes the first time. */
  readonly initial: readonly string[];
  readonly initialActions: readonly OutlineAction[];
  readonly entry: readonly OutlineAction[];
  readonly exit: readonly OutlineAction[];
  readonly transitions: readonly OutlineTransition[];
  /** What it runs while it is entered, by id. */
  readonly invokes: readonly string[];
  readonly description: string | null;
  readonly children: readonly OutlineNode[];
}

export interface OutlineTransition {
  /** Stable while the machine is unchanged: source, event, and the place among the source's transitions. */
  readonly id: string;
  readonly source: string;
  /** XState's name for the event; '' when there is none. */
  readonly event: string;
  readonly on: Trigger;
  readonly guard: OutlineGuard | null;
  /** None: it stays where it is and only acts. */
  readonly targets: readonly string[];
  readonly reenter: boolean;
  readonly actions: readonly OutlineAction[];
}

export type Trigger =
  | { readonly kind: 'event' }
  | { readonly kind: 'always' }
  | { readonly kind: 'after'; readonly delay: OutlineDelay }
  /** The state itself is done: its region, or all of them, came to a final state. */
  | { readonly kind: 'done' }
  | { readonly kind: 'actor'; readonly says: 'done' | 'error' | 'snapshot'; readonly actor: string };

export const outlineOf = (machine: AnyStateMachine): Outline => ({
  id: machine.id,
  root: readNode(machine.root, {
    implementations: machine.implementations as Implementations,
    readGuard: guardReader(machine),
  }),
});

interface Reading {
  readonly implementations: Implementations;
  readonly readGuard: (guard: unknown) => OutlineGuard;
}

/** A node and all below it, in document order. */
export const nodesOf = (node: OutlineNode): readonly OutlineNode[] => [node, ...node.children.flatMap(nodesOf)];

const pathOf = (node: AnyStateNode): string => writtenPath(node.path);

function readNode(node: AnyStateNode, reading: Reading): OutlineNode {
  // A history that names no target goes where its parent begins; in a parallel state that is the state itself.
  const begins =
    node.type === 'compound'
      ? node.initial.target
      : node.type === 'history'
        ? (historyDefault(node) ?? (node.parent?.type === 'compound' ? node.parent.initial.target : [node.parent]))
        : [];
  const actions = (list: readonly unknown[]): readonly OutlineAction[] =>
    list.map((action) => readAction(action, reading.implementations));
  return {
    path: pathOf(node),
    key: node.key,
    id: node.id,
    kind: node.type,
    history: node.type !== 'history' ? null : node.history === 'deep' ? 'deep' : 'shallow',
    initial: (begins ?? []).flatMap((begin) => (begin === undefined ? [] : [pathOf(begin)])),
    initialActions: node.type === 'compound' ? actions(node.initial.actions) : [],
    // `after` puts a raise with a delay here, and its cancel at the exit; they are said once, by the transition.
    entry: actions(node.entry.filter((action) => !isOfAfter(action))),
    exit: actions(node.exit.filter((action) => !isOfAfter(action))),
    transitions: [...[...node.transitions.values()].flat(), ...(node.always ?? [])].map((transition, index) =>
      readTransition(transition, index, reading),
    ),
    invokes: node.invoke.map(({ id }) => id),
    description: node.description ?? null,
    children: Object.values(node.states).map((child) => readNode(child, reading)),
  };
}

/** XState keeps it as it was written: names below the parent, or nodes by their id. */
function historyDefault(node: AnyStateNode): readonly AnyStateNode[] | null {
  const { target } = node.config as { readonly target?: string | readonly string[] };
  if (target === undefined || node.parent === undefined) return null;
  const parent: AnyStateNode = node.parent;
  return [target].flat().flatMap((name) => nodeNamed(parent, name) ?? []);
}

const afterEvent = /^xstate\.after\./;
const isOfAfter = (action: unknown): boolean => {
  const { type, id, sendId } = action as { readonly type?: unknown; readonly id?: unknown; readonly sendId?: unknown };
  return (
    (type === 'xstate.raise' && typeof id === 'string' && afterEvent.test(id)) ||
    (type === 'xstate.cancel' && typeof sendId === 'string' && afterEvent.test(sendId))
  );
};

function readTransition(
  transition: AnyTransitionDefinition,
  index: number,
  { implementations, readGuard }: Reading,
): OutlineTransition {
  const source = pathOf(transition.source);
  const event = transition.eventType;
  return {
    id: `${source}#${event}#${index}`,
    source,
    event,
    on: triggerOf(transition, implementations),
    guard: transition.guard === undefined ? null : readGuard(transition.guard),
    targets: (transition.target ?? []).map(pathOf),
    reenter: transition.reenter,
    actions: transition.actions.map((action) => readAction(action, implementations, event)),
  };
}

function triggerOf(transition: AnyTransitionDefinition, implementations: Implementations): Trigger {
  const { eventType: event, source } = transition;
  if (event === '') return { kind: 'always' };
  if ('delay' in transition && afterEvent.test(event))
    return { kind: 'after', delay: delayOf(transition.delay, implementations) };
  if (event === `xstate.done.state.${source.id}`) return { kind: 'done' };
  const [, says, actor] =
    /^xstate\.(done|error)\.actor\.(.+)$/.exec(event) ?? /^xstate\.(snapshot)\.(.+)$/.exec(event) ?? [];
  if (says !== undefined && actor !== undefined)
    return { kind: 'actor', says: says as 'done' | 'error' | 'snapshot', actor };
  return { kind: 'event' };
}
