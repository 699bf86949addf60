/** Ways through a graph: the shortest to every state, and the edges of a way made to fit one another. */
import type { Slice } from './slice.ts';
import { conditionsIn } from './conditions.ts';
import type { SampleKind } from './samples.ts';
import { type Edge, type Graph, namedTransitions } from './walk.ts';

/**
 * The shortest way from a state to every state that can be reached from it. What the server judges comes with a change
 * of facts that may do more than the judgement, and late entry is a way of last resort: a path that a person walks is
 * better begun with what people do.
 */
export function shortestFrom(
  graph: Graph,
  from: string,
  depthMax = Number.POSITIVE_INFINITY,
  wanted: (edge: Edge) => boolean = () => true,
): ReadonlyMap<string, readonly Edge[]> {
  const ways = new Map<string, readonly Edge[]>([[from, []]]);
  const taps: readonly SampleKind[] = ['tap', 'deadline'];
  for (const kinds of [taps, [...taps, 'judged'], [...taps, 'judged', 'late']]) {
    for (const [key, way] of ways) {
      if (way.length >= depthMax) continue;
      for (const edge of graph.states.get(key)?.edges ?? [])
        if (!ways.has(edge.to) && kinds.includes(edge.sample.kind) && wanted(edge)) ways.set(edge.to, [...way, edge]);
    }
  }
  return ways;
}

/** Edges that do the same from the same state, asked for by somebody else. */
export const likewise = (graph: Graph, edge: Edge): readonly Edge[] =>
  (graph.states.get(edge.from)?.edges ?? []).filter(
    (other) =>
      other.to === edge.to && other.sample.type === edge.sample.type && other.taken.join() === edge.taken.join(),
  );

/**
 * A graph forgets who did something; a step that must be done by the same person needs that person's role before it.
 * The step that is remembered is given to somebody of that role, where the chart lets them.
 */
export function recast(slice: Slice, graph: Graph, route: readonly Edge[]): readonly Edge[] {
  const names = namedTransitions(slice.protocol);
  const cast = [...route];
  route.forEach((edge, index) => {
    const { who, role } = edge.sample.class;
    const spec = slice.protocol.events.get(edge.sample.type);
    const readsWho = [...names.values()].some(
      ({ event, guard }) =>
        event === edge.sample.type && conditionsIn(guard).some((leaf) => leaf.kind === 'reads' && leaf.name === 'who'),
    );
    if (who !== 'first' || spec === undefined || !readsWho) return;
    // Whoever acted last, or the first of two where nobody of that role may be the second.
    for (let earlier = index - 1; earlier >= 0; earlier -= 1) {
      const before = cast[earlier] as Edge;
      const remembering = before.taken.some((name) =>
        (names.get(name)?.actions ?? []).some((action) => remembers(action, spec)),
      );
      if (!remembering) continue;
      const fitting = likewise(graph, before).find(
        ({ sample }) => sample.class.role === role && sample.class.who === before.sample.class.who,
      );
      if (fitting === undefined) continue;
      cast[earlier] = fitting;
      return;
    }
  });
  return cast;
}

function remembers(
  { type, params }: { readonly type: string; readonly params: unknown },
  spec: { readonly item?: string; readonly topic?: string },
): boolean {
  const { item, topic } = (params ?? {}) as { readonly item?: string; readonly topic?: string };
  if (type === 'keep' || type === 'keepSecond') return item !== undefined && item === spec.item;
  if (type === 'note' || type === 'noteWhen') return topic !== undefined && topic === spec.topic;
  return spec.topic === 'responsible' && type === 'take';
}
