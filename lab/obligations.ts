/**
 * What the paths of a slice have to show: every transition under test is taken; by every role that may; and refused for
 * the want of each single condition of its guard. A guard that loses a condition fails the path that showed it.
 */
import { type ChartTransition, isAt } from '../machines/index.ts';
import { conditionsIn, holdsHere, nameOf } from './conditions.ts';
import { regionOf } from './regions.ts';
import type { Slice } from './slice.ts';
import { type Edge, type Graph, namedTransitions } from './walk.ts';

export type Obligation = string;
export const takes = (transition: string): Obligation => `takes ${transition}`;

export interface Obligations {
  /** Edges that meet each obligation. */
  readonly ways: ReadonlyMap<Obligation, readonly Edge[]>;
  readonly metBy: (edge: Edge) => readonly Obligation[];
}

export function obligationsOf(slice: Slice, graph: Graph): Obligations {
  const tested = [...namedTransitions(slice.protocol)].filter(([, { source }]) =>
    slice.tests.includes(regionOf(slice.protocol, source)),
  );
  const byEvent = new Map<string, (readonly [string, ChartTransition])[]>();
  for (const entry of tested) byEvent.set(entry[1].event, [...(byEvent.get(entry[1].event) ?? []), entry]);
  const met = new Map<Edge, readonly Obligation[]>();
  const ways = new Map<Obligation, Edge[]>();
  const names = new Map(tested);
  for (const state of graph.states.values()) {
    for (const edge of state.edges) {
      const shown = [
        ...edge.taken.flatMap((name) =>
          names.has(name)
            ? [takes(name), ...(names.get(name)?.event === edge.sample.type ? byRole(name, names.get(name), edge) : [])]
            : [],
        ),
        ...(byEvent.get(edge.sample.type) ?? []).flatMap(([name, transition]) =>
          isAt(state.value, transition.source) || transition.source === ''
            ? refusals(name, transition, state.value, edge)
            : [],
        ),
      ];
      met.set(edge, shown);
      for (const obligation of shown) ways.set(obligation, [...(ways.get(obligation) ?? []), edge]);
    }
  }
  return { ways, metBy: (edge) => met.get(edge) ?? [] };
}

/** A guard that reads the role is shown to let every role through that it names. */
function byRole(name: string, transition: ChartTransition | undefined, { sample }: Edge): readonly Obligation[] {
  const named = conditionsIn(transition?.guard ?? null).flatMap((leaf) =>
    leaf.kind === 'reads' && leaf.name === 'role' ? (leaf.params as { readonly anyOf: readonly string[] }).anyOf : [],
  );
  return named.includes(sample.class.role) ? [`takes ${name} as ${sample.class.role}`] : [];
}

/** Conditions whose being otherwise is all that keeps this transition from being taken here. */
function refusals(
  name: string,
  { guard }: ChartTransition,
  value: Parameters<typeof holdsHere>[1],
  { sample }: Edge,
): readonly Obligation[] {
  if (guard === null || sample.class.value === 'exhausts' || holdsHere(guard, value, sample.class)) return [];
  return conditionsIn(guard)
    .filter((leaf) => holdsHere(guard, value, sample.class, nameOf(leaf)))
    .map(
      (leaf) =>
        `refuses ${name} without ${nameOf(leaf)}${leaf.kind === 'at' || leaf.name === 'competent' ? '' : `, being ${sample.class[leaf.name as 'role' | 'who' | 'value']}`}`,
    );
}
