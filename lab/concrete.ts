/**
 * A walk made real, one step at a time: people, values, facts and instants for each classed event, so that the clock and
 * the server's own judgement do exactly what the walk says. What cannot be made real says why; nothing is guessed.
 */
import {
  begin,
  classify,
  type EventClass,
  type Instant,
  judge,
  type Protocol,
  step,
  type State,
} from '../machines/index.ts';
import { commandsFor } from './commands.ts';
import { conditionsIn, type Leaf } from './conditions.ts';
import { actorFor, type Looks } from './people.ts';
import { type Standing, standingIn } from './regions.ts';
import type { Slice } from './slice.ts';
import { type Edge, type Graph, stateKey } from './walk.ts';
import { worldFor } from './beginnings.ts';
import { openedAt, openingIn } from './world.ts';
import { along, goTo, type Impossible, impossible, type Walker } from './walker.ts';

/** Between two taps; short, so that a refusal or two never outlasts a hand rub. */
const betweenTapsMs = 100;

/**
 * @param judged what the server judges when the preparation is opened, because of what the world says.
 * @param turn which of the worlds that are as good: another one each time shows more.
 */
export function start(slice: Slice, graph: Graph, judged: readonly string[], turn = 0): Walker | Impossible {
  const world = worldFor(slice, judged, turn);
  if (world === undefined) return impossible('no order and no patient make it begin so');
  const opening = openingIn(world);
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
  const { settled, told } = judgedNow(fresh, openedAt);
  if ('impossible' in settled) return settled;
  if (!sameEvents(told, judged)) return impossible(`the server would judge ${told.join(', ') || 'nothing'} at once`);
  return { ...settled, begins: standingIn(settled.state.value, slice.kept) };
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
function tap(walker: Walker, edge: Edge, judged: readonly string[]): Walker | Impossible {
  const { protocol, kept } = walker.slice;
  const at = walker.state.at + betweenTapsMs;
  const now = goTo(walker, at);
  if ('impossible' in now || now.key !== walker.key) return impossible('a deadline fires before anybody could');
  const spec = protocol.events.get(edge.sample.type);
  const read = whatIsRead(now.slice.protocol, edge.sample.type);
  const names = new Set(read.map(({ name }) => name));
  const actor = actorFor(now.state, spec, edge.sample.class, looksOf(read));
  if (typeof actor === 'string') return impossible(actor);
  let why: Impossible = impossible(`no answer is ever classed "${edge.sample.class.value}"`);
  // Another judgement than the walk says leads elsewhere, and is kept for want of a better.
  let elsewhere: Walker | null = null;
  for (const command of commandsFor(protocol, now.state, edge.sample, judged)) {
    const classified = classify(protocol, now.state, command, actor, at);
    const standing = (state: State): Standing => standingIn(state.value, kept);
    if (!classified.ok) {
      // Never a person's to ask, whatever the guards say; a walk that expects a refusal is content.
      if (edge.taken.length === 0 && classified.code === 'notHere')
        return {
          ...now,
          edges: [...now.edges, edge],
          steps: [...walker.steps, { kind: 'tap', at, command, actor, accepted: false, standing: standing(now.state) }],
        };
      why = impossible(`refused before the chart is asked (${classified.code})`);
      continue;
    }
    if (!sameClass(classified.event.class, edge.sample.class, names)) continue;
    const stepped = step(protocol.machine, now.state, classified.event).state;
    const moved = along(now, [{ type: edge.sample.type, class: edge.sample.class }], stepped);
    if ('impossible' in moved) {
      why = moved;
      continue;
    }
    const { settled, told } = judgedNow(moved, at);
    if ('impossible' in settled) {
      why = settled;
      continue;
    }
    const done: Walker = {
      ...settled,
      steps: [
        ...walker.steps,
        { kind: 'tap', at, command, actor, accepted: edge.taken.length > 0, standing: standing(settled.state) },
      ],
    };
    if (sameEvents(told, judged)) return done;
    why = impossible(
      judged.length === 0
        ? `the server would judge ${told.join(', ')}`
        : `the server would not judge ${judged.join(', ')}`,
    );
    if (judged.every((event) => told.includes(event))) elsewhere ??= done;
  }
  return elsewhere ?? why;
}

/** What the server judges now, and where that leads; the walk has an edge for each of it. */
function judgedNow(
  walker: Walker,
  at: Instant,
): { readonly settled: Walker | Impossible; readonly told: readonly string[] } {
  const judged = judge(walker.slice.protocol, walker.state, at);
  const moved = along(walker, judged.events, judged.state);
  return { settled: 'impossible' in moved ? moved : goTo(moved, at), told: judged.events.map(({ type }) => type) };
}

const sameEvents = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && b.every((event) => a.includes(event));

/** The parts of an event's class that its guards read. */
export function whatIsRead(protocol: Protocol, type: string): readonly Extract<Leaf, { kind: 'reads' }>[] {
  return (protocol.chart.byEvent.get(type) ?? [])
    .flatMap(({ guard }) => conditionsIn(guard))
    .filter((leaf) => leaf.kind === 'reads');
}

/** What they look at in whoever does it. */
export const looksOf = (read: ReturnType<typeof whatIsRead>): Looks => ({
  relation: read.some(({ name }) => name === 'who'),
  competences: [
    ...new Set(
      read.flatMap(({ name, params }) => (name === 'competent' ? [(params as { readonly of: string }).of] : [])),
    ),
  ],
});

export const sameClass = (a: EventClass, b: EventClass, read: ReadonlySet<string>): boolean =>
  (!read.has('role') || a.role === b.role) &&
  (!read.has('who') || a.who === b.who) &&
  (!read.has('competent') || a.competent === b.competent) &&
  (!read.has('value') || a.value === b.value);
