/** What of a machine is drawn: one state and what is below it, with what lies too deep folded into the state around it. */
import { nodesOf, type Outline, type OutlineNode, type OutlineTransition } from './outline.ts';
import { keysOf } from './state-path.ts';

export interface PartOptions {
  /** The state to draw, by its dotted path; the whole machine otherwise. */
  readonly state?: string;
  /** How many levels below it are drawn; all otherwise. */
  readonly depth?: number;
}

export interface Part {
  readonly machine: string;
  /** Only what is drawn is below it. */
  readonly root: OutlineNode;
  /** By path of a state that is drawn closed: how many states it has inside. */
  readonly folded: ReadonlyMap<string, number>;
  readonly arrows: readonly Arrow[];
  /** States outside the part that arrows lead to. */
  readonly elsewhere: readonly string[];
}

/** All transitions from one drawn state to another: one line with several labels. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly transitions: readonly OutlineTransition[];
}

/** @returns null when the machine has no such state */
export function partOf(outline: Outline, { state = '', depth = Infinity }: PartOptions = {}): Part | null {
  const top = nodesOf(outline.root).find(({ path }) => path === state);
  if (top === undefined) return null;
  const folded = new Map<string, number>();
  // For every state of the part, the drawn state that stands for it.
  const shown = new Map<string, string>();
  const fold = (node: OutlineNode, left: number, standIn: string | null): OutlineNode => {
    shown.set(node.path, standIn ?? node.path);
    const closes = standIn === null && left <= 0 && node.children.length > 0;
    if (closes) folded.set(node.path, nodesOf(node).length - 1);
    const inside = standIn ?? (closes ? node.path : null);
    const children = node.children.map((child) => fold(child, left - 1, inside));
    return inside === null ? { ...node, children } : { ...node, children: [] };
  };
  const root = fold(top, depth, null);
  const arrows = arrowsOf(top, shown, folded);
  const elsewhere = [...new Set(arrows.map(({ to }) => to))].filter((to) => !shown.has(to));
  return { machine: outline.id, root, folded, arrows, elsewhere };
}

function arrowsOf(
  top: OutlineNode,
  shown: ReadonlyMap<string, string>,
  folded: ReadonlyMap<string, number>,
): readonly Arrow[] {
  const arrows = new Map<string, { from: string; to: string; transitions: OutlineTransition[] }>();
  for (const transition of nodesOf(top).flatMap(({ transitions }) => transitions))
    for (const target of transition.targets) {
      const from = shown.get(transition.source) ?? transition.source;
      const to = shown.get(target) ?? target;
      // What happens inside a closed state is not seen.
      if (from === to && folded.has(from)) continue;
      const pair = JSON.stringify([from, to]);
      const arrow = arrows.get(pair) ?? { from, to, transitions: [] };
      arrow.transitions.push(transition);
      arrows.set(pair, arrow);
    }
  return [...arrows.values()];
}

/** What a state does without leaving it; shown inside its box. */
export const staying = (node: OutlineNode): readonly OutlineTransition[] =>
  node.transitions.filter(({ targets }) => targets.length === 0);

/** For a state that is not there: how far its path is right, and what is there instead. */
export function saysWhere(outline: Outline, path: string): string {
  let at = outline.root;
  for (const key of keysOf(path)) {
    const next = at.children.find((child) => child.key === key);
    if (next === undefined) {
      const there = at.children.map((child) => child.key).join(', ');
      const where = at.path === '' ? `The machine ${outline.id}` : at.path;
      return `${where} has no state "${key}"; ${there === '' ? 'there is nothing in it' : `it has ${there}`}.`;
    }
    at = next;
  }
  return `${path} is there.`;
}
