/**
 * What a transition leaves, in XState and in SCXML. XState leaves all that is below the nearest state around source and
 * targets, also when that is a parallel one; SCXML leaves all that is below the nearest *compound* one, so it would reset
 * the regions beside a parallel state, and the state itself. Such a state is therefore written as a compound frame, which
 * has its id and all it does, around a bare parallel; then both leave the same.
 */
import { nodesOf, type Outline, type OutlineNode, type OutlineTransition } from '../../diagram/outline.ts';

export interface Domains {
  readonly node: (path: string) => OutlineNode;
  readonly parent: (path: string) => OutlineNode | null;
  /** The path of the state that a transition stays inside; null when it leaves even the root. */
  readonly of: (transition: OutlineTransition) => string | null;
  /** Whether a parallel state needs its frame. */
  readonly framed: (path: string) => boolean;
  readonly below: (path: string, above: string) => boolean;
}

export function domainsOf({ root }: Outline): Domains {
  const nodes = nodesOf(root);
  const byPath = new Map(nodes.map((node) => [node.path, node]));
  const parents = new Map(nodes.flatMap((node) => node.children.map((child) => [child.path, node] as const)));
  const node = (path: string): OutlineNode => byPath.get(path) ?? root;
  const parent = (path: string): OutlineNode | null => parents.get(path) ?? null;
  const lineage = (path: string): readonly string[] => {
    const above = parent(path);
    return above === null ? [] : [above.path, ...lineage(above.path)];
  };
  const below = (path: string, above: string): boolean => lineage(path).includes(above);
  const of = ({ source, targets, reenter }: OutlineTransition): string | null => {
    if (targets.length === 0) return source;
    if (!reenter && targets.every((target) => target === source || below(target, source))) return source;
    const [first, ...others] = [...targets, source];
    const common = lineage(first).find((above) => others.every((other) => below(other, above)));
    return common ?? (reenter ? null : root.path);
  };
  const framed = new Set(
    nodes
      .flatMap(({ transitions }) => transitions)
      .flatMap((transition) => (transition.targets.length === 0 ? [] : (of(transition) ?? [])))
      .filter((path) => node(path).kind === 'parallel'),
  );
  return { node, parent, of, framed: (path) => framed.has(path), below };
}
