/**
 * What paths visited, against what the chart declares. It is counted over every step of every path, never over where
 * paths end: a state that is only passed through is the end of none, and one that is left out is missed by none.
 */
import {
  askedOf,
  type ChartNode,
  type ChartTransition,
  isAt,
  type ItemDocument,
  type Protocol,
  testsOf,
} from '../machines/index.ts';
import { canFail } from './answers.ts';
import { conditionsIn, nameOf } from './conditions.ts';
import type { Obligation } from './obligations.ts';
import { takes } from './obligations.ts';
import type { Path, SlicePaths } from './paths.ts';
import { regionOf } from './regions.ts';
import { namedTransitions } from './walk.ts';

export interface Counted {
  readonly declared: number;
  readonly covered: number;
  readonly missed: readonly Missed[];
}
export interface Missed {
  readonly what: string;
  /** Why no path can show it; null when nobody knows. */
  readonly why: string | null;
}
export interface Coverage {
  /** A step, or null for what every preparation has. */
  readonly step: string | null;
  readonly states: Counted;
  readonly transitions: Counted;
  readonly paths: number;
  readonly steps: number;
}

/** The coverage of one part of a protocol by paths through its slices. */
export function coverageOf(protocol: Protocol, step: string | null, walked: readonly SlicePaths[]): Coverage {
  const paths = walked.flatMap((each) => each.paths);
  const impossible = new Map<Obligation, string>(walked.flatMap((each) => [...each.impossible]));
  const taken = new Set(paths.flatMap((path) => path.taken));
  const visited = visitedIn(protocol, paths);
  const states = protocol.chart.nodes.filter((node) => isState(protocol, node) && about(protocol, node.path) === step);
  const transitions = [...namedTransitions(protocol)].filter(([, { source }]) => about(protocol, source) === step);
  const passedThrough = (path: string): boolean => [...taken].some((name) => name.endsWith(`-> ${path}`));
  const entered = (path: string): boolean => visited.has(path) || !states.some((node) => node.path === path);
  return {
    step,
    states: counted(
      states.map(({ path }) => path),
      (path) => visited.has(path),
      (path) =>
        whyNever(protocol, path) ??
        (passedThrough(path) ? 'left again in the same commit: what enters it raises what leaves it' : null),
    ),
    transitions: counted(
      transitions.map(([name]) => name),
      (name) => taken.has(name),
      (name) => {
        const transition = namedTransitions(protocol).get(name);
        if (transition === undefined) return null;
        if (!entered(transition.source)) return `nothing enters ${transition.source}`;
        const wanting = conditionsIn(transition.guard).some(
          (leaf) => leaf.kind === 'reads' && (leaf.params as { readonly is?: string }).is === 'fails',
        );
        return (
          (wanting ? whyNever(protocol, transition.targets[0] ?? '') : null) ??
          whyNeverJudged(protocol, transition) ??
          impossible.get(takes(name)) ??
          null
        );
      },
    ),
    paths: paths.length,
    steps: paths.reduce((sum, path) => sum + path.steps.length, 0),
  };
}

/**
 * Guard conditions shown to be needed: in some path that one thing is otherwise, everything else is as it must be, and
 * the event is refused. A guard is counted once, by its name, however many transitions it keeps.
 */
export function conditionsShown(protocol: Protocol, walked: readonly SlicePaths[]): Counted {
  const names = namedTransitions(protocol);
  const guarded = (name: string): string => names.get(name)?.guard?.name ?? name;
  const declared = new Set(
    [...names].flatMap(([name, { guard }]) =>
      conditionsIn(guard).map((leaf) => `${guarded(name)} without ${nameOf(leaf)}`),
    ),
  );
  const shown = new Set(
    walked.flatMap(({ paths }) =>
      paths.flatMap(({ shows }) =>
        shows.flatMap((each) => {
          const [, name = '', condition = ''] = /^refuses (.+) without ([^,]+)/.exec(each) ?? [];
          return name === '' ? [] : [`${guarded(name)} without ${condition}`];
        }),
      ),
    ),
  );
  return counted(
    [...declared],
    (condition) => shown.has(condition),
    () => null,
  );
}

function counted(
  all: readonly string[],
  covered: (one: string) => boolean,
  why: (one: string) => string | null,
): Counted {
  const missed = all.filter((one) => !covered(one));
  return {
    declared: all.length,
    covered: all.length - missed.length,
    missed: missed.map((what) => ({ what, why: why(what) })),
  };
}

/** Below a region: the region itself and the steps above it are always there. */
function isState(protocol: Protocol, { path }: ChartNode): boolean {
  const region = regionOf(protocol, path);
  return region === '' ? path !== '' && !path.includes('.') : path !== region;
}

/** The step a path is about, or null. */
function about(protocol: Protocol, path: string): string | null {
  const part = path.split('.')[1];
  return protocol.steps.some(({ definition }) => definition.id === part) ? (part ?? null) : null;
}

function visitedIn(protocol: Protocol, paths: readonly Path[]): ReadonlySet<string> {
  const nodes = protocol.chart.nodes.map(({ path }) => path);
  const visited = new Set<string>();
  const values = new Map(paths.flatMap((path) => path.visited.map((value) => [value, path.slice.tests] as const)));
  for (const [value, tests] of values) {
    for (const path of nodes)
      if (!visited.has(path) && tests.includes(regionOf(protocol, path)) && isAt(value, path)) visited.add(path);
  }
  return visited;
}

/** An item whose every answer satisfies has a place for failing all the same. */
function whyNever(protocol: Protocol, path: string): string | null {
  const [, , id = '', state] = path.split('.');
  const item = protocol.items.get(id)?.item;
  return item !== undefined && state === 'failed' && !canFail(item)
    ? 'no answer to this item is ever classed "fails"'
    : null;
}

/** What only the server says of an item, and never says there. */
function whyNeverJudged(protocol: Protocol, { source, event }: ChartTransition): string | null {
  const [, , id = '', state] = source.split('.');
  const item = protocol.items.get(id)?.item;
  if (item === undefined) return null;
  const again = event.endsWith('.judgedIn') || event.endsWith('.judgedOut');
  // Only a window that closed on it can open again.
  if (state === 'expired' && again && item.window === undefined)
    return 'what has lapsed by itself never counts again without a new answer';
  const limits = 'limits' in item.answer ? (item.answer.limits ?? []) : [];
  const fixed = item.window === undefined && !('asset' in item.answer) && limits.every((row) => row.if === undefined);
  if (again && state !== 'pending' && fixed) return 'what is right for this item is the same for every order and start';
  const answered = ['awaiting', 'disputed', 'satisfied', 'failed', 'overridden', 'expired'].includes(state ?? '');
  if (event.endsWith('.notNeeded') && answered && item.kind === 'secondPerson' && voidedFirst(item))
    return 'what it hangs on was answered before it, and voids it when it is answered otherwise';
  return null;
}

/** Nobody answers it before what it hangs on, and whoever takes that back takes this back with it. */
function voidedFirst(item: ItemDocument): boolean {
  return testsOf(item).every((test) => {
    const other = askedOf(test);
    return (
      other !== null && item.needs?.includes(other) === true && item.voidedBy?.includes(`item.${other}.undone`) === true
    );
  });
}

/** `consent: 13 of 13 states, 40 of 40 transitions, in 44 paths of 214 steps`. */
export const saysCoverage = ({ step, states, transitions, paths, steps }: Coverage): string =>
  `${step ?? 'every preparation'}: ${states.covered} of ${states.declared} states, ${transitions.covered} of ${transitions.declared} transitions, in ${paths} paths of ${steps} steps`;
