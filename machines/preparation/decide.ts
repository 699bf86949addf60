/**
 * The decision: `decide(state, command, at) = advance(step(advance(state, at), event), at)`, one commit.
 * Deadlines due by `at` come first, each at its own instant; at a tie the deadline goes first. Any other rule makes
 * what was projected and what was committed diverge (docs/decisions, and the property test that shows it).
 */
import type { Protocol } from '../protocols/compile.ts';
import { type RefusalCode, refusals } from '../refusals.ts';
import type { Actor, Instant, Missing } from '../terms.ts';
import { classify } from './classify.ts';
import type { Command, Decision } from './command.ts';
import { missingForEvent } from './explain.ts';
import type { Opening } from './implementations.ts';
import { judge } from './judge.ts';
import type { ChartEvent, State } from './state.ts';
import { itemStatus, standing, valueAt } from './status.ts';
import { advance, begin, type Effect, isFiring, step } from './step.ts';

/** A new preparation, with what its order makes unneeded already judged. */
export function open(protocol: Protocol, opening: Opening): Extract<Decision, { kind: 'accepted' }> {
  const state = begin(protocol.machine, opening);
  return settle(protocol, state, [], opening.at, []);
}

/** What a record of an opening replays from. */
export const opened = (protocol: Protocol, opening: Opening): State => begin(protocol.machine, opening);

/** @param at the server's instant; never before the state's. */
export function decide(protocol: Protocol, state: State, command: Command, actor: Actor, at: Instant): Decision {
  const now = advance(protocol.machine, state, Math.max(at, state.at));
  const classified = classify(protocol, now.state, command, actor, now.state.at);
  if (!classified.ok) return refuse(classified.code, classified.says);
  const { event } = classified;
  const missing = missingForEvent(protocol, now.state, event.type, event.class);
  if (missing === null) return nothingToDo(protocol, now.state, command, event);
  if (missing.length > 0) return refuse(refusalCode(protocol, missing), missing[0]?.says, missing);
  const stepped = step(protocol.machine, now.state, event);
  return settle(protocol, stepped.state, [...now.fired, event], now.state.at, stepped.effects);
}

/** Judges evidence anew, then applies what became due at once: a window that moved past closes in the same commit. */
function settle(
  protocol: Protocol,
  state: State,
  before: readonly ChartEvent[],
  at: Instant,
  effects: readonly Effect[],
): Extract<Decision, { kind: 'accepted' }> {
  const judged = judge(protocol, state, at);
  const due = advance(protocol.machine, judged.state, at);
  return { kind: 'accepted', events: [...before, ...judged.events, ...due.fired], state: due.state, effects };
}

/** No transition takes this event from here: it is so already, or it is not the time for it. */
function nothingToDo(protocol: Protocol, state: State, command: Command, event: ChartEvent): Decision {
  const spec = protocol.events.get(event.type);
  const placed = spec?.item === undefined ? undefined : protocol.items.get(spec.item);
  if (placed === undefined && reached(protocol, state, event.type))
    return { kind: 'alreadySo', by: raisedBy(state, spec?.topic) };
  if (valueAt(state.value, 'open') === undefined) return refuse('ended');
  if (placed === undefined) return refuse('notNow');
  const status = itemStatus(state, placed.step.id, placed.item.id);
  const evidence = state.context.evidence[placed.item.id];
  if (status === 'notNeeded') return refuse('notNow', placed.item.appliesIf?.otherwise);
  // The first answer to a blind check is never compared for the one who asks: that would tell them what it was.
  if (status === 'awaiting' || status === 'running') return { kind: 'alreadySo', by: evidence?.by ?? null };
  if (status !== 'satisfied' && status !== 'overridden') return refuse('notNow');
  const same = command.value === undefined || evidence?.value === command.value;
  return same ? { kind: 'alreadySo', by: evidence?.by ?? null } : refuse('alreadyAnswered');
}

const raisedBy = (state: State, topic: string | undefined): string | null =>
  topic === undefined ? null : (state.context.raised[topic]?.by ?? null);

/** True when the chart stands where this event would have led it. */
function reached(protocol: Protocol, state: State, event: string): boolean {
  const targets = protocol.chart.nodes.flatMap(({ transitions }) =>
    transitions.filter((transition) => transition.event === event).flatMap(({ targets: to }) => to),
  );
  return targets.some((path) => path.split('.').length > 1 && standingAt(state, path));
}
const standingAt = (state: State, path: string): boolean =>
  standing(state.value, path.split('.').slice(0, -1).join('.')) === path.split('.').at(-1);

const refuse = (
  code: RefusalCode,
  says?: string,
  missing: readonly Missing[] = [],
): Extract<Decision, { kind: 'refused' }> => ({
  kind: 'refused',
  refusal: { code, says: says ?? refusals[code], missing },
});

/** The catalogue's code for what is missing: the most telling reason first. */
export function refusalCode(protocol: Protocol, missing: readonly Missing[]): RefusalCode {
  const about = (subject: string): boolean => missing.some((one) => one.subject.startsWith(subject));
  if (missing.every(({ subject }) => subject === 'person')) {
    if (missing.some(({ condition }) => condition.startsWith('competent:'))) return 'notCompetent';
    return missing.some(({ condition }) => condition.startsWith('who:')) ? 'samePerson' : 'notYours';
  }
  if (['identity.match', 'identity.band', 'consent.standing', 'consent.capacity'].some(about)) return 'stopped';
  if (about('whereabouts')) return 'elsewhere';
  if (about('flow')) return 'held';
  const identity = (subject: string): boolean =>
    protocol.items.get(subject.replace('item.', ''))?.step.identifies === true;
  return missing.some(({ subject, condition }) => condition.startsWith('counts.') && identity(subject))
    ? 'identityOpen'
    : 'itemsMissing';
}

/** Applies one recorded event: what replay does, and nothing more. */
export const replayOne = (protocol: Protocol, state: State, event: ChartEvent): State => {
  const fired = isFiring(event)
    ? { ...state, deadlines: state.deadlines.filter(({ id }) => id !== event.type) }
    : state;
  return step(protocol.machine, fired, event).state;
};

/** The state a log of events leads to. Nothing is judged again. */
export const replay = (protocol: Protocol, opening: Opening, events: readonly ChartEvent[]): State =>
  events.reduce((state, event) => replayOne(protocol, state, event), opened(protocol, opening));
