/** Somebody on their way along a path: where the graph is, where a real preparation is, and what the clock does to both. */
import {
  type Actor,
  advance,
  type ChartEvent,
  type Command,
  type Instant,
  nextDue,
  type Opening,
  type State,
} from '../machines/index.ts';
import { type Standing, standingIn } from './regions.ts';
import { type Sample, sampleKey } from './samples.ts';
import type { Slice } from './slice.ts';
import { type Edge, type Graph, stateKey } from './walk.ts';

export type PathStep =
  | {
      readonly kind: 'tap';
      readonly at: Instant;
      readonly command: Command;
      readonly actor: Actor;
      readonly accepted: boolean;
      readonly standing: Standing;
    }
  /** The clock goes forward until this deadline fires; others, that the slice leaves out, may fire on the way. */
  | { readonly kind: 'wait'; readonly at: Instant; readonly deadline: string; readonly standing: Standing };

/** Somewhere along a path: where the graph is, and the same place as a real preparation. */
export interface Walker {
  readonly slice: Slice;
  readonly graph: Graph;
  readonly key: string;
  readonly state: State;
  readonly opening: Opening;
  readonly begins: Standing;
  readonly steps: readonly PathStep[];
  readonly edges: readonly Edge[];
}
/** Why a walk cannot be made real. */
export interface Impossible {
  readonly impossible: string;
}
export const impossible = (why: string): Impossible => ({ impossible: why });

/** Lets time pass as `advance` does: whatever falls due on the way fires, and each that the walk knows is a step. */
export function goTo(walker: Walker, at: Instant): Walker | Impossible {
  let now = walker;
  for (let due = nextDue(now.state); due !== null && due <= at; due = nextDue(now.state)) {
    const { state, fired } = advance(now.slice.protocol.machine, now.state, due);
    const known = fired.filter(({ type }) => now.slice.samples.has(type));
    const moved = along(now, known, state);
    if ('impossible' in moved) return moved;
    const standing = standingIn(state.value, walker.slice.kept);
    const waited = known.map(({ type }): PathStep => ({ kind: 'wait', at: due, deadline: type, standing }));
    now = { ...moved, steps: [...moved.steps, ...waited.slice(0, 1)] };
  }
  return { ...now, state: { ...now.state, at: Math.max(now.state.at, at) } };
}

/** The graph's edges for these events, and that they lead where the state now is. */
export function along(
  walker: Walker,
  events: readonly Pick<ChartEvent, 'type' | 'class'>[],
  state: State,
): Walker | Impossible {
  let { key } = walker;
  const edges = [...walker.edges];
  for (const { type, class: eventClass } of events) {
    const edge = edgeFrom(walker.graph, key, { type, class: eventClass, kind: 'tap' });
    if (edge === undefined) return impossible(`the walk knows no ${type} here`);
    edges.push(edge);
    key = edge.to;
  }
  return key === stateKey(state.value, walker.slice.kept)
    ? { ...walker, key, edges, state }
    : impossible('the clock or a consequence leads elsewhere');
}

const edgeFrom = (graph: Graph, key: string, sample: Sample): Edge | undefined =>
  graph.states.get(key)?.edges.find((edge) => sampleKey(edge.sample) === sampleKey(sample));
