/**
 * Any XState 5 machine, read for exploring: its nodes in document order, and its configuration laid out as digits.
 *
 * A region is as much of the chart as is in exactly one place at a time: it ends at a parallel state, below which each
 * child begins a region of its own. One digit says where a region is, so that a configuration is a row of small numbers.
 */
import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate';
import { Refused } from './refused.ts';

export interface Node {
  /** Its place in document order, which is the order XState enters in; descendants follow without a gap. */
  readonly index: number;
  /** Index of the last of its descendants, its own when it has none. */
  last: number;
  readonly id: string;
  readonly path: string;
  readonly kind: 'atomic' | 'compound' | 'parallel' | 'final' | 'history';
  readonly parent: Node | null;
  /** Without history states. */
  readonly children: Node[];
  readonly histories: Node[];
  readonly tags: readonly string[];
  readonly raw: AnyStateNode;
  /** By descriptor: `*` and `a.*` too. */
  readonly on: ReadonlyMap<string, readonly Transition[]>;
  readonly always: readonly Transition[];
  /** The digit that says whether it is active, and the values of that digit for which it is. Null: always active. */
  place: Place | null;
}
export interface Place {
  readonly digit: number;
  /** A bit for each value of the digit. */
  mask: bigint;
}
export interface Transition {
  readonly index: number;
  readonly source: Node;
  readonly descriptor: string;
  readonly guard: unknown;
  /** Null where XState knows no target: the event is taken and nobody moves. */
  readonly targets: readonly Node[] | null;
  readonly reenter: boolean;
  readonly actions: readonly unknown[];
}

/** One digit of a configuration. */
export interface Digit {
  readonly kind: 'region' | 'history';
  /** The region's root, or the history state. */
  readonly of: Node;
  /** What its values mean: null is "not active" for a region, "never left" for a history. */
  readonly values: readonly (Node | null)[];
}

export interface ExploredChart {
  readonly machine: AnyStateMachine;
  readonly root: Node;
  readonly nodes: readonly Node[];
  readonly byId: ReadonlyMap<string, Node>;
  readonly byPath: ReadonlyMap<string, Node>;
  readonly transitions: readonly Transition[];
  /** The state that waits, by the event of its deadline. */
  readonly deadlines: ReadonlyMap<string, Node>;
  readonly digits: readonly Digit[];
  /** A history state's digits: one for a shallow one, one for each region below its parent for a deep one. */
  readonly remembered: ReadonlyMap<Node, readonly Remembered[]>;
}
export interface Remembered {
  readonly digit: number;
  /** The digit it is copied from when its parent is left; null when there is nothing to tell apart. */
  readonly from: number | null;
  /** What is written for each value that is copied. */
  readonly map: readonly number[];
}

type Draft = { -readonly [key in keyof Node]: Node[key] };

export function readExplored(machine: AnyStateMachine): ExploredChart {
  const nodes: Draft[] = [];
  const byRaw = new Map<AnyStateNode, Draft>();
  const transitions: Transition[] = [];
  const root = readNode(machine.root, null);
  for (const node of nodes) link(node);
  const digits: Digit[] = [];
  layRegions(root, null, digits);
  const remembered = new Map<Node, readonly Remembered[]>();
  for (const node of nodes) if (node.kind === 'history') remembered.set(node, layHistory(node, digits));
  return {
    machine,
    root,
    nodes,
    byId: new Map(nodes.map((node) => [node.id, node])),
    byPath: new Map(nodes.map((node) => [node.path, node])),
    transitions,
    deadlines: new Map(nodes.flatMap((node) => node.raw.after.map(({ eventType }) => [eventType, node] as const))),
    digits,
    remembered,
  };

  function readNode(raw: AnyStateNode, parent: Draft | null): Draft {
    const path = raw.path.join('.');
    if (raw.invoke.length > 0)
      throw new Refused(path, `it invokes "${raw.invoke[0]?.id}"; what runs beside a chart is not in its state`);
    const kind = raw.type;
    const node: Draft = {
      index: nodes.length,
      last: nodes.length,
      id: raw.id,
      path,
      kind,
      parent,
      children: [],
      histories: [],
      tags: raw.tags,
      raw,
      on: new Map(),
      always: [],
      place: null,
    };
    nodes.push(node);
    byRaw.set(raw, node);
    for (const child of Object.values(raw.states)) {
      const read = readNode(child, node);
      (read.kind === 'history' ? node.histories : node.children).push(read);
    }
    node.last = nodes.length - 1;
    return node;
  }

  /** Transitions name nodes, so they are read when every node is there. */
  function link(node: Draft): void {
    const read = (transition: AnyTransitionDefinition): Transition => {
      const made: Transition = {
        index: transitions.length,
        source: node,
        descriptor: transition.eventType,
        guard: transition.guard,
        targets: transition.target === undefined ? null : transition.target.map(nodeOf),
        reenter: transition.reenter,
        actions: transition.actions,
      };
      transitions.push(made);
      return made;
    };
    node.on = new Map([...node.raw.transitions].map(([descriptor, listed]) => [descriptor, listed.map(read)]));
    node.always = (node.raw.always ?? []).map(read);
    for (const { delay } of node.raw.after)
      if (typeof delay === 'string' && !(delay in machine.implementations.delays))
        throw new Refused(node.path, `no delay is called "${delay}"; XState would fire it at once`);
  }
  function nodeOf(raw: AnyStateNode): Node {
    const node = byRaw.get(raw);
    if (node === undefined) throw new Refused('', `a target "${raw.id}" is not one of its states`);
    return node;
  }
}

/** Gives every node its digit; `above` is the parallel state that the region hangs under. */
function layRegions(node: Draft | Node, above: Node | null, digits: Digit[]): void {
  if (node.kind === 'parallel' && above === null) {
    for (const child of node.children) layRegions(child, node, digits);
    return;
  }
  const digit = digits.length;
  // Where the parallel state above may itself be left, so may the region: its first value says so.
  const values: (Node | null)[] = above === null || isPermanent(above, digits) ? [] : [null];
  const parallels: Node[] = [];
  digits.push({ kind: 'region', of: node, values });
  place(node);
  for (const parallel of parallels) for (const child of parallel.children) layRegions(child, parallel, digits);

  function place(at: Node): bigint {
    const whole = at.kind === 'compound';
    if (at.kind === 'parallel') parallels.push(at);
    if (!whole) values.push(at);
    const mask = whole ? at.children.reduce((sum, child) => sum | place(child), 0n) : 1n << BigInt(values.length - 1);
    at.place = { digit, mask };
    return mask;
  }
}

const isPermanent = ({ place }: Node, digits: readonly Digit[]): boolean =>
  place === null || (digits[place.digit]?.values.length === 1 && digits[place.digit]?.values[0] !== null);

function layHistory(history: Node, digits: Digit[]): readonly Remembered[] {
  const parent = history.parent;
  if (parent === null) throw new Refused(history.path, 'a history state has no parent');
  const add = (from: number | null, map: readonly number[], values: readonly (Node | null)[]): Remembered => {
    digits.push({ kind: 'history', of: history, values: [null, ...values] });
    return { digit: digits.length - 1, from, map };
  };
  if (history.raw.history !== 'deep') {
    const region = parent.kind === 'compound' ? parent.place : null;
    // All children of a parallel state are active with it: that it was left is all there is to remember.
    if (region === null) return [add(null, [], [parent])];
    const values = digits[region.digit]?.values ?? [];
    const child = (value: number): number =>
      parent.children.findIndex(({ place }) => place !== null && (place.mask & (1n << BigInt(value))) !== 0n) + 1;
    return [
      add(
        region.digit,
        values.map((_value, index) => child(index)),
        parent.children,
      ),
    ];
  }
  const below = digits.flatMap(({ kind, of }, digit) =>
    kind === 'region' && (digit === parent.place?.digit ? parent.kind === 'compound' : isBelow(of, parent))
      ? [digit]
      : [],
  );
  return below.map((digit) => {
    const { values } = digits[digit] as Digit;
    return add(
      digit,
      values.map((_value, index) => index + 1),
      values,
    );
  });
}

export const isBelow = (node: Node, ancestor: Node): boolean =>
  node.index > ancestor.index && node.index <= ancestor.last;
/** Itself first, the root last. */
export function lineageOf(node: Node): readonly Node[] {
  return node.parent === null ? [node] : [node, ...lineageOf(node.parent)];
}
