/**
 * Hygiene: clean hands before every touch, a clean site, nothing contaminated. Hand hygiene is a token that the next
 * touch uses up, never "done" for the whole preparation.
 * Source: WHO Guidelines on Hand Hygiene in Health Care (2009), five moments (general knowledge).
 *
 * field.clean         nothing sterile was touched or dropped
 * field.contaminated  anybody may say so, from any state; what it touched is done again, and somebody restores the field
 *
 * isolation.asOrdered  nobody has said that precautions changed since the preparation was opened
 * isolation.changed    they did; what was checked for the old precautions is checked again, each time they change
 */
import { all, at, role } from '../chart/guards.ts';
import { broadcast, clearStop, note, raiseStop } from '../preparation/attention.ts';
import { defineStep } from './define-step.ts';

const informed = ['nurse', 'chargeNurse', 'proceduralist'] as const;

export const hygiene = defineStep({
  id: 'hygiene',
  title: 'Hygiene',
  short: 'Hygiene',
  purpose: 'Clean hands before each touch and a clean site (WHO five moments).',
  regions: () => {
    const changed = {
      'isolation.amended': {
        guard: 'mayAmendIsolation',
        target: 'changed',
        actions: [note('isolation'), broadcast('isolation.changed')],
      },
    };
    return {
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
      isolation: { initial: 'asOrdered', states: { asOrdered: { on: changed }, changed: { on: changed } } },
    };
  },
  conditions: () => [
    {
      name: 'fieldClean',
      guard: at('open.hygiene.field.clean'),
      says: 'Something sterile was touched or dropped. Clear it away and say the field is restored.',
      who: ['technician', 'nurse', 'chargeNurse', 'proceduralist'],
      subject: 'hygiene.field',
    },
    {
      name: 'mayAmendIsolation',
      guard: all(role(...informed, 'system')),
      says: 'A nurse, the charge nurse or the proceduralist changes the precautions.',
      who: informed,
      subject: 'hygiene.isolation',
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
    {
      name: 'isolation.amended',
      verb: 'Change isolation',
      past: 'Isolation changed',
      // It only takes back what was checked, so it is never too late to hear.
      late: 'stop',
      asks: ['note'],
      group: 'step',
      topic: 'isolation',
    },
  ],
  says: {
    'field.clean': { says: 'No contamination reported' },
    'field.contaminated': { says: 'Stop: contaminated', bad: true },
    'isolation.asOrdered': { says: 'Isolation as ordered' },
    'isolation.changed': { says: 'Isolation changed during preparation' },
  },
});
