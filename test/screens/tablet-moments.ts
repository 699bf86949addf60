/** What bed 12's checklist holds at a few moments: a step to complete, a hold, a consent, answers that are not sent. */
import type { Checklist, ItemView } from '../../machines/index.ts';
import type { Waiting } from '../../src/link/waiting.ts';
import { at } from './fixtures.ts';
import { checklist, doneItems, item, metalSaved, waiting } from './tablet-fixtures.ts';

export const offline: readonly Waiting[] = [
  metalSaved,
  waiting(2, 'item.bulb.attested', 'Call bulb rings when squeezed', 'RANG', '07:38:04'),
  waiting(3, 'item.weight.measured', 'Weight today, read from the scale', '74.2 kg', '07:38:06'),
];

/** All of its step is answered, metal last. */
export const toComplete = (stop: ItemView['stop']): Checklist =>
  checklist(
    [...doneItems.slice(0, 1), item('metalOff', 'attested', 'Metal off', { status: 'satisfied', stop })],
    {},
    undefined,
    {
      complete: {
        event: 'step.equipment.completed',
        verb: 'Complete step',
        asks: [],
        late: 'work',
        group: 'step',
        may: true,
        refusal: null,
      },
    },
  );
export const held = {
  kind: 'held',
  reason: 'Waiting for surgeon',
  owner: 'p-ito',
  since: at('07:24'),
  lookAgainAt: at('07:54'),
} as const;
export const withdrawn = {
  standing: [{ region: 'standing', state: 'withdrawn', says: 'Stop: consent withdrawn', bad: true }],
  actions: [
    {
      event: 'consent.renewed',
      verb: 'Record new consent',
      asks: ['note'],
      late: 'judgement',
      group: 'step',
      may: false,
      refusal: {
        code: 'notYours',
        says: 'Only a new talk with the patient, recorded as a new consent, changes this.',
        missing: [{ condition: 'role', subject: 'consent.standing', says: '', who: ['nurse', 'proceduralist'] }],
      },
    },
  ],
} as const;
export const given = {
  standing: [{ region: 'standing', state: 'notAsked', says: 'Not asked yet', bad: false }],
  actions: [
    {
      event: 'consent.given',
      verb: 'Record consent',
      asks: [],
      late: 'work',
      group: 'step',
      undoneBy: 'consent.mistaken',
      may: true,
      refusal: null,
    },
  ],
} as const;

export const identity = [
  item('wristband', 'sensed', 'Wristband matches', { answer: { kind: 'scan', of: 'patient.number' } }),
  item('states', 'attested', 'Patient states name and birth date'),
  item('alerts', 'attested', 'Allergies, alerts and same-name warning looked at', { stop: 'warn' }),
];
export const consentSaved = waiting(1, 'consent.given', 'Record consent', null, '07:38:01');
export const bandSaved = waiting(1, 'item.wristband.sensed', 'Wristband matches', '…12345', '07:38:01');
