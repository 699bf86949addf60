/**
 * The refusal catalogue: every reason WardReady says no, with the sentence a technician reads.
 * A refusal is a value, not an error: it is committed like any other verdict. Codes are stable; wording may improve.
 */
export const refusals = {
  notHere: 'That is not part of this preparation.',
  notNow: 'That cannot be done as things stand.',
  itemsMissing: 'Something comes first.',
  notYours: 'Somebody with another role does this.',
  samePerson: 'Another person must do this: not you, and not on your sign-in.',
  identityOpen: 'Check who the patient is first.',
  stopped: 'The patient must not proceed. Somebody has to clear the stop first.',
  held: 'The preparation is held. Resume it first.',
  elsewhere: 'The patient is away for another procedure. Say there when they are back.',
  alreadyAnswered: 'This was answered, and with another value. Correct it if it is wrong.',
  ended: 'This preparation has ended. Nothing more can be recorded on it.',
  valueMissing: 'Say what you saw: the value is missing.',
  takenMissing: 'Say when it was taken or signed.',
  assetUnknown: 'The equipment log does not know that. Scan it again, or bring another one.',
  notCompetent: 'This takes somebody with a competence that you are not registered for.',
  valueUnknown: 'That is not one of the answers.',
  valueOutOfRange: 'That number is outside what this can be. Read it again.',
  startMissing: 'Say when the new start is.',
  placeMissing: 'Say which ward and bed.',
  personMissing: 'Say who.',
  personUnknown: 'That person does not work here. Choose somebody from the list.',
  reasonMissing: 'Say why.',
  reasonUnknown: 'Choose one of the reasons offered, and say the rest in your own words beside it.',
  noteMissing: 'Say it in your own words.',
  otherProtocol: 'The screen shows another version of the protocol. Open the patient again.',
  seenTooOld: 'Things changed while this tablet was not connected. Look at the patient again and decide.',
  timeUntrusted: 'The tablet cannot say when this was done. A person must enter it.',
  needsDecision: 'This is a decision. It is never made from a tablet that is not connected.',
  becauseOfEarlier: 'Something before it was not recorded, so this waits for a person.',
  clockAhead: 'The server’s clock disagrees with the store. Nothing was recorded; try again.',
  notApproved: 'This protocol is not approved here.',
  placeTaken: 'Another patient has that already.',
} as const satisfies Record<string, string>;

export type RefusalCode = keyof typeof refusals;
