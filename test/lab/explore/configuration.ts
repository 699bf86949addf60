/** Which nodes of a machine may be active together. XState itself can leave a machine in others, and says nothing. */
import type { AnyMachineSnapshot, AnyStateNode } from 'xstate';

/** One active child in every active compound state, all of them in every active parallel one, and no orphans. */
export function isLegal(snapshot: AnyMachineSnapshot): boolean {
  const nodes = nodesOf(snapshot);
  const active = new Set(nodes);
  return nodes.every((node) => {
    if (node.parent !== undefined && !active.has(node.parent)) return false;
    if (isLeaf(node)) return true;
    const children = (Object.values(node.states) as unknown as AnyStateNode[]).filter(({ type }) => type !== 'history');
    const many = children.filter((child) => active.has(child)).length;
    return node.type === 'parallel' ? many === children.length : many === 1;
  });
}
/** A value shows one child of a compound state; here all of them must be seen. */
export const illegalText = (snapshot: AnyMachineSnapshot): string =>
  `illegal ${nodesOf(snapshot)
    .filter(isLeaf)
    .map(({ id }) => id)
    .sort()
    .join(' and ')}`;

export const nodesOf = (snapshot: AnyMachineSnapshot): readonly AnyStateNode[] =>
  snapshot._nodes as readonly AnyStateNode[];
export const isLeaf = ({ type }: AnyStateNode): boolean => type === 'atomic' || type === 'final';
