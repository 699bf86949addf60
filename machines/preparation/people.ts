/**
 * Who has the patient, and who has been told that something is wrong. Regions, so that they are proved.
 *
 * responsibility.none       the patient has not arrived: nobody need have them
 * responsibility.nobody     somebody must take them; unclaimed once that has lasted too long (I45)
 * responsibility.somebody   exactly one person has them; offered while another is asked to take over
 *
 * escalation.quiet          nothing needs anybody
 * escalation.notified       something does, and nobody has said they saw it
 * escalation.escalated      nobody said so in time
 * escalation.acknowledged   somebody has seen it; it stays until it is over
 */
import { all, at, no, role, value, who } from '../chart/guards.ts';
import type { StateConfig } from '../chart/config.ts';
import { broadcast, note, noteWhen } from './attention.ts';
import type { CoreRegion } from './core-region.ts';

const seers = ['nurse', 'chargeNurse', 'proceduralist'] as const;
const everybody = ['technician', 'nurse', 'chargeNurse', 'proceduralist'] as const;

export const responsibility: CoreRegion = {
  id: 'responsibility',
  region: () => {
    const taken = {
      'responsibility.taken': { target: 'somebody', actions: [{ type: 'take' }, broadcast('attention.cleared')] },
      'responsibility.assigned': {
        guard: 'mayAssign',
        target: 'somebody',
        actions: [{ type: 'assignTo' }, broadcast('attention.cleared')],
      },
    };
    // Identity is checked again by whoever takes over (NPSG.01.01.01: at every change of person).
    const passedOn = {
      'responsibility.taken': {
        guard: 'anotherTakes',
        target: 'somebody',
        actions: [{ type: 'take' }, broadcast('person.changed')],
      },
      'responsibility.assigned': {
        guard: 'anotherAssigned',
        target: 'somebody',
        actions: [{ type: 'assignTo' }, broadcast('person.changed')],
      },
    };
    return {
      initial: 'none',
      states: {
        none: { on: { 'responsibility.wanted': { target: 'nobody' }, ...taken } },
        nobody: {
          initial: 'fresh',
          on: taken,
          states: {
            fresh: { after: { unownedFor: 'unclaimed' } },
            unclaimed: { tags: ['attention'], entry: [broadcast('attention.raised')] },
          },
        },
        somebody: {
          on: {
            'responsibility.offered': { target: 'offered', actions: [{ type: 'offer' }] },
            ...passedOn,
          },
        },
        offered: {
          after: { offerFor: { target: 'somebody', actions: [{ type: 'withdrawOffer' }] } },
          on: {
            ...passedOn,
            'responsibility.declined': {
              guard: 'offeredToThem',
              target: 'somebody',
              actions: [{ type: 'withdrawOffer' }],
            },
          },
        },
      },
    };
  },
  conditions: () => [
    {
      name: 'offeredToThem',
      guard: all(value('agrees')),
      says: 'Only the person who was asked declines.',
      who: everybody,
      subject: 'responsibility',
    },
    {
      name: 'mayAssign',
      guard: all(role('nurse', 'chargeNurse')),
      says: 'A nurse or the charge nurse assigns a patient to somebody.',
      who: ['nurse', 'chargeNurse'],
      subject: 'responsibility',
    },
    {
      name: 'anotherTakes',
      guard: all(who('other', 'sameGrant')),
      says: 'You have this patient already.',
      who: everybody,
      subject: 'responsibility',
    },
    {
      name: 'anotherAssigned',
      guard: all('mayAssign', value('differs')),
      says: 'They have this patient already.',
      who: ['nurse', 'chargeNurse'],
      subject: 'responsibility',
    },
    {
      name: 'claimed',
      guard: no('unclaimed'),
      says: 'Nobody has this patient.',
      who: everybody,
      subject: 'responsibility',
    },
    {
      name: 'unclaimed',
      guard: at('open.responsibility.nobody.unclaimed'),
      says: 'Somebody has this patient.',
      who: [],
      subject: 'responsibility',
    },
  ],
  requires: [],
  calm: ['claimed'],
  events: () => [
    {
      name: 'responsibility.taken',
      verb: 'Take this patient',
      past: 'Took the patient',
      late: 'work',
      asks: [],
      group: 'people',
      topic: 'responsible',
    },
    {
      name: 'responsibility.assigned',
      verb: 'Assign',
      past: 'Assigned',
      late: 'judgement',
      asks: ['person'],
      group: 'people',
      topic: 'responsible',
    },
    {
      name: 'responsibility.offered',
      verb: 'Offer to a colleague',
      past: 'Offered to a colleague',
      late: 'judgement',
      asks: ['person'],
      group: 'people',
    },
    {
      name: 'responsibility.declined',
      verb: 'Decline',
      past: 'Declined',
      late: 'judgement',
      asks: [],
      group: 'people',
    },
  ],
};

/** After hand-over nothing is cleared: what is raised then (a patient who says no at the door) stays until it was seen. */
const raisedAfter = {
  'attention.raised': { target: 'notified', actions: [noteWhen('attention')] },
};
const seenAfter = {
  'attention.acknowledged': { guard: 'maySee', target: 'acknowledged', actions: [note('acknowledged')] },
};
export const escalationAfter: StateConfig = {
  initial: 'quiet',
  states: {
    quiet: { on: raisedAfter },
    notified: { after: { acknowledgeWithin: 'escalated' }, on: seenAfter },
    escalated: { on: seenAfter },
    acknowledged: {},
  },
};

export const escalation: CoreRegion = {
  id: 'escalation',
  region: () => {
    const raised = {
      'attention.raised': { target: 'notified', actions: [noteWhen('attention')] },
    };
    const cleared = {
      'attention.cleared': {
        guard: 'calm',
        target: 'quiet',
        actions: [{ type: 'settle', params: { topic: 'attention' } }],
      },
    };
    const acknowledged = {
      'attention.acknowledged': {
        guard: 'maySee',
        target: 'acknowledged',
        actions: [{ type: 'note', params: { topic: 'acknowledged' } }],
      },
    };
    return {
      initial: 'quiet',
      states: {
        quiet: { on: raised },
        notified: { after: { acknowledgeWithin: 'escalated' }, on: { ...cleared, ...acknowledged } },
        escalated: { on: { ...cleared, ...acknowledged } },
        acknowledged: { on: { ...raised, ...cleared } },
      },
    };
  },
  conditions: () => [
    {
      name: 'maySee',
      guard: all(role(...seers)),
      says: 'A nurse, the charge nurse or the proceduralist acknowledges this.',
      who: seers,
      subject: 'escalation',
    },
  ],
  requires: [],
  calm: [],
  events: () => [
    {
      name: 'attention.acknowledged',
      verb: 'I have seen this',
      past: 'Acknowledged',
      late: 'judgement',
      asks: [],
      group: 'people',
    },
  ],
};
