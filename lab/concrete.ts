/**
 * A walk made real, one step at a time: people, values, facts and instants for each classed event, so that the clock and
 * the server's own judgement do exactly what the walk says. What cannot be made real says why; nothing is guessed.
 */
import {
  type Actor,
  advance,
  begin,
  type ChartEvent,
  classify,
  type Command,
  type EventClass,
  type Instant,
  judge,
  nextDue,
  type Opening,
  step,
  type State,
} from '../machines/index.ts';
import { commandsFor, factsFor, openedAt, plannedStart } from './commands.ts';
import { conditionsIn } from './conditions.ts';
import { actorFor } from './people.ts';
import { type Standing, standingIn } from './regions.ts';
import { type Sample, sampleKey } from './samples.ts';
import type { Slice } from './slice.ts';
import { type Edge, type Graph, namedTransitions, stateKey } from './walk.ts';

export type PathStep =
  | {
      readonly kind: 'tap';
      readonly at: Instant;
      readonly command: Command;
      readonly actor: Actor;
      readonly accepted: boolean;
      readonly standing: Standing;
    }
  /** The clock goes forward until this deadline fires; others, that the slice leaves out, may fire on the way. */
  | { readonly kind: 'wait'; readonly at: Instant; readonly deadline: string; readonly standing: Standing };

/** Somewhere along a path: where the graph is, and the same place as a real preparation. */
export interface Walker {
  readonly slice: Slice;
  readonly graph: Graph;
  readonly key: string;
  readonly state: State;
  readonly opening: Opening;
  readonly begins: Standing;
  readonly steps: readonly PathStep[];
  readonly edges: readonly Edge[];
}
/** Why a walk cannot be made real. */
export interface Impossible {
  readonly impossible: string;
}
const impossible = (why: string): Impossible => ({ impossible: why });

/** Between two taps; short, so that a refusal or two never outlasts a hand rub. */
const betweenTapsMs = 100;

/** @param judged what the server judges when the preparation is opened, because of the order's facts. */
export function start(slice: Slice, graph: Graph, judged: readonly string[]): Walker | Impossible {
  const needed = [...slice.protocol.items.keys()]
    .map((id) => `item.${id}.needed`)
    .filter((event) => !judged.includes(event.replace('.needed', '.notNeeded')));
  const base: Opening = {
    preparation: 'preparation-lab',
    at: openedAt,
    start: plannedStart,
    order: { number: 'A100200', version: 1, facts: {} },
    patient: { familyName: 'Roe', givenName: 'Mary', birthDate: '1961-04-02', sex: 'F', number: '4471199' },
    place: { ward: 'north', bed: '6' },
  };
  const plain = begin(slice.protocol.machine, base);
  const opening = { ...base, order: { ...base.order, facts: factsFor(slice.protocol, plain, [...needed, ...judged]) } };
  const state = begin(slice.protocol.machine, opening);
  const fresh: Walker = {
    slice,
    graph,
    key: stateKey(state.value, slice.kept),
    state,
    opening,
    begins: {},
    steps: [],
    edges: [],
  };
  if (fresh.key !== graph.initial) return impossible('the preparation does not begin where the walk does');
  const opened = judgedNow(fresh, judged, openedAt);
  return 'impossible' in opened ? opened : { ...opened, begins: standingIn(opened.state.value, slice.kept) };
}

/** @param judged what the server is to judge in the same commit. */
export function follow(walker: Walker, edge: Edge, judged: readonly string[] = []): Walker | Impossible {
  switch (edge.sample.kind) {
    case 'deadline':
      return wait(walker, edge);
    case 'judged':
      return impossible('the server judges this only when facts change');
    case 'tap':
    case 'late':
      return tap(walker, edge, judged);
  }
}

function wait(walker: Walker, edge: Edge): Walker | Impossible {
  const deadline = walker.state.deadlines.find(({ id }) => id === edge.sample.type);
  return deadline === undefined ? impossible('nothing waits for this deadline here') : goTo(walker, deadline.at);
}

/** Lets time pass as `advance` does: whatever falls due on the way fires, and each that the walk knows is a step. */
function goTo(walker: Walker, at: Instant): Walker | Impossible {
  let now = walker;
  for (let due = nextDue(now.state); due !== null && due <= at; due = nextDue(now.state)) {
    const { state, fired } = advance(now.slice.protocol.machine, now.state, due);
    const known = fired.filter(({ type }) => now.slice.samples.has(type));
    const moved = along(now, known, state);
    if ('impossible' in moved) return moved;
    const standing = standingIn(state.value, walker.slice.kept);
    const waited = known.map(({ type }): PathStep => ({ kind: 'wait', at: due, deadline: type, standing }));
    now = { ...moved, steps: [...moved.steps, ...waited.slice(0, 1)] };
  }
  return { ...now, state: { ...now.state, at: Math.max(now.state.at, at) } };
}

/** The graph's edges for these events, and that they lead where the state now is. */
function along(
  walker: Walker,
  events: readonly Pick<ChartEvent, 'type' | 'class'>[],
  state: State,
): Walker | Impossible {
  let { key } = walker;
  const edges = [...walker.edges];
  for (const { type, class: eventClass } of events) {
    const edge = edgeFrom(walker.graph, key, { type, class: eventClass, kind: 'tap' });
    if (edge === undefined) return impossible(`the walk knows no ${type} here`);
    edges.push(edge);
    key = edge.to;
  }
  return key === stateKey(state.value, walker.slice.kept)
    ? { ...walker, key, edges, state }
    : impossible('the clock or a consequence leads elsewhere');
}

export const edgeFrom = (graph: Graph, key: string, sample: Sample): Edge | undefined =>
  graph.states.get(key)?.edges.find((edge) => sampleKey(edge.sample) === sampleKey(sample));

function tap(walker: Walker, edge: Edge, judged: readonly string[]): Walker | Impossible {
  const { protocol, kept } = walker.slice;
  const at = walker.state.at + betweenTapsMs;
  const now = goTo(walker, at);
  if ('impossible' in now || now.key !== walker.key) return impossible('a deadline fires before anybody could');
  const spec = protocol.events.get(edge.sample.type);
  const read = whatIsRead(now.slice, edge.sample.type);
  const actor = actorFor(now.state, spec, edge.sample.class, read.has('who'));
  if (typeof actor === 'string') return impossible(actor);
  let why: Impossible = impossible(`no answer is ever classed "${edge.sample.class.value}"`);
  for (const command of commandsFor(protocol, now.state, edge.sample, judged)) {
    const classified = classify(protocol, now.state, command, actor, at);
    const standing = (state: State): Standing => standingIn(state.value, kept);
    if (!classified.ok) {
      // Refused before any guard is asked; a walk that expects a refusal is content.
      if (edge.taken.length === 0)
        return {
          ...now,
          edges: [...now.edges, edge],
          steps: [...walker.steps, { kind: 'tap', at, command, actor, accepted: false, standing: standing(now.state) }],
        };
      why = impossible(`refused before the chart is asked (${classified.code})`);
      continue;
    }
    if (!sameClass(classified.event.class, edge.sample.class, read)) continue;
    const stepped = step(protocol.machine, now.state, classified.event).state;
    const moved = along(now, [{ type: edge.sample.type, class: edge.sample.class }], stepped);
    const settled = 'impossible' in moved ? moved : judgedNow(moved, judged, at);
    if ('impossible' in settled) why = settled;
    else
      return {
        ...settled,
        steps: [
          ...walker.steps,
          { kind: 'tap', at, command, actor, accepted: edge.taken.length > 0, standing: standing(settled.state) },
        ],
      };
  }
  return why;
}

/** What the server judges now must be what the walk says, all of it and nothing more. */
function judgedNow(walker: Walker, wanted: readonly string[], at: Instant): Walker | Impossible {
  const { protocol } = walker.slice;
  const judged = judge(protocol, walker.state, at);
  const told = judged.map(({ type }) => type);
  if (told.length !== wanted.length || !wanted.every((type) => told.includes(type)))
    return impossible(
      wanted.length === 0
        ? `the server would judge ${told.join(', ')}`
        : `the server would not judge ${wanted.join(', ')}`,
    );
  const state = judged.reduce((now, event) => step(protocol.machine, now, event).state, walker.state);
  const moved = along(walker, judged, state);
  return 'impossible' in moved ? moved : goTo(moved, at);
}

/** Which parts of an event's class its guards read. */
function whatIsRead({ protocol }: Slice, type: string): ReadonlySet<string> {
  const guards = [...namedTransitions(protocol).values()]
    .filter(({ event }) => event === type)
    .flatMap(({ guard }) => conditionsIn(guard));
  return new Set(guards.flatMap((leaf) => (leaf.kind === 'reads' ? [leaf.name] : [])));
}

const sameClass = (a: EventClass, b: EventClass, read: ReadonlySet<string>): boolean =>
  (!read.has('role') || a.role === b.role) &&
  (!read.has('who') || a.who === b.who) &&
  (!read.has('value') || a.value === b.value);
