/**
 * A slice: a few regions of a protocol under test, the smallest document that has them, and the events tried on it.
 * Everything else is either told apart, because the regions under test read it, or left out and assumed to hold.
 */
import type { ChartTransition, Protocol } from '../machines/index.ts';
import { classAllows, conditionsIn } from './conditions.ts';
import { type Part, reduceProtocol } from './reduce.ts';
import { regionOf, regionsOf } from './regions.ts';
import { type Sample, samplesOf } from './samples.ts';

export interface Slice {
  /** As people say it: `consent.happyToGoAhead × identity`. */
  readonly id: string;
  /** The step it is about; null for what every preparation has. */
  readonly step: string | null;
  readonly protocol: Protocol;
  /** Regions whose states and transitions are to be covered. */
  readonly tests: readonly string[];
  /** Regions told apart while walking: those under test, and what they depend on. */
  readonly kept: readonly string[];
  /** What is tried, by event. */
  readonly samples: ReadonlyMap<string, readonly Sample[]>;
}

export interface SlicePlan {
  readonly id: string;
  readonly step: string | null;
  readonly part: Part;
  readonly tests: readonly string[];
  /** Events tried with every class their guards tell apart, because what hears them is under test. */
  readonly tried: (event: string) => boolean;
  /** Events that only bring the slice where it can be tested: one class that is accepted. */
  readonly helping: (event: string) => boolean;
}

export function sliceOf(whole: Protocol, plan: SlicePlan): Slice {
  const protocol = reduceProtocol(whole, plan.part);
  const transitions = protocol.chart.nodes.flatMap((node) => node.transitions);
  const samples = new Map<string, readonly Sample[]>();
  for (const event of new Set(transitions.map((transition) => transition.event))) {
    const handlers = transitions.filter((transition) => transition.event === event);
    if (handlers.some(({ delay }) => delay !== null)) {
      if (plan.helping(event)) samples.set(event, samplesOf(protocol, event, handlers));
    } else if (!protocol.events.has(event)) continue; // Raised inside the chart: nobody can ask for it.
    else if (plan.tried(event)) samples.set(event, samplesOf(protocol, event, handlers));
    else if (plan.helping(event)) samples.set(event, accepted(samplesOf(protocol, event, handlers), handlers));
  }
  const tests = plan.tests.filter((region) => region === '' || regionsOf(protocol).includes(region));
  // What is told apart may change by itself: its deadlines are events too, and may matter to something else in turn.
  let kept = keptRegions(protocol, tests, samples);
  for (let before = -1; before !== samples.size; kept = keptRegions(protocol, tests, samples)) {
    before = samples.size;
    for (const transition of transitions) {
      if (transition.delay === null || !kept.includes(regionOf(protocol, transition.source))) continue;
      samples.set(transition.event, samplesOf(protocol, transition.event, [transition]));
    }
  }
  for (const { delay, source, event } of transitions)
    if (delay !== null && !kept.includes(regionOf(protocol, source))) samples.delete(event);
  return { id: plan.id, step: plan.step, protocol, tests, kept, samples };
}

/** The first sample that at least one handler would take. */
const accepted = (samples: readonly Sample[], handlers: readonly ChartTransition[]): readonly Sample[] =>
  samples.filter((sample) => handlers.some(({ guard }) => classAllows(guard, sample.class))).slice(0, 1);

/**
 * The cone of influence: what the guards under test read, what raises events they hear, and so on until nothing is
 * added. Forgetting the rest changes no answer about the regions under test.
 */
function keptRegions(
  protocol: Protocol,
  tests: readonly string[],
  samples: ReadonlyMap<string, unknown>,
): readonly string[] {
  const transitions = protocol.chart.nodes.flatMap((node) => node.transitions);
  const raisedBy = (event: string): readonly ChartTransition[] =>
    transitions.filter((transition) => raisedIn(transition).includes(event));
  const possible = (transition: ChartTransition): boolean =>
    samples.has(transition.event) || raisedBy(transition.event).some(possible);
  const kept = new Set(tests);
  for (let before = -1; before !== kept.size;) {
    before = kept.size;
    const listening = transitions.filter(
      (transition) => kept.has(regionOf(protocol, transition.source)) && possible(transition),
    );
    const raising = listening.flatMap(({ event }) => raisedBy(event)).filter(possible);
    for (const { guard } of [...listening, ...raising])
      for (const leaf of conditionsIn(guard)) if (leaf.kind === 'at') kept.add(regionOf(protocol, leaf.path));
    // A whole region's own handler hears wherever the region is; where it is matters only to handlers inside it.
    for (const { source } of raising) if (source !== regionOf(protocol, source)) kept.add(regionOf(protocol, source));
  }
  return regionsOf(protocol).filter((region) => kept.has(region));
}

/** Events this transition raises. */
export const raisedIn = ({ actions }: ChartTransition): readonly string[] =>
  actions.flatMap(({ type, params }) => (type === 'broadcast' ? [(params as { readonly type: string }).type] : []));
