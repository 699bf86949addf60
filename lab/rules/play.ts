/**
 * The way to a flaw, gone by a preparation that exists nowhere else: people, values and instants for each of its events,
 * and what the tablet of whoever does it would then show.
 */
import {
  type Actor,
  begin,
  checklist,
  type Checklist,
  classify,
  type ChartEvent,
  type EventClass,
  firing,
  isAt,
  type Instant,
  nextDue,
  type Opening,
  project,
  type Protocol,
  step,
  type State,
} from '../../machines/index.ts';
import { commandsFor } from '../commands.ts';
import { anyOpening } from '../any-opening.ts';
import { looksOf, sameClass, whatIsRead } from '../concrete.ts';
import { groundOf } from '../explore/model.ts';
import type { Claim } from '../explore/prove.ts';
import { holds } from '../explore/table.ts';
import type { Way } from '../explore/way.ts';
import { conditionWhere, type Where } from '../explore/where.ts';
import { actorFor, everybody, theServer } from '../people.ts';
import { classesOf } from '../proofs/event-classes.ts';
import { regionsOf, type Standing, standingIn } from '../regions.ts';
import { saysPerson } from '../tap-words.ts';
import { saysChanged, saysStep } from '../walkthrough.ts';
import type { PathStep } from '../walker.ts';
import { forbidden } from './rules.ts';
import { openingIn, scope, unneededIn, worldsOf } from '../world.ts';

export interface Scene {
  readonly at: Instant;
  /** How it came about: only a `tap` is somebody's. The server passes on what it judged, and waiting is the clock's. */
  readonly kind: 'begins' | 'tap' | 'judged' | 'wait';
  /** Who does what: `Nurse 1 taps "Record" on "Allergies …".` '' at the beginning. */
  readonly says: string;
  /** What is otherwise then, each a sentence. */
  readonly changed: readonly string[];
  /** Whose tablet is looked at, and how they are called: `Technician 1`. */
  readonly by: Actor;
  readonly who: string;
  readonly staff: readonly Somebody[];
  /** The step of the checklist that it is about; null where it is about none. */
  readonly step: string | null;
  readonly checklist: Checklist;
}

/** Who may appear, as a tablet's list of staff has them. */
interface Somebody extends Pick<Actor, 'role'> {
  readonly id: string;
  readonly name: string;
  readonly initials: string;
}
const staff: readonly Somebody[] = everybody.map((one) => ({
  id: one.person,
  name: saysPerson(one),
  initials: '',
  role: one.role,
}));

export interface Played {
  readonly scenes: readonly Scene[];
  /** It came to the flaw. It may not, where this preparation's clocks go otherwise than those of the way. */
  readonly broken: boolean;
}
export interface Flaw {
  readonly way: Way;
  /** Where it says nothing of a state it is of a step, or of what comes: then the whole way is the flaw. */
  readonly invariant: Claim & { readonly never?: Where };
  /** The step of the checklist to look at in the end. */
  readonly step?: string | null;
}

/** An event of a way; those that only a clock or the server brings about are not anybody's tap. */
interface Happens {
  readonly type: string;
  readonly class?: EventClass;
}

const betweenTapsMs = 2_000;
/** A hold is looked at again so soon that nothing else falls due before. */
const lookAgainMs = 60_000;
const onlooker = everybody[0] ?? theServer;

/**
 * Goes the way, and at its end does what the flaw lets somebody do, where it is something that is done.
 * @param protocol as it is without the rule: the machine that goes the way.
 * @throws when an event of the way cannot be brought about by anybody.
 */
export function playWay(protocol: Protocol, { way, invariant: { never }, step: shows = null }: Flaw): Played {
  let state = begin(protocol.machine, opening(protocol));
  const scenes: Scene[] = [sceneOf(protocol, state, state, null, onlooker)];
  const go = (event: Happens, to: Standing): void => {
    const played = happen(protocol, state, event, to);
    const by = played.actor.role === 'system' ? (scenes.at(-1)?.by ?? onlooker) : played.actor;
    scenes.push(sceneOf(protocol, state, played.state, played.step, by));
    state = played.state;
  };
  const regions = regionsOf(protocol);
  let stood = standingIn(way.from.value, regions);
  for (const { event, state: to } of way.steps) {
    const stands = standingIn(to.value, regions);
    go(event as Happens, Object.fromEntries(Object.entries(stands).filter(([region, at]) => stood[region] !== at)));
    stood = stands;
  }
  const broken = never === undefined ? isAlong(stood, standingIn(state.value, regions)) : isSo(protocol, never, state);
  const then = broken && never !== undefined ? forbidden(protocol, never) : null;
  if (then !== null) go(then, {});
  const last = scenes.pop();
  return { scenes: last === undefined ? [] : [...scenes, { ...last, step: shows ?? last.step }], broken };
}

/** Whether it went where the way goes. */
const isAlong = (way: Standing, stands: Standing): boolean =>
  Object.entries(way).every(([region, at]) => stands[region] === at);

/** Whether something is so in a state of the running machine, asked as the proof asks it. */
function isSo({ machine }: Protocol, where: Where, { value }: State): boolean {
  const { chart, contexts } = groundOf(machine, { context: 'ignored', input: anyOpening });
  const digits = chart.digits.map(({ values }) =>
    Math.max(
      0,
      values.findIndex((node) => node !== null && isAt(value, node.path)),
    ),
  );
  return holds(conditionWhere(where, chart, contexts), digits, 0, contexts);
}

interface Happened {
  readonly state: State;
  readonly step: PathStep;
  readonly actor: Actor;
}

/** @param wanted the regions that it should move, and where to. */
function happen(protocol: Protocol, state: State, { type, class: eventClass }: Happens, wanted: Standing): Happened {
  if (type.startsWith('xstate.after.')) return wait(protocol, state, type);
  if (eventClass === undefined) throw new Error(`Nobody is said to do ${type}.`);
  const before = state;
  // Nothing must fall due while somebody walks to the bed, or the way would be another.
  const due = nextDue(before);
  const at =
    due === null ? before.at + betweenTapsMs : Math.min(before.at + betweenTapsMs, Math.max(before.at, due - 1));
  const leads = ({ step: { standing } }: Happened): boolean =>
    Object.entries(wanted).every(([region, at]) => standing[region] === at);
  const taken = tap(eventClass);
  if (taken !== null) return taken;
  // A class stands for all that this event's guards do not tell apart; another may lead the same way and be somebody's.
  for (const { class: other } of classesOf(protocol).payloads[type] ?? []) {
    const tapped = tap(other);
    if (tapped !== null && leads(tapped)) return tapped;
  }
  if (eventClass.role !== 'system') throw new Error(`No answer to ${type} is ever classed "${eventClass.value}".`);
  // What the server judges is judged of facts, which a chart does not see.
  const judged: ChartEvent = { type, at, class: eventClass, payload: { by: theServer } };
  return stepped(judged, { kind: 'tap', at, command: { event: type }, actor: theServer, accepted: true });

  function tap(one: EventClass): Happened | null {
    const read = whatIsRead(protocol, type);
    const names = new Set(read.map(({ name }) => name));
    const spec = protocol.events.get(type);
    const actor = actorFor(before, spec, one, looksOf(read));
    if (typeof actor === 'string') return null;
    const kind = /\.enteredLate\w*$/.test(type) ? 'late' : 'tap';
    for (const offered of commandsFor(protocol, before, { type, class: one, kind }, [])) {
      const soon = spec?.asks.includes('lookAgainAt') === true;
      const command = soon ? { ...offered, lookAgainAt: at + lookAgainMs } : offered;
      const classified = classify(protocol, before, command, actor, at);
      if (classified.ok && sameClass(classified.event.class, one, names))
        return stepped(classified.event, { kind: 'tap', at, command, actor, accepted: true });
    }
    return null;
  }

  function stepped(event: ChartEvent, tap: Omit<Extract<PathStep, { kind: 'tap' }>, 'standing'>): Happened {
    const after = step(protocol.machine, before, event).state;
    return { state: after, actor: tap.actor, step: { ...tap, standing: standingIn(after.value, regionsOf(protocol)) } };
  }
}

/** The clock goes on until this is due; what falls due before it happens too. */
function wait(protocol: Protocol, state: State, type: string): Happened {
  let now = state;
  for (;;) {
    const due = nextDue(now);
    const deadline = now.deadlines.filter(({ at }) => at === due).sort((a, b) => a.generation - b.generation)[0];
    if (deadline === undefined) throw new Error(`Nothing waits for ${type}.`);
    const left = { ...now, deadlines: now.deadlines.filter((other) => other !== deadline) };
    now = step(protocol.machine, left, firing(deadline)).state;
    if (deadline.id !== type) continue;
    const standing = standingIn(now.value, regionsOf(protocol));
    return { state: now, actor: theServer, step: { kind: 'wait', at: now.at, deadline: type, standing } };
  }
}

function sceneOf(protocol: Protocol, before: State, after: State, taken: PathStep | null, by: Actor): Scene {
  const regions = regionsOf(protocol);
  return {
    at: after.at,
    kind: kindOf(taken),
    says: taken === null ? '' : saysStep(protocol, taken, before.at),
    changed: saysChanged(protocol, standingIn(before.value, regions), standingIn(after.value, regions)),
    by,
    who: saysPerson(by),
    staff,
    step: stepOf(protocol, taken),
    checklist: checklist(protocol, project(protocol, after, after.at), by, {
      revision: 1,
      head: 'none',
      digest: 'none',
      approved: true,
    }),
  };
}

function kindOf(taken: PathStep | null): Scene['kind'] {
  if (taken === null) return 'begins';
  if (taken.kind === 'wait') return 'wait';
  return taken.actor.role === 'system' ? 'judged' : 'tap';
}

function stepOf({ events, items }: Protocol, taken: PathStep | null): string | null {
  if (taken?.kind !== 'tap') return null;
  const spec = events.get(taken.command.event);
  return spec?.step ?? items.get(spec?.item ?? '')?.step.id ?? null;
}

/** Of the worlds that are told apart the one that leaves most to be asked: the way answers everything itself. */
function opening(protocol: Protocol): Opening {
  const [world] = worldsOf(protocol)
    .map((one) => ({ ...one, unneeded: unneededIn(protocol, one).length, scope: scope(protocol, one) }))
    .sort((a, b) => a.unneeded - b.unneeded || b.scope - a.scope);
  if (world === undefined) throw new Error('No world is told apart.');
  return { ...openingIn(world), preparation: 'rule-deleted' };
}
