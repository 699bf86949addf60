/**
 * Hygiene: clean hands before every touch, a clean site, nothing contaminated. Hand hygiene is a token that the next
 * touch uses up, never "done" for the whole preparation.
 * Source: WHO Guidelines on Hand Hygiene in Health Care (2009), five moments (general knowledge).
 *
 * field.clean         nothing sterile was touched or dropped
 * field.contaminated  anybody may say so, from any state; what it touched is done again, and somebody restores the field
 */
import { at } from '../chart/guards.ts';
import { clearStop, raiseStop } from '../preparation/attention.ts';
import { defineStep } from './define-step.ts';

export const hygiene = defineStep({
  id: 'hygiene',
  title: 'Hygiene',
  short: 'Hygiene',
  purpose: 'Clean hands before each touch and a clean site (WHO five moments).',
  regions: () => ({
    field: {
      initial: 'clean',
      states: {
        clean: { on: { 'hygiene.contaminated': { target: 'contaminated', actions: raiseStop('contamination') } } },
        contaminated: {
          tags: ['stop'],
          on: { 'field.restored': { target: 'clean', actions: clearStop('contamination') } },
        },
      },
    },
  }),
  conditions: () => [
    {
      name: 'fieldClean',
      guard: at('open.hygiene.field.clean'),
      says: 'Something sterile was touched or dropped. Clear it away and say the field is restored.',
      who: ['technician', 'nurse', 'chargeNurse', 'proceduralist'],
      subject: 'hygiene.field',
    },
  ],
  requires: ['fieldClean'],
  halts: [],
  calm: ['fieldClean'],
  events: () => [
    {
      name: 'hygiene.contaminated',
      verb: 'Report contamination',
      past: 'Contaminated',
      late: 'stop',
      asks: [],
      group: 'stop',
      topic: 'contamination',
    },
    {
      name: 'field.restored',
      verb: 'Field restored',
      past: 'Field restored',
      late: 'work',
      asks: [],
      group: 'step',
      topic: 'contamination',
    },
  ],
  says: {
    'field.clean': { says: 'No contamination reported' },
    'field.contaminated': { says: 'Stop: contaminated', bad: true },
  },
});
