/**
 * What a graph forgets and a route needs: how often an answer failed before, and which result is on file. A route is made
 * longer by the steps that bring it about.
 */
import type { Slice } from './slice.ts';
import { shortestFrom } from './routes.ts';
import { type Edge, type Graph, namedTransitions } from './walk.ts';

interface Ways {
  readonly slice: Slice;
  readonly graph: Graph;
}

export const prepared = (ways: Ways, route: readonly Edge[]): readonly Edge[] => onFile(ways, attempted(ways, route));

/** Ways tried before it is taken that there is none. */
const loopsMax = 3;

/** The attempt that is one too many needs all before it, where the item stands failed. */
function attempted({ slice, graph }: Ways, route: readonly Edge[]): readonly Edge[] {
  const last = route.findIndex(({ sample }) => sample.class.value === 'exhausts');
  const target = route[last];
  const id = target?.sample.type.split('.')[1] ?? '';
  const { attempts } = slice.protocol.items.get(id)?.item ?? {};
  if (target === undefined || attempts === undefined) return route;
  const failing = (edge: Edge): boolean =>
    edge.sample.type === target.sample.type && edge.sample.class.value === 'fails' && edge.taken.length > 0;
  const again = (key: string): Edge | undefined => loopAt(graph, key, failing);
  const missing = (way: readonly Edge[], edge: Edge): readonly Edge[] =>
    Array.from({ length: Math.max(0, attempts.max - 1 - way.filter(failing).length) }, () => edge);
  for (let index = last; index >= 0; index -= 1) {
    const loop = again(route[index]?.from ?? '');
    if (loop !== undefined)
      return [...route.slice(0, index), ...missing(route.slice(0, index), loop), ...route.slice(index)];
  }
  // Not on the way: by where it stands failed, and on from there without anything that ends the count.
  const from = route[0]?.from ?? '';
  for (const [loop, way] of loopsFrom(graph, from, again)) {
    const on = shortestFrom(graph, loop.from, undefined, (edge) => !forgets(slice, edge, id)).get(target.from);
    if (on !== undefined) return [...way, ...missing(way, loop), ...on, ...route.slice(last)];
  }
  return route;
}

/** A result is read when the item comes to be needed: it was filed before, and was right or wrong as the judgement is. */
function onFile({ graph }: Ways, route: readonly Edge[]): readonly Edge[] {
  const last = route.findIndex(
    ({ sample, taken }) => sample.kind === 'judged' && /\.pending -\[.*\.judged(In|Out)/.test(taken[0] ?? ''),
  );
  const target = route[last];
  if (target === undefined) return route;
  const [, id = '', judged] = target.sample.type.split('.');
  const filed = (edge: Edge): boolean =>
    edge.sample.type === `item.${id}.filed` &&
    edge.taken.length > 0 &&
    edge.sample.class.value === (judged === 'judgedIn' ? 'satisfies' : 'fails');
  const again = (key: string): Edge | undefined => loopAt(graph, key, filed);
  for (const [loop, way] of loopsFrom(graph, route[0]?.from ?? '', again)) {
    const needed = edgesAt(graph, loop.from).find(
      ({ sample, taken }) => sample.type === `item.${id}.needed` && taken.length > 0,
    );
    const read =
      needed === undefined
        ? undefined
        : edgesAt(graph, needed.to).find(({ sample, taken }) => sample.type === target.sample.type && taken.length > 0);
    if (needed !== undefined && read !== undefined) return [...way, loop, needed, read, ...route.slice(last + 1)];
  }
  return route;
}

const edgesAt = (graph: Graph, key: string): readonly Edge[] => graph.states.get(key)?.edges ?? [];
const loopAt = (graph: Graph, key: string, wanted: (edge: Edge) => boolean): Edge | undefined =>
  edgesAt(graph, key).find((edge) => edge.to === key && wanted(edge));

/** The nearest states that have such an edge to themselves, with the way there. */
function loopsFrom(
  graph: Graph,
  from: string,
  loopOf: (key: string) => Edge | undefined,
): readonly (readonly [Edge, readonly Edge[]])[] {
  const found: (readonly [Edge, readonly Edge[]])[] = [];
  for (const [key, way] of shortestFrom(graph, from)) {
    const loop = loopOf(key);
    if (loop !== undefined) found.push([loop, way]);
    if (found.length === loopsMax) break;
  }
  return found;
}

/** Whether a step takes the item's evidence away, or puts another in its place. */
function forgets({ protocol }: Slice, { taken }: Edge, item: string): boolean {
  const names = namedTransitions(protocol);
  return taken.some((name) =>
    (names.get(name)?.actions ?? []).some(
      ({ type, params }) =>
        (type === 'strike' || type === 'keep') && (params as { readonly item?: string } | undefined)?.item === item,
    ),
  );
}
