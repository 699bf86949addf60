/**
 * One event through one machine, and time as data.
 * XState never holds a timer here: what it asks to wait for becomes a deadline in the state, and whoever calls brings
 * the instant. `step` is the only place that runs XState, so a new XState changes this file and no other.
 */
import { type AnyStateMachine, createActor, type MachineSnapshot } from 'xstate';
import type { Deadline, Instant } from '../terms.ts';
import type { ChartEvent, Context, State, StateValue } from './state.ts';
import type { Opening } from './implementations.ts';

/** More deadlines than this in one advance is a chart that re-arms itself without end. */
export const deadlinesPerAdvanceMax = 1000;

/** Something to carry out after the commit, as data. */
export interface Effect {
  readonly type: string;
  readonly params: unknown;
}
export interface Stepped {
  readonly state: State;
  readonly effects: readonly Effect[];
}

type Snapshot = MachineSnapshot<never, never, never, never, never, never, never, never>;
interface Action {
  readonly type: string;
  readonly params?: { readonly id?: string; readonly sendId?: string; readonly delay?: number };
}
interface Scope {
  actionExecutor: (action: Action) => void;
}
/** One scope a machine, reused: XState's public `transition()` builds an actor a call, thirty times the cost. */
const scopes = new WeakMap<AnyStateMachine, { readonly scope: Scope; readonly collected: Action[] }>();

function scopeOf(machine: AnyStateMachine): { readonly scope: Scope; readonly collected: Action[] } {
  const known = scopes.get(machine);
  if (known !== undefined) return known;
  const actor = createActor(machine, { input: openingProbe }) as unknown as { _actorScope: Scope };
  const collected: Action[] = [];
  const made = { scope: actor._actorScope, collected };
  made.scope.actionExecutor = (action) => void collected.push(action);
  scopes.set(machine, made);
  return made;
}

/** What the throw-away actor that lends its scope is begun with; its snapshot is never used. */
const openingProbe: Opening = {
  preparation: '',
  at: 0,
  start: 0,
  order: { number: '', version: 0, facts: {} },
  patient: { familyName: '', givenName: '', birthDate: '1970-01-01', sex: 'U', number: '' },
  place: { ward: '', bed: null },
};

interface Pure {
  getInitialSnapshot(scope: Scope, input: Opening): Snapshot;
  transition(snapshot: Snapshot, event: ChartEvent, scope: Scope): Snapshot;
  resolveState(config: { value: StateValue; context: Context }): Snapshot;
}
const pure = (machine: AnyStateMachine): Pure => machine as unknown as Pure;

/** The first state, with its deadlines. */
export function begin(machine: AnyStateMachine, opening: Opening): State {
  const { scope, collected } = scopeOf(machine);
  collected.length = 0;
  const snapshot = pure(machine).getInitialSnapshot(scope, opening);
  return fold(machine, { deadlines: [], generation: 0 }, snapshot, collected.splice(0), opening.at).state;
}

/** One event, at its own instant. The event must not be before the state. */
export function step(machine: AnyStateMachine, state: State, event: ChartEvent): Stepped {
  const { scope, collected } = scopeOf(machine);
  collected.length = 0;
  const snapshot = pure(machine).transition(snapshotOf(machine, state), event, scope);
  return fold(machine, state, snapshot, collected.splice(0), event.at);
}

/** The snapshot a state came from, while both live: resolving one anew is a sixth of a tap at 50 items. */
const snapshots = new WeakMap<object, { readonly machine: AnyStateMachine; readonly snapshot: Snapshot }>();

/** The state as XState sees it, for guards and explanations. */
export function snapshotOf(machine: AnyStateMachine, { value, context }: Pick<State, 'value' | 'context'>): Snapshot {
  const known = typeof value === 'object' ? snapshots.get(value) : undefined;
  return known !== undefined && known.machine === machine && known.snapshot.context === context
    ? known.snapshot
    : pure(machine).resolveState({ value, context });
}

/** Folds what the chart asked for, in list order: arm, disarm, skip what XState already applied, keep the rest as data. */
function fold(
  machine: AnyStateMachine,
  before: Pick<State, 'deadlines' | 'generation'>,
  snapshot: Snapshot,
  actions: readonly Action[],
  at: Instant,
): Stepped {
  let { deadlines, generation } = before;
  const effects: Effect[] = [];
  for (const { type, params } of actions) {
    if (type === 'xstate.cancel') deadlines = deadlines.filter(({ id }) => id !== params?.sendId);
    else if (type === 'xstate.raise' && params?.delay !== undefined) {
      const { id = '', delay } = params;
      if (!Number.isFinite(delay))
        throw new Error(`The delay of ${id} is ${delay}; a deadline needs a finite number of milliseconds.`);
      const deadline: Deadline = { id, at: at + Math.max(0, delay), generation: ++generation };
      deadlines = [...deadlines.filter((other) => other.id !== id), deadline];
    } else if (type !== 'xstate.raise') effects.push({ type, params });
  }
  const { value, context } = snapshot as unknown as { value: StateValue; context: Context };
  if (typeof value === 'object') snapshots.set(value, { machine, snapshot });
  return { state: { value, context, at, generation, deadlines }, effects };
}

export interface Advanced {
  readonly state: State;
  /** The firings, oldest first, each at the instant it fell due. */
  readonly fired: readonly ChartEvent[];
}

/** Applies every deadline due by `to`, in order of instant and then generation, each at its own instant. */
export function advance(machine: AnyStateMachine, state: State, to: Instant): Advanced {
  const fired: ChartEvent[] = [];
  let now = state;
  for (let due = nextDeadline(now, to); due !== null; due = nextDeadline(now, to)) {
    if (fired.length >= deadlinesPerAdvanceMax)
      throw new Error(
        `More than ${deadlinesPerAdvanceMax} deadlines fell due at once; the chart re-arms itself without end.`,
      );
    const event = firing(due);
    now = step(machine, withoutDeadline(now, due), event).state;
    fired.push(event);
  }
  return { state: to > now.at ? { ...now, at: to } : now, fired };
}

/** The event of a deadline: the server's own, at the instant it fell due. */
export const firing = ({ id, at }: Deadline): ChartEvent => ({
  type: id,
  at,
  class: { role: 'system', who: 'other', value: 'none' },
  payload: {},
});
export const isFiring = ({ type }: Pick<ChartEvent, 'type'>): boolean => type.startsWith('xstate.after.');

export function withoutDeadline(state: State, deadline: Deadline): State {
  return { ...state, deadlines: state.deadlines.filter(({ id }) => id !== deadline.id) };
}

/** The deadline that fires next, if it is due by `to`. */
function nextDeadline({ deadlines }: State, to: Instant): Deadline | null {
  const due = deadlines.filter(({ at }) => at <= to);
  return due.sort((a, b) => a.at - b.at || a.generation - b.generation)[0] ?? null;
}

/** The next instant at which something happens by itself, or null. */
export const nextDue = ({ deadlines }: State): Instant | null =>
  deadlines.length === 0 ? null : Math.min(...deadlines.map(({ at }) => at));
