/**
 * Following a route for real: somebody new for each step where that shows more, every refusal that can be shown on the way,
 * facts changed where the server has to judge, and another way when the clock has led elsewhere.
 */
import { follow, start } from './concrete.ts';
import type { Obligation, Obligations } from './obligations.ts';
import { likewise, recast, shortestFrom } from './routes.ts';
import type { Slice } from './slice.ts';
import type { Edge, Graph } from './walk.ts';
import type { Impossible, Walker } from './walker.ts';

/** A path longer than this is hard to follow by hand; what is left begins anew. */
const stepsMax = 14;
/** How often the clock may lead a path elsewhere before it is given up. */
const detoursMax = 3;

/** What is taken first; refusals are mostly shown on the way. */
export const rank = (obligation: Obligation): number =>
  obligation.startsWith('refuses') ? 2 : / as \w+$/.test(obligation) ? 1 : 0;

export interface Ground {
  readonly slice: Slice;
  readonly graph: Graph;
  readonly obligations: Obligations;
  /** What is still to be shown. */
  readonly open: ReadonlyMap<Obligation, readonly Edge[]>;
}

/** Begins, and walks to an edge and over it; what the server judges at once is in the order's facts. */
export function walkTo(ground: Ground, wanted: readonly Edge[], target: Edge): Walker | Impossible {
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

/** What one change of facts can lead to: each item is judged once. */
function leadingJudged(route: readonly Edge[], also: (edge: Edge) => boolean): readonly Edge[] {
  const items = route.map(({ sample }) => sample.type.split('.')[1]);
  const end = route.findIndex(
    (edge, index) => edge.sample.kind !== 'judged' || !also(edge) || items.indexOf(items[index]) < index,
  );
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
export function goOn(ground: Ground, from: Walker): Walker {
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
