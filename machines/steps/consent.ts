/**
 * Consent: voluntary, informed, by a person with capacity, for this intervention, now; and withdrawn at any moment.
 * Technicians confirm consent; who may take it, and how it is given, is the protocol's (`consent.level`, `takenBy`).
 * Source: DH Reference guide to consent; withdrawal at any time up to and during treatment (general knowledge).
 *
 * standing.notAsked   nobody has asked yet
 * standing.given      the patient agrees; a refusal or withdrawal leaves it at once
 * standing.refused    the patient said no; only a new discussion, recorded as a new consent, leaves it
 * standing.withdrawn  the patient took it back, from whatever state; the same way out
 */
import { all, any, at, no, role } from '../chart/guards.ts';
import { clearStop, note, raiseStop, settle } from '../preparation/attention.ts';
import { defineStep } from './define-step.ts';

export const consent = defineStep({
  id: 'consent',
  title: 'Consent',
  short: 'Consent',
  purpose: 'The patient agrees, knowing what will be done, and can still change their mind.',
  regions: () => {
    const stops = {
      'consent.refused': { target: 'refused', actions: raiseStop('consent') },
      'consent.withdrawn': { target: 'withdrawn', actions: raiseStop('consent') },
    };
    // Consent is this patient's, for this order: said under another name or of another procedure it is asked again.
    const asked = Object.fromEntries(
      ['identity.mismatched', 'patient.changed', 'order.changed'].map((event) => [
        event,
        { target: 'notAsked', actions: [settle('consentGiven')] },
      ]),
    );
    const renewed = {
      'consent.renewed': {
        guard: 'mayRenewConsent',
        target: 'given',
        actions: [...clearStop('consent'), note('consentGiven')],
      },
    };
    return {
      standing: {
        initial: 'notAsked',
        states: {
          notAsked: {
            on: {
              'consent.given': { guard: 'mayTakeConsent', target: 'given', actions: [note('consentGiven')] },
              ...stops,
            },
          },
          given: { on: { ...stops, ...asked } },
          refused: { tags: ['stop'], on: { ...renewed, 'consent.withdrawn': stops['consent.withdrawn'] } },
          withdrawn: { tags: ['stop'], on: renewed },
        },
      },
    };
  },
  conditions: (document) => [
    {
      name: 'mayTakeConsent',
      guard: all('mayTouch', role(...document.consent.takenBy)),
      says: 'Somebody who may take this consent must ask the patient, once identity is checked.',
      who: document.consent.takenBy,
      subject: 'consent.standing',
    },
    {
      name: 'mayRenewConsent',
      guard: all('arrived', 'notHeld', 'identityHolds', role(...document.consent.renewedBy)),
      says: 'Somebody who may take a new consent must talk with the patient.',
      who: document.consent.renewedBy,
      subject: 'consent.renewal',
    },
    {
      name: 'consentStands',
      guard: at('open.consent.standing.given'),
      says: 'The patient has not agreed yet, or no longer agrees.',
      who: ['technician', 'nurse', 'chargeNurse', 'proceduralist'],
      subject: 'consent.standing',
    },
    {
      name: 'consentNotStopped',
      guard: no('consentStopped'),
      says: 'The patient said no. Stop; only a new talk with the patient, recorded as a new consent, changes this.',
      who: ['nurse', 'chargeNurse', 'proceduralist'],
      subject: 'consent.standing',
    },
    {
      name: 'consentStopped',
      guard: any('consentRefused', 'consentWithdrawn'),
      says: 'The patient has not said no.',
      who: [],
      subject: 'consent.standing',
    },
    {
      name: 'consentRefused',
      guard: at('open.consent.standing.refused'),
      says: 'The patient has not refused.',
      who: [],
      subject: 'consent.standing',
    },
    {
      name: 'consentWithdrawn',
      guard: at('open.consent.standing.withdrawn'),
      says: 'The patient has not withdrawn.',
      who: [],
      subject: 'consent.standing',
    },
  ],
  requires: ['consentStands'],
  halts: ['consentNotStopped'],
  calm: ['consentNotStopped'],
  events: () => [
    { name: 'consent.given', verb: 'Record consent', past: 'Consent given', late: 'work', asks: [], group: 'step' },
    {
      name: 'consent.refused',
      verb: 'Patient refuses',
      past: 'Consent refused',
      late: 'stop',
      asks: [],
      group: 'stop',
      topic: 'consent',
    },
    {
      name: 'consent.withdrawn',
      verb: 'Withdraw consent',
      past: 'Consent withdrawn',
      late: 'stop',
      asks: [],
      group: 'stop',
      topic: 'consent',
    },
    {
      name: 'consent.renewed',
      verb: 'Record new consent',
      past: 'New consent given',
      late: 'judgement',
      asks: ['note'],
      group: 'step',
      topic: 'consent',
    },
  ],
  says: {
    'standing.notAsked': { says: 'Not asked yet' },
    'standing.given': { says: 'Consent given' },
    'standing.refused': { says: 'Stop: patient refuses', bad: true },
    'standing.withdrawn': { says: 'Stop: consent withdrawn', bad: true },
  },
  // The patient may change their mind at the door, and after it.
  afterHandover: {
    initial: 'stands',
    states: {
      stands: { on: { 'consent.withdrawn': { target: 'withdrawn', actions: [note('consent')] } } },
      withdrawn: { tags: ['stop'] },
    },
  },
});
