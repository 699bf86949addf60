/**
 * The flow of one preparation, and the emergency that may overtake it.
 *
 * flow.expected  nobody has seen the patient yet; device checks may start
 * flow.working   the patient is here; taps count
 * flow.held      somebody stopped the clock on purpose, with a reason, an owner and a time to look again.
 *                Taps wait; expiry clocks do not (I32)
 *   held.waiting   the time to look again is ahead
 *   held.due       it has come: somebody is told
 *
 * urgency.routine    the usual way
 * urgency.emergency  open items are deferred, never satisfied (I28); reachable from everywhere in one event
 */
import { all, any, at, no, role, who } from '../chart/guards.ts';
import { broadcast, clearStop, note, noteWhen, raiseStop, settle } from './attention.ts';
import type { CoreRegion } from './core-region.ts';

const seniors = ['chargeNurse', 'proceduralist'] as const;
const everybody = ['technician', 'nurse', 'chargeNurse', 'proceduralist'] as const;

export const flow: CoreRegion = {
  id: 'flow',
  region: () => ({
    initial: 'expected',
    states: {
      expected: {
        on: {
          'patient.arrived': {
            target: 'working',
            actions: [note('flow'), broadcast('responsibility.wanted'), broadcast('patient.seen')],
          },
        },
      },
      working: { on: { 'flow.held': { target: 'held', actions: [noteWhen('hold')] } } },
      held: {
        initial: 'waiting',
        on: {
          'flow.held': { target: 'held', reenter: true, actions: [noteWhen('hold')] },
          'flow.resumed': { target: 'working', actions: [settle('hold'), broadcast('attention.cleared')] },
        },
        states: {
          waiting: { after: { lookAgain: 'due' } },
          due: { tags: ['attention'], entry: [broadcast('attention.raised')] },
        },
      },
    },
  }),
  conditions: () => [
    {
      name: 'arrived',
      guard: no('expected'),
      says: 'The patient is not here yet.',
      who: everybody,
      subject: 'arrival',
    },
    {
      name: 'expected',
      guard: at('open.flow.expected'),
      says: 'The patient is here already.',
      who: [],
      subject: 'arrival',
    },
    {
      name: 'notHeld',
      guard: no('held'),
      says: 'The preparation is held. Resume it first.',
      who: everybody,
      subject: 'flow',
    },
    { name: 'held', guard: at('open.flow.held'), says: 'The preparation is not held.', who: [], subject: 'flow' },
    {
      name: 'holdNotDue',
      guard: no('holdDue'),
      says: 'It is time to look at the hold again.',
      who: everybody,
      subject: 'flow',
    },
    { name: 'holdDue', guard: at('open.flow.held.due'), says: 'The hold is not due yet.', who: [], subject: 'flow' },
  ],
  requires: ['arrived', 'notHeld'],
  calm: ['holdNotDue'],
  events: () => [
    {
      name: 'patient.arrived',
      verb: 'Patient is here',
      past: 'Patient arrived',
      late: 'work',
      asks: [],
      group: 'flow',
    },
    {
      name: 'flow.held',
      verb: 'Hold',
      verbAt: { path: 'open.flow.held', verb: 'Change the hold' },
      past: 'Held',
      late: 'stop',
      asks: ['reason', 'person', 'lookAgainAt'],
      group: 'flow',
      topic: 'hold',
    },
    {
      name: 'flow.resumed',
      verb: 'Resume',
      past: 'Resumed',
      late: 'judgement',
      asks: [],
      group: 'flow',
      topic: 'hold',
    },
  ],
};

export const urgency: CoreRegion = {
  id: 'urgency',
  region: () => ({
    initial: 'routine',
    states: {
      routine: { on: { 'emergency.declared': { target: 'emergency', actions: raiseStop('emergency') } } },
      emergency: {
        tags: ['deferred'],
        on: {
          'emergency.stoodDown': {
            guard: 'mayStandDown',
            target: 'routine',
            actions: [...clearStop('emergency'), broadcast('emergency.ended')],
          },
        },
      },
    },
  }),
  conditions: () => [
    {
      name: 'routine',
      guard: at('open.urgency.routine'),
      says: 'An emergency is declared: items are deferred, not done.',
      who: seniors,
      subject: 'urgency',
    },
    {
      name: 'emergency',
      guard: at('open.urgency.emergency'),
      says: 'No emergency is declared.',
      who: everybody,
      subject: 'urgency',
    },
    {
      name: 'mayStandDown',
      guard: all(role(...seniors)),
      says: 'The charge nurse or the proceduralist stands an emergency down.',
      who: seniors,
      subject: 'urgency',
    },
  ],
  requires: ['routine'],
  calm: ['routine'],
  events: () => [
    {
      name: 'emergency.declared',
      verb: 'Emergency',
      past: 'Emergency declared',
      late: 'stop',
      asks: [],
      group: 'stop',
      topic: 'emergency',
    },
    {
      name: 'emergency.stoodDown',
      verb: 'Stand the emergency down',
      past: 'Emergency stood down',
      late: 'judgement',
      asks: ['reason'],
      group: 'flow',
      topic: 'emergency',
    },
  ],
};

/** What leaves `open`, and what can still happen after it. */
export const endings: CoreRegion = {
  id: 'endings',
  region: () => null,
  conditions: (document) => [
    {
      name: 'mayReceive',
      guard: all(role(...document.handover.receivedBy)),
      says: 'The person who takes over must accept the patient.',
      who: document.handover.receivedBy,
      subject: 'handover',
    },
    {
      name: 'mayHandOver',
      guard: all('ready', 'mayReceive', ...(document.handover.transfer === true ? ['arrivedThere'] : [])),
      says: 'Not ready yet.',
      who: document.handover.receivedBy,
      subject: 'handover',
    },
    {
      name: 'mayHandOverInEmergency',
      guard: all('emergency', 'emergencyMinimum', 'mayReceive'),
      says: 'In an emergency the patient goes once the wristband is checked and nobody said no.',
      who: document.handover.receivedBy,
      subject: 'handover',
    },
    {
      name: 'mayCancel',
      guard: any(role('system'), role(...seniors)),
      says: 'The charge nurse or the proceduralist cancels.',
      who: seniors,
      subject: 'preparation',
    },
    {
      name: 'mayEnterInError',
      guard: all(role('nurse', ...seniors)),
      says: 'A nurse, the charge nurse or the proceduralist says that this was opened by mistake.',
      who: ['nurse', ...seniors],
      subject: 'preparation',
    },
    {
      name: 'mayReconcile',
      guard: all(role('nurse', ...seniors), who('other')),
      says: 'A nurse or senior who did not declare the emergency goes through what was deferred.',
      who: ['nurse', ...seniors],
      subject: 'handedOver.account',
    },
  ],
  requires: [],
  calm: [],
  events: () => [
    { name: 'handover.accepted', verb: 'Hand over', past: 'Handed over', late: 'judgement', asks: [], group: 'flow' },
    {
      name: 'handover.acceptedInEmergency',
      verb: 'Hand over in emergency',
      past: 'Handed over in an emergency',
      late: 'judgement',
      asks: [],
      group: 'flow',
      topic: 'emergency',
    },
    {
      name: 'emergency.reconciled',
      verb: 'Close the emergency list',
      past: 'Emergency reconciled',
      late: 'judgement',
      asks: ['note'],
      group: 'flow',
      topic: 'emergency',
    },
    {
      name: 'preparation.cancelled',
      verb: 'Cancel preparation',
      past: 'Cancelled',
      late: 'judgement',
      asks: ['reason'],
      group: 'plan',
    },
    // Nothing was wrong with this patient's care: it was never theirs. It ends apart from what was cancelled.
    {
      name: 'preparation.enteredInError',
      verb: 'Opened by mistake',
      past: 'Entered in error',
      late: 'judgement',
      asks: ['reason'],
      reasons: ['Wrong patient opened', 'Opened twice', 'Order was not for them'],
      group: 'plan',
    },
  ],
};
