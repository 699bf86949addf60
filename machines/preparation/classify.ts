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
import { goodEnough, none } from './good-enough.ts';
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
  const eventClass: EventClass = {
    role: actor.role,
    who: relation(state, spec, actor),
    value,
    ...(competent(placed?.item, command.event, actor) ? { competent: true } : {}),
  };
  return {
    ok: true,
    event: {
      type: command.event,
      at,
      class: eventClass,
      payload: {
        ...payloadOf(command, actor, placed, happenedAt, state, value),
        ...stopSays(spec, command, placed, value, at),
      },
    },
  };
}

const asked = {
  value: ['value', 'valueMissing'],
  reason: ['reason', 'reasonMissing'],
  note: ['note', 'noteMissing'],
  takenAt: ['takenAt', 'takenMissing'],
  start: ['start', 'startMissing'],
  place: ['place', 'placeMissing'],
  person: ['person', 'personMissing'],
  lookAgainAt: ['lookAgainAt', null],
} as const;

/** What the command should have said and did not. */
function unasked(spec: EventSpec, command: Command): RefusalCode | null {
  for (const ask of spec.asks) {
    const [key, code] = asked[ask];
    if (code !== null && (command[key] === undefined || isBlank(command, key)) && !optional(spec, ask)) return code;
  }
  const { reason } = command;
  if (spec.reasonsOnly !== true || reason === undefined) return null;
  return spec.reasons?.includes(reason) === true ? null : 'reasonUnknown';
}

/** Words of nothing but blanks say nothing. */
const isBlank = (command: Command, key: keyof Command): boolean =>
  (key === 'reason' || key === 'note') && command[key]?.trim() === '';

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
  const known = knownAnswer(item, command.value, happenedAt) ?? knownTime(item, command, happenedAt);
  if (known !== null) return known;
  if ('asset' in item.answer && command.asset === undefined) return { code: 'assetUnknown' };
  if (happened === 'agreed') return state.context.evidence[item.id]?.value === command.value ? 'agrees' : 'differs';
  const takenAt = takenOf(item, command);
  const given = {
    at: happenedAt,
    value: command.value,
    ...(takenAt === undefined ? {} : { takenAt }),
    ...assetGiven(command),
  };
  if (goodEnough(protocol, state, item, given)) return 'satisfies';
  return item.attempts !== undefined && attemptsBefore(state, item) + 1 >= item.attempts.max ? 'exhausts' : 'fails';
}
const answers = new Set(['sensed', 'attested', 'measured', 'started', 'agreed', 'enteredLate', 'filed']);

const attemptsBefore = (state: State, item: ItemDocument): number => state.context.evidence[item.id]?.attempts ?? 0;

/** What the equipment log said of the thing scanned, as evidence keeps it. */
function assetGiven({ asset }: Command): Pick<Evidence, 'asset' | 'until'> {
  if (asset === undefined) return {};
  const { until, ...kept } = asset;
  return { asset: kept, ...(until === null ? {} : { until }) };
}

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
    if (value === none && answer.none !== undefined) return null;
    if (typeof value !== 'number' || !Number.isFinite(value))
      return { code: 'valueUnknown', says: `"${item.text}" is answered by a number.` };
    if (answer.unit === 'clock') return clockAnswer(item.text, value, happenedAt, answer.max);
    if (value < answer.min || value > answer.max)
      return {
        code: 'valueOutOfRange',
        says: `"${item.text}" is between ${answer.min} and ${answer.max}. Read it again.`,
      };
    // A number that is written with so many decimals is read back as itself; a product would be out by its last bit.
    return Number(value.toFixed(answer.decimals)) === value
      ? null
      : { code: 'valueUnknown', says: `"${item.text}" has ${answer.decimals} decimals.` };
  }
  return typeof value === 'string' ? null : { code: 'valueUnknown' };
}

/** When the sample was taken or the form signed: a time that has been. */
function knownTime(
  { dated }: ItemDocument,
  { takenAt }: Command,
  happenedAt: Instant,
): { readonly code: RefusalCode; readonly says?: string } | null {
  if (dated === undefined || takenAt === undefined || takenAt <= happenedAt + clockSlackMs) return null;
  return { code: 'valueOutOfRange', says: `"${dated}" is a time that has passed. Enter it again.` };
}

/** By the register, at the instant of the tap. The second person of a check may need another competence. */
export function competent(item: ItemDocument | undefined, event: string, actor: Pick<Actor, 'competences'>): boolean {
  const wanted = event.endsWith('.agreed') ? (item?.verifierCompetence ?? item?.competence) : item?.competence;
  return wanted === undefined || actor.competences?.includes(wanted) === true;
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

/** A time answered is itself what validity counts from; where a time is asked beside the answer, that one is. */
function takenOf({ answer, dated }: ItemDocument, { value, takenAt }: Command): Instant | undefined {
  if ('unit' in answer && answer.unit === 'clock') return typeof value === 'number' ? value : undefined;
  return dated === undefined && !('result' in answer) ? undefined : takenAt;
}

function answeredBefore(state: State, { id }: ItemDocument): Pick<Evidence, 'value' | 'takenAt'> {
  const { value, takenAt } = state.context.evidence[id] ?? {};
  return { ...(value === undefined ? {} : { value }), ...(takenAt === undefined ? {} : { takenAt }) };
}

/** What a stop says of itself beside its reason: when, if before the server heard of it, and which wristband. */
function stopSays(
  { late, keepsScan }: EventSpec,
  { happenedAt, value }: Command,
  placed: PlacedItem | undefined,
  valueClass: ValueClass,
  at: Instant,
): Pick<EventPayload, 'happenedAt' | 'scanned'> {
  const wrongBand = placed !== undefined && isWristband(placed.item) && valueClass === 'fails';
  return {
    ...(late !== 'stop' || happenedAt === undefined || happenedAt >= at ? {} : { happenedAt }),
    ...((keepsScan === true || wrongBand) && typeof value === 'string' && value.trim() !== ''
      ? { scanned: endOfScan(value) }
      : {}),
  };
}

const isWristband = ({ answer }: ItemDocument): boolean => 'scan' in answer && answer.scan === 'patient.number';

/** What is kept of another patient's number: enough to know the wristband again, too little to know them by. */
export const endOfScan = (number: string): string => number.trim().slice(-3);

function payloadOf(
  command: Command,
  actor: Actor,
  placed: PlacedItem | undefined,
  happenedAt: Instant,
  state: State,
  valueClass: ValueClass,
): EventPayload {
  const { reason, note, start, place, person, lookAgainAt, order, patient, value } = command;
  const item = placed?.item;
  const takenAt = item !== undefined && isAnswered(command.event, item) ? takenOf(item, command) : undefined;
  const failed = valueClass === 'fails' || valueClass === 'exhausts';
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
          // What was accepted stays to be seen, and what hangs on it goes by it.
          ...(command.event.endsWith('.overridden') ? answeredBefore(state, placed.item) : {}),
          ...(takenAt === undefined ? {} : { takenAt }),
          ...('asset' in placed.item.answer ? assetGiven(command) : {}),
          ...(placed.item.attempts !== undefined && failed ? { attempts: attemptsBefore(state, placed.item) + 1 } : {}),
          ...(command.event.endsWith('.overridden') ? { exception: true as const } : {}),
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
