/** Who hears an event: the nodes with something to say to it, innermost first, with what they would do. */
import { lineageOf, type ExploredChart, type Node, type Transition } from './chart.ts';

/** Nodes with something to say to an event, and all that are above them: nobody else needs to be looked at. */
export interface Hearers {
  readonly own: ReadonlyMap<Node, readonly Transition[]>;
  readonly above: ReadonlySet<Node>;
  /** Of those above, the children that are too, or listen themselves. */
  readonly below: ReadonlyMap<Node, readonly Node[]>;
  /** Equal where the same transitions hear it. */
  readonly key: string;
}

/** Who hears what: of an event, and of what follows without one. */
export interface Hears {
  of(type: string): Hearers;
  eventless(): Hearers;
}

/** Who hears what in a chart; with `only`, those transitions alone are looked at. */
export class Hearing implements Hears {
  readonly #chart: ExploredChart;
  readonly #only: ReadonlySet<Transition> | null;
  readonly #known = new Map<string, Hearers>();

  constructor(chart: ExploredChart, only: ReadonlySet<Transition> | null = null) {
    this.#chart = chart;
    this.#only = only;
  }
  of(type: string): Hearers {
    return this.#remembered(type, (node) => candidates(node, type));
  }
  eventless(): Hearers {
    return this.#remembered('', (node) => node.always);
  }
  #remembered(type: string, of: (node: Node) => readonly Transition[]): Hearers {
    const found = this.#known.get(type);
    if (found !== undefined) return found;
    const made = hearers(this.#only === null ? this.#ofAll(of) : this.#ofSome(this.#only, type));
    this.#known.set(type, made);
    return made;
  }
  #ofAll(of: (node: Node) => readonly Transition[]): readonly Heard[] {
    return this.#chart.nodes.map((node) => [node, of(node)]);
  }
  #ofSome(only: ReadonlySet<Transition>, type: string): readonly Heard[] {
    const all = hearingOf(this.#chart);
    const { own } = type === '' ? all.eventless() : all.of(type);
    return [...own].map(([node, listed]) => [node, listed.filter((one) => only.has(one))]);
  }
}

type Heard = readonly [Node, readonly Transition[]];
function hearers(listed: readonly Heard[]): Hearers {
  const own = new Map(listed.filter(([, transitions]) => transitions.length > 0));
  const above = new Set([...own.keys()].flatMap(lineageOf));
  const below = [...above].map((node) => [node, node.children.filter((child) => above.has(child))] as const);
  return {
    own,
    above,
    below: new Map(below.filter(([, children]) => children.length > 0)),
    key: [...own.values()].map((transitions) => transitions.map(({ index }) => index).join()).join(';'),
  };
}

const whole = new WeakMap<ExploredChart, Hearing>();
export function hearingOf(chart: ExploredChart): Hearing {
  const known = whole.get(chart) ?? new Hearing(chart);
  whole.set(chart, known);
  return known;
}

/** Transitions of a node that hear an event: the exact name first, then wildcards, the longest first. */
export function candidates(node: Node, type: string): readonly Transition[] {
  const named = node.on.get(type) ?? [];
  const wild = wildIn(node).filter((descriptor) => descriptor !== type && matches(type, descriptor));
  return wild.length === 0 ? named : [...named, ...wild.flatMap((descriptor) => node.on.get(descriptor) ?? [])];
}
const wildcards = new WeakMap<Node, readonly string[]>();
function wildIn(node: Node): readonly string[] {
  const found =
    wildcards.get(node) ??
    [...node.on.keys()].filter((name) => name.endsWith('*')).sort((one, other) => other.length - one.length);
  wildcards.set(node, found);
  return found;
}

export function matches(type: string, descriptor: string): boolean {
  if (descriptor === '*') return true;
  if (!descriptor.endsWith('.*')) return descriptor === type;
  const stem = descriptor.slice(0, -2).split('.');
  const tokens = type.split('.');
  return stem.every((token, index) => token === tokens[index]);
}
