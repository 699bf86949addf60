/** XState's guards as conditions: `and`, `or`, `not`, `stateIn` are looked into, what else is named is a function of context and event. */
import { and, not as xstateNot, or, stateIn } from 'xstate';
import type { ExploredChart, Node } from './chart.ts';
import { all, any, not, type Condition } from './condition.ts';
import type { Contexts } from './contexts.ts';
import { Once } from './once.ts';
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
  const reader = readers.get(contexts) ?? new Reader(run.chart, contexts);
  readers.set(contexts, reader);
  return run.asNow(reader.of(guard, event));
}
const readers = new WeakMap<Contexts, Reader>();

/** What a guard says of an event: read once, and asked at every step. */
class Reader {
  readonly #chart: ExploredChart;
  readonly #contexts: Contexts;
  readonly #known = new Once<Condition>();
  /** What is made of states alone says the same of every event. */
  readonly #ofStates = new Map<Made, Condition>();
  #functions = 0;

  constructor(chart: ExploredChart, contexts: Contexts) {
    this.#chart = chart;
    this.#contexts = contexts;
  }
  of(guard: unknown, event: Happening): Condition {
    return this.#known.of(event, guard, () => this.#read(guard, event));
  }

  #read(guard: unknown, event: Happening): Condition {
    const inline = typeof guard === 'function';
    const name = inline ? guard.name : typeof guard === 'string' ? guard : (guard as { type: string }).type;
    const found: unknown = inline ? guard : this.#chart.machine.implementations.guards[name];
    if (found === undefined) throw new Refused('', `no guard is called "${name}"`);
    if (typeof found !== 'function') return this.#read(found, event);
    if ((found as Made).check === undefined) {
      this.#functions++;
      return leaf(found as Check, guard, name, event, this.#contexts);
    }
    const before = this.#functions;
    const condition = this.#ofStates.get(found as Made) ?? this.#made(found as Made, name, event);
    if (this.#functions === before) this.#ofStates.set(found as Made, condition);
    return condition;
  }

  #made({ check, guards = [], stateValue }: Made, name: string, event: Happening): Condition {
    const kind = kinds.find((one) => one.check === check || one.name === (check as { name?: string }).name)?.kind;
    if (kind === 'in') return standsIn(stateValue, this.#chart);
    const of = guards.map((part) => this.#read(part, event));
    if (kind === 'and') return all(of);
    if (kind === 'or') return any(of);
    if (kind === 'not') return not(of[0] as Condition);
    throw new Refused('', `the guard "${name}" is of a kind that is not known here`);
  }
}

function leaf(check: Check, guard: unknown, name: string, event: Happening, contexts: Contexts): Condition {
  const params = typeof guard === 'object' && guard !== null && 'params' in guard ? guard.params : undefined;
  const says = `the guard ${name === '' ? '(inline)' : `"${name}"`}`;
  const seen = seenBy(says, event);
  const evaluate = (context: object): boolean =>
    check({ context, event: seen }, typeof params === 'function' ? params({ context, event: seen }) : params);
  // An event that stands for others is another than one that is named like it.
  const key = `${name} ${seen === event ? '' : 'any '}${canonicalOnce(event, 'event')} ${typeof params === 'function' ? '' : canonicalOnce(params, 'params')}`;
  // Two places may give one function parameters of their own.
  const opaque = contexts.guard(typeof params === 'function' ? params : check, key, says, evaluate);
  return typeof opaque === 'boolean' ? opaque : { opaque, version: 0 };
}

/** A `stateIn` is true when every node its value names is active; a name that is no state's is never active. */
function standsIn(value: unknown, chart: ExploredChart): Condition {
  if (typeof value === 'string' && value.startsWith('#')) {
    const node = nodeById(value.slice(1), chart);
    return node === null ? false : isAt(node);
  }
  return standsBelow(typeof value === 'string' ? nested(keysOf(value)) : value, chart.root);
}

function nodeById(id: string, { byId, machine }: ExploredChart): Node | null {
  try {
    return byId.get(machine.getStateNodeById(id).id) ?? null;
  } catch {
    return null;
  }
}

const isAt = ({ place }: Node): Condition => (place === null ? true : { digit: place.digit, mask: place.mask });

/** A dot parts two keys, unless it is escaped. */
const keysOf = (path: string): readonly string[] =>
  (path.match(/(?:\\.|[^.\\])+/g) ?? []).map((key) => key.replaceAll(/\\(.)/g, '$1'));

function nested(keys: readonly string[]): unknown {
  const [first = '', ...rest] = keys;
  return rest.length === 0 ? first : { [first]: nested(rest) };
}

function standsBelow(value: unknown, node: Node): Condition {
  const child = (key: string): Node | undefined => node.children.find(({ raw }) => raw.key === key);
  if (typeof value === 'string') {
    const named = child(value);
    return named === undefined ? false : isAt(named);
  }
  return all(
    Object.entries(value as object).map(([key, inner]) => {
      const named = child(key);
      if (named === undefined) return false;
      const empty = typeof inner === 'object' && Object.keys(inner as object).length === 0;
      return empty ? all([isAt(named), valueIsObject(named)]) : standsBelow(inner, named);
    }),
  );
}

/** XState matches `{}` against an object only, and the value of a state in an atomic child is that child's name. */
function valueIsObject({ kind, children, parent }: Node): Condition {
  if (kind === 'compound')
    return not(any(children.filter((child) => child.children.length === 0).map((child) => isAt(child))));
  return kind === 'parallel' || parent?.kind === 'parallel';
}
