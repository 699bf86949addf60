/** What states and events are called in SCXML: XState's names where XML and SCXML allow them, and near to them otherwise. */
import { nodesOf, type Outline, type OutlineNode } from '../../diagram/outline.ts';
import type { OutlineAction } from '../../diagram/outline-actions.ts';

export interface Names {
  /** The id of a state, by its path. */
  readonly id: (path: string) => string;
  /** An id made from a state's that is no other state's. */
  readonly extra: (path: string, suffix: string) => string;
  /** An event's name or descriptor. */
  readonly event: (name: string) => string;
  /** Whether the machine names, or hears by a wildcard, an event that is longer than this one and begins with it. */
  readonly hasLonger: (name: string) => boolean;
  /** Events that had to be called otherwise. */
  readonly renamed: readonly (readonly [string, string])[];
}

/** @param doneAs the id whose `done.state` says that a state is done, by its path */
export function namesOf({ root }: Outline, doneAs: (node: OutlineNode, id: string) => string): Names {
  const nodes = nodesOf(root);
  const ids = new Map<string, string>();
  const taken = new Set<string>();
  for (const { path, id } of nodes) ids.set(path, unique(idLike(id), taken));
  const id = (path: string): string => ids.get(path) ?? idLike(path);
  const events = new Map<string, string>();
  const given = new Set<string>();
  const named = [...new Set(nodes.flatMap(eventsOf))];
  for (const name of named) if (!isWildcard(name)) events.set(name, unique(eventLike(name), given));
  // What XState and SCXML both say by themselves has its own name in each.
  for (const node of nodes)
    if (node.kind === 'parallel' || node.children.some(({ kind }) => kind === 'final'))
      events.set(`xstate.done.state.${node.id}`, `done.state.${doneAs(node, id(node.path))}`);
  for (const [name] of events) {
    const [, says, actor] = /^xstate\.(done|error)\.actor\.(.+)$/.exec(name) ?? [];
    if (actor !== undefined) events.set(name, `${says}.invoke.${eventLike(actor)}`);
  }
  const event = (name: string): string => {
    if (name === '*') return name;
    if (isWildcard(name)) return `${eventLike(name.slice(0, -2))}.*`;
    return events.get(name) ?? eventLike(name);
  };
  const longer = [...events.values(), ...named.filter(isWildcard).map(event)];
  return {
    id,
    extra: (path, suffix) => unique(`${id(path)}.${suffix}`, new Set(taken)),
    event,
    hasLonger: (name) => longer.some((other) => other === '*' || other.startsWith(`${event(name)}.`)),
    renamed: [...events].filter(([name, written]) => name !== written && !name.startsWith('xstate.')),
  };
}

export const isWildcard = (name: string): boolean => name === '*' || name.endsWith('.*');

/** Heard, raised and waited for. */
function eventsOf(node: OutlineNode): readonly string[] {
  const actions = [
    ...node.entry,
    ...node.exit,
    ...node.initialActions,
    ...node.transitions.flatMap((one) => one.actions),
  ];
  return [
    ...node.transitions.flatMap(({ event }) => (event === '' ? [] : [event])),
    ...actions.flatMap((action: OutlineAction) =>
      action.kind === 'raise' && action.event !== null ? [action.event] : [],
    ),
  ];
}

function unique(name: string, taken: Set<string>): string {
  let free = name;
  for (let nth = 2; taken.has(free); nth++) free = `${name}-${nth}`;
  taken.add(free);
  return free;
}

/** An XML name without a colon. */
const idLike = (text: string): string => text.replace(/[^\p{L}\p{N}_.-]/gu, '_').replace(/^(?![\p{L}_])/u, '_');
/** Words between dots; a space would make two events of one, and a star a wildcard. */
const eventLike = (text: string): string => text.replace(/[^\p{L}\p{N}_.:-]/gu, '_') || '_';
