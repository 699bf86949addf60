/**
 * What one version of a protocol does in one step that the other, standing the same, does not. Each difference comes with
 * the condition that the whole state must meet, so that it can be asked whether anything ever stands so. Where no
 * difference can be come to, every history of the one is a history of the other.
 */
import type { ChartGuard, ChartTransition, EventClass, Protocol } from '../../machines/index.ts';
import { classAllows } from '../conditions.ts';
import type { ExploredChart } from '../explore/chart.ts';
import { all, any, keyOf, not, type Condition } from '../explore/condition.ts';
import { classesOf, everyClass } from '../proofs/event-classes.ts';
import { raisedIn, regionOf, transitionsOf } from '../regions.ts';
import type { Alignment } from './align.ts';

/** An event that brings a difference about, and where the chart must stand for it. */
export interface Occasion {
  readonly type: string;
  /** Null for a deadline. */
  readonly class: EventClass | null;
  readonly condition: Condition;
}
export interface StepDifference {
  readonly region: string;
  /** What the region hears: a tap, a deadline, or an event that another region raises. */
  readonly event: string;
  /** Where it may lead from. */
  readonly from: readonly string[];
  /** The state it leads to; null where the region stays as it is, and the other version moves. */
  readonly to: string | null;
  /** Events that it raises and the other version does not, and the reverse. */
  readonly raises: readonly string[];
  readonly keepsQuiet: readonly string[];
  /** It gives something: an item counts or is on its way to, or a region of the lifecycle is otherwise. */
  readonly gives: boolean;
  /** The plainest first. */
  readonly occasions: readonly Occasion[];
}

/** A protocol beside its chart as the proof reads it. */
export interface Version {
  readonly protocol: Protocol;
  readonly chart: ExploredChart;
}

/**
 * @param one whose steps are looked at.
 * @param toOther says conditions of the one of the other. @param toOne the reverse.
 */
export function stepDifferences(
  one: Version,
  other: Version,
  toOther: Alignment,
  toOne: Alignment,
): readonly StepDifference[] {
  const classes = [classesOf(one.protocol), classesOf(other.protocol)];
  const found = new Map<
    string,
    { difference: Omit<StepDifference, 'from' | 'occasions'>; from: Set<string>; occasions: Occasion[] }
  >();
  for (const node of one.protocol.chart.nodes) {
    const there = other.protocol.chart.byPath.get(toOther.path(node.path));
    const here = one.chart.byPath.get(node.path);
    if (there === undefined || here === undefined) continue;
    const standsHere: Condition = here.place === null ? true : { digit: here.place.digit, mask: here.place.mask };
    for (const event of new Set([...node.transitions, ...there.transitions].map((transition) => transition.event))) {
      const mine = heardAs(node.transitions, event, toOther.path);
      const theirs = heardAs(there.transitions, event, (path) => path);
      if (sameText(mine, theirs)) continue;
      for (const eventClass of tried(event)) {
        const [we, they] = [outcomes(mine, one.chart, eventClass), outcomes(theirs, other.chart, eventClass)];
        for (const [key, outcome] of we) {
          const theirsToo = they.get(key)?.condition ?? false;
          const condition = all([standsHere, outcome.condition, not(toOne.condition(theirsToo))]);
          if (condition === false) continue;
          note(node.path, event, eventClass, outcome, condition, they.has(key), [...they.values()]);
        }
      }
    }
  }
  return [...found.values()].map(({ difference, from, occasions }) => ({
    ...difference,
    from: [...from],
    occasions: plainestFirst(occasions),
  }));

  /** One class for all that neither version tells apart. */
  function tried(event: string): readonly (EventClass | null)[] {
    if (event.startsWith('xstate.') || !(one.protocol.events.has(event) || other.protocol.events.has(event)))
      return [null];
    const distinct = new Map<string, EventClass>();
    for (const each of everyClass) {
      const key = classes.map((of) => JSON.stringify(of.standsFor(event, each))).join();
      if (!distinct.has(key)) distinct.set(key, each);
    }
    return [...distinct.values()];
  }

  function note(
    path: string,
    event: string,
    eventClass: EventClass | null,
    outcome: Outcome,
    condition: Condition,
    theyDoToo: boolean,
    theirs: readonly Outcome[],
  ): void {
    const { to, raises } = outcome;
    // That a tap is refused is said by what it would have done; that a region stays where others move is said here.
    if (to === null && isTap(event)) return;
    // How long something waits is compared by itself.
    if (to === null && event.startsWith('xstate.after.')) return;
    const region = regionOf(one.protocol, path);
    const alike = theirs.find((their) => their.to === to) ?? theirs.find((their) => their.to !== null);
    // Where the other does just this in other states only, it is the state that matters.
    const sameElsewhere = !theyDoToo && alike !== undefined && alike.to === to;
    const keepsQuiet = (alike?.raises ?? []).filter((type) => !raises.includes(type));
    const raisesMore = raises.filter((type) => alike !== undefined && !alike.raises.includes(type));
    const key = [region, event, to ?? `stays ${path}`, raises.join()].join(' ');
    const known = found.get(key) ?? {
      difference: {
        region,
        event,
        to,
        raises: raisesMore,
        keepsQuiet,
        gives: gives(one.protocol, region, to ?? path, sameElsewhere ? keepsQuiet : null),
      },
      from: new Set<string>(),
      occasions: [],
    };
    known.from.add(path);
    known.occasions.push(...occasionsOf(one, event, eventClass, condition));
    found.set(key, known);
  }

  /** A person's tap that one region alone hears. */
  function isTap(event: string): boolean {
    const regions = new Set(
      (one.protocol.chart.byEvent.get(event) ?? []).map(({ source }) => regionOf(one.protocol, source)),
    );
    return one.protocol.events.has(event) && regions.size <= 1;
  }
}

/** Where an item stands for nothing that anybody relies on. */
export const forNothing: ReadonlySet<string> = new Set(['pending', 'expired', 'failed', 'used', 'disputed']);

/** @param unsaid what the other version raises besides, where both lead to the same state. */
function gives({ items }: Protocol, region: string, to: string, unsaid: readonly string[] | null): boolean {
  if (unsaid !== null) return unsaid.length > 0;
  const [, , item = ''] = region.split('.');
  return !items.has(item) || !forNothing.has(to.split('.').at(-1) ?? '');
}

interface Heard {
  readonly guard: ChartGuard | null;
  readonly targets: readonly string[];
  readonly reenter: boolean;
  readonly actions: ChartTransition['actions'];
}
function heardAs(
  transitions: readonly ChartTransition[],
  event: string,
  path: (path: string) => string,
): readonly Heard[] {
  return transitions
    .filter((transition) => transition.event === event)
    .map(({ guard, targets, reenter, actions }) => ({ guard, targets: targets.map(path), reenter, actions }));
}
const sameText = (mine: readonly Heard[], theirs: readonly Heard[]): boolean =>
  JSON.stringify(mine) === JSON.stringify(theirs);

interface Outcome {
  readonly to: string | null;
  readonly raises: readonly string[];
  readonly condition: Condition;
}

/** What an event does from one state, by what it does; the first transition whose guard holds is taken. */
function outcomes(
  heard: readonly Heard[],
  chart: ExploredChart,
  eventClass: EventClass | null,
): ReadonlyMap<string, Outcome> {
  const found = new Map<string, Outcome>();
  let before: Condition = false;
  for (const { guard, targets, reenter, actions } of heard) {
    const holds = conditionOf(guard, chart, eventClass);
    const taken = all([holds, not(before)]);
    const key = JSON.stringify([targets, reenter, actions]);
    const raises = raisedIn({ actions } as ChartTransition);
    if (taken !== false)
      found.set(key, {
        to: targets[0] ?? null,
        raises,
        condition: any([found.get(key)?.condition ?? false, taken]),
      });
    before = any([before, holds]);
  }
  if (before !== true) found.set('', { to: null, raises: [], condition: not(before) });
  return found;
}

/** A guard as a condition of where the chart stands, for one class of event. */
function conditionOf(guard: ChartGuard | null, chart: ExploredChart, eventClass: EventClass | null): Condition {
  if (guard === null) return true;
  switch (guard.kind) {
    case 'all':
      return all(guard.of.map((part) => conditionOf(part, chart, eventClass)));
    case 'any':
      return any(guard.of.map((part) => conditionOf(part, chart, eventClass)));
    case 'not':
      return not(all(guard.of.map((part) => conditionOf(part, chart, eventClass))));
    case 'at': {
      const node = chart.byPath.get(guard.path);
      if (node === undefined) return false;
      return node.place === null ? true : { digit: node.place.digit, mask: node.place.mask };
    }
    case 'reads':
      if (eventClass === null) throw new Error(`The guard "${guard.name}" reads a class of an event that has none.`);
      return classAllows(guard, eventClass);
    case 'opaque':
    case 'missing':
      throw new Error(`The guard "${guard.name}" cannot be looked into; chart law 1 forbids it.`);
  }
}

/** More in a row than this, one raising the next, is not followed. */
const raisedMax = 4;

/** What somebody does, or a clock, for the chart to hear an event. */
function occasionsOf(
  version: Version,
  event: string,
  eventClass: EventClass | null,
  condition: Condition,
  raised = 0,
): readonly Occasion[] {
  const { protocol, chart } = version;
  if (event.startsWith('xstate.after.')) return [{ type: event, class: null, condition }];
  const bySomebody = protocol.events.has(event);
  const sent = bySomebody && eventClass !== null ? [{ type: event, class: eventClass, condition }] : [];
  if (bySomebody || raised >= raisedMax) return sent;
  const raisers = transitionsOf(protocol).filter((transition) => raisedIn(transition).includes(event));
  const entered = protocol.chart.nodes.filter(({ path }) => entersRaising(chart, path, event));
  const leading = [
    ...raisers,
    ...transitionsOf(protocol).filter(({ targets }) => targets.some((to) => entered.some(({ path }) => path === to))),
  ];
  return leading.flatMap((transition) => {
    const source = chart.byPath.get(transition.source);
    const place = source?.place ?? null;
    const stands: Condition = place === null ? true : { digit: place.digit, mask: place.mask };
    const payloads = classesOf(protocol).payloads[transition.event]?.map((one) => one.class) ?? [null];
    return payloads.flatMap((one) => {
      const also = all([condition, stands, conditionOf(transition.guard, chart, one)]);
      return also === false ? [] : occasionsOf(version, transition.event, one, also, raised + 1);
    });
  });
}

const entersRaising = ({ byPath }: ExploredChart, path: string, event: string): boolean =>
  JSON.stringify(byPath.get(path)?.raw.config.entry ?? null).includes(`"type":"${event}"`);

/** People before the clock and the server, at the bedside before what is entered late; each condition once. */
function plainestFirst(occasions: readonly Occasion[]): readonly Occasion[] {
  const cost = ({ type, class: eventClass }: Occasion): number =>
    (eventClass === null ? 1 : eventClass.role === 'system' ? 4 : eventClass.who === 'other' ? 0 : 1) +
    (/\.enteredLate\w*$/.test(type) ? 2 : 0);
  const distinct = new Map<string, Occasion>();
  for (const one of [...occasions].sort((a, b) => cost(a) - cost(b))) {
    const key = `${one.type} ${keyOf(one.condition)}`;
    if (!distinct.has(key)) distinct.set(key, one);
  }
  return [...distinct.values()];
}
