/**
 * The chart laws, checked on the built machine: the lint that is the type system of compiled charts.
 * Each returns what breaks it. Every law has a test with a planted violation, seen red.
 */
import type { AnyStateMachine } from 'xstate';
import type { Chart, ChartGuard, ChartNode, ChartTransition } from './read.ts';

export interface BrokenLaw {
  readonly law: 1 | 3 | 4 | 5 | 6 | 7 | 8;
  readonly where: string;
  readonly says: string;
}

/** Events that say the planned start moved. */
const rearming = ['plan.rearmed', 'plan.moved'];
const idPattern = /^[a-z][A-Za-z0-9]*$/;

export function brokenLaws(chart: Chart, machine: AnyStateMachine): readonly BrokenLaw[] {
  const transitions = chart.nodes.flatMap((node) => node.transitions);
  return [
    ...guardsReadOnlyTheClass(transitions, machine),
    ...delaysExistAndNothingElseRuns(chart, transitions, machine),
    ...broadcastsAreUnguardedAndNeverShadowed(chart, transitions),
    ...windowsReenterWhenThePlanMoves(chart, machine),
    ...pathsAndIdsExist(chart, transitions),
    ...readyIsNotAState(chart, transitions),
    ...regionsKeepToThemselves(chart, transitions),
  ];
}

/** Every guard in a tree, the tree itself first. */
export function guardsIn(guard: ChartGuard | null): readonly ChartGuard[] {
  if (guard === null) return [];
  return 'of' in guard ? [guard, ...guard.of.flatMap(guardsIn)] : [guard];
}

/** Law 1: `stateIn` and the event's class, by name with static params; nothing reads context or payload. */
function guardsReadOnlyTheClass(
  transitions: readonly ChartTransition[],
  machine: AnyStateMachine,
): readonly BrokenLaw[] {
  return transitions.flatMap(({ id, guard }) =>
    guardsIn(guard).flatMap((part): readonly BrokenLaw[] => {
      const broken = (says: string): readonly BrokenLaw[] => [{ law: 1, where: id, says }];
      if (part.kind === 'opaque')
        return broken(`the guard is an inline function (${part.name}); give it a name and read only the event's class`);
      if (part.kind === 'missing') return broken(`no guard is called "${part.name}"`);
      if (part.kind !== 'reads') return [];
      const read = forbiddenRead(machine.implementations.guards[part.name], part.params);
      return read === null
        ? []
        : broken(`the guard "${part.name}" reads ${read}; guards read stateIn and event.class only`);
    }),
  );
}

/** Runs a guard on poison: what it touched, or null. */
function forbiddenRead(guard: unknown, params: unknown): string | null {
  let touched: string | null = null;
  const poison = (name: string): object =>
    new Proxy(
      {},
      {
        get: (_target, key) => ((touched ??= `${name}.${String(key)}`), undefined),
        has: () => ((touched ??= name), false),
      },
    );
  const event = new Proxy(
    { type: 'probe', class: { role: 'technician', who: 'other', value: 'none' } },
    {
      get: (target, key) =>
        key in target ? Reflect.get(target, key) : ((touched ??= `event.${String(key)}`), undefined),
    },
  );
  try {
    (guard as (args: object, params: unknown) => boolean)({ context: poison('context'), event }, params);
  } catch {
    // What it threw over is what it touched; a guard that throws without touching anything is caught when it is run.
  }
  return touched;
}

/** Law 3: every delay name exists; no invoke, spawn, history, or eventless cycles: nothing runs that is not in the state. */
function delaysExistAndNothingElseRuns(
  chart: Chart,
  transitions: readonly ChartTransition[],
  machine: AnyStateMachine,
): readonly BrokenLaw[] {
  const delays: Readonly<Record<string, unknown>> = machine.implementations.delays;
  const law = 3 as const;
  return [
    ...transitions.flatMap(({ id, delay }) =>
      delay === null || delay in delays || Number.isFinite(Number(delay))
        ? []
        : [{ law, where: id, says: `no delay is called "${delay}"; XState would fire it at once` }],
    ),
    ...chart.nodes.flatMap(({ path, invokes, kind }) => [
      ...invokes.map((invoked) => ({
        law,
        where: path,
        says: `it invokes "${invoked}"; effects are data, nothing runs inside a chart`,
      })),
      ...(kind === 'history'
        ? [{ law, where: path, says: 'it is a history state; what was must be a state of its own' }]
        : []),
    ]),
    ...transitions.flatMap(({ id, actions }) =>
      actions.flatMap(({ type }) =>
        /^xstate\.(spawn|stopChild|sendTo)/.test(type) || type === 'inline'
          ? [{ law, where: id, says: `its action ${type} is not named data` }]
          : [],
      ),
    ),
    ...eventlessCycles(transitions).map((where) => ({
      law,
      where,
      says: 'eventless transitions lead round in a circle',
    })),
  ];
}

function eventlessCycles(transitions: readonly ChartTransition[]): readonly string[] {
  const next = new Map<string, readonly string[]>();
  for (const { source, event, targets } of transitions)
    if (event === '') next.set(source, [...(next.get(source) ?? []), ...targets]);
  const reaches = (from: string, to: string, seen: ReadonlySet<string>): boolean =>
    (next.get(from) ?? []).some(
      (target) => target === to || (!seen.has(target) && reaches(target, to, new Set([...seen, target]))),
    );
  return [...next.keys()].filter((source) => reaches(source, source, new Set()));
}

/**
 * Law 4: an event several regions hear at once is unguarded in all of them, and no ancestor of a listener handles it.
 * Regions of which the chart is only ever in one (before and after hand-over) cannot disagree about an event.
 */
function broadcastsAreUnguardedAndNeverShadowed(
  chart: Chart,
  transitions: readonly ChartTransition[],
): readonly BrokenLaw[] {
  const heard = handlersByEvent(transitions);
  const law = 4 as const;
  return [...heard].flatMap(([event, handlers]) => [
    ...handlers.flatMap(({ id, source }) =>
      handlers.some((other) => other.source.startsWith(`${source}.`) || (source === '' && other.source !== ''))
        ? [{ law, where: id, says: `${event} is handled here and below; the lower handler would shadow this one` }]
        : [],
    ),
    ...handlers
      .filter(({ guard, source }) => guard !== null && handlers.some((other) => atOnce(chart, source, other.source)))
      .map(({ id }) => ({
        law,
        where: id,
        says: `several regions hear ${event}, so none may guard it; guard it in one region and raise a consequence`,
      })),
  ]);
}

/** Whether the chart can be in both states: where their ways part, it goes both ways. */
function atOnce(chart: Chart, one: string, other: string): boolean {
  const names = one.split('.');
  const others = other.split('.');
  const parted = names.findIndex((name, index) => name !== others[index]);
  return (
    parted >= 0 && parted < others.length && chart.byPath.get(names.slice(0, parted).join('.'))?.kind === 'parallel'
  );
}

function handlersByEvent(transitions: readonly ChartTransition[]): ReadonlyMap<string, readonly ChartTransition[]> {
  const heard = new Map<string, ChartTransition[]>();
  for (const transition of transitions) {
    if (transition.event === '' || transition.delay !== null) continue;
    const handlers = heard.get(transition.event) ?? [];
    heard.set(transition.event, [...handlers, transition]);
  }
  return heard;
}

/** The region a state belongs to: all but its last name, so that siblings share one. */
export const regionOf = (path: string): string => path.split('.').slice(0, -1).join('.');

/** Law 5: a state whose deadline reads the planned start is entered again when the start moves, or nothing re-arms. */
function windowsReenterWhenThePlanMoves(chart: Chart, machine: AnyStateMachine): readonly BrokenLaw[] {
  return chart.nodes.flatMap((node): readonly BrokenLaw[] => {
    const windowed = node.transitions.filter(
      ({ delay }) => delay !== null && readsStart(machine.implementations.delays[delay]),
    );
    const rearmed = lineage(chart, node).some(({ transitions }) =>
      transitions.some(
        ({ event, reenter, targets }) => rearming.includes(event) && reenter && targets.includes(node.path),
      ),
    );
    return windowed.length === 0 || rearmed
      ? []
      : [
          {
            law: 5,
            where: node.path,
            says: 'its deadline reads the planned start, but a moved plan does not re-enter it',
          },
        ];
  });
}

function lineage(chart: Chart, node: ChartNode): readonly ChartNode[] {
  const parent = node.parent === null ? undefined : chart.byPath.get(node.parent);
  return parent === undefined ? [node] : [node, ...lineage(chart, parent)];
}

function readsStart(delay: unknown): boolean {
  if (typeof delay !== 'function') return false;
  let read = false;
  const probe = (): object =>
    new Proxy(
      {},
      {
        get: (_target, key) => (key === 'start' ? ((read = true), 0) : key === Symbol.toPrimitive ? () => 0 : probe()),
      },
    );
  delay({ context: probe(), event: { type: 'probe', at: 0, payload: {} } });
  return read;
}

/** Law 6: what a guard names exists, and every name is one small word: XState checks neither. */
function pathsAndIdsExist(chart: Chart, transitions: readonly ChartTransition[]): readonly BrokenLaw[] {
  const law = 6 as const;
  return [
    ...transitions.flatMap(({ id, guard }) =>
      guardsIn(guard).flatMap((part) =>
        part.kind === 'at' && !chart.byPath.has(part.path)
          ? [{ law, where: id, says: `there is no state ${part.path}; the guard would always be false` }]
          : [],
      ),
    ),
    ...chart.nodes.flatMap(({ path, key, parent }) =>
      parent === null || idPattern.test(key)
        ? []
        : [{ law, where: path, says: `"${key}" is not one word beginning with a small letter` }],
    ),
  ];
}

/** Law 7: `ready` is a guard read at the end of a commit; a state of that name entered by itself would flicker. */
function readyIsNotAState(chart: Chart, transitions: readonly ChartTransition[]): readonly BrokenLaw[] {
  const entered = transitions.filter(({ event }) => event === '').flatMap(({ targets }) => targets);
  return chart.nodes
    .filter(({ key, path }) => key === 'ready' && entered.includes(path))
    .map(({ path }) => ({
      law: 7,
      where: path,
      says: 'ready is entered by an eventless transition; read it as a guard',
    }));
}

/**
 * Law 8: a transition inside one region never leaves the regions beside it. XState exits everything below the nearest
 * compound ancestor of source and target; a region that re-enters itself therefore resets its siblings too.
 */
function regionsKeepToThemselves(chart: Chart, transitions: readonly ChartTransition[]): readonly BrokenLaw[] {
  const isParallel = (path: string): boolean => chart.byPath.get(path)?.kind === 'parallel';
  return transitions.flatMap(({ id, source, targets, reenter }): readonly BrokenLaw[] => {
    const parallels = ancestors(source).filter(isParallel);
    const resets = parallels.filter(
      (parallel) =>
        targets.length > 0 &&
        targets.every((target) => target.startsWith(`${parallel}.`)) &&
        !within(domain(isParallel, source, targets, reenter), parallel),
    );
    return resets.length === 0
      ? []
      : [
          {
            law: 8,
            where: id,
            says: `it leaves and re-enters all of ${resets[0]}, not only its own region; handle it on the region's states`,
          },
        ];
  });
}

/** The path of the state that a transition does not leave: XState's transition domain. */
function domain(
  isParallel: (path: string) => boolean,
  source: string,
  targets: readonly string[],
  reenter: boolean,
): string {
  const inside = targets.every((target) => target.startsWith(`${source}.`));
  if (inside && !reenter && !isParallel(source)) return source;
  const shared = ancestors(source).filter(
    (path) => !isParallel(path) && targets.every((target) => path === '' || target.startsWith(`${path}.`)),
  );
  return shared.at(-1) ?? '';
}

/** Proper ancestors, the root ('') first. */
function ancestors(path: string): readonly string[] {
  const keys = path.split('.').slice(0, -1);
  return ['', ...keys.map((_key, index) => keys.slice(0, index + 1).join('.'))];
}
const within = (path: string, ancestor: string): boolean => path.startsWith(`${ancestor}.`);
