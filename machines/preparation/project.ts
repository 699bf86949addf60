/**
 * What the screens may say of a state at an instant. `project(state, at)` is `advance` without a commit, so a screen
 * never waits for a firing to be recorded to stop saying "ready".
 */
import type { Protocol } from '../protocols/compile.ts';
import { ageAt } from '../age.ts';
import type { Instant } from '../terms.ts';
import { exceptionsIn, readinessOf, stopIn, withStatus, type Stop } from './readiness.ts';
import { sinceOf, type State } from './state.ts';
import { isAt, itemStatus, standing, valueAt } from './status.ts';
import { advance } from './step.ts';
import type { BoardRow, BoardStatus, LineStop, PatientLabel, WallRow, WallStatus } from './views.ts';
import { blocks } from '../protocols/chart.ts';

/** Which revision a view shows, and whether the protocol is approved here. */
export interface ViewMeta {
  readonly revision: number;
  readonly head: string;
  readonly digest: string;
  readonly approved: boolean;
}

export const project = (protocol: Protocol, state: State, at: Instant): State =>
  advance(protocol.machine, state, at).state;

/** @param state already projected to the instant of the view. */
export function boardRow(protocol: Protocol, state: State, meta: ViewMeta): BoardRow {
  const stop = stopIn(protocol, state);
  const { context } = state;
  const stage = standing(state.value, 'open.escalation') ?? standing(state.value, 'handedOver.escalation');
  return {
    preparation: context.preparation,
    place: context.place,
    patient: patientLabel(state),
    procedure: protocol.document.title,
    protocol: protocol.document.id,
    line: lineOf(protocol, state, stop),
    status: statusOf(protocol, state, stop),
    due: context.start,
    responsible: context.responsible?.person ?? null,
    attention:
      stage === 'notified' || stage === 'acknowledged' || stage === 'escalated'
        ? { stage, since: sinceIn(state, 'attention') }
        : null,
    exceptions: exceptionsIn(protocol, state),
    deferred: withStatus(protocol, state, 'deferred').length,
    ...limitsOf(state),
    ...transferOf(state),
    ...elsewhereOf(state),
    ...(context.offeredTo === null ? {} : { offeredTo: context.offeredTo }),
    ...(isOver(state) ? { ended: endedAt(state) } : {}),
    approved: meta.approved,
    revision: meta.revision,
    head: meta.head,
  };
}

/** What the patient refuses a part of, for as long as somebody has to go by it: after hand-over too. */
function limitsOf({ context: { raised } }: State): Pick<BoardRow, 'limits'> {
  const limits = raised['limits'];
  return limits === undefined ? {} : { limits: { says: limits.note ?? limits.reason ?? '', since: limits.at } };
}

function transferOf({ value, context }: State): Pick<BoardRow, 'transfer' | 'transferSince' | 'transferReason'> {
  const way = standing(value, 'open.transfer');
  if (way !== 'calledFor' && way !== 'left' && way !== 'arrivedThere') return {};
  const noted = context.raised['transfer'];
  return {
    transfer: way,
    ...(noted === undefined ? {} : { transferSince: noted.at }),
    ...(noted?.reason == null ? {} : { transferReason: noted.reason }),
  };
}

/** Away for another procedure of theirs, which is named. */
function elsewhereOf({ value, context }: State): Pick<BoardRow, 'elsewhere'> {
  const at = standing(value, 'open.whereabouts');
  const noted = context.raised['elsewhere'];
  if (noted === undefined || (at !== 'away' && at !== 'handedOver')) return {};
  return { elsewhere: { procedure: noted.note ?? '', since: noted.at, handedOver: at === 'handedOver' } };
}

function sinceIn({ context: { raised }, at }: State, topic: string): Instant {
  const one = raised[topic];
  return one === undefined ? at : sinceOf(one);
}

function statusOf(protocol: Protocol, state: State, stop: Stop | null): BoardStatus {
  const { value, context } = state;
  const ended = endedAt(state);
  if (stop !== null) {
    const { topic, says, since, heardAt } = stop;
    return { kind: 'stop', stop: topic, says, since, ...(heardAt === undefined ? {} : { heardAt }) };
  }
  if (value === 'notDone' || value === 'enteredInError') return { kind: value, at: ended };
  if (isOver(state)) return { kind: 'gone', at: ended, reconciling: isAt(value, 'handedOver.account.reconciling') };
  if (isAt(value, 'open.urgency.emergency')) {
    return {
      kind: 'emergency',
      deferred: withStatus(protocol, state, 'deferred').length,
      since: sinceIn(state, 'emergency'),
    };
  }
  const readiness = readinessOf(protocol, state);
  if (readiness.kind === 'held') return readiness;
  if (isAt(value, 'open.plan.overdue')) return { kind: 'overdue', since: context.start };
  if (readiness.kind === 'ready' || readiness.kind === 'readyWithExceptions') return readiness;
  // With all done, something else is still to come: the patient, from another procedure.
  const current = currentStep(protocol, state) ?? protocol.steps.at(-1)?.definition;
  const started = Object.keys(context.evidence).length > 0 || isAt(value, 'open.consent.standing.given');
  if (!started || current === undefined) return { kind: 'notStarted', arrived: !isAt(value, 'open.flow.expected') };
  return { kind: 'inProgress', step: current.id, short: current.short };
}

const isOver = ({ value }: State): boolean => valueAt(value, 'open') === undefined;
const endedAt = ({ context, at }: State): Instant => context.raised['ended']?.at ?? at;

/** The line with a stop for each step: what is done lies solid, a gap shows work out of order. */
export function lineOf(
  protocol: Protocol,
  state: State,
  stop: Stop | null = stopIn(protocol, state),
): readonly LineStop[] {
  const current = currentStep(protocol, state);
  const held = isAt(state.value, 'open.flow.held');
  const ended = isOver(state);
  return protocol.steps.map(({ definition: { id, short } }): LineStop => {
    if (stop?.step === id) return { step: id, short, mark: 'stop' };
    if (ended || stepDone(protocol, state, id)) return { step: id, short, mark: 'done' };
    if (expiredIn(protocol, state, id)) return { step: id, short, mark: 'overdue' };
    if (current?.id !== id) return { step: id, short, mark: 'open' };
    return { step: id, short, mark: held ? 'held' : touched(protocol, state) ? 'current' : 'open' };
  });
}

const touched = (_protocol: Protocol, { context }: State): boolean => Object.keys(context.evidence).length > 0;

/** Completed by a person, and everything in it still counts. */
export function stepDone(protocol: Protocol, state: State, id: string): boolean {
  return isAt(state.value, `open.${id}.progress.complete`) && openIn(protocol, state, id).length === 0;
}

/** Items of a step that stand in the way. */
export function openIn(protocol: Protocol, state: State, id: string): readonly string[] {
  const items = protocol.steps.find(({ definition }) => definition.id === id)?.items ?? [];
  return items
    .filter(
      (item) =>
        blocks(item) &&
        !['satisfied', 'overridden', 'used', 'notNeeded'].includes(itemStatus(state, id, item.id) ?? ''),
    )
    .map((item) => item.id);
}

const expiredIn = (protocol: Protocol, state: State, id: string): boolean =>
  (protocol.steps.find(({ definition }) => definition.id === id)?.items ?? []).some(
    (item) => blocks(item) && itemStatus(state, id, item.id) === 'expired',
  );

function currentStep(protocol: Protocol, state: State): { readonly id: string; readonly short: string } | null {
  return protocol.steps.find(({ definition }) => !stepDone(protocol, state, definition.id))?.definition ?? null;
}

/** Initial and surname, the surname in capitals; age in whole years at the instant of the state. */
export function patientLabel({ context: { patient }, at }: State): PatientLabel {
  const initial = [...patient.givenName.trim()][0];
  return {
    name: `${initial === undefined ? '' : `${initial.toUpperCase()}. `}${patient.familyName.toUpperCase()}`,
    sex: patient.sex,
    age: ageAt(patient.birthDate, at),
    birthDate: patient.birthDate,
    lastFive: patient.number.slice(-5),
  };
}

/** What a public wall may have: no name, no procedure, no reason (privacy level W0). */
export function wallRow(row: BoardRow): WallRow {
  const { preparation, place, line, due, attention, approved, revision, head, responsible, transfer, elsewhere } = row;
  const waySince = elsewhere?.since ?? row.transferSince;
  return {
    preparation,
    ward: place.ward,
    bed: place.bed,
    line,
    status: wallStatus(row.status),
    ...(transfer === undefined ? {} : { transfer }),
    ...(elsewhere === undefined ? {} : { elsewhere: true }),
    ...(waySince === undefined ? {} : { waySince }),
    due,
    owned: responsible !== null,
    attention,
    approved,
    revision,
    head,
  };
}

function wallStatus(status: BoardStatus): WallStatus {
  switch (status.kind) {
    case 'notStarted':
      return { kind: status.kind, arrived: status.arrived };
    case 'inProgress':
      return { kind: status.kind, short: status.short };
    case 'held':
    case 'overdue':
    case 'stop':
      return { kind: status.kind, since: status.since };
    case 'ready':
      return { kind: status.kind, until: status.until };
    case 'readyWithExceptions':
      return { kind: status.kind, until: status.until, count: status.exceptions };
    case 'emergency':
      return { kind: status.kind, since: status.since, count: status.deferred };
    case 'gone':
    case 'notDone':
    case 'enteredInError':
      return { kind: status.kind, since: status.at };
  }
}
