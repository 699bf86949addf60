/**
 * Consent: voluntary, informed, by a person with capacity, for this intervention, now; and withdrawn at any moment.
 * Technicians confirm consent; who may take it, and how it is given, is the protocol's (`consent.level`, `takenBy`).
 * Source: DH Reference guide to consent; withdrawal at any time up to and during treatment (general knowledge).
 * Capacity is presumed, and belongs to one decision at one time: Mental Capacity Act 2005 (general knowledge).
 * Words and buttons are in `consent-words.ts`.
 *
 * standing.notAsked         nobody has asked yet
 * standing.given            the patient agrees; a refusal or withdrawal leaves it at once, and so does saying that it
 *                           was recorded by mistake
 * standing.givenByProxy     somebody with authority agrees for a patient who cannot decide; the note says who, by what
 * standing.limited          the patient refuses a part (blood, students): the proceduralist accepts the limits, or not
 * standing.givenWithLimits  the patient agrees to the rest, and the proceduralist goes by it; the note stays to be seen
 * standing.refused          the patient said no; only a new discussion, recorded as a new consent, leaves it
 * standing.withdrawn        the patient took it back, from whatever state; the same way out
 * standing.expired          written consent outlived what the protocol allows (`consent.lastsFor`); a new one leaves it
 *
 * capacity.presumed  as everybody's is
 * capacity.doubted   anybody may doubt it; no consent stands until it is assessed (I15)
 * capacity.has       assessed: the patient decides
 * capacity.lacking   assessed: only a proxy consents; regained, the patient is asked again
 * capacity.sedated   a sedative was given, after consent or in an emergency: what was agreed before stands, and nothing new
 *                    is explained or agreed until somebody has assessed that the patient decides; what was explained before
 *                    is then explained anew (only where `consent.sedatives`; I14)
 */
import { all, any, at, no, role } from '../chart/guards.ts';
import type { StateConfig } from '../chart/config.ts';
import { broadcast, clearStop, note, noteMore, raiseStop, settle } from '../preparation/attention.ts';
import type { ProtocolDocument } from '../protocols/document.ts';
import type { Role } from '../terms.ts';
import { assessors, capacity, capacityConditions, hasSedatives } from './consent-capacity.ts';
import { consentEvents, consentSays, sedativeEvents } from './consent-words.ts';
import { type Condition, defineStep } from './define-step.ts';

export const consent = defineStep({
  id: 'consent',
  title: 'Consent',
  short: 'Consent',
  purpose: 'The patient agrees, knowing what will be done, and can still change their mind.',
  regions: (document) => ({ standing: standing(document), capacity: capacity(document) }),
  conditions: (document) => [...givingConditions(document), ...standingConditions, ...capacityConditions(document)],
  requires: ['consentStands'],
  halts: ['consentNotStopped'],
  // Agreeing again on the day is agreeing: nobody does it in a language they do not have (I20).
  itemsNeed: ['interpreted'],
  calm: ['consentNotStopped', 'limitsSettled', 'capacityClear'],
  events: (document) => [...consentEvents, ...(hasSedatives(document) ? sedativeEvents : [])],
  says: consentSays,
  // The patient may change their mind at the door, and after it: somebody is told, and it stays until they have seen it.
  afterHandover: {
    initial: 'stands',
    states: {
      stands: { on: { 'consent.withdrawn': { target: 'withdrawn', actions: raiseStop('consent') } } },
      withdrawn: { tags: ['stop'] },
    },
  },
});

function standing(document: ProtocolDocument): StateConfig {
  const stops = {
    'consent.refused': { target: 'refused', actions: raiseStop('consent') },
    'consent.withdrawn': { target: 'withdrawn', actions: raiseStop('consent') },
  };
  // A part refused besides another takes nothing of that one back; nor does agreeing to go by them.
  const refusesPart = [noteMore('limits'), broadcast('attention.raised')];
  const limited = { 'consent.limited': { target: 'limited', actions: refusesPart } };
  // Consent is this patient's, for this order: said under another name or of another procedure it is asked again. So it
  // is when who decides has changed.
  const asked = Object.fromEntries(
    ['identity.mismatched', 'patient.changed', 'order.changed', 'capacity.changed'].map((event) => [
      event,
      { target: 'notAsked', actions: [settle('consentGiven')] },
    ]),
  );
  // A new record is of the whole: what was refused of an older one is said again, or it is not refused any more.
  const recorded = [note('consentGiven'), settle('limits')];
  const renewed = {
    'consent.renewed': { guard: 'mayRenewConsent', target: 'given', actions: [...clearStop('consent'), ...recorded] },
    'consent.givenByProxy': {
      guard: 'mayRenewByProxy',
      target: 'givenByProxy',
      actions: [...clearStop('consent'), ...recorded],
    },
  };
  const lasts = document.consent.lastsFor !== undefined;
  const stood = { ...(lasts ? { after: { consentFor: 'expired' } } : {}), on: { ...stops, ...limited, ...asked } };
  return {
    initial: 'notAsked',
    states: {
      notAsked: {
        on: {
          'consent.given': { guard: 'mayTakeConsent', target: 'given', actions: recorded },
          'consent.givenByProxy': { guard: 'mayTakeByProxy', target: 'givenByProxy', actions: recorded },
          ...limited,
          ...stops,
        },
      },
      given: {
        ...stood,
        on: { ...stood.on, 'consent.mistaken': { target: 'notAsked', actions: [settle('consentGiven')] } },
      },
      givenByProxy: stood,
      givenWithLimits: { tags: ['exception'], ...stood },
      // It waits for a talk with whoever the patient now is, so nothing that happens meanwhile makes it less of a no.
      limited: {
        tags: ['stop'],
        on: {
          'consent.limitsAccepted': {
            guard: 'mayAcceptLimits',
            target: 'givenWithLimits',
            actions: [noteMore('limits', 'agreed: '), note('consentGiven'), broadcast('attention.cleared')],
          },
          'consent.limited': { actions: refusesPart },
          ...stops,
        },
      },
      refused: { tags: ['stop'], on: { ...renewed, 'consent.withdrawn': stops['consent.withdrawn'] } },
      withdrawn: { tags: ['stop'], on: renewed },
      ...(lasts ? { expired: { on: { ...renewed, ...limited, ...asked, ...stops } } } : {}),
    },
  };
}

/** Who may record an agreement, and when. */
function givingConditions(document: ProtocolDocument): readonly Condition[] {
  const {
    consent: { takenBy, renewedBy },
    steps,
  } = document;
  const unsedated = hasSedatives(document) ? ['notSedated'] : [];
  const interpreted = steps.some(({ step }) => step === 'explanation') ? ['interpreted'] : [];
  const withPatient = ['arrived', 'notHeld', 'identityHolds', ...interpreted];
  const proxies = renewedBy.filter((one) => (assessors as readonly Role[]).includes(one));
  return [
    {
      name: 'mayTakeConsent',
      guard: all('mayTouch', 'patientDecides', ...interpreted, role(...takenBy)),
      says: 'Somebody who may take this consent must ask the patient, once identity is checked.',
      who: takenBy,
      subject: 'consent.standing',
    },
    {
      name: 'mayRenewConsent',
      guard: all(...withPatient, 'patientDecides', role(...renewedBy)),
      says: 'Somebody who may take a new consent must talk with the patient.',
      who: renewedBy,
      subject: 'consent.renewal',
    },
    {
      name: 'mayTakeByProxy',
      guard: all('mayTouch', 'capacityLacking', ...interpreted, role(...assessors)),
      says: 'A nurse or the proceduralist records who decides for the patient, and by what authority.',
      who: assessors,
      subject: 'consent.standing',
    },
    {
      name: 'mayRenewByProxy',
      guard: all(...withPatient, 'capacityLacking', role(...proxies)),
      says: 'Somebody who may take a new consent must talk with whoever decides for the patient.',
      who: proxies,
      subject: 'consent.renewal',
    },
    {
      name: 'mayAcceptLimits',
      guard: all('mayTouch', 'capacityClear', ...unsedated, ...interpreted, role('proceduralist')),
      says: 'The proceduralist must talk with the patient about what they refuse.',
      who: ['proceduralist'],
      subject: 'consent.standing',
    },
  ];
}

/** Where the agreement stands. */
const standingConditions: readonly Condition[] = [
  {
    name: 'consentStands',
    guard: all('consentGiven', 'capacityClear'),
    says: 'The patient has not agreed yet, or no longer agrees.',
    who: ['technician', ...assessors],
    subject: 'consent.standing',
  },
  {
    name: 'consentGiven',
    guard: any('givenByPatient', 'givenByProxy', 'givenWithLimits'),
    says: 'The patient has not agreed yet, or no longer agrees.',
    who: ['technician', ...assessors],
    subject: 'consent.standing',
  },
  ...(
    [
      ['givenByPatient', 'given'],
      ['givenByProxy', 'givenByProxy'],
      ['givenWithLimits', 'givenWithLimits'],
    ] as const
  ).map(([name, state]): Condition => ({
    name,
    guard: at(`open.consent.standing.${state}`),
    says: 'The patient has not agreed yet, or no longer agrees.',
    who: ['technician', ...assessors],
    subject: 'consent.standing',
  })),
  {
    name: 'limitsSettled',
    guard: no('limitsOpen'),
    says: 'The patient refuses a part of it. The proceduralist must talk with them.',
    who: ['proceduralist'],
    subject: 'consent.standing',
  },
  {
    name: 'limitsOpen',
    guard: at('open.consent.standing.limited'),
    says: 'The patient has not refused a part of it.',
    who: [],
    subject: 'consent.standing',
  },
  {
    name: 'consentNotStopped',
    guard: no('consentStopped'),
    says: 'The patient said no. Stop; only a new talk with the patient, recorded as a new consent, changes this.',
    who: assessors,
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
];
