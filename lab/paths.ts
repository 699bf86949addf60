/**
 * Few paths that show everything: the farthest obligation first, by the shortest way there and one step more, with every
 * refusal that can be shown on the way, and on from there while something new is near. A path is kept only once it was
 * made real (`concrete.ts`); an obligation that no way can show is told with the reason.
 */
import { follow, type Impossible, type PathStep, start, type Walker } from './concrete.ts';
import { pathId } from './path-id.ts';
import { type Obligation, type Obligations, obligationsOf } from './obligations.ts';
import type { Standing } from './regions.ts';
import { likewise, recast, shortestFrom } from './routes.ts';
import type { Slice } from './slice.ts';
import { type Edge, type Graph, walk } from './walk.ts';
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
/** A path longer than this is hard to follow by hand; what is left begins anew. */
const stepsMax = 14;
/** How often the clock may lead a path elsewhere before it is given up. */
const detoursMax = 3;

/** @param shown obligations met already, elsewhere; grows. */
export function pathsOf(slice: Slice, shown: Set<Obligation> = new Set()): SlicePaths {
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
  const order = [...open]
    .sort(([a, from], [b, to]) => rank(a) - rank(b) || far(to[0] as Edge) - far(from[0] as Edge))
    .map(([obligation]) => obligation);
  for (const obligation of order) {
    let why = 'nothing leads there';
    for (const target of (open.get(obligation) ?? []).slice(0, waysMax)) {
      const walked = walkTo({ slice, graph, obligations, open }, [...(ways.get(target.from) ?? []), target], target);
      if ('impossible' in walked) why = walked.impossible;
      else if (walked.edges.flatMap(obligations.metBy).includes(obligation)) {
        done(goOn({ slice, graph, obligations, open }, walked));
        break;
      } else why = 'a consequence leads elsewhere';
    }
    if (open.has(obligation)) impossible.set(obligation, why);
  }
  return { slice, graph, paths, impossible };
}

/** What is taken first; refusals are mostly shown on the way. */
const rank = (obligation: Obligation): number =>
  obligation.startsWith('refuses') ? 2 : / as \w+$/.test(obligation) ? 1 : 0;

interface Ground {
  readonly slice: Slice;
  readonly graph: Graph;
  readonly obligations: Obligations;
  /** What is still to be shown. */
  readonly open: ReadonlyMap<Obligation, readonly Edge[]>;
}

/** Begins, and walks to an edge and over it; what the server judges at once is in the order's facts. */
function walkTo(ground: Ground, wanted: readonly Edge[], target: Edge): Walker | Impossible {
  const route = recast(ground.slice, ground.graph, wanted);
  const leading = leadingJudged(route, () => true);
  const started = start(
    ground.slice,
    ground.graph,
    leading.map(({ sample }) => sample.type),
  );
  return 'impossible' in started ? started : continueOn(ground, started, route.slice(leading.length), target);
}

/** Follows a route; when the clock has led elsewhere on the way, finds another from there. */
function continueOn(
  ground: Ground,
  from: Walker,
  route: readonly Edge[],
  target: Edge,
  detours = detoursMax,
): Walker | Impossible {
  let walker = showRefusals(ground, from);
  const compares = route.some(({ sample }) => sample.class.who === 'first');
  for (let index = 0; index < route.length;) {
    const edge = route[index] as Edge;
    // Shown on the way already: nobody needs to be refused the same thing twice.
    if (edge === target && edge.taken.length === 0 && walker.edges.includes(edge)) return walker;
    const judgedFirst = edge.sample.kind === 'judged';
    const carrier = judgedFirst ? carrierFrom(ground.graph, walker.key, edge) : edge;
    if (carrier === undefined) return { impossible: 'no change of facts is possible here' };
    const rest = route.slice(judgedFirst ? index : index + 1);
    const judged = leadingJudged(rest, ({ sample }) => carrierOf(sample.type) === carrier.sample.type);
    const others = compares || carrier === target ? [] : freshly(ground, carrier);
    const next = firstPossible([...others, carrier], (each) =>
      follow(
        walker,
        each,
        judged.map(({ sample }) => sample.type),
      ),
    );
    if ('impossible' in next) return next;
    walker = next;
    index += judged.length + (judgedFirst ? 0 : 1);
    if (walker.key !== (judged.at(-1) ?? edge).to) return detour(ground, walker, target, detours);
    if (index < route.length) walker = showRefusals(ground, walker);
  }
  return walker;
}

function detour(ground: Ground, walker: Walker, target: Edge, detours: number): Walker | Impossible {
  const way = detours === 0 ? undefined : shortestFrom(ground.graph, walker.key).get(target.from);
  return way === undefined
    ? { impossible: 'the clock or a consequence leads elsewhere' }
    : continueOn(ground, walker, [...way, target], target, detours - 1);
}

function leadingJudged(route: readonly Edge[], also: (edge: Edge) => boolean): readonly Edge[] {
  const end = route.findIndex((edge) => edge.sample.kind !== 'judged' || !also(edge));
  return route.slice(0, end < 0 ? route.length : end);
}

const carriers: Readonly<Record<string, string>> = {
  needed: 'order.amended',
  notNeeded: 'order.amended',
  judgedIn: 'plan.moved',
  judgedOut: 'plan.moved',
};
/** The change of facts after which the server judges so. */
const carrierOf = (judged: string): string | undefined => carriers[judged.split('.')[2] ?? ''];
const carrierFrom = (graph: Graph, key: string, { sample }: Edge): Edge | undefined =>
  graph.states.get(key)?.edges.find((edge) => edge.sample.type === carrierOf(sample.type) && edge.taken.length > 0);

/** The same step by somebody whose doing it has not been shown yet. */
const freshly = ({ graph, obligations, open }: Ground, edge: Edge): readonly Edge[] =>
  likewise(graph, edge)
    .filter((other) => obligations.metBy(other).some((obligation) => open.has(obligation) && rank(obligation) === 1))
    .slice(0, 2);

function firstPossible(edges: readonly Edge[], tryOne: (edge: Edge) => Walker | Impossible): Walker | Impossible {
  let why: Walker | Impossible = { impossible: 'nothing to try' };
  for (const edge of edges) {
    why = tryOne(edge);
    if (!('impossible' in why)) return why;
  }
  return why;
}

/** Everything that is refused here and has not been shown: it changes nothing, so it costs a path one step. */
function showRefusals({ graph, obligations, open }: Ground, from: Walker): Walker {
  const met = new Set(from.edges.flatMap(obligations.metBy));
  let walker = from;
  for (const edge of graph.states.get(from.key)?.edges ?? []) {
    if (edge.taken.length > 0 || edge.sample.kind === 'deadline' || edge.sample.kind === 'judged') continue;
    const news = obligations.metBy(edge).filter((obligation) => open.has(obligation) && !met.has(obligation));
    if (news.length === 0) continue;
    const next = follow(walker, edge);
    if ('impossible' in next) continue;
    walker = next;
    news.forEach((obligation) => met.add(obligation));
  }
  return walker;
}

/** On from the end of a path while something new to take is one or two steps away. */
function goOn(ground: Ground, from: Walker): Walker {
  let walker = showRefusals(ground, from);
  for (
    let tried = 0;
    tried < stepsMax && walker.steps.filter((step) => step.kind === 'wait' || step.accepted).length < stepsMax;
    tried++
  ) {
    const met = new Set(walker.edges.flatMap(ground.obligations.metBy));
    const next = nextNear(ground, walker, met);
    if (next === null) break;
    walker = next;
  }
  return walker;
}

function nextNear(ground: Ground, walker: Walker, met: ReadonlySet<Obligation>): Walker | null {
  for (const [key, way] of shortestFrom(ground.graph, walker.key, 2)) {
    for (const edge of ground.graph.states.get(key)?.edges ?? []) {
      const isNew = ground.obligations
        .metBy(edge)
        .some((obligation) => rank(obligation) < 2 && ground.open.has(obligation) && !met.has(obligation));
      if (!isNew || [...way, edge].some(({ sample }) => sample.class.who === 'first')) continue;
      const next = continueOn(ground, walker, [...way, edge], edge);
      if (!('impossible' in next)) return next;
    }
  }
  return null;
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
