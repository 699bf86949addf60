/**
 * Few paths that show everything: the farthest obligation first, by the shortest way there and one step more, with every
 * refusal that can be shown on the way, and on from there while something new is near. A path is kept only once it was
 * made real (`concrete.ts`); an obligation that no way can show is told with the reason.
 */
import { beginnings } from './beginnings.ts';
import { start } from './concrete.ts';
import { goOn, rank, walkTo } from './following.ts';
import { pathId } from './path-id.ts';
import { type Obligation, obligationsOf } from './obligations.ts';
import type { Standing } from './regions.ts';
import { shortestFrom } from './routes.ts';
import type { Slice } from './slice.ts';
import { type Edge, type Graph, walk } from './walk.ts';
import type { PathStep, Walker } from './walker.ts';
import type { Opening, StateValue } from '../machines/index.ts';

export interface Path {
  /** Eight letters and digits, the same as long as the steps are. */
  readonly id: string;
  readonly slice: Slice;
  readonly opening: Opening;
  readonly begins: Standing;
  readonly steps: readonly PathStep[];
  /** Names of the transitions taken, in order, and the values visited: what coverage counts. */
  readonly taken: readonly string[];
  readonly visited: readonly StateValue[];
  readonly shows: readonly Obligation[];
}
export interface SlicePaths {
  readonly slice: Slice;
  readonly graph: Graph;
  readonly paths: readonly Path[];
  /** Obligations nothing could show here, with why the nearest try failed. */
  readonly impossible: ReadonlyMap<Obligation, string>;
}

/** Ways tried for one obligation before it is called impossible here. */
const waysMax = 24;

/** What the paths of other slices have done already; it grows. */
export interface Already {
  /** Obligations that are met. */
  readonly shown: Set<Obligation>;
  /** How many paths began with the same items not needed: each begins in another of the worlds that are as good. */
  readonly turns: Map<string, number>;
}
export const nothingYet = (): Already => ({ shown: new Set(), turns: new Map() });

export function pathsOf(slice: Slice, { shown, turns }: Already = nothingYet()): SlicePaths {
  const graph = walk(slice);
  const obligations = obligationsOf(slice, graph);
  const ways = shortestFrom(graph, graph.initial);
  const far = (edge: Edge): number => ways.get(edge.from)?.length ?? Number.POSITIVE_INFINITY;
  const nearest = (edges: readonly Edge[]): readonly Edge[] => [...edges].sort((a, b) => far(a) - far(b));
  const open = new Map(
    [...obligations.ways]
      .filter(([obligation]) => !shown.has(obligation))
      .map(([obligation, edges]) => [obligation, nearest(edges)]),
  );
  const impossible = new Map<Obligation, string>();
  const paths: Path[] = [];
  const done = (walker: Walker): void => {
    const met = walker.edges.flatMap(obligations.metBy);
    for (const obligation of met) {
      shown.add(obligation);
      open.delete(obligation);
      impossible.delete(obligation);
    }
    paths.push(pathFrom(walker, met));
  };
  for (const { judged, turn, because } of beginnings(slice)) {
    const started = shown.has(`begins ${because}`) ? null : start(slice, graph, judged, turn);
    if (started === null || 'impossible' in started) continue;
    shown.add(`begins ${because}`);
    done(goOn({ slice, graph, obligations, open, turns }, started));
  }
  const order = [...open]
    .sort(([a, from], [b, to]) => rank(a) - rank(b) || far(to[0] as Edge) - far(from[0] as Edge))
    .map(([obligation]) => obligation);
  for (const obligation of order) {
    let why = 'nothing leads there';
    for (const target of (open.get(obligation) ?? []).slice(0, waysMax)) {
      const ground = { slice, graph, obligations, open, turns };
      const walked = walkTo(ground, [...(ways.get(target.from) ?? []), target], target, obligation);
      if ('impossible' in walked) why = walked.impossible;
      else if (walked.edges.flatMap(obligations.metBy).includes(obligation)) {
        done(goOn(ground, walked));
        break;
      } else why = 'a consequence leads elsewhere';
    }
    if (open.has(obligation)) impossible.set(obligation, why);
  }
  return { slice, graph, paths, impossible };
}

function pathFrom(walker: Walker, shows: readonly Obligation[]): Path {
  const { slice, opening, begins, steps, edges, graph } = walker;
  const visited = [graph.initial, ...edges.map(({ to }) => to)].flatMap((key) => graph.states.get(key)?.value ?? []);
  return {
    id: pathId(slice.id, opening, steps),
    slice,
    opening,
    begins,
    steps,
    taken: edges.flatMap(({ taken }) => taken),
    visited,
    shows: [...new Set(shows)],
  };
}
