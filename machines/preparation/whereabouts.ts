/**
 * Whether the patient is away for another procedure: one patient is prepared for two at once, and is in one place (I24).
 * The server tells every other preparation of the patient in the commit in which one of them takes the patient along.
 * Identity, and what is tied to the place, is checked anew when they are back. In an emergency nobody asks.
 *
 * whereabouts.here        nothing says that the patient is anywhere else
 * whereabouts.away        they left for another procedure; its own preparation says when they are back
 * whereabouts.handedOver  that preparation has ended there, so whoever has the patient again says so here
 */
import { all, any, at, role } from '../chart/guards.ts';
import { broadcast, note, settle } from './attention.ts';
import type { CoreRegion } from './core-region.ts';

export const whereabouts: CoreRegion = {
  id: 'whereabouts',
  region: ({ handover: { transfer } }) => {
    // Who was on the way for this procedure is not any more, and nothing checked at the bed holds elsewhere.
    const gone = [note('elsewhere'), broadcast('patient.elsewhere'), broadcast('place.changed')];
    const back = { target: 'here', actions: [settle('elsewhere')] };
    // They go for this one in an emergency, wherever they were.
    const taken = transfer === true ? { 'patient.taken': back } : {};
    return {
      initial: 'here',
      states: {
        here: {
          on: {
            'patient.leftForOther': { guard: 'bySystem', target: 'away', actions: gone },
            'patient.keptByOther': { guard: 'bySystem', target: 'handedOver', actions: gone },
          },
        },
        away: {
          on: {
            'patient.keptByOther': { guard: 'bySystem', target: 'handedOver', actions: [note('elsewhere')] },
            'patient.back': { ...back, guard: 'saidThere' },
            ...taken,
          },
        },
        handedOver: {
          on: {
            'patient.leftForOther': { guard: 'bySystem', target: 'away', actions: [note('elsewhere')] },
            'patient.back': back,
            'patient.seen': back,
            ...taken,
          },
        },
      },
    };
  },
  conditions: () => [
    {
      name: 'present',
      guard: any('patientHere', 'emergency'),
      says: 'The patient is away for another procedure.',
      who: ['technician', 'nurse', 'chargeNurse', 'proceduralist'],
      subject: 'whereabouts',
    },
    {
      name: 'patientHere',
      guard: at('open.whereabouts.here'),
      says: 'The patient is away for another procedure.',
      who: [],
      subject: 'whereabouts',
    },
    {
      name: 'saidThere',
      guard: all(role('system')),
      says: 'The patient left for another procedure. Say there that they are back.',
      who: [],
      subject: 'whereabouts',
    },
  ],
  requires: ['present'],
  calm: [],
  events: () => [
    {
      name: 'patient.back',
      verb: 'Patient is back',
      past: 'Patient is back from another procedure',
      late: 'work',
      asks: [],
      group: 'flow',
    },
    {
      name: 'patient.leftForOther',
      verb: 'Patient left for another procedure',
      past: 'Patient left for another procedure',
      late: 'judgement',
      asks: [],
      group: 'flow',
      system: true,
    },
    {
      name: 'patient.keptByOther',
      verb: 'Patient was handed over for another procedure',
      past: 'Patient handed over for another procedure',
      late: 'judgement',
      asks: [],
      group: 'flow',
      system: true,
    },
  ],
};
