/**
 * A slice: a few regions of a protocol under test, the smallest document that has them, and the events tried on it.
 * Everything else is either told apart, because the regions under test read it, or left out and assumed to hold.
 */
import type { ChartTransition, Protocol } from '../machines/index.ts';
import { classAllows, conditionsIn } from './conditions.ts';
import { type Part, reduceProtocol } from './reduce.ts';
import { raisedIn, raising, regionOf, regionsOf, transitionsOf } from './regions.ts';
import { type Sample, samplesOf } from './samples.ts';

export interface Slice {
  /** As people say it: `consent.happyToGoAhead × identity`. */
  readonly id: string;
  /** The step it is about; null for what every preparation has. */
  readonly step: string | null;
  readonly protocol: Protocol;
  /** The item under test, if it is about one. */
  readonly item: string | null;
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
  /** Regions told apart though no guard reads them: the server judges by what is answered there. */
  readonly told?: readonly string[];
  /** Events tried with every class their guards tell apart, because what hears them is under test. */
  readonly tried: (event: string) => boolean;
  /** Events that only bring the slice where it can be tested: one class that is accepted. */
  readonly helping: (event: string) => boolean;
}

export function sliceOf(whole: Protocol, plan: SlicePlan): Slice {
  const protocol = reduceProtocol(whole, plan.part);
  const transitions = transitionsOf(protocol);
  const samples = new Map<string, readonly Sample[]>();
  for (const event of new Set(transitions.map((transition) => transition.event))) {
    const handlers = protocol.chart.byEvent.get(event) ?? [];
    if (handlers.some(({ delay }) => delay !== null)) {
      if (plan.helping(event)) samples.set(event, samplesOf(protocol, event, handlers));
    } else if (!protocol.events.has(event)) continue; // Raised inside the chart: nobody can ask for it.
    else if (plan.tried(event)) samples.set(event, samplesOf(protocol, event, handlers));
    else if (plan.helping(event)) samples.set(event, accepted(samplesOf(protocol, event, handlers), handlers));
  }
  const tests = plan.tests.filter((region) => region === '' || regionsOf(protocol).includes(region));
  // What is told apart may change by itself: its deadlines are events too, and may matter to something else in turn.
  const known = [...tests, ...(plan.told ?? [])];
  let kept = keptRegions(protocol, known, samples);
  for (let before = -1; before !== samples.size; kept = keptRegions(protocol, known, samples)) {
    before = samples.size;
    for (const transition of transitions) {
      if (transition.delay === null || !kept.includes(regionOf(protocol, transition.source))) continue;
      samples.set(transition.event, samplesOf(protocol, transition.event, [transition]));
    }
  }
  for (const { delay, source, event } of transitions)
    if (delay !== null && !kept.includes(regionOf(protocol, source))) samples.delete(event);
  const [item = null] = plan.part.items;
  return { id: plan.id, step: plan.step, protocol, item, tests, kept, samples };
}

/** One sample that at least one handler would take: by anybody else, where that will do, as nobody need have acted before. */
function accepted(samples: readonly Sample[], handlers: readonly ChartTransition[]): readonly Sample[] {
  const taken = samples.filter((sample) => handlers.some(({ guard }) => classAllows(guard, sample.class)));
  return [taken.find((sample) => sample.class.who === 'other') ?? taken[0]].filter((sample) => sample !== undefined);
}

/**
 * The cone of influence: what the guards under test read, what raises events they hear, and so on until nothing is
 * added. Forgetting the rest changes no answer about the regions under test.
 */
function keptRegions(
  protocol: Protocol,
  tests: readonly string[],
  samples: ReadonlyMap<string, unknown>,
): readonly string[] {
  const transitions = transitionsOf(protocol);
  // What can happen at all: what is tried, and what that raises in turn.
  const happening = new Set(samples.keys());
  for (const event of happening)
    for (const transition of protocol.chart.byEvent.get(event) ?? [])
      for (const raised of raisedIn(transition)) happening.add(raised);
  const possible = ({ event }: ChartTransition): boolean => happening.has(event);
  const kept = new Set(tests);
  for (let before = -1; before !== kept.size;) {
    before = kept.size;
    const listening = transitions.filter(
      (transition) => kept.has(regionOf(protocol, transition.source)) && possible(transition),
    );
    const heard = [...new Set(listening.map(({ event }) => event))];
    const raisers = heard.flatMap((event) => raising(protocol, event)).filter(possible);
    for (const { guard } of [...listening, ...raisers])
      for (const leaf of conditionsIn(guard)) if (leaf.kind === 'at') kept.add(regionOf(protocol, leaf.path));
    // A whole region's own handler hears wherever the region is; where it is matters only to handlers inside it.
    for (const { source } of raisers) if (source !== regionOf(protocol, source)) kept.add(regionOf(protocol, source));
  }
  return regionsOf(protocol).filter((region) => kept.has(region));
}
