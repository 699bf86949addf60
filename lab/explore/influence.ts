/**
 * What can influence what: for each transition the digits it may write and the events it may raise, read off the chart
 * without looking at any state. Too much is said rather than too little.
 */
import type { AnyStateMachine } from 'xstate';
import { isBelow, lineageOf, type ExploredChart, type Node, type Transition } from './chart.ts';
import { concerns } from './actions.ts';
import { exitsMeet, leavingOf, type Domain } from './domain.ts';
import { matches } from './hearing.ts';
import { seenBy, type Happening } from './happening.ts';
import { raisedBy } from './raised-by.ts';
import { canonical } from './values.ts';

export interface Influence {
  /** The transitions that must be looked at for these digits to be known; the others never write them. */
  relevantTo(kept: ReadonlySet<number>): Relevant;
  /** What a transition may do that concerns the chart: its own actions, and those of what it may leave or enter. */
  actionsOf(transition: Transition): readonly unknown[];
  /** Every transition that may be taken in a step that begins with this event. */
  chainOf(type: string): readonly Transition[];
  mayEnter(transition: Transition, node: Node): boolean;
  mayWrite(transition: Transition, digit: number): boolean;
}
export interface Relevant {
  readonly transitions: ReadonlySet<Transition>;
  /** Digits that the other transitions may write. */
  readonly forgotten: ReadonlySet<number>;
}

interface Effect {
  readonly writes: readonly number[];
  /** Types of events it may raise; null: any. */
  readonly raises: ReadonlySet<string> | null;
  /** It may end the machine, after which nothing else is heard. */
  readonly ends: boolean;
  readonly domain: Domain | null;
}

/** @param events every event that comes from outside. @param contexts whether assigns matter. */
export function influenceOf(chart: ExploredChart, events: readonly Happening[], contextMatters: boolean): Influence {
  const { transitions } = chart;
  const known = knownEvents(chart, events);
  const effects = transitions.map((transition) => effectOf(chart, transition, known));
  const heardBy = new Map([...known.types].map((type) => [type, hearing(chart, type)] as const));
  const typesOf = new Map<Transition, string[]>();
  for (const [type, hearers] of heardBy) for (const one of hearers) push(typesOf, one, type);
  const writers = new Map<number, Transition[]>();
  const raisers = new Map<string, Transition[]>();
  const anything: Transition[] = [];
  transitions.forEach((transition, index) => {
    const { writes, raises } = effects[index] as Effect;
    for (const digit of writes) push(writers, digit, transition);
    if (raises === null) anything.push(transition);
    else for (const type of raises) push(raisers, type, transition);
  });
  const first = transitions.filter(
    (transition, index) => effects[index]?.ends === true || (contextMatters && assigns(chart, transition)),
  );
  const chains = new Map<string, readonly Transition[]>();
  return {
    relevantTo,
    actionsOf: (transition) => known.actions.get(transition) ?? [],
    chainOf: (type) => {
      const found = chains.get(type) ?? chainOf(type);
      chains.set(type, found);
      return found;
    },
    mayEnter: (transition, node) => nodesEntered(chart, transition).includes(node),
    mayWrite: ({ index }, digit) => effects[index]?.writes.includes(digit) === true,
  };

  function chainOf(type: string): readonly Transition[] {
    const chain = new Set<Transition>(transitions.filter(({ descriptor }) => descriptor === ''));
    const types = new Set([type]);
    // Both grow while they are gone through.
    const heard = (one: string): readonly Transition[] => heardBy.get(one) ?? hearing(chart, one);
    for (const one of types) heard(one).forEach((transition) => void chain.add(transition));
    for (const { index } of chain) {
      const raises = effects[index]?.raises ?? null;
      if (raises === null) return transitions;
      for (const raised of raises)
        if (!types.has(raised)) {
          types.add(raised);
          heard(raised).forEach((transition) => void chain.add(transition));
        }
    }
    return [...chain];
  }

  function relevantTo(kept: ReadonlySet<number>): Relevant {
    const found = new Set<Transition>();
    const waiting: Transition[] = [];
    const types = new Set<string>();
    const add = (listed: readonly Transition[]): void => {
      for (const one of listed)
        if (!found.has(one)) {
          found.add(one);
          waiting.push(one);
        }
    };
    for (const digit of kept) add(writers.get(digit) ?? []);
    add(first);
    for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
      // After any step of anybody, eventless transitions are looked for again, and may look at its event.
      if (one.descriptor === '') add(transitions);
      for (const type of typesOf.get(one) ?? []) {
        const inTheWay = (heardBy.get(type) ?? []).filter((other) => meets(other, one as Transition));
        add(inTheWay);
        if (types.has(type)) continue;
        types.add(type);
        add(raisers.get(type) ?? []);
        add(anything);
      }
    }
    const others = transitions.filter((transition) => !found.has(transition));
    return {
      transitions: found,
      forgotten: new Set(others.flatMap(({ index }) => effects[index]?.writes ?? [])),
    };
  }

  /** Whether one may be taken in place of the other, or stop it. */
  function meets(one: Transition, other: Transition): boolean {
    const [mine, theirs] = [one.source, other.source];
    return (
      mine === theirs ||
      isBelow(mine, theirs) ||
      isBelow(theirs, mine) ||
      exitsMeet(effects[one.index]?.domain ?? null, effects[other.index]?.domain ?? null)
    );
  }
}

/** Every transition of a chart, by what it hears. */
const listed = new WeakMap<ExploredChart, ReadonlyMap<string, readonly Transition[]>>();
function byDescriptor(chart: ExploredChart): ReadonlyMap<string, readonly Transition[]> {
  const known = listed.get(chart);
  if (known !== undefined) return known;
  const found = new Map<string, Transition[]>();
  for (const transition of chart.transitions) push(found, transition.descriptor, transition);
  listed.set(chart, found);
  return found;
}
function push<Key, Value>(into: Map<Key, Value[]>, key: Key, value: Value): void {
  const there = into.get(key);
  if (there === undefined) into.set(key, [value]);
  else there.push(value);
}
const hearing = (chart: ExploredChart, type: string): readonly Transition[] =>
  [...byDescriptor(chart)]
    .flatMap(([descriptor, heard]) => (descriptor !== '' && matches(type, descriptor) ? heard : []))
    .sort((one, other) => one.index - other.index);

const assigns = (chart: ExploredChart, transition: Transition): boolean =>
  actionsOf(chart, transition).some((action) => raisedBy(action, chart.machine, []).assigns);

/** A domain that holds whatever a history remembers: as if it led to the history's parent. */
function domainOf({ root }: ExploredChart, { source, targets, reenter }: Transition): Domain | null {
  if (targets === null || targets.length === 0) return null;
  // The default of a history may be named from anywhere.
  if (targets.some(({ kind, raw }) => kind === 'history' && String(raw.config.target).includes('#')))
    return { under: null, itself: false };
  const reached = targets.map((target) => (target.kind === 'history' ? (target.parent as Node) : target));
  const inside = (target: Node): boolean => target === source || isBelow(target, source);
  if (!reenter && reached.every(inside)) return { under: source, itself: false };
  const [head, ...tail] = [...reached, source];
  const shared = lineageOf(head as Node)
    .slice(1)
    .find((ancestor) => tail.every((node) => isBelow(node, ancestor)));
  if (shared !== undefined) return { under: shared, itself: true };
  return { under: reenter ? null : root, itself: false };
}

/** Every node that a transition may leave or enter. */
function nodesMoved(chart: ExploredChart, transition: Transition): readonly Node[] {
  const domain = domainOf(chart, transition);
  if (domain === null) return [];
  const { under } = domain;
  return under === null ? chart.nodes : chart.nodes.slice(under.index, under.last + 1);
}
/** Those that it may enter: below a compound state only the child that its target is in. */
function nodesEntered(chart: ExploredChart, transition: Transition): readonly Node[] {
  const under = domainOf(chart, transition)?.under;
  const moved = nodesMoved(chart, transition);
  if (under?.kind !== 'compound' || transition.targets === null) return moved;
  const tops = transition.targets.map((target) => lineageOf(target).find(({ parent }) => parent === under));
  if (tops.includes(undefined)) return moved;
  return moved.filter((node) => node === under || tops.some((top) => top === node || isBelow(node, top as Node)));
}

function actionsOf(chart: ExploredChart, transition: Transition): readonly unknown[] {
  return [
    ...transition.actions,
    ...nodesMoved(chart, transition).flatMap(({ raw }) => raw.exit),
    ...nodesEntered(chart, transition).flatMap(({ raw }) => [...raw.entry, ...(raw.initial?.actions ?? [])]),
  ];
}

function effectOf(chart: ExploredChart, transition: Transition, known: Known): Effect {
  const domain = domainOf(chart, transition);
  const moved = nodesMoved(chart, transition);
  const entered = nodesEntered(chart, transition);
  const histories = moved.flatMap((node) => node.histories.flatMap((history) => chart.remembered.get(history) ?? []));
  const digits = domain === null ? [] : leavingOf(chart, domain).digits;
  const finals = entered.filter(({ kind }) => kind === 'final');
  return {
    domain,
    writes: [...new Set([...digits, ...histories.map(({ digit }) => digit)])],
    raises: known.raises(transition),
    ends: finals.some(mayEnd),
  };
}

/** A final state of the root, or of a region of a parallel state that ends with it. */
function mayEnd({ parent }: Node): boolean {
  let above = parent?.kind === 'parallel' ? parent : (parent?.parent ?? null);
  while (above?.kind === 'parallel') above = above.parent;
  return above === null;
}

/** More than this are events without end. */
const eventsMax = 100_000;

interface Known {
  readonly types: ReadonlySet<string>;
  readonly actions: ReadonlyMap<Transition, readonly unknown[]>;
  raises(transition: Transition): ReadonlySet<string> | null;
}

/** Every event that may be heard: what comes from outside, and what is raised when that is heard, and so on. */
function knownEvents(chart: ExploredChart, events: readonly Happening[]): Known {
  const types = new Set<string>([
    ...chart.nodes.flatMap(({ on }) => [...on.keys()].filter((name) => !name.endsWith('*'))),
    ...events.map(({ type }) => type),
    ...chart.nodes.map(({ id }) => `xstate.done.state.${id}`),
  ]);
  const raises = new Map<Transition, Set<string> | null>();
  const seen = new Set<string>();
  const waiting = [...events];
  const actions = new Map(
    chart.transitions.map(
      (one) => [one, actionsOf(chart, one).filter((action) => concerns(action, chart.machine))] as const,
    ),
  );
  const always = chart.transitions.filter(({ descriptor }) => descriptor === '');
  const heard = new Map<string, readonly Transition[]>();
  const hearers = (type: string): readonly Transition[] => {
    const found = heard.get(type) ?? [...hearing(chart, type), ...always];
    heard.set(type, found);
    return found;
  };
  for (const one of chart.transitions)
    raises.set(one, new Set(nodesEntered(chart, one).flatMap((node) => (node.kind === 'final' ? ended(node) : []))));
  for (const event of chart.nodes.filter(({ kind }) => kind === 'final').flatMap(ended)) waiting.push({ type: event });
  for (let event = waiting.pop(); event !== undefined; event = waiting.pop()) {
    const key = keyOf(event);
    if (seen.has(key)) continue;
    seen.add(key);
    if (seen.size > eventsMax) return { types, actions, raises: () => null };
    types.add(event.type);
    for (const one of hearers(event.type)) {
      const into = raises.get(one);
      if (into === null || into === undefined) continue;
      for (const raised of allRaised(actions.get(one) ?? [], chart.machine, event)) {
        if (raised === null) {
          raises.set(one, null);
          break;
        }
        into.add(raised.type);
        waiting.push(raised);
      }
    }
  }
  return { types, actions, raises: (transition) => raises.get(transition) ?? null };
}

function allRaised(actions: readonly unknown[], machine: AnyStateMachine, event: Happening): (Happening | null)[] {
  const seen = seenBy('an action', event);
  return actions.flatMap((action): readonly (Happening | null)[] => {
    const { raised } = raisedBy(action, machine, [seen]);
    return raised === null ? [null] : raised;
  });
}

/** Events that are told apart by more than plain data are told apart by their type. */
function keyOf(event: Happening): string {
  try {
    return canonical(event, 'event');
  } catch {
    return event.type;
  }
}

/** The events of what ends with a final state. */
function ended({ parent }: Node): readonly string[] {
  return parent === null ? [] : lineageOf(parent).map(({ id }) => `xstate.done.state.${id}`);
}
