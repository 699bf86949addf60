/**
 * Late entry: work done while a tablet was not connected, or written on paper. Server time alone refuses correct work,
 * and so does device time alone; each event declares which of three it is.
 *
 * stop       applied whatever has happened since: a no is a no, however late
 * work       applied only if it would have been accepted on what its author saw, and nobody else has since changed
 *            anything it depended on; it counts from when it happened, so it may have expired already
 * judgement  never decided by a tablet on its own
 */
import { readSet, writeSet } from '../chart/sets.ts';
import type { Protocol } from '../protocols/compile.ts';
import { itemEvent } from '../items/item-words.ts';
import { type RefusalCode, refusals } from '../refusals.ts';
import type { Actor, DeviceId, Instant } from '../terms.ts';
import { changedByOthers, happened } from './changed-since.ts';
import type { Command, Decision } from './command.ts';
import { classify } from './classify.ts';
import { decide, opened, replayOne } from './decide.ts';
import type { Opening } from './implementations.ts';
import type { ChartEvent, State } from './state.ts';
import type { Changed } from './verdict.ts';
import { advance, isFiring } from './step.ts';

/** A recorded event, with what late entry asks about it. */
export interface PastEvent {
  readonly revision: number;
  readonly event: ChartEvent;
  readonly device: DeviceId | null;
  /** When it happened at the bedside, where that was before it was recorded. */
  readonly happenedAt?: Instant;
}

export interface Lateness {
  readonly opening: Opening;
  /** The whole log, oldest first. */
  readonly past: readonly PastEvent[];
  /** The revision its author saw. */
  readonly base: number;
  /** When it was done: the earlier of received, and last sync plus what the device's monotonic clock says. */
  readonly happenedAt: Instant;
  /** The device cannot say when: it restarted, or its clocks disagree by more than a minute. */
  readonly untrusted: boolean;
}

/** @param state the newest state; @param at the server's instant. */
export function decideLate(
  protocol: Protocol,
  state: State,
  command: Command,
  actor: Actor,
  at: Instant,
  lateness: Lateness,
): Decision {
  const spec = protocol.events.get(command.event);
  if (spec === undefined) return decide(protocol, state, command, actor, at);
  const { happenedAt: _said, ...said } = command;
  if (spec.late === 'stop') return decide(protocol, state, { ...said, ...believed(lateness) }, actor, at);
  const item = spec.item === undefined ? undefined : protocol.items.get(spec.item)?.item;
  // A mismatch is a stop, by whatever item it was seen.
  const seen = classify(protocol, state, { ...command, happenedAt: lateness.happenedAt }, actor, at);
  if (item?.ifNot !== undefined && seen.ok && seen.event.class.value === 'fails')
    return decide(
      protocol,
      state,
      {
        event: item.ifNot,
        reason: item.text,
        ...(seen.event.payload.scanned === undefined ? {} : { value: seen.event.payload.scanned }),
        ...believed(lateness),
      },
      actor,
      at,
    );
  if (spec.late === 'judgement') return needsPerson('needsDecision');
  if (item?.kind === 'secondPerson') return needsPerson('needsDecision');
  if (item !== undefined && lateness.untrusted) return needsPerson('timeUntrusted');
  if (!stoodThen(protocol, command, actor, lateness)) return needsPerson('seenTooOld');
  const changed = changedByOthers(protocol, command.event, actor, lateness);
  if (changed.length > 0) return needsPerson('seenTooOld', changed);
  if (item === undefined || command.event === itemEvent(item.id, 'corrected'))
    return decide(protocol, state, { ...command, happenedAt: lateness.happenedAt }, actor, at);
  const entered: Command = {
    ...command,
    event: itemEvent(item.id, 'enteredLate'),
    happenedAt: lateness.happenedAt,
    late: true,
  };
  return decide(protocol, state, entered, actor, at);
}

/**
 * When a stop happened, where its tablet can be believed. A stop is applied whatever its clock says; only its age would be
 * wrong, so it then counts from when the server heard of it. None happened before the preparation began.
 */
const believed = ({ opening, happenedAt, untrusted }: Lateness): Pick<Command, 'happenedAt'> =>
  untrusted || happenedAt < opening.at ? {} : { happenedAt };

/** Would it have been accepted on what its author saw: the base, and their own work since? */
function stoodThen(
  protocol: Protocol,
  command: Command,
  actor: Actor,
  { opening, past, base, happenedAt }: Lateness,
): boolean {
  const seen = past
    .filter(({ revision }) => revision <= base)
    .reduce((state, { event }) => replayOne(protocol, state, event), opened(protocol, opening));
  const own = past.filter(
    (one) => one.revision > base && one.device === actor.device && !isFiring(one.event) && happened(one) <= happenedAt,
  );
  const then = own.reduce((state, { event }) => repeat(protocol, state, event), seen);
  return decide(protocol, then, command, actor, Math.max(happenedAt, then.at)).kind === 'accepted';
}

/** The author's own earlier work, as it looked to them: at the time it happened, under its first name. */
function repeat(protocol: Protocol, state: State, event: ChartEvent): State {
  const [, id = '', how = ''] = event.type.split('.');
  const item = protocol.items.get(id)?.item;
  if (item === undefined || how !== 'enteredLate')
    return replayOne(protocol, advance(protocol.machine, state, Math.max(event.at, state.at)).state, event);
  const at = Math.max(event.payload.evidence?.at ?? event.at, state.at);
  const first =
    'timer' in item.answer
      ? 'started'
      : item.kind === 'sensed'
        ? 'sensed'
        : item.kind === 'measured'
          ? 'measured'
          : 'attested';
  return replayOne(protocol, advance(protocol.machine, state, at).state, { ...event, at, type: itemEvent(id, first) });
}

/** Does this event depend on what an earlier, unapplied one would have done? Then it waits for a person with it. */
export function dependsOn(protocol: Protocol, event: string, earlier: string): boolean {
  if (protocol.events.get(event)?.late === 'stop') return false;
  const read = readSet(protocol.chart, event);
  return [...writeSet(protocol.chart, earlier)].some((region) => read.has(region));
}

const needsPerson = (code: RefusalCode, changed: readonly Changed[] = []): Decision => ({
  kind: 'needsPerson',
  refusal: { code, says: refusals[code], missing: [], ...(changed.length === 0 ? {} : { changed }) },
});
