/** XState's guards as conditions: `and`, `or`, `not`, `stateIn` are looked into, what else is named is a function of context and event. */
import { and, not as xstateNot, or, stateIn } from 'xstate';
import type { Node } from './chart.ts';
import { all, any, not, type Condition } from './condition.ts';
import type { Contexts } from './contexts.ts';
import { Refused } from './refused.ts';
import { seenBy, type Happening } from './happening.ts';
import type { Run } from './run.ts';
import { canonicalOnce } from './values.ts';

interface Made {
  readonly check?: unknown;
  readonly guards?: readonly unknown[];
  readonly stateValue?: unknown;
}
type Check = (args: { context: object; event: Happening }, params: unknown) => boolean;

/** A machine may come with an XState of its own: its builders are known by their names, ours also by themselves. */
const checkOf = (guard: unknown): unknown => (guard as Made).check;
const kinds = [
  { kind: 'and', check: checkOf(and([])), name: 'checkAnd' },
  { kind: 'or', check: checkOf(or([])), name: 'checkOr' },
  { kind: 'not', check: checkOf(xstateNot(() => true)), name: 'checkNot' },
  { kind: 'in', check: checkOf(stateIn('')), name: 'checkStateIn' },
] as const;

/** The condition of a guard for one event, as the run stands. */
export function conditionOf(guard: unknown, event: Happening, run: Run, contexts: Contexts): Condition {
  if (guard === undefined) return true;
  const { machine } = run.chart;
  const inline = typeof guard === 'function';
  const name = inline ? guard.name : typeof guard === 'string' ? guard : (guard as { type: string }).type;
  const found: unknown = inline ? guard : machine.implementations.guards[name];
  if (found === undefined) throw new Refused('', `no guard is called "${name}"`);
  if (typeof found !== 'function') return conditionOf(found, event, run, contexts);
  const { check, guards = [], stateValue } = found as Made;
  if (check === undefined) return leaf(found as Check, guard, name, event, run, contexts);
  const kind = kinds.find((known) => known.check === check || known.name === (check as { name?: string }).name)?.kind;
  if (kind === 'in') return standsIn(stateValue, run);
  const of = guards.map((part) => conditionOf(part, event, run, contexts));
  if (kind === 'and') return all(of);
  if (kind === 'or') return any(of);
  if (kind === 'not') return not(of[0] as Condition);
  throw new Refused('', `the guard "${name}" is of a kind that is not known here`);
}

function leaf(check: Check, guard: unknown, name: string, event: Happening, run: Run, contexts: Contexts): Condition {
  const params = typeof guard === 'object' && guard !== null && 'params' in guard ? guard.params : undefined;
  const says = `the guard ${name === '' ? '(inline)' : `"${name}"`}`;
  const seen = seenBy(says, event);
  const evaluate = (context: object): boolean =>
    check({ context, event: seen }, typeof params === 'function' ? params({ context, event: seen }) : params);
  // An event that stands for others is another than one that is named like it.
  const key = `${name} ${seen === event ? '' : 'any '}${canonicalOnce(event, 'event')} ${typeof params === 'function' ? '' : canonicalOnce(params, 'params')}`;
  // Two places may give one function parameters of their own.
  const opaque = contexts.guard(typeof params === 'function' ? params : check, key, says, evaluate);
  return typeof opaque === 'boolean' ? opaque : run.answers.guard(opaque);
}

/** A `stateIn` is true when every node its value names is active; a name that is no state's is never active. */
function standsIn(value: unknown, run: Run): Condition {
  if (typeof value === 'string' && value.startsWith('#')) {
    const node = nodeById(value.slice(1), run);
    return node === null ? false : run.isPart(node);
  }
  if (typeof value !== 'object' || value === null)
    return standsBelow(typeof value === 'string' ? nested(keysOf(value)) : value, run.chart.root, run);
  // Asked again at every step; which node it names stays the same.
  const known = named.get(value);
  if (known !== undefined && known.root === run.chart.root) return run.isPart(known.node);
  const node = onlyNode(value, run.chart.root);
  if (node !== null) named.set(value, { root: run.chart.root, node });
  return standsBelow(value, run.chart.root, run);
}
const named = new WeakMap<object, { readonly root: Node; readonly node: Node }>();

/** The node that a value names by one path down from the root, each state of which is active with the next one. */
function onlyNode(value: unknown, node: Node): Node | null {
  const below = (key: string): Node | null => node.children.find(({ raw }) => raw.key === key) ?? null;
  if (typeof value === 'string') return below(value);
  const [entry, ...others] = Object.entries(value as object);
  const child = entry === undefined ? null : below(entry[0]);
  if (entry === undefined || child === null || others.length > 0) return null;
  const inner: unknown = entry[1];
  return typeof inner === 'object' && Object.keys(inner as object).length === 0 ? null : onlyNode(inner, child);
}

function nodeById(id: string, run: Run): Node | null {
  try {
    return run.chart.byId.get(run.chart.machine.getStateNodeById(id).id) ?? null;
  } catch {
    return null;
  }
}

/** A dot parts two keys, unless it is escaped. */
const keysOf = (path: string): readonly string[] =>
  (path.match(/(?:\\.|[^.\\])+/g) ?? []).map((key) => key.replaceAll(/\\(.)/g, '$1'));

function nested(keys: readonly string[]): unknown {
  const [first = '', ...rest] = keys;
  return rest.length === 0 ? first : { [first]: nested(rest) };
}

function standsBelow(value: unknown, node: Node, run: Run): Condition {
  const child = (key: string): Node | undefined => node.children.find(({ raw }) => raw.key === key);
  if (typeof value === 'string') {
    const named = child(value);
    return named === undefined ? false : run.isPart(named);
  }
  return all(
    Object.entries(value as object).map(([key, inner]) => {
      const named = child(key);
      if (named === undefined) return false;
      const empty = typeof inner === 'object' && Object.keys(inner as object).length === 0;
      return empty ? all([run.isPart(named), valueIsObject(named, run)]) : standsBelow(inner, named, run);
    }),
  );
}

/** XState matches `{}` against an object only, and the value of a state in an atomic child is that child's name. */
function valueIsObject({ kind, children, parent }: Node, run: Run): Condition {
  if (kind === 'compound')
    return not(any(children.filter((child) => child.children.length === 0).map((child) => run.isPart(child))));
  return kind === 'parallel' || parent?.kind === 'parallel';
}
