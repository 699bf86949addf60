/**
 * Following a route for real: somebody new for each step where that shows more, every refusal that can be shown on the way,
 * facts changed where the server has to judge, and another way when the clock has led elsewhere.
 */
import { follow, start } from './concrete.ts';
import type { Obligation, Obligations } from './obligations.ts';
import { prepared } from './prepared.ts';
import { likewise, recast, shortestFrom } from './routes.ts';
import type { Slice } from './slice.ts';
import { carriersOf } from './carriers.ts';
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
  /** How many paths began so already. */
  readonly turns: Map<string, number>;
}

/** Begins, and walks to an edge and over it; what the server judges at once is in the order's facts. */
export function walkTo(ground: Ground, wanted: readonly Edge[], target: Edge, goal: Obligation): Walker | Impossible {
  const route = prepared(ground, recast(ground.slice, ground.graph, wanted));
  const leading = leadingJudged(route, () => true);
  const judged = leading.map(({ sample }) => sample.type);
  const key = [...judged].sort().join();
  const turn = ground.turns.get(key) ?? 0;
  const begin = (events: readonly string[], from: readonly Edge[], nth: number): Walker | Impossible => {
    const started = start(ground.slice, ground.graph, events, nth);
    return 'impossible' in started ? started : continueOn(ground, started, from, target, goal);
  };
  const walked = firstPossible(
    [
      () => begin(judged, route.slice(leading.length), turn),
      ...(turn === 0 ? [] : [() => begin(judged, route.slice(leading.length), 0)]),
      // What does not come with the opening comes with a change of facts.
      ...(leading.length === 0 ? [] : [() => begin([], route, 0)]),
    ],
    (attempt) => attempt(),
  );
  if (!('impossible' in walked)) ground.turns.set(key, turn + 1);
  return walked;
}

/** Follows a route; when the clock or a judgement has led elsewhere on the way, finds another from there. */
function continueOn(
  ground: Ground,
  from: Walker,
  route: readonly Edge[],
  target: Edge,
  goal: Obligation,
  detours = detoursMax,
): Walker | Impossible {
  const reached = (walker: Walker): boolean =>
    walker.edges.slice(from.edges.length).some((edge) => ground.obligations.metBy(edge).includes(goal));
  let walker = showRefusals(ground, from);
  const compares = route.some(({ sample }) => sample.class.who === 'first');
  for (let index = 0; index < route.length;) {
    const edge = route[index] as Edge;
    // Shown on the way already: nobody needs to be refused the same thing twice.
    if (reached(walker)) return walker;
    const judgedFirst = edge.sample.kind === 'judged';
    const carriers = judgedFirst ? carriersFrom(ground, walker.key, edge) : [edge];
    if (carriers.length === 0) return { impossible: 'no change of facts is possible here' };
    const rest = route.slice(judgedFirst ? index : index + 1);
    let taken = 0;
    const next = firstPossible(carriers, (carrier) => {
      const judged = leadingJudged(rest, ({ sample }) => carries(ground, carrier, sample.type));
      taken = judged.length;
      const others = compares || carrier === target ? [] : freshly(ground, carrier);
      // Somebody else may be able to, where it is asked of whoever acted before.
      const instead = carrier === target ? [] : likewise(ground.graph, carrier).filter((other) => other !== carrier);
      return firstPossible([...others, carrier, ...instead.slice(0, 4)], (each) =>
        follow(
          walker,
          each,
          judged.map(({ sample }) => sample.type),
        ),
      );
    });
    if ('impossible' in next) return next;
    walker = next;
    if (reached(walker)) return walker;
    index += taken + (judgedFirst ? 0 : 1);
    if (walker.key !== (route[index - 1] as Edge).to) return detour(ground, walker, target, goal, detours);
    if (index < route.length) walker = showRefusals(ground, walker);
  }
  return walker;
}

function detour(ground: Ground, walker: Walker, target: Edge, goal: Obligation, detours: number): Walker | Impossible {
  const way = detours === 0 ? undefined : shortestFrom(ground.graph, walker.key).get(target.from);
  return way === undefined
    ? { impossible: 'the clock or a consequence leads elsewhere' }
    : continueOn(ground, walker, prepared(ground, [...way, target]), target, goal, detours - 1);
}

/** What one change of facts can lead to: each item is judged once, and a result that is needed again is read again. */
function leadingJudged(route: readonly Edge[], also: (edge: Edge) => boolean): readonly Edge[] {
  const parts = route.map(({ sample }) => sample.type.split('.'));
  const again = (index: number): boolean => {
    const before = parts.slice(0, index).filter(([, item]) => item === parts[index]?.[1]);
    return (
      before.some(([, , happened]) => happened !== 'needed') || (before.length > 0 && parts[index]?.[2] === 'notNeeded')
    );
  };
  const end = route.findIndex((edge, index) => edge.sample.kind !== 'judged' || !also(edge) || again(index));
  return route.slice(0, end < 0 ? route.length : end);
}

const carries = ({ slice }: Ground, { sample }: Edge, judged: string): boolean =>
  carriersOf(slice.protocol, judged).includes(sample.type);
/** The changes that are possible here, after which the server may judge so; those that lead nowhere else first. */
const carriersFrom = ({ slice, graph }: Ground, key: string, { sample }: Edge): readonly Edge[] => {
  const carriers = carriersOf(slice.protocol, sample.type);
  return (graph.states.get(key)?.edges ?? [])
    .filter((edge) => edge.taken.length > 0 && edge.sample.kind === 'tap' && carriers.includes(edge.sample.type))
    .sort((a, b) => Number(a.from !== a.to) - Number(b.from !== b.to))
    .slice(0, 4);
};

/** The same step by somebody whose doing it has not been shown yet. */
const freshly = ({ graph, obligations, open }: Ground, edge: Edge): readonly Edge[] =>
  likewise(graph, edge)
    .filter((other) => obligations.metBy(other).some((obligation) => open.has(obligation) && rank(obligation) === 1))
    .slice(0, 2);

function firstPossible<T>(ways: readonly T[], tryOne: (way: T) => Walker | Impossible): Walker | Impossible {
  let why: Walker | Impossible = { impossible: 'nothing to try' };
  for (const way of ways) {
    why = tryOne(way);
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
      const goal = ground.obligations
        .metBy(edge)
        .find((obligation) => rank(obligation) < 2 && ground.open.has(obligation) && !met.has(obligation));
      if (goal === undefined || [...way, edge].some(({ sample }) => sample.class.who === 'first')) continue;
      const next = continueOn(ground, walker, prepared(ground, [...way, edge]), edge, goal);
      if (!('impossible' in next)) return next;
    }
  }
  return null;
}
