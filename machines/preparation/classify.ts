/**
 * Turns the real world into an event's finite class: the only place that looks at values, people and dates.
 * Pure; what it decides is written down in the record, so replay never judges again.
 */
import type { PlacedItem, Protocol } from '../protocols/compile.ts';
import type { ItemDocument } from '../protocols/document.ts';
import type { EventSpec } from '../steps/define-step.ts';
import type { Actor, EvidenceValue, Evidence, EventClass, Instant, Relation, ValueClass } from '../terms.ts';
import type { RefusalCode } from '../refusals.ts';
import type { Command } from './command.ts';
import type { ChartEvent, EventPayload, State } from './state.ts';

/** The event to give the chart, or why the command makes none. */
export type Classified =
  | { readonly ok: true; readonly event: ChartEvent }
  | { readonly ok: false; readonly code: RefusalCode; readonly says?: string };

/** @param at the server's instant of the decision. */
export function classify(protocol: Protocol, state: State, command: Command, actor: Actor, at: Instant): Classified {
  const spec = protocol.events.get(command.event);
  if (spec === undefined || (spec.system === true && actor.role !== 'system' && command.late !== true))
    return { ok: false, code: 'notHere' };
  const missing = unasked(spec, command);
  if (missing !== null) return { ok: false, code: missing };
  const placed = spec.item === undefined ? undefined : protocol.items.get(spec.item);
  const happenedAt = command.happenedAt ?? at;
  const value = classifyValue(protocol, state, command, placed, happenedAt, actor);
  if (typeof value !== 'string') return { ok: false, ...value };
  const eventClass: EventClass = { role: actor.role, who: relation(state, spec, actor), value };
  return {
    ok: true,
    event: { type: command.event, at, class: eventClass, payload: payloadOf(command, actor, placed, happenedAt) },
  };
}

const asked = {
  value: ['value', 'valueMissing'],
  reason: ['reason', 'reasonMissing'],
  note: ['note', 'reasonMissing'],
  start: ['start', 'startMissing'],
  place: ['place', 'placeMissing'],
  person: ['person', 'personMissing'],
  lookAgainAt: ['lookAgainAt', null],
} as const;

/** What the command should have said and did not. */
function unasked(spec: EventSpec, command: Command): RefusalCode | null {
  for (const ask of spec.asks) {
    const [key, code] = asked[ask];
    if (code !== null && command[key] === undefined && !optional(spec, ask)) return code;
  }
  return null;
}

/** A hold needs no named owner. A stop asks for nothing: it is recorded at the second tap, words can follow. */
const optional = (spec: EventSpec, ask: EventSpec['asks'][number]): boolean => spec.late === 'stop' && ask === 'person';

function classifyValue(
  protocol: Protocol,
  state: State,
  command: Command,
  placed: PlacedItem | undefined,
  happenedAt: Instant,
  actor: Actor,
): ValueClass | { readonly code: RefusalCode; readonly says?: string } {
  const happened = command.event.split('.')[2];
  if (command.event === 'responsibility.declined')
    return state.context.offeredTo === actor.person ? 'agrees' : 'differs';
  if (command.event === 'responsibility.assigned')
    return command.person === state.context.responsible?.person ? 'agrees' : 'differs';
  if (placed === undefined || !answers.has(happened ?? '')) return 'none';
  const { item } = placed;
  if (happened === 'started' || 'timer' in item.answer) return 'satisfies';
  if (command.value === undefined) return { code: 'valueMissing' };
  const known = knownAnswer(item, command.value, happenedAt);
  if (known !== null) return known;
  if (happened === 'agreed') return state.context.evidence[item.id]?.value === command.value ? 'agrees' : 'differs';
  return satisfies(protocol, state, item, command.value, happenedAt) ? 'satisfies' : 'fails';
}
const answers = new Set(['sensed', 'attested', 'measured', 'started', 'agreed', 'enteredLate']);

/** Null when the value could be an answer to this item at all. */
function knownAnswer(
  item: ItemDocument,
  value: EvidenceValue,
  happenedAt: Instant,
): { readonly code: RefusalCode; readonly says?: string } | null {
  const { answer } = item;
  if ('choices' in answer) {
    if (answer.choices.some((choice) => choice.value === value)) return null;
    return {
      code: 'valueUnknown',
      says: `"${item.text}" is answered by ${answer.choices.map(({ label }) => label).join(' or ')}.`,
    };
  }
  if ('unit' in answer) {
    if (typeof value !== 'number' || !Number.isFinite(value))
      return { code: 'valueUnknown', says: `"${item.text}" is answered by a number.` };
    if (answer.unit === 'clock') return clockAnswer(item.text, value, happenedAt, answer.max);
    if (value < answer.min || value > answer.max)
      return {
        code: 'valueOutOfRange',
        says: `"${item.text}" is between ${answer.min} and ${answer.max}. Read it again.`,
      };
    const scaled = value * 10 ** answer.decimals;
    return Math.abs(scaled - Math.round(scaled)) < 1e-6
      ? null
      : { code: 'valueUnknown', says: `"${item.text}" has ${answer.decimals} decimals.` };
  }
  return typeof value === 'string' ? null : { code: 'valueUnknown' };
}

/** A device may be a minute ahead; nobody has eaten later than that. */
const clockSlackMs = 60_000;

/** A time of day that was: not ahead of now, and at most `hoursMax` ago. */
function clockAnswer(
  text: string,
  value: number,
  happenedAt: Instant,
  hoursMax: number,
): { readonly code: RefusalCode; readonly says?: string } | null {
  if (value > happenedAt + clockSlackMs)
    return { code: 'valueOutOfRange', says: `"${text}" is a time that has passed. Type it again.` };
  return value < happenedAt - hoursMax * 3_600_000
    ? { code: 'valueOutOfRange', says: `"${text}" is within the last ${hoursMax} hours. Type it again.` }
    : null;
}

/** Whether the answer is what the protocol wants, against this order, this patient and this planned start. */
function satisfies(
  protocol: Protocol,
  state: State,
  item: ItemDocument,
  value: EvidenceValue,
  happenedAt: Instant,
): boolean {
  const { answer } = item;
  const { patient, order } = state.context;
  if ('scan' in answer && value !== (answer.scan === 'patient.number' ? patient.number : order.number)) return false;
  if ('choices' in answer) {
    const choice = answer.choices.find((one) => one.value === value);
    if (choice?.satisfies !== true) return false;
    if (choice.notIf !== undefined && choice.notIf.is.includes(order.facts[choice.notIf.fact] ?? 'unknown'))
      return false;
  }
  return inWindow(protocol, state.context.start, item, { at: happenedAt, value });
}

/** Whether evidence lies in the item's window before this planned start. Items without a window always do. */
export function inWindow(
  protocol: Protocol,
  start: Instant,
  item: ItemDocument,
  evidence: Pick<Evidence, 'at' | 'value'>,
): boolean {
  if (item.window === undefined) return true;
  const { of, atLeast, atMost } = item.window;
  const instant = of === 'act' ? evidence.at : Number(evidence.value);
  const before = start - instant;
  return (
    (atLeast === undefined || before >= protocol.times(atLeast)) &&
    (atMost === undefined || before <= protocol.times(atMost))
  );
}

/** The actor against whoever answered this item first, or raised what this answers. */
function relation(state: State, spec: EventSpec, actor: Actor): Relation {
  const { evidence, raised } = state.context;
  const item = spec.item === undefined ? undefined : evidence[spec.item];
  const topic = spec.topic === undefined ? undefined : raised[spec.topic];
  // A disagreement is between two people; the one who resolves it is neither.
  const responsible = spec.topic === 'responsible' ? state.context.responsible?.person : undefined;
  const people = [...(item === undefined ? [] : [item.by, item.second?.by]), topic?.by, responsible];
  const grants = [item?.grant, topic?.grant];
  if (people.includes(actor.person)) return 'first';
  return grants.includes(actor.grant) ? 'sameGrant' : 'other';
}

/** Whether this event carries an answer: a value that nobody asked for is not kept. */
const isAnswered = (event: string, { answer }: ItemDocument): boolean =>
  !('timer' in answer) && answers.has(event.split('.')[2] ?? '');

function payloadOf(command: Command, actor: Actor, placed: PlacedItem | undefined, happenedAt: Instant): EventPayload {
  const { reason, note, start, place, person, lookAgainAt, order, patient, value } = command;
  const evidence: Evidence | undefined =
    placed === undefined
      ? undefined
      : {
          at: happenedAt,
          by: actor.person,
          role: actor.role,
          grant: actor.grant,
          how:
            command.how ??
            (placed.item.kind === 'sensed' ? 'scan' : placed.item.kind === 'measured' ? 'typed' : 'said'),
          // JSON may carry -0, which has no canonical text.
          ...(value === undefined || !isAnswered(command.event, placed.item)
            ? {}
            : { value: Object.is(value, -0) ? 0 : value }),
          ...(reason === undefined ? {} : { reason }),
          ...(note === undefined ? {} : { note }),
        };
  return {
    by: actor,
    ...(evidence === undefined ? {} : { evidence }),
    ...(reason === undefined ? {} : { reason }),
    ...(note === undefined ? {} : { note }),
    ...(start === undefined ? {} : { start }),
    ...(place === undefined ? {} : { place }),
    ...(person === undefined ? {} : { person }),
    ...(lookAgainAt === undefined ? {} : { lookAgainAt }),
    ...(order === undefined ? {} : { order }),
    ...(patient === undefined ? {} : { patient }),
  };
}
