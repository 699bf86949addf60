/** A random machine whose guards only ask where it is: nested, parallel, histories, finals, delays, wildcards, raised events. */
import { and, createMachine, not, or, raise, stateIn, type AnyStateMachine } from 'xstate';
import type { Chance } from '../../support/chance.ts';

/** What may be sent; an event raises only later ones, so that no raising goes on for ever. */
export const events = ['a', 'b', 'a.x', 'c', 'c.x.y', 'd'];
const descriptors = [...events, ...events, 'a.*', 'c.*', 'c.x.*', '*'];

interface Plan {
  readonly path: readonly string[];
  readonly kind: 'atomic' | 'compound' | 'parallel' | 'final' | 'history';
  readonly children: readonly Plan[];
}

export function randomMachine(chance: Chance): AnyStateMachine {
  const root = plan(chance, [], chance.in(4) ? 'parallel' : 'compound', 0);
  const all = flat(root);
  return createMachine({ id: 'm', ...(config(root, all, chance) as object), options: { maxIterations: 60 } } as never);
}

const flat = (node: Plan): readonly Plan[] => [node, ...node.children.flatMap(flat)];

function plan(chance: Chance, path: readonly string[], kind: Plan['kind'], depth: number): Plan {
  if (kind !== 'compound' && kind !== 'parallel') return { path, kind, children: [] };
  const count = 2 + chance.below(2);
  const children = Array.from({ length: count }, (_, index) => {
    const deeper = depth < 3 && chance.in(depth === 0 ? 1 : 2);
    const last = kind === 'compound' && index === count - 1 && chance.in(3);
    const below = last ? 'final' : deeper ? (chance.in(3) ? 'parallel' : 'compound') : 'atomic';
    return plan(chance, [...path, `s${index}`], below, depth + 1);
  });
  const history: readonly Plan[] = chance.in(4) ? [{ path: [...path, 'h'], kind: 'history', children: [] }] : [];
  return { path, kind, children: [...children, ...history] };
}

const idOf = ({ path }: Plan): string => ['m', ...path].join('.');

function config(node: Plan, all: readonly Plan[], chance: Chance): object {
  const states = Object.fromEntries(node.children.map((child) => [child.path.at(-1), config(child, all, chance)]));
  const id = { id: idOf(node) };
  if (node.kind === 'final') return { ...id, type: 'final' };
  if (node.kind === 'history') {
    // SCION's deep histories forget final states.
    const around = all.find(({ children }) => children.includes(node));
    const mayBeDeep = around !== undefined && flat(around).every(({ kind }) => kind !== 'final');
    return { ...id, type: 'history', history: mayBeDeep && chance.in(2) ? 'deep' : 'shallow' };
  }
  const on = Array.from({ length: chance.below(4) }, () => {
    const event = chance.of(descriptors) ?? 'a';
    return [event, Array.from({ length: 1 + chance.below(2) }, () => transition(node, event, all, chance))] as const;
  });
  // Only forward among its siblings: eventless transitions must come to an end.
  const parent = all.find(({ children }) => children.includes(node));
  const later = all.filter(
    ({ path, kind }) =>
      parent?.kind === 'compound' &&
      kind === 'atomic' &&
      path.length === node.path.length &&
      path.slice(0, -1).join() === node.path.slice(0, -1).join() &&
      (path.at(-1) ?? '') > (node.path.at(-1) ?? ''),
  );
  const next = node.path.length > 0 && chance.in(4) ? chance.of(later) : undefined;
  return {
    ...id,
    ...(node.kind === 'parallel' ? { type: 'parallel' } : {}),
    ...(node.kind === 'compound'
      ? { initial: chance.of(node.children.filter(({ kind }) => kind !== 'history'))?.path.at(-1) }
      : {}),
    ...(node.children.length === 0 ? {} : { states }),
    on: Object.fromEntries(on),
    ...(next === undefined ? {} : { always: { target: `#${idOf(next)}`, guard: guard(all, chance, 1) } }),
    ...(chance.in(5) ? { after: { [7 + all.indexOf(node) * 5]: transition(node, 'after', all, chance) } } : {}),
    ...(node.path.length > 0 && node.kind !== 'atomic' && chance.in(2)
      ? { onDone: transition(node, 'after', all, chance) }
      : {}),
  };
}

function transition(node: Plan, event: string, all: readonly Plan[], chance: Chance): object {
  const raised = events.slice(events.includes(event) ? events.indexOf(event) + 1 : events.length);
  return {
    ...(chance.in(4) ? {} : { target: targets(node, all, chance).map((target) => `#${idOf(target)}`) }),
    ...(chance.in(3) ? { guard: guard(all, chance, 2) } : {}),
    ...(chance.in(4) ? { reenter: true } : {}),
    ...(raised.length > 0 && chance.in(4) ? { actions: raise({ type: chance.of(raised) ?? 'd' }) } : {}),
  };
}

/** One state, or one in each of two regions. A history only from outside the state it belongs to. */
function targets(node: Plan, all: readonly Plan[], chance: Chance): readonly Plan[] {
  const within = (path: readonly string[], above: readonly string[]): boolean =>
    above.every((key, index) => path[index] === key);
  const may = all.filter(
    ({ kind, path }) => path.length > 0 && (kind !== 'history' || !within(node.path, path.slice(0, -1))),
  );
  const one = chance.of(may) ?? node;
  const parallels = all.filter(
    ({ kind, path }) => kind === 'parallel' && within(one.path, path) && path.length < one.path.length,
  );
  const around = chance.in(3) ? chance.of(parallels) : undefined;
  // SCION looks at the first target only to see how far a transition reaches.
  const reaches = around !== undefined && !within(node.path, one.path.slice(0, around.path.length + 1));
  if (!reaches || one.kind === 'history') return [one];
  const beside = all.filter(
    ({ kind, path }) =>
      kind !== 'history' &&
      path.length > around.path.length &&
      within(path, around.path) &&
      path[around.path.length] !== one.path[around.path.length],
  );
  const other = chance.of(beside);
  return other === undefined ? [one] : [one, other];
}

function guard(all: readonly Plan[], chance: Chance, depth: number): unknown {
  const one = (): unknown => {
    const of = chance.of(all.filter(({ kind, path }) => kind !== 'history' && path.length > 0)) as Plan;
    return stateIn(chance.in(2) ? `#${idOf(of)}` : (nested(of.path) as never));
  };
  if (depth === 0 || chance.in(2)) return one();
  const parts = [guard(all, chance, depth - 1), guard(all, chance, depth - 1)];
  return chance.of([() => and(parts as never), () => or(parts as never), () => not(parts[0] as never)])?.();
}

const nested = ([first = '', ...rest]: readonly string[]): unknown =>
  rest.length === 0 ? first : { [first]: nested(rest) };
