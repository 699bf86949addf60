/**
 * Who decides: part of the consent step, whose states are told in `consent.ts`. Capacity is presumed, doubted by anybody,
 * assessed by some; a sedative takes it away for anything new, and nothing of what was agreed before.
 * Source: Mental Capacity Act 2005 (general knowledge); no sedative before consent is asked: NHS Ayrshire & Arran G082.
 */
import { all, any, at, no, role } from '../chart/guards.ts';
import type { StateConfig } from '../chart/config.ts';
import { broadcast, clearStop, note, raiseStop } from '../preparation/attention.ts';
import type { ProtocolDocument } from '../protocols/document.ts';
import type { Condition } from './define-step.ts';

/** Who assesses capacity, and records what a proxy decided. */
export const assessors = ['nurse', 'chargeNurse', 'proceduralist'] as const;

/** Whether this protocol says that sedatives may be given while the patient is prepared. */
export const hasSedatives = ({ consent: { sedatives } }: ProtocolDocument): boolean => sedatives === true;

const doubted = { 'capacity.doubted': { target: 'doubted', actions: raiseStop('capacity') } };
export function capacity(document: ProtocolDocument): StateConfig {
  const given = { guard: 'maySedate', actions: [note('sedative')] };
  const sedates: StateConfig['on'] = hasSedatives(document)
    ? { 'patient.sedated': { ...given, target: 'sedated' } }
    : {};
  // Who decides for a patient who cannot is asked as before.
  const goesOn: StateConfig['on'] = hasSedatives(document) ? { 'patient.sedated': given } : {};
  return {
    initial: 'presumed',
    states: {
      presumed: { on: { ...doubted, ...sedates } },
      doubted: {
        tags: ['stop'],
        on: {
          'capacity.assessedHas': { guard: 'mayAssess', target: 'has', actions: assessed() },
          'capacity.assessedLacking': {
            guard: 'mayAssess',
            target: 'lacking',
            actions: [...assessed(), broadcast('capacity.changed')],
          },
        },
      },
      has: { on: { ...doubted, ...sedates } },
      lacking: {
        on: {
          'capacity.regained': {
            guard: 'mayAssess',
            target: 'has',
            actions: [note('assessed'), broadcast('capacity.changed')],
          },
          ...goesOn,
        },
      },
      ...(hasSedatives(document)
        ? {
            sedated: {
              on: {
                // What was agreed before it stands; what was explained may be forgotten, and is asked anew.
                'capacity.doubted': {
                  target: 'doubted',
                  actions: [...raiseStop('capacity'), broadcast('sedation.over')],
                },
                ...goesOn,
                'capacity.assessedHas': {
                  guard: 'mayAssess',
                  target: 'has',
                  actions: [note('assessed'), broadcast('sedation.over')],
                },
              },
            },
          }
        : {}),
    },
  };
}

function assessed() {
  return [...clearStop('capacity'), note('assessed')];
}

/** Who decides. */
export const capacityConditions = (document: ProtocolDocument): readonly Condition[] => [
  ...(hasSedatives(document) ? sedativeConditions : []),
  {
    name: 'capacityClear',
    guard: no('capacityDoubted'),
    says: 'Somebody doubts that the patient can decide. A nurse or the proceduralist must assess it.',
    who: assessors,
    subject: 'consent.capacity',
  },
  {
    name: 'capacityDoubted',
    guard: at('open.consent.capacity.doubted'),
    says: 'Nobody doubts that the patient can decide.',
    who: [],
    subject: 'consent.capacity',
  },
  {
    name: 'patientDecides',
    guard: all('capacityClear', 'capacityNotLacking', ...(hasSedatives(document) ? ['notSedated'] : [])),
    says: 'The patient cannot decide this, or somebody doubts it.',
    who: assessors,
    subject: 'consent.capacity',
  },
  {
    name: 'patientFollows',
    guard: all('capacityClear', ...(hasSedatives(document) ? ['notSedated'] : [])),
    says: 'The patient may not follow what is said. A nurse or the proceduralist must assess that first.',
    who: assessors,
    subject: 'consent.capacity',
  },
  {
    name: 'capacityNotLacking',
    guard: no('capacityLacking'),
    says: 'The patient cannot decide this. Somebody with authority decides for them.',
    who: assessors,
    subject: 'consent.capacity',
  },
  {
    name: 'capacityLacking',
    guard: at('open.consent.capacity.lacking'),
    says: 'The patient decides for themselves, as long as nobody has assessed that they cannot.',
    who: assessors,
    subject: 'consent.capacity',
  },
  {
    name: 'mayAssess',
    guard: all(role(...assessors)),
    says: 'A nurse, the charge nurse or the proceduralist assesses whether the patient can decide.',
    who: assessors,
    subject: 'consent.capacity',
  },
];

/** Consent comes before a sedative, and none after it. */
const sedativeConditions: readonly Condition[] = [
  {
    name: 'maySedate',
    guard: all('sedativeMayFollow', role(...assessors)),
    says: 'A nurse or the proceduralist records what was given.',
    who: assessors,
    subject: 'consent.capacity',
  },
  {
    name: 'sedativeMayFollow',
    guard: any('agreedBeforehand', 'emergency'),
    says: 'Before a sedative the patient is identified and has agreed; only an emergency does not wait for that.',
    who: assessors,
    subject: 'consent.standing',
  },
  {
    name: 'agreedBeforehand',
    guard: all('mayTouch', 'consentStands'),
    says: 'Before a sedative the patient is identified and has agreed.',
    who: assessors,
    subject: 'consent.standing',
  },
  {
    name: 'notSedated',
    guard: no('sedated'),
    says: 'The patient has had a sedative. Nothing new is explained or agreed until a nurse or the proceduralist has assessed them.',
    who: assessors,
    subject: 'consent.capacity',
  },
  {
    name: 'sedated',
    guard: at('open.consent.capacity.sedated'),
    says: 'No sedative was given.',
    who: [],
    subject: 'consent.capacity',
  },
];
