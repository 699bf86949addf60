/**
 * The plan: the planned start, the order, the place. Moving the start is the most powerful event there is: it is
 * accepted here, where the role is checked, and then raised as `plan.rearmed`, which every windowed state re-enters.
 *
 * An unknown patient who turns out to be a known one is merged (`patient.merged`): by the import, with the new details,
 * or by the charge nurse, who only says so. Either way everybody checks anew who this is (I06).
 *
 * plan.ahead    the planned start is to come
 * plan.overdue  it has passed and the patient is still here: somebody is told
 */
import { all, at, role } from '../chart/guards.ts';
import { broadcast, note } from './attention.ts';
import type { CoreRegion } from './core-region.ts';

const planners = ['chargeNurse', 'proceduralist', 'system'] as const;

export const plan: CoreRegion = {
  id: 'plan',
  region: () => {
    // On the states, not on the region: a region that re-enters itself would leave and re-enter all of `open` (law 8).
    const moved = {
      'plan.moved': {
        guard: 'mayPlan',
        target: 'ahead',
        reenter: true,
        actions: [{ type: 'move' }, broadcast('plan.rearmed'), broadcast('attention.cleared')],
      },
    };
    return {
      initial: 'ahead',
      states: {
        ahead: { after: { dueIn: 'overdue' }, on: moved },
        overdue: { tags: ['attention'], entry: [broadcast('attention.raised')], on: moved },
      },
      on: {
        'order.amended': { guard: 'mayPlan', actions: [{ type: 'amend' }, broadcast('order.changed')] },
        'patient.amended': { guard: 'mayPlan', actions: [{ type: 'identify' }, broadcast('patient.changed')] },
        'patient.merged': {
          guard: 'mayMerge',
          actions: [{ type: 'identify' }, note('merged'), broadcast('patient.changed')],
        },
        'place.moved': { guard: 'mayMove', actions: [{ type: 'relocate' }, broadcast('place.changed')] },
      },
    };
  },
  conditions: () => [
    {
      name: 'mayPlan',
      guard: all(role(...planners)),
      says: 'The charge nurse or the proceduralist changes the plan.',
      who: ['chargeNurse', 'proceduralist'],
      subject: 'plan',
    },
    {
      name: 'mayMerge',
      guard: all(role('chargeNurse', 'system')),
      says: 'The charge nurse says that two records are one patient.',
      who: ['chargeNurse'],
      subject: 'plan',
    },
    {
      name: 'mayMove',
      guard: all(role('nurse', ...planners)),
      says: 'A nurse moves a patient to another bed.',
      who: ['nurse', 'chargeNurse'],
      subject: 'plan',
    },
    {
      name: 'startAhead',
      guard: at('open.plan.ahead'),
      says: 'The planned start has passed.',
      who: ['chargeNurse', 'proceduralist'],
      subject: 'plan',
    },
  ],
  requires: [],
  calm: ['startAhead'],
  events: () => [
    {
      name: 'plan.moved',
      verb: 'Reschedule',
      past: 'Start moved',
      late: 'judgement',
      asks: ['start', 'reason'],
      group: 'plan',
    },
    {
      name: 'place.moved',
      verb: 'Move to another bed',
      past: 'Moved',
      late: 'judgement',
      asks: ['place'],
      group: 'plan',
    },
    {
      name: 'order.amended',
      verb: 'Amend the order',
      past: 'Order amended',
      late: 'judgement',
      asks: [],
      group: 'plan',
      system: true,
    },
    {
      name: 'patient.amended',
      verb: 'Amend the patient',
      past: 'Patient details amended',
      late: 'judgement',
      asks: [],
      group: 'plan',
      system: true,
    },
    {
      name: 'patient.merged',
      verb: 'Records were merged',
      past: 'Patient’s records merged',
      late: 'judgement',
      asks: ['reason'],
      group: 'plan',
    },
  ],
};
