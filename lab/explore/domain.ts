/** How far a transition reaches: what it leaves, and what its targets are once histories are looked up. */
import { isBelow, lineageOf, type ExploredChart, type Node, type Transition } from './chart.ts';
import { concerns } from './actions.ts';
import { Refused } from './refused.ts';
import type { Run } from './run.ts';

/** Everything below `under` is left, and `under` itself when `itself`. Null: above the root. */
export interface Domain {
  readonly under: Node | null;
  readonly itself: boolean;
}

const fixed = new WeakMap<Transition, Domain | null>();
/** What a transition leaves; null for one without targets. */
export function domainOf(transition: Transition, run: Run): Domain | null {
  const known = fixed.get(transition);
  if (known !== undefined) return known;
  const found = workOut(transition, run);
  if (!(transition.targets ?? []).some(({ kind }) => kind === 'history')) fixed.set(transition, found);
  return found;
}

function workOut({ source, reenter, targets }: Transition, run: Run): Domain | null {
  if (targets === null || targets.length === 0) return null;
  const reached = reachedBy(targets, run);
  if (!reenter && reached.every((target) => target === source || isBelow(target, source)))
    return { under: source, itself: false };
  const shared = leastCommonAncestor([...reached, source]);
  if (shared !== null) return { under: shared, itself: reenter && source === shared };
  return reenter ? { under: null, itself: false } : { under: run.chart.root, itself: false };
}

function leastCommonAncestor([head, ...tail]: readonly Node[]): Node | null {
  const above = head === undefined ? [] : lineageOf(head).slice(1);
  return above.find((ancestor) => tail.every((node) => isBelow(node, ancestor))) ?? null;
}

/** What is done when a domain is left, innermost first, and the digits that are written anew. */
export interface Leaving {
  readonly acting: readonly Node[];
  readonly remembering: readonly Node[];
  readonly digits: readonly number[];
}
const leavings = new WeakMap<ExploredChart, Map<number, Leaving>>();
export function leavingOf(chart: ExploredChart, domain: Domain): Leaving {
  const known = leavings.get(chart) ?? new Map<number, Leaving>();
  leavings.set(chart, known);
  const key = 2 * (domain.under?.index ?? -1) + Number(domain.itself);
  const found = known.get(key);
  if (found !== undefined) return found;
  const left = chart.nodes.filter((node) => leaves(domain, node)).reverse();
  const made = {
    acting: left.filter(({ raw }) => raw.exit.some((action) => concerns(action, chart.machine))),
    remembering: left.filter(({ histories }) => histories.length > 0),
    digits: [...new Set(left.flatMap(({ place }) => place?.digit ?? []))],
  };
  known.set(key, made);
  return made;
}

export const leaves = ({ under, itself }: Domain, node: Node): boolean =>
  under === null || isBelow(node, under) || (itself && node === under);

/** Whether two transitions leave a common node. What is below an active state is never empty, but for an atomic one. */
export function exitsMeet(one: Domain | null, other: Domain | null): boolean {
  if (one === null || other === null) return false;
  const empty = ({ under, itself }: Domain): boolean => under !== null && under.children.length === 0 && !itself;
  if (empty(one) || empty(other)) return false;
  if (one.under === null || other.under === null || one.under === other.under) return true;
  return isBelow(one.under, other.under) || isBelow(other.under, one.under);
}

/** The targets, with each history state replaced by what it remembers, or by its default. */
export function reachedBy(targets: readonly Node[], run: Run): readonly Node[] {
  if (!targets.some(({ kind }) => kind === 'history')) return targets;
  return [
    ...new Set(
      targets.flatMap((target) => {
        if (target.kind !== 'history') return [target];
        return rememberedBy(target, run) ?? reachedBy(defaultOf(target, run).targets, run);
      }),
    ),
  ];
}

/** What a history state remembers, or null when its parent was never left. */
export function rememberedBy(history: Node, run: Run): readonly Node[] | null {
  const places = run.chart.remembered.get(history) ?? [];
  const [first] = places;
  if (first === undefined || run.ask(run.digitIs(first.digit, 1n))) return null;
  const nodes = places.flatMap(({ digit }) => {
    const node = run.chart.digits[digit]?.values[run.valueOf(digit)] ?? null;
    return node === null ? [] : [node];
  });
  if (history.raw.history === 'deep') return nodes.filter(({ kind }) => kind === 'atomic' || kind === 'final');
  const [only] = nodes;
  return only !== undefined && only === history.parent ? only.children : nodes;
}

/** Where a history state leads that remembers nothing; `initial` when that is where its parent begins. */
export function defaultOf(history: Node, run: Run): { readonly targets: readonly Node[]; readonly initial: boolean } {
  const { parent, raw } = history;
  if (parent === null) throw new Refused(history.path, 'a history state has no parent');
  const named: unknown = raw.config.target;
  if (named === undefined || named === '')
    return parent.kind === 'parallel'
      ? { targets: [parent], initial: false }
      : { targets: [initialOf(parent, run)], initial: true };
  const listed = (Array.isArray(named) ? named : [named]) as readonly string[];
  return { targets: listed.map((name) => nodeBelow(parent, name, run)), initial: false };
}

function nodeBelow(parent: Node, name: string, run: Run): Node {
  const { chart } = run;
  const id = name.startsWith('#') ? chart.machine.getStateNodeById(name).id : null;
  const path = [...(parent.path === '' ? [] : [parent.path]), name].join('.');
  const node = id === null ? chart.byPath.get(path) : chart.byId.get(id);
  if (node === undefined) throw new Refused(parent.path, `a history state leads to "${name}", which is no state`);
  return node;
}

export function initialOf(node: Node, run: Run): Node {
  const [target] = node.raw.initial.target;
  const initial = target === undefined ? undefined : run.chart.byId.get(target.id);
  if (initial === undefined) throw new Refused(node.path, 'it has no initial state');
  return initial;
}
