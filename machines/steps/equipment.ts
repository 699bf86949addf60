/**
 * Equipment readiness: what the procedure needs is here, fit, in date, and for this patient.
 * An alternative passes its own checks; nothing is inherited from what failed.
 * Source: MHRA Managing Medical Devices (2021), chapters 2 and 6 to 8.
 *
 * kit.fit     nothing is known to be wrong
 * kit.faulty  a fault was reported; the item is put aside, a replacement leaves it and is checked from the start
 * kit.unavailable  what is needed is not there and nothing can stand in for it; only a replacement leaves it
 */
import { at } from '../chart/guards.ts';
import { broadcast, clearStop, raiseStop } from '../preparation/attention.ts';
import { defineStep } from './define-step.ts';

const unavailable = { 'equipment.unavailable': { target: 'unavailable', actions: raiseStop('fault') } };
const replaced = {
  'equipment.replaced': { target: 'fit', actions: [...clearStop('fault'), broadcast('kit.changed')] },
};

export const equipment = defineStep({
  id: 'equipment',
  title: 'Equipment readiness',
  short: 'Equipment',
  purpose: 'The kit is complete, fit and in date, and belongs to this patient (MHRA Managing Medical Devices).',
  regions: () => ({
    kit: {
      initial: 'fit',
      states: {
        fit: { on: { 'equipment.faulted': { target: 'faulty', actions: raiseStop('fault') }, ...unavailable } },
        faulty: { tags: ['stop'], on: { ...unavailable, ...replaced } },
        unavailable: { tags: ['stop'], on: replaced },
      },
    },
  }),
  conditions: () => [
    {
      name: 'kitFit',
      guard: at('open.equipment.kit.fit'),
      says: 'Something in the kit is faulty or not there. Put it aside, label it, and bring a replacement.',
      who: ['technician', 'nurse', 'chargeNurse', 'clinicalEngineer'],
      subject: 'equipment.kit',
    },
  ],
  requires: ['kitFit'],
  halts: [],
  calm: ['kitFit'],
  events: () => [
    {
      name: 'equipment.faulted',
      verb: 'Report a fault',
      past: 'Equipment fault',
      late: 'stop',
      asks: [],
      group: 'stop',
      topic: 'fault',
    },
    {
      name: 'equipment.unavailable',
      verb: 'Not available, no replacement',
      past: 'Equipment not available',
      late: 'stop',
      asks: [],
      group: 'stop',
      topic: 'fault',
    },
    {
      name: 'equipment.replaced',
      verb: 'Replacement is here',
      past: 'Equipment replaced',
      late: 'work',
      asks: [],
      group: 'step',
      topic: 'fault',
    },
  ],
  says: {
    'kit.fit': { says: 'No fault reported' },
    'kit.faulty': { says: 'Stop: equipment fault', bad: true },
    'kit.unavailable': { says: 'Stop: equipment not available', bad: true },
  },
  patientFree: true,
});
