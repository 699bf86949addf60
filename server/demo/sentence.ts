/** What the window tells of an act: a sentence that somebody on the ward would say, whoever did it and on whichever screen. */

export interface Told {
  /** `You`, or a name. */
  readonly who: string;
  readonly bed: string;
  readonly event: string;
  /** The item it is about, or the step that was completed. */
  readonly about: string | null;
  /** As it was answered; null where nobody may be told yet. */
  readonly value: string | null;
  /** The reason or the note that was written with it: which question, why a hold. */
  readonly said: string | null;
  /** The patient is in the department: whoever records the hand-over there takes them over; at the bed they are given. */
  readonly there: boolean;
}

/** `Bed 3: you took the patient.` */
export function sentenceOf({ who, bed, ...told }: Told): string {
  return `Bed ${bed}: ${who === 'You' ? 'you' : who} ${doneIn(told)}.`;
}

function doneIn({ event, about, value, said, there }: Omit<Told, 'who' | 'bed'>): string {
  const happened = event.slice(event.lastIndexOf('.') + 1);
  if (event.startsWith('step.')) return `completed “${about ?? ''}”`;
  if (event.startsWith('item.')) {
    const did = ofItems[happened] ?? 'saw to';
    const answer = value === null || !answers.has(happened) ? '' : `: ${value}`;
    return `${did} “${about ?? ''}”${answer}`;
  }
  const done = (there ? inTheDepartment[event] : undefined) ?? ofThePatient[event] ?? 'wrote something on record';
  return said === null ? done : `${done}: “${said}”`;
}

const hourMinute = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' });
/** `07:38`, as a ward's clock shows it. */
export const clockTold = (at: number): string => hourMinute.format(at);

const answers = new Set(['attested', 'measured', 'sensed', 'enteredLate']);

const ofItems: Readonly<Record<string, string>> = {
  attested: 'answered',
  measured: 'read and recorded',
  sensed: 'scanned for',
  agreed: 'answered as the second person',
  started: 'started',
  corrected: 'took back the answer to',
  enteredLate: 'entered from earlier',
  overridden: 'accepted, with a reason,',
  deferred: 'put off',
  resolved: 'resolved',
  needed: 'asked again for',
  notNeeded: 'no longer needs',
  judgedIn: 'made count for the new start',
  judgedOut: 'made no longer count for the new start',
  recalled: 'put aside what was scanned for',
  filed: 'filed the result of',
};

const ofThePatient: Readonly<Record<string, string>> = {
  'preparation.opened': 'put the patient on the list',
  'patient.arrived': 'said that the patient is here',
  'patient.calledFor': 'called for the patient',
  'patient.left': 'said that the patient has left the ward',
  'patient.leftUnready': 'said that the patient has left, not ready',
  'patient.received': 'said that the patient has arrived there',
  'patient.returned': 'said that the patient is back on the ward',
  'patient.back': 'said that the patient is back from another procedure',
  'patient.leftForOther': 'said that the patient left for another procedure',
  'patient.keptByOther': 'said that the patient was handed over for another procedure',
  'patient.sedated': 'recorded a sedative',
  'patient.amended': 'changed the patient’s details',
  'patient.merged': 'put two records of the patient together',
  'responsibility.taken': 'took the patient',
  'responsibility.assigned': 'gave the patient to somebody',
  'responsibility.offered': 'offered the patient to a colleague',
  'responsibility.declined': 'declined to take the patient',
  'attention.acknowledged': 'has seen what needs somebody',
  'consent.given': 'recorded that the patient agrees',
  'consent.givenByProxy': 'recorded that somebody agreed for the patient',
  'consent.mistaken': 'said that consent was recorded by mistake',
  'consent.refused': 'stopped: the patient refuses',
  'consent.withdrawn': 'stopped: the patient takes consent back',
  'consent.limited': 'stopped: the patient refuses a part',
  'consent.limitsAccepted': 'accepted what the patient refuses',
  'consent.renewed': 'recorded that the patient agrees anew',
  'capacity.doubted': 'stopped: it is in doubt whether the patient can decide',
  'capacity.assessedHas': 'found that the patient can decide',
  'capacity.assessedLacking': 'found that the patient cannot decide',
  'capacity.regained': 'found that the patient can decide again',
  'information.declined': 'said that the patient wants no information',
  'information.wanted': 'said that the patient wants information after all',
  'interpreter.needed': 'asked for an interpreter',
  'interpreter.arrived': 'said that the interpreter is here',
  'interpreter.left': 'said that the interpreter has left',
  'question.raised': 'stopped: the patient has a question, which a nurse or whoever does the procedure answers',
  'question.answered': 'answered the patient’s question',
  'identity.mismatched': 'stopped: the wristband does not match',
  'mismatch.resolved': 'resolved the mismatch',
  'band.missing': 'stopped: the wristband is missing or cannot be read',
  'band.replaced': 'put a new wristband on',
  'hygiene.contaminated': 'stopped: something was touched that must stay clean',
  'field.restored': 'made the field clean again',
  'isolation.amended': 'changed the isolation',
  'equipment.faulted': 'stopped: a thing is faulty',
  'equipment.unavailable': 'stopped: a thing is not to be had',
  'equipment.replaced': 'brought a replacement',
  'flow.held': 'put the patient on hold',
  'flow.resumed': 'went on with the patient',
  'emergency.declared': 'declared an emergency',
  'emergency.stoodDown': 'stood the emergency down',
  'emergency.reconciled': 'went through what was put off in the emergency',
  'plan.moved': 'moved the start',
  'place.moved': 'moved the patient to another bed',
  'order.amended': 'changed the order',
  'handover.accepted': 'handed the patient over for the procedure',
  'handover.acceptedInEmergency': 'handed the patient over in the emergency',
  'preparation.cancelled': 'cancelled the preparation',
  'preparation.enteredInError': 'said that this was opened by mistake',
};

const inTheDepartment: Readonly<Record<string, string>> = {
  'handover.accepted': 'took the patient over for the procedure',
  'handover.acceptedInEmergency': 'took the patient over in the emergency',
};
