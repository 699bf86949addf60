/** What can be wrong with a history. Each has one name; a test plants every one. */

export const flawKinds = {
  ackedLost: 'a command that was accepted is in no log',
  ackedMoved: 'an accepted command does not stand where its answer said',
  refusedApplied: 'a command that was refused is in a log',
  doubled: 'a command stands in a log twice',
  invented: 'a log holds a command that nobody asked',
  verdictChanged: 'the same command was given two different verdicts',
  deviceOrder: 'what a device asked first stands after what it asked later',
  realTimeOrder: 'what was asked after an answer stands before what was answered',
  revisionGap: 'the revisions of a log do not count 1, 2, 3',
  chainBroken: 'a record does not follow the one before it',
  headBroken: 'the head is not the last record',
  feedGap: 'the feed’s positions do not count on',
  feedBroken: 'an entry of the feed does not follow the one before it',
  feedMissing: 'a change was never announced',
  feedFalse: 'the feed announces a head that is in no log',
  boardBack: 'a board showed something older than it had shown',
  boardFalse: 'a board showed a head that is in no log',
  boardDiverged: 'a board ended with other rows than there are',
  deadlineEarly: 'a deadline was recorded before it was due',
  deadlineLate: 'an overdue deadline was recorded more than a second after somebody was there again',
  deadlineMoved: 'a deadline was recorded at another instant than it was due',
  deadlineTwice: 'a deadline was recorded twice',
  deadlineMissing: 'a deadline that was due was never recorded',
  deadlinePassed: 'something later stands before a deadline that was due',
  deadlineUnarmed: 'a deadline was recorded that did not wait',
  replayFalse: 'the state beside the head is not what its log leads to',
  unanswered: 'a command was never answered, though all was well for long',
  invariantBroken: 'the server found its own state to be impossible',
  heldTwice: 'two preparations hold the same thing',
} as const;
export type FlawKind = keyof typeof flawKinds;

export interface Flaw {
  readonly kind: FlawKind;
  /** Which command, revision or board. */
  readonly says: string;
}

export const flaw = (kind: FlawKind, says: string): Flaw => ({ kind, says });
