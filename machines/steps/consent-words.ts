/** What people may report about consent, and what each of its states says on the screens. */
import type { EventSpec, StepDefinition } from './define-step.ts';

const spec = (
  name: string,
  verb: string,
  past: string,
  more: Pick<EventSpec, 'late' | 'group'> & Partial<EventSpec>,
): EventSpec => ({ name, verb, past, asks: [], ...more });

export const consentEvents: readonly EventSpec[] = [
  spec('consent.given', 'Record consent', 'Consent given', {
    late: 'work',
    group: 'step',
    undoneBy: 'consent.mistaken',
  }),
  // The patient took nothing back: nobody had agreed, and whoever tapped says so.
  spec('consent.mistaken', 'Take back: recorded by mistake', 'Consent recorded by mistake', {
    late: 'work',
    group: 'step',
  }),
  spec('consent.refused', 'Patient refuses', 'Consent refused', { late: 'stop', group: 'stop', topic: 'consent' }),
  spec('consent.withdrawn', 'Withdraw consent', 'Consent withdrawn', { late: 'stop', group: 'stop', topic: 'consent' }),
  // Which part is all there is to say: without it nobody could keep to it.
  spec('consent.limited', 'Patient refuses a part', 'Consent limited', {
    late: 'stop',
    group: 'stop',
    asks: ['note'],
    topic: 'limits',
  }),
  spec('consent.limitsAccepted', 'Accept the limits', 'Limits accepted', {
    late: 'judgement',
    group: 'step',
    asks: ['note'],
    topic: 'limits',
  }),
  spec('consent.renewed', 'Record new consent', 'New consent given', {
    late: 'judgement',
    group: 'step',
    asks: ['note'],
    topic: 'consent',
  }),
  spec('consent.givenByProxy', 'Record consent by proxy', 'Consent given by proxy', {
    late: 'judgement',
    group: 'step',
    asks: ['note'],
  }),
  spec('capacity.doubted', 'Doubt that the patient can decide', 'Capacity doubted', {
    late: 'stop',
    group: 'stop',
    topic: 'capacity',
  }),
  spec('capacity.assessedHas', 'Patient can decide', 'Capacity assessed: can decide', {
    late: 'judgement',
    group: 'step',
    asks: ['note'],
    topic: 'capacity',
  }),
  spec('capacity.assessedLacking', 'Patient cannot decide', 'Capacity assessed: cannot decide', {
    late: 'judgement',
    group: 'step',
    asks: ['note'],
    topic: 'capacity',
  }),
  spec('capacity.regained', 'Patient can decide again', 'Capacity regained', {
    late: 'judgement',
    group: 'step',
    asks: ['note'],
  }),
];

/** Where a protocol says that sedatives may be given. What and how much is all there is to say of one. */
export const sedativeEvents: readonly EventSpec[] = [
  spec('patient.sedated', 'Record a sedative', 'Sedative given', {
    late: 'work',
    group: 'step',
    asks: ['note'],
    topic: 'sedative',
  }),
];

export const consentSays: StepDefinition['says'] = {
  'standing.notAsked': { says: 'Not asked yet' },
  'standing.given': { says: 'Consent given' },
  'standing.givenByProxy': { says: 'Consent given by proxy' },
  'standing.limited': { says: 'Stop: patient refuses a part', bad: true },
  'standing.givenWithLimits': { says: 'Consent given, with limits' },
  'standing.refused': { says: 'Stop: patient refuses', bad: true },
  'standing.withdrawn': { says: 'Stop: consent withdrawn', bad: true },
  'standing.expired': { says: 'Consent has lapsed', bad: true },
  'capacity.presumed': { says: 'Presumed: patient can decide' },
  'capacity.doubted': { says: 'Stop: can the patient decide?', bad: true },
  'capacity.has': { says: 'Assessed: patient can decide' },
  'capacity.sedated': { says: 'Sedated: nothing new is explained or agreed before an assessment' },
  'capacity.lacking': { says: 'Assessed: patient cannot decide' },
};
