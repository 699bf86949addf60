/**
 * What a random chart may show, and what of it was seen at work. A feature counts when a step went through it (a history
 * state entered, a wildcard taken), not for standing in the chart. The generator writes beside each transition which guards,
 * actions and ways to name a target it uses (`meta.uses`), and beside each state what its entry and exit do; the rest is read
 * off the microsteps.
 */
import type { AnyMachineSnapshot, AnyStateNode } from 'xstate';
import { exploreByXState, type Microstep, type Selected } from './by-xstate.ts';
import { nodesOf } from './configuration.ts';
import type { Chart } from './random-chart.ts';

export const features = [
  // What is active
  ...([
    'parallel',
    'parallel in parallel',
    'parallel in compound',
    'compound in compound',
    'final state',
    'machine done',
  ] as const),
  ...(['initial with actions', 'initial history', 'tags', 'meta', 'Set in context'] as const),
  // What leads on
  ...(['event with a payload', 'after a number', 'after a name', 'always without a guard'] as const),
  ...(['always with a guard', 'always after always', 'always that stays', 'always that does nothing'] as const),
  ...([
    'onDone of compound',
    'onDone of parallel',
    'wildcard',
    'partial wildcard',
    'wildcard hears what nobody named',
  ] as const),
  ...(['wildcard hears a raised event', 'wildcard hears a delay', 'wildcard hears done', 'forbidden'] as const),
  ...([
    'inner before outer',
    'later candidate',
    'several regions at once',
    'conflict',
    'transition of a final state',
  ] as const),
  ...(['transition of the root'] as const),
  // Where it leads
  ...([
    'target by id',
    'target by id and path',
    'target by sibling',
    'target by sibling and path',
    'target by child',
  ] as const),
  ...(['several targets', 'target of an ancestor', 'target in another region', 'self', 'self, entered again'] as const),
  ...(['descendant', 'descendant, entered again', 'no target', 'shallow history', 'deep history'] as const),
  ...(['history of a parallel state', 'history, first by its target', 'history, first without a target'] as const),
  // On which condition
  ...(['and', 'or', 'not', 'stateIn by id', 'stateIn by value', 'stateIn by key', 'named guard'] as const),
  ...(['named guard made of others', 'guard with a parameter', 'guard with a computed parameter'] as const),
  ...(['inline guard on context', 'inline guard on payload', 'inline guard on output'] as const),
  // What it does
  ...([
    'assign by an object',
    'assign by a function',
    'assign from payload',
    'assign on entry',
    'assign on exit',
  ] as const),
  ...([
    'named action',
    'action with a parameter',
    'action with a computed parameter',
    'action outside the chart',
    'log',
  ] as const),
  ...(['enqueueActions', 'enqueue.assign', 'enqueue.raise', 'check in enqueueActions'] as const),
  ...(['raise', 'raise on entry', 'raise on exit', 'raise with a payload', 'raise of a computed event'] as const),
  ...(['raise after raise', 'raise nobody hears', 'exit when the machine is done'] as const),
  // What XState makes of it
  ...(['order of entry decides', 'illegal configuration'] as const),
] as const;
export type Feature = (typeof features)[number];

/** What a walk over all steps of a chart went through. */
export function exercised(
  { machine, events }: Pick<Chart, 'machine' | 'events'>,
  statesMax: number,
): ReadonlySet<Feature> {
  const seen = new Set<Feature>();
  let last: Microstep | null = null;
  const explored = exploreByXState(machine, {
    events,
    statesMax,
    from: 'both',
    watch(microstep) {
      for (const feature of ofActive(microstep)) seen.add(feature);
      for (const selected of microstep.selected)
        for (const feature of ofTransition(selected, microstep)) seen.add(feature);
      for (const feature of ofTogether(microstep)) seen.add(feature);
      for (const feature of ofSequence(microstep, last)) seen.add(feature);
      last = microstep;
    },
  });
  if (explored.unsettled.length > 0) seen.add('order of entry decides');
  if (explored.illegal.length > 0) seen.add('illegal configuration');
  return seen;
}

interface Uses {
  readonly uses?: readonly Feature[];
  readonly entry?: readonly Feature[];
  readonly exit?: readonly Feature[];
  readonly initial?: readonly Feature[];
}
const usesOf = (meta: unknown): Uses => (meta ?? {}) as Uses;

function* ofActive({ before, after }: Microstep): Generator<Feature> {
  const were = new Set(before === null ? [] : nodesOf(before));
  const are = new Set(nodesOf(after));
  for (const node of are) {
    if (were.has(node)) continue;
    yield* ofEntered(node, are);
  }
  for (const node of after.status === 'done' ? are : were) {
    const { exit = [] } = usesOf(node.meta);
    if (after.status === 'done' && exit.length > 0) yield 'exit when the machine is done';
    if (are.has(node) && after.status !== 'done') continue;
    yield* exit;
    if (exit.some((use) => use.startsWith('assign'))) yield 'assign on exit';
    if (exit.some((use) => use.includes('raise'))) yield 'raise on exit';
  }
  if (after.status === 'done') yield 'machine done';
}

function* ofEntered(node: AnyStateNode, are: ReadonlySet<AnyStateNode>): Generator<Feature> {
  const { entry = [], initial = [] } = usesOf(node.meta);
  yield* entry;
  yield* initial;
  if (initial.length > 0) yield 'initial with actions';
  if (entry.some((use) => use.startsWith('assign'))) yield 'assign on entry';
  if (entry.some((use) => use.includes('raise'))) yield 'raise on entry';
  if (node.tags.length > 0) yield 'tags';
  if (node.meta !== undefined) yield 'meta';
  if (node.type === 'final') yield 'final state';
  if (node.type === 'parallel') {
    yield 'parallel';
    if (node.parent?.type === 'parallel') yield 'parallel in parallel';
    if (node.parent?.type === 'compound') yield 'parallel in compound';
  }
  if (node.type === 'compound') {
    if (node.parent?.type === 'compound') yield 'compound in compound';
    const first = node.initial.target[0] as AnyStateNode | undefined;
    if (first?.type === 'history' && first.parent !== undefined && are.has(first.parent)) yield 'initial history';
  }
}

function* ofTransition(selected: Selected, { before, event, raised }: Microstep): Generator<Feature> {
  const { source, target, eventType, guard, reenter, actions } = selected;
  const { uses = [] } = usesOf(selected.meta);
  yield* uses;
  const inert = target === undefined && actions.length === 0;
  if (source.type === 'final') yield 'transition of a final state';
  if (source.parent === undefined && before !== null) yield 'transition of the root';
  if (eventType === '') {
    yield guard === undefined ? 'always without a guard' : 'always with a guard';
    if (target === undefined) yield inert ? 'always that does nothing' : 'always that stays';
  } else {
    const outer = ancestors(source).some((node) => node.transitions.has(event.type));
    if (outer) yield inert ? 'forbidden' : 'inner before outer';
    const candidates = source.transitions.get(eventType) ?? [];
    if (candidates.indexOf(selected as never) > 0) yield 'later candidate';
  }
  if (Object.keys(event).length > 1 && !event.type.startsWith('xstate.')) yield 'event with a payload';
  if (eventType.startsWith('xstate.after.')) {
    yield /^xstate\.after\.\d/.test(eventType) ? 'after a number' : 'after a name';
  }
  if (eventType.startsWith('xstate.done.state.'))
    yield source.type === 'parallel' ? 'onDone of parallel' : 'onDone of compound';
  if (eventType.endsWith('*')) {
    yield eventType === '*' ? 'wildcard' : 'partial wildcard';
    if (event.type.endsWith('other')) yield 'wildcard hears what nobody named';
    if (event.type.startsWith('xstate.after.')) yield 'wildcard hears a delay';
    else if (event.type.startsWith('xstate.done.')) yield 'wildcard hears done';
    else if (raised) yield 'wildcard hears a raised event';
  }
  if (target === undefined && !inert) yield 'no target';
  for (const to of (target ?? []) as readonly AnyStateNode[]) yield* ofTarget(source, to, reenter, before);
}

function* ofTarget(
  source: AnyStateNode,
  to: AnyStateNode,
  reenter: boolean,
  before: AnyMachineSnapshot | null,
): Generator<Feature> {
  if (to === source) yield reenter ? 'self, entered again' : 'self';
  if (ancestors(to).includes(source)) yield reenter ? 'descendant, entered again' : 'descendant';
  if (ancestors(source).includes(to)) yield 'target of an ancestor';
  else if (to !== source && !ancestors(to).includes(source)) {
    const common = ancestors(source).find((node) => ancestors(to).includes(node));
    if (common?.type === 'parallel') yield 'target in another region';
  }
  if (to.type !== 'history') return;
  const remembered = (before?.historyValue as Record<string, unknown> | undefined)?.[to.id];
  if (remembered !== undefined) {
    yield to.history === 'deep' ? 'deep history' : 'shallow history';
    if (to.parent?.type === 'parallel') yield 'history of a parallel state';
  } else yield to.config.target === undefined ? 'history, first without a target' : 'history, first by its target';
}

function* ofTogether({ before, selected }: Microstep): Generator<Feature> {
  if (before === null || selected.length < 2) return;
  yield 'several regions at once';
  const left = selected.map((one) => new Set(exits(one, nodesOf(before))));
  if (left.some((some, index) => left.slice(index + 1).some((others) => [...some].some((node) => others.has(node)))))
    yield 'conflict';
}
/** Nearly: of a history state, its parent is taken for what it leads to. */
function exits({ source, target, reenter }: Selected, active: readonly AnyStateNode[]): readonly AnyStateNode[] {
  const targets = (target ?? []) as readonly AnyStateNode[];
  if (targets.length === 0) return [];
  const inside = targets.every((to) => to === source || ancestors(to).includes(source));
  const common = ancestors(source).find((node) => targets.every((to) => ancestors(to).includes(node)));
  const domain = inside && !reenter ? source : common;
  return active.filter((node) => domain === undefined || ancestors(node).includes(domain));
}

function* ofSequence({ first, event, raised, selected }: Microstep, last: Microstep | null): Generator<Feature> {
  const isNamed = raised && !event.type.startsWith('xstate.');
  if (isNamed && selected.length === 0) yield 'raise nobody hears';
  if (last === null || first) return;
  if (isEventless(selected) && isEventless(last.selected)) yield 'always after always';
  const raises = last.selected.some(({ meta }) => usesOf(meta).uses?.some((use) => use.includes('raise')));
  if (isNamed && last.raised && raises) yield 'raise after raise';
}
const isEventless = (selected: readonly Selected[]): boolean => selected[0]?.eventType === '';

function ancestors(node: AnyStateNode): readonly AnyStateNode[] {
  return node.parent === undefined ? [] : [node.parent, ...ancestors(node.parent)];
}
