/**
 * Who may do what: a document, not code. What is not written here, nobody may.
 * It is the outer gate, by role. A protocol narrows it (`by`, `takenBy`, `overriddenBy`) and the chart narrows it again
 * (another person, own item, identity first). Local policy edits this file; `authorize.ts` reads it.
 *
 * Source: clinical reference, default permission matrix (project default: no standard gives these rows).
 */
import type { EventSpec, Role } from '../../machines/index.ts';
import type { Action } from '../services.ts';

/** What a door may be asked for: the desk's actions, and those that only a door has. */
export type DoorAction =
  | Action
  | 'signIn'
  | 'signOut'
  | 'seeSession'
  | 'stepUp'
  | 'seeStaff'
  | 'seeWards'
  | 'seeProtocols'
  | 'scan'
  | 'seeHealth'
  | 'seeDescription'
  | 'fileResult'
  | 'seeEquipment'
  | 'reportFault'
  | 'checkEquipment'
  | 'maintainEquipment'
  | 'releaseEquipment'
  | 'recallLot';

/** `nobody` is a request without a signed-in person. */
export type Asker = Role | 'nobody';

const staff = ['technician', 'nurse', 'chargeNurse', 'proceduralist', 'clinicalEngineer'] as const;
const clinical = ['technician', 'nurse', 'chargeNurse', 'proceduralist'] as const;
const registered = ['nurse', 'chargeNurse', 'proceduralist'] as const;
const seniors = ['chargeNurse', 'proceduralist'] as const;
const anyone = ['nobody', ...staff] as const;

export const doors: Readonly<Record<DoorAction, readonly Asker[]>> = {
  signIn: anyone,
  // Signing out twice is not a mistake.
  signOut: anyone,
  seeSession: staff,
  stepUp: staff,
  // The sign-in screen shows who works here; a wall shows beds and states (W0: no name, no procedure, no reason).
  seeStaff: anyone,
  seeWards: anyone,
  seeWall: anyone,
  seeHealth: anyone,
  seeDescription: anyone,
  seeBoard: staff,
  seeChecklist: staff,
  seeHistory: staff,
  seeProtocols: staff,
  scan: staff,
  // Then `events` below decides.
  command: staff,
  open: registered,
  import: ['chargeNurse'],
  approve: seniors,
  administer: ['chargeNurse'],
  // What the laboratory's system says, brought by whoever may bring a day list; a person who read it measures it instead.
  fileResult: ['chargeNurse'],
  seeEquipment: staff,
  // A fault is a stop: anyone, two taps.
  reportFault: staff,
  checkEquipment: staff,
  maintainEquipment: ['clinicalEngineer'],
  releaseEquipment: ['clinicalEngineer'],
  // Nobody waits for an engineer to stop using a lot; only one lifts it.
  recallLot: ['chargeNurse', 'clinicalEngineer'],
};

/** What people do to a preparation, in the matrix's rows. */
export const deeds = {
  doItem: clinical,
  /** Device items only: the equipment step. */
  doDeviceItem: staff,
  verifySecond: clinical,
  /** Who takes this consent is the protocol's `takenBy`; an engineer never does. */
  obtainConsent: clinical,
  renewConsent: registered,
  /** Withdrawal, refusal, contamination, fault, mismatch, question: anyone, one tap. */
  stopTheLine: staff,
  raiseEmergency: clinical,
  standEmergencyDown: seniors,
  reconcileEmergency: registered,
  resolveMismatch: registered,
  resolveDispute: registered,
  answerQuestion: registered,
  replaceBand: registered,
  assessCapacity: registered,
  recordSedative: registered,
  consentByProxy: registered,
  acceptLimits: ['proceduralist'],
  amendIsolation: registered,
  enterInError: registered,
  letLeaveUnready: registered,
  override: registered,
  /** A technician's own item only: the chart compares the person. */
  correct: staff,
  hold: clinical,
  resume: clinical,
  arrive: clinical,
  handOver: clinical,
  carePeople: clinical,
  acknowledge: registered,
  changePlan: seniors,
  moveBed: registered,
  replaceKit: staff,
  restoreField: clinical,
  completeStep: clinical,
  /** Facts from the world and the server's own judgements: never from a person. */
  system: [],
} as const satisfies Record<string, readonly Role[]>;
export type Deed = keyof typeof deeds;

/** Events by name. A new step's events that are not here fall to the row of their group. */
export const events: Readonly<Record<string, Deed>> = {
  'consent.given': 'obtainConsent',
  'consent.renewed': 'renewConsent',
  'consent.refused': 'stopTheLine',
  'consent.withdrawn': 'stopTheLine',
  'hygiene.contaminated': 'stopTheLine',
  'equipment.faulted': 'stopTheLine',
  'identity.mismatched': 'stopTheLine',
  'question.raised': 'stopTheLine',
  'consent.limited': 'stopTheLine',
  'band.missing': 'stopTheLine',
  'capacity.doubted': 'stopTheLine',
  'interpreter.needed': 'stopTheLine',
  'equipment.unavailable': 'stopTheLine',
  'consent.limitsAccepted': 'acceptLimits',
  'consent.givenByProxy': 'consentByProxy',
  'capacity.assessedHas': 'assessCapacity',
  'capacity.assessedLacking': 'assessCapacity',
  'capacity.regained': 'assessCapacity',
  'patient.sedated': 'recordSedative',
  'band.replaced': 'replaceBand',
  'interpreter.arrived': 'doItem',
  'interpreter.left': 'doItem',
  'information.declined': 'doItem',
  'information.wanted': 'doItem',
  'isolation.amended': 'amendIsolation',
  'question.answered': 'answerQuestion',
  'mismatch.resolved': 'resolveMismatch',
  'equipment.replaced': 'replaceKit',
  'field.restored': 'restoreField',
  'emergency.declared': 'raiseEmergency',
  'emergency.stoodDown': 'standEmergencyDown',
  'emergency.reconciled': 'reconcileEmergency',
  'patient.arrived': 'arrive',
  'flow.held': 'hold',
  'flow.resumed': 'resume',
  'handover.accepted': 'handOver',
  'handover.acceptedInEmergency': 'handOver',
  'responsibility.taken': 'carePeople',
  'responsibility.assigned': 'carePeople',
  'responsibility.offered': 'carePeople',
  'responsibility.declined': 'carePeople',
  'attention.acknowledged': 'acknowledge',
  'plan.moved': 'changePlan',
  'place.moved': 'moveBed',
  'preparation.cancelled': 'changePlan',
  'preparation.enteredInError': 'enterInError',
  'patient.merged': 'changePlan',
  'patient.calledFor': 'handOver',
  'patient.left': 'arrive',
  'patient.leftUnready': 'letLeaveUnready',
  'patient.received': 'handOver',
  'patient.returned': 'arrive',
  'patient.back': 'arrive',
  'order.amended': 'system',
  'patient.amended': 'system',
  'patient.leftForOther': 'system',
  'patient.keptByOther': 'system',
};

/** `item.<id>.<happened>`, by what happened. */
export const itemEvents: Readonly<Record<string, Deed>> = {
  sensed: 'doItem',
  attested: 'doItem',
  measured: 'doItem',
  started: 'doItem',
  agreed: 'verifySecond',
  resolved: 'resolveDispute',
  overridden: 'override',
  corrected: 'correct',
  enteredLate: 'system',
  filed: 'system',
  needed: 'system',
  notNeeded: 'system',
  judgedIn: 'system',
  judgedOut: 'system',
};

/** What an event nobody named above falls to, by the group its step gave it. Only where every role could be let in unseen is `system`. */
export const groups: Readonly<Record<EventSpec['group'], Deed>> = {
  item: 'system',
  stop: 'stopTheLine',
  flow: 'hold',
  plan: 'changePlan',
  step: 'doItem',
  people: 'carePeople',
};
