/**
 * Readiness: derived from the state at an instant, never told. It decays while nobody touches the tablet, so "ready"
 * comes with the instant it lapses (I02).
 */
import type { Chart } from '../chart/read.ts';
import type { Protocol } from '../protocols/compile.ts';
import type { Instant, ItemStatus, Readiness } from '../terms.ts';
import { lapseSays, topicsAt } from './cause.ts';
import { isReady, missingFor } from './explain.ts';
import { type Raised, sinceOf, type State } from './state.ts';
import { isAt, itemStatus, valueAt } from './status.ts';
import { advance, deadlinesPerAdvanceMax, nextDue } from './step.ts';

/** @param state already advanced to the instant that is asked about. */
export function readinessOf(protocol: Protocol, state: State): Readiness {
  const stop = stopIn(protocol, state);
  if (stop !== null) return { kind: 'stopped', stop: stop.says, since: stop.since };
  const hold = state.context.raised['hold'];
  if (isAt(state.value, 'open.flow.held') && hold !== undefined) {
    return {
      kind: 'held',
      reason: hold.reason ?? 'No reason given',
      owner: hold.owner ?? hold.by ?? '',
      since: sinceOf(hold),
      lookAgainAt: state.context.lookAgainAt,
    };
  }
  if (!isReady(protocol, state)) return { kind: 'notReady', missing: missingFor(protocol, state, 'ready', null) };
  const until = readyUntil(protocol, state);
  const exceptions = exceptionsIn(protocol, state);
  return exceptions > 0 ? { kind: 'readyWithExceptions', until, exceptions } : { kind: 'ready', until };
}

/** When a ready state stops being ready by itself: the deadlines are played forward, one at a time. Null if never. */
export function readyUntil(protocol: Protocol, state: State): Instant | null {
  let now = state;
  for (let n = 0; n < deadlinesPerAdvanceMax; n++) {
    const due = nextDue(now);
    if (due === null) return null;
    now = advance(protocol.machine, now, due).state;
    if (!isReady(protocol, now)) return due;
  }
  return null;
}

/** Items overridden, and consent with limits: shown until the procedure ends, so after hand-over too (I27). */
export function exceptionsIn(protocol: Protocol, { value, context }: Pick<State, 'value' | 'context'>): number {
  if (valueAt(value, 'open') !== undefined)
    return exceptionPaths(protocol.chart).filter((path) => isAt(value, path)).length;
  const overridden = Object.values(context.evidence).filter(({ exception }) => exception === true).length;
  return overridden + (context.raised['limits'] === undefined ? 0 : 1);
}

/** Items in a status, in the document's order. */
export function withStatus(protocol: Protocol, state: State, status: ItemStatus): readonly string[] {
  return [...protocol.items.values()]
    .filter(({ item, step }) => itemStatus(state, step.id, item.id) === status)
    .map(({ item }) => item.id);
}

export interface Stop {
  /** The step it is in. */
  readonly step: string;
  /** `mismatch`, `consent` … : the topic it was raised under. */
  readonly topic: string;
  readonly says: string;
  /** When it happened: of one that came late, before the server heard of it. */
  readonly since: Instant;
  /** When the server heard of it, where that was later. */
  readonly heardAt?: Instant;
}

/** The stop that has lasted longest, or null: every lifecycle state and disputed item tagged `stop`. */
export function stopIn(protocol: Protocol, state: State): Stop | null {
  const root = valueAt(state.value, 'open') === undefined ? 'handedOver' : 'open';
  const stops = stopPaths(protocol.chart)
    .filter((path) => path.startsWith(`${root}.`) && isAt(state.value, path))
    .map((path) => stopAt(protocol, state, path));
  return stops.sort((a, b) => a.since - b.since)[0] ?? null;
}

/** Where a chart can be stopped, or go on by exception; asked for every row of every board. */
const tagged = (tag: 'stop' | 'exception') => {
  const known = new WeakMap<Chart, readonly string[]>();
  return (chart: Chart): readonly string[] => {
    const paths = known.get(chart) ?? chart.nodes.flatMap(({ path, tags }) => (tags.includes(tag) ? [path] : []));
    known.set(chart, paths);
    return paths;
  };
};
const stopPaths = tagged('stop');
const exceptionPaths = tagged('exception');

function stopAt(protocol: Protocol, state: State, path: string): Stop {
  const [root, stepId = '', region = '', leaf = ''] = path.split('.');
  const step = protocol.steps.find(({ definition }) => definition.id === stepId)?.definition;
  const says =
    lapseSays(protocol, state, path) ??
    (root === 'handedOver' ? step?.says[`standing.${region}`]?.says : step?.says[`${region}.${leaf}`]?.says);
  const topic = topicsAt(protocol, path).find((name) => name in state.context.raised) ?? region;
  const disputed = protocol.items.get(region);
  const raised = disputed === undefined ? state.context.raised[topic] : state.context.evidence[region]?.second;
  return {
    step: stepId,
    topic,
    says: says ?? (disputed === undefined ? 'Stop' : 'Stop: two answers differ'),
    since: raised === undefined ? state.at : sinceOf(raised),
    ...heardLater(raised),
  };
}

/** Of what came late: when the server heard of it. */
export const heardLater = (raised: Pick<Raised, 'at' | 'happenedAt'> | undefined): { readonly heardAt?: Instant } =>
  raised?.happenedAt === undefined ? {} : { heardAt: raised.at };
