/**
 * A way of a proof, walked by a preparation through the shipped `decide`: people, values and a clock for each event; and
 * the same walk gone under another version, to see what that makes of it.
 */
import {
  type Actor,
  advance,
  classify,
  decide,
  type EventClass,
  isFiring,
  missingFor,
  nextDue,
  open,
  type Opening,
  type Protocol,
  type State,
} from '../../machines/index.ts';
import { commandsFor } from '../commands.ts';
import { looksOf, sameClass, whatIsRead } from '../concrete.ts';
import { actorFor } from '../people.ts';
import { classesOf } from '../proofs/event-classes.ts';
import { regionsOf, type Standing, standingIn } from '../regions.ts';
import { openingIn, scope, unneededIn, worldsOf } from '../world.ts';
import type { PathStep } from '../walker.ts';

/** An event of a way, and where it should lead the regions that it moves. */
export interface Wanted {
  readonly type: string;
  /** Null or absent for a deadline. */
  readonly class?: EventClass | null;
  readonly moves?: Standing;
}
/** What a preparation did, and where it stands. */
export interface Walk {
  readonly opening: Opening;
  readonly begins: Standing;
  readonly steps: readonly PathStep[];
  readonly state: State;
}

const betweenTapsMs = 2_000;
/** A hold is looked at again so soon that nothing else falls due before. */
const lookAgainMs = 60_000;

export function begun(protocol: Protocol, opening: Opening): Walk {
  const { state } = open(protocol, opening);
  return { opening, begins: standingIn(state.value, regionsOf(protocol)), steps: [], state };
}

/**
 * One event more.
 * @returns null where nobody brings it about from here.
 */
export function walkOn(protocol: Protocol, walk: Walk, { type, class: eventClass, moves = {} }: Wanted): Walk | null {
  if (type.startsWith('xstate.after.')) return waited(protocol, walk, type);
  if (eventClass == null) return null;
  // What only the server says it says by itself, of the facts; no walk says it for the server.
  if (eventClass.role === 'system') return walk;
  const leads = ({ state }: Walk): boolean =>
    Object.entries(moves).every(([region, at]) => standingIn(state.value, [region])[region] === at);
  const taken = tapped(protocol, walk, type, eventClass, leads) ?? tapped(protocol, walk, type, eventClass, () => true);
  if (taken !== null) return taken;
  // A class stands for all that the guards do not tell apart; another may lead the same way and be somebody's.
  for (const { class: other } of classesOf(protocol).payloads[type] ?? []) {
    const found = other.role === 'system' ? null : tapped(protocol, walk, type, other, leads);
    if (found !== null) return found;
  }
  return null;
}

function tapped(
  protocol: Protocol,
  walk: Walk,
  type: string,
  eventClass: EventClass,
  leads: (walk: Walk) => boolean,
): Walk | null {
  const { state } = walk;
  const spec = protocol.events.get(type);
  const read = whatIsRead(protocol, type);
  const names = new Set(read.map(({ name }) => name));
  const actor = actorFor(state, spec, eventClass, looksOf(read));
  if (typeof actor === 'string') return null;
  // Nothing must fall due while somebody walks to the bed, or the way would be another.
  const due = nextDue(state);
  const at = due === null ? state.at + betweenTapsMs : Math.min(state.at + betweenTapsMs, Math.max(state.at, due - 1));
  const kind = /\.enteredLate\w*$/.test(type) ? 'late' : 'tap';
  for (const offered of commandsFor(protocol, state, { type, class: eventClass, kind }, [])) {
    const soon = spec?.asks.includes('lookAgainAt') === true;
    const command = soon ? { ...offered, lookAgainAt: at + lookAgainMs } : offered;
    const classified = classify(protocol, state, command, actor, at);
    if (!classified.ok || !sameClass(classified.event.class, eventClass, names)) continue;
    const next = tap(protocol, walk, command, actor, at);
    if (next.accepted && leads(next.walk)) return next.walk;
  }
  return null;
}

/** What somebody does, as `decide` takes it. */
export function tap(
  protocol: Protocol,
  walk: Walk,
  command: Extract<PathStep, { kind: 'tap' }>['command'],
  actor: Actor,
  at: number,
): { readonly accepted: boolean; readonly says: string; readonly walk: Walk } {
  const decision = decide(protocol, walk.state, command, actor, at);
  const accepted = decision.kind === 'accepted';
  const state = accepted ? decision.state : advance(protocol.machine, walk.state, at).state;
  const standing = standingIn(state.value, regionsOf(protocol));
  const says = accepted ? '' : 'refusal' in decision ? decision.refusal.says : 'it is so already';
  return {
    accepted,
    says,
    walk: { ...walk, state, steps: [...walk.steps, { kind: 'tap', at, command, actor, accepted, standing }] },
  };
}

/** The clock goes on until this has fired; what falls due before it happens too. Null where nothing waits for it. */
function waited(protocol: Protocol, walk: Walk, deadline: string): Walk | null {
  let { state } = walk;
  while (state.deadlines.some(({ id }) => id === deadline)) {
    const due = nextDue(state);
    if (due === null) return null;
    const { state: next, fired } = advance(protocol.machine, state, due);
    state = next;
    if (fired.some((event) => isFiring(event) && event.type === deadline))
      return { ...walk, state, steps: [...walk.steps, waitStep(protocol, state, deadline)] };
  }
  return null;
}

/** The clock goes on to an instant. */
export function waitUntil(protocol: Protocol, walk: Walk, at: number, deadline: string): Walk {
  const { state } = advance(protocol.machine, walk.state, at);
  const now = { ...state, at: Math.max(state.at, at) };
  return { ...walk, state: now, steps: [...walk.steps, { ...waitStep(protocol, now, deadline), at }] };
}

const waitStep = (protocol: Protocol, state: State, deadline: string): Extract<PathStep, { kind: 'wait' }> => ({
  kind: 'wait',
  at: state.at,
  deadline,
  standing: standingIn(state.value, regionsOf(protocol)),
});

/** What another version makes of a walk: where it goes another way, or that it does not. */
export interface Elsewhere {
  /** The first step that goes otherwise, from 0; -1 the beginning; null where all goes the same. */
  readonly step: number | null;
  /** What was said there. */
  readonly says: string;
  readonly walk: Walk;
}

/** The same taps at the same instants, whatever comes of them. */
export function walkAgain(protocol: Protocol, { opening, begins, steps }: Walk, regions: readonly string[]): Elsewhere {
  let walk = begun(protocol, opening);
  const first = otherwise(begins, walk.begins, regions);
  let step: number | null = first === null ? null : -1;
  let says = first ?? '';
  for (const [index, one] of steps.entries()) {
    const next = one.kind === 'wait' ? null : tap(protocol, walk, one.command, one.actor, one.at);
    walk = next?.walk ?? waitUntil(protocol, walk, one.at, one.kind === 'wait' ? one.deadline : '');
    if (step !== null) continue;
    const accepted = one.kind === 'wait' || one.accepted;
    const differs =
      next !== null && next.accepted !== accepted ? true : otherwise(one.standing, last(walk), regions) !== null;
    if (!differs) continue;
    step = index;
    says =
      next !== null && !next.accepted
        ? next.says
        : next !== null && !accepted
          ? 'it is accepted'
          : (otherwise(one.standing, last(walk), regions) ?? '');
  }
  return { step, says, walk };
}

const last = ({ steps, begins }: Walk): Standing => steps.at(-1)?.standing ?? begins;

function otherwise(here: Standing, there: Standing, regions: readonly string[]): string | null {
  const region = ['root', ...regions].find((name) => here[name] !== there[name]);
  return region === undefined ? null : `${region} is ${there[region] ?? 'gone'}`;
}

/** Why a preparation is not ready, in the words of the tablet; null when it is. */
export function notReady(protocol: Protocol, state: State): string | null {
  const missing = missingFor(protocol, state, 'ready', null);
  return missing.length === 0 ? null : (missing[0]?.says ?? 'It is not ready.');
}

/** Openings, those that leave most to be asked first: a way answers everything itself. */
export function openingsOf(protocol: Protocol, many: number): readonly Opening[] {
  return worldsOf(protocol)
    .map((world) => ({ world, unneeded: unneededIn(protocol, world).length, scope: scope(protocol, world) }))
    .sort((a, b) => a.unneeded - b.unneeded || b.scope - a.scope)
    .slice(0, many)
    .map(({ world }) => openingIn(world));
}
