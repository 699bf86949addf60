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
  type Opening,
  step,
  type State,
} from '../machines/index.ts';
import { commandsFor, factsFor, openedAt, plannedStart } from './commands.ts';
import { conditionsIn } from './conditions.ts';
import { actorFor } from './people.ts';
import { type Standing, standingIn } from './regions.ts';
import type { Slice } from './slice.ts';
import { type Edge, type Graph, namedTransitions, stateKey } from './walk.ts';
import { along, goTo, type Impossible, impossible, type Walker } from './walker.ts';

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
  const told = judged.events.map(({ type }) => type);
  if (told.length !== wanted.length || !wanted.every((type) => told.includes(type)))
    return impossible(
      wanted.length === 0
        ? `the server would judge ${told.join(', ')}`
        : `the server would not judge ${wanted.join(', ')}`,
    );
  const moved = along(walker, judged.events, judged.state);
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
  (!read.has('competent') || a.competent === b.competent) &&
  (!read.has('value') || a.value === b.value);
