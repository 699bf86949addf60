/**
 * What of the order in which active nodes were entered XState looks at again. It asks leaves for eventless transitions in
 * that order, and the regions of a parallel state for the others; what can tell no difference is left out, because every
 * order more is another state to try.
 */
import type { AnyMachineSnapshot, AnyStateMachine, AnyStateNode } from 'xstate';
import { isLeaf, nodesOf } from './configuration.ts';
import { matches, nodesBelow } from './machine-events.ts';

interface EntryOrder {
  /** Whether there are two nodes whose order can tell a difference. */
  readonly matters: boolean;
  /** The order in which the active nodes that matter were entered, as a text. */
  readonly orderOf: (snapshot: AnyMachineSnapshot) => string;
}
export function entryOrder(machine: AnyStateMachine): EntryOrder {
  const matter = new Set<AnyStateNode>();
  for (const node of nodesBelow(machine.root)) {
    if (isLeaf(node) && withAncestors(node).some(({ always }) => always !== undefined)) matter.add(node);
    if (node.type === 'parallel') for (const region of speaking(node)) matter.add(region);
  }
  return {
    matters: matter.size > 1,
    orderOf: (snapshot) =>
      nodesOf(snapshot)
        .filter((node) => matter.has(node))
        .map(({ order }) => order)
        .join(),
  };
}

/** The regions that may want to move in the same microstep as another: they hear the same event, or none is needed. */
function speaking(parallel: AnyStateNode): readonly AnyStateNode[] {
  const regions = (Object.values(parallel.states) as unknown as AnyStateNode[]).map((region) => {
    const nodes = [...nodesBelow(region)];
    return {
      region,
      moves: nodes.some(({ always }) => always !== undefined),
      hears: new Set(nodes.flatMap(({ transitions }) => [...transitions.keys()])),
    };
  });
  return regions
    .filter((one) =>
      regions.some(
        (other) => other !== one && ((one.moves && other.moves) || hearTheSame([...one.hears], [...other.hears])),
      ),
    )
    .map(({ region }) => region);
}

const hearTheSame = (some: readonly string[], others: readonly string[]): boolean =>
  some.some((one) => others.some((other) => one === other || matches(one, other) || matches(other, one)));

const withAncestors = (node: AnyStateNode): readonly AnyStateNode[] =>
  node.parent === undefined ? [node] : [node, ...withAncestors(node.parent)];
