/**
 * What the screens are given: the board's row and the tablet's checklist.
 * They are derived from the state at an instant by `project`; no screen decides anything a view does not say.
 */
import type {
  AssetFact,
  EvidenceValue,
  Instant,
  ItemKind,
  ItemStatus,
  Missing,
  Patient,
  PersonId,
  Place,
  Milliseconds,
  PreparationId,
  Readiness,
  Role,
  StopClass,
} from '../terms.ts';

/** One stop on the line with five stops; the same sign on the wall, desk, tablet and paper. */
export interface LineStop {
  readonly step: string;
  /** The one-word title under the stop, for example `Identity`. */
  readonly short: string;
  readonly mark: 'open' | 'done' | 'current' | 'held' | 'overdue' | 'stop';
}

/** What a board says of one preparation. `since` is when it became so. */
export type BoardStatus =
  | { readonly kind: 'notStarted'; readonly arrived: boolean }
  | { readonly kind: 'inProgress'; readonly step: string; readonly short: string }
  | {
      readonly kind: 'held';
      readonly reason: string;
      readonly owner: string;
      readonly since: Instant;
      readonly lookAgainAt: Instant | null;
    }
  | { readonly kind: 'overdue'; readonly since: Instant }
  | { readonly kind: 'ready'; readonly until: Instant | null }
  | { readonly kind: 'readyWithExceptions'; readonly until: Instant | null; readonly exceptions: number }
  | {
      readonly kind: 'stop';
      readonly stop: string;
      readonly says: string;
      /** When it happened: of a stop that a tablet sent late, when it was tapped there. */
      readonly since: Instant;
      /** When the server heard of it, where that was later. */
      readonly heardAt?: Instant;
    }
  | { readonly kind: 'emergency'; readonly deferred: number; readonly since: Instant }
  | { readonly kind: 'gone'; readonly at: Instant; readonly reconciling: boolean }
  | { readonly kind: 'notDone'; readonly at: Instant }
  /** Opened by mistake: it was never this patient's. */
  | { readonly kind: 'enteredInError'; readonly at: Instant };

/** A row as staff see it, on the desk and the tablet's worklist. */
export interface BoardRow {
  readonly preparation: PreparationId;
  readonly place: Place;
  readonly patient: PatientLabel;
  readonly procedure: string;
  readonly protocol: string;
  readonly line: readonly LineStop[];
  readonly status: BoardStatus;
  /** The planned start. */
  readonly due: Instant;
  /** Who has it, or nobody. */
  readonly responsible: PersonId | null;
  /** In the lane at the top: somebody must act, and since when. */
  readonly attention: { readonly stage: 'notified' | 'acknowledged' | 'escalated'; readonly since: Instant } | null;
  readonly exceptions: number;
  readonly deferred: number;
  /** The part of it that the patient refuses, in the words of whoever wrote it down. */
  readonly limits?: { readonly says: string; readonly since: Instant };
  /** Where the patient is on the way to the procedure; left out on the ward, and for protocols without a transfer. */
  readonly transfer?: 'calledFor' | 'left' | 'arrivedThere';
  readonly transferSince?: Instant;
  /** Why they left although not ready, as a nurse gave it. */
  readonly transferReason?: string;
  /** Another procedure of this patient has them: which, and since when. `handedOver`: it says no more when they are back. */
  readonly elsewhere?: { readonly procedure: string; readonly since: Instant; readonly handedOver: boolean };
  /** Who was asked to take them over and has not answered yet. */
  readonly offeredTo?: PersonId;
  /** When it was over, whatever is said of it since. */
  readonly ended?: Instant;
  /** False until two named people have approved the protocol's digest. */
  readonly approved: boolean;
  readonly revision: number;
  readonly head: string;
}

/** A row as a public wall gets it (privacy level W0): bed, line, status, times. No name, no procedure, no reason. */
export interface WallRow {
  readonly preparation: PreparationId;
  readonly ward: Place['ward'];
  readonly bed: string | null;
  readonly line: readonly LineStop[];
  readonly status: WallStatus;
  readonly transfer?: NonNullable<BoardRow['transfer']>;
  readonly elsewhere?: true;
  /** Since when they are there on the way, or away. */
  readonly waySince?: Instant;
  readonly due: Instant;
  readonly owned: boolean;
  readonly attention: BoardRow['attention'];
  readonly approved: boolean;
  readonly revision: number;
  readonly head: string;
}
export type WallStatus = {
  readonly kind: BoardStatus['kind'];
  readonly since?: Instant;
  readonly until?: Instant | null;
  readonly count?: number;
  readonly short?: string;
  readonly arrived?: boolean;
};

export interface PatientLabel {
  /** `M. ROE`: initial and surname, the surname in capitals. */
  readonly name: string;
  readonly sex: Patient['sex'];
  /** Whole years at the instant of the view. */
  readonly age: number;
  /** ISO 8601 calendar date. */
  readonly birthDate: string;
  readonly lastFive: string;
}

/** Everything the tablet draws for one patient. */
export interface Checklist {
  readonly preparation: PreparationId;
  readonly revision: number;
  readonly head: string;
  readonly digest: string;
  /** The instant this view is true at. */
  readonly at: Instant;
  readonly row: BoardRow;
  readonly patient: Patient;
  readonly readiness: Readiness;
  readonly steps: readonly StepView[];
  /** What anybody may do at once: the stops, hold, emergency, cancel and so on, in the order to show them. */
  readonly actions: readonly ActionView[];
  /**
   * Open or adverse warnings, which block nothing: told by name wherever the patient is called ready or handed over, and of
   * whoever was handed over, as they stood then.
   */
  readonly warnings?: readonly WarningView[];
  /** The wristband's last match, for the patient bar; `null` when it does not count now. */
  readonly identityMatchedAt: Instant | null;
}

/** `open`: not asked, or to be asked again · `lapsed`: the answer counts no more · `answered`: and the answer is not a plain one. */
export interface WarningView {
  readonly item: string;
  readonly text: string;
  readonly is: 'open' | 'lapsed' | 'answered';
}

export interface StepView {
  readonly id: string;
  readonly title: string;
  readonly short: string;
  readonly mark: LineStop['mark'];
  /** Where the step's own lifecycle stands, in words: "Consent given", "Consent withdrawn". */
  readonly standing: readonly {
    readonly region: string;
    readonly state: string;
    readonly says: string;
    readonly bad: boolean;
    /** The reason or the note of whoever brought it here. */
    readonly because?: string;
    readonly cause?: StopCause;
    /** Only of what is bad, and where somebody or something raised it. */
    readonly raised?: StopRaised;
  }[];
  readonly items: readonly ItemView[];
  /** The step's own actions (give consent, raise a question, report a fault …). */
  readonly actions: readonly ActionView[];
  readonly complete: ActionView;
  readonly completedBy: { readonly person: PersonId; readonly at: Instant } | null;
}

/** Who raised a stop, when, and on what ground. */
export interface StopRaised {
  /** Null where nobody did: a time ran out. */
  readonly by: PersonId | null;
  /** When it happened. */
  readonly at: Instant;
  /** When the server heard of it, where that was later. */
  readonly heardAt?: Instant;
  /** The last three characters of the wristband that was scanned: it is another patient's, who is not named here. */
  readonly scanned?: string;
}

/** The item that brought a step to a stop, where it was an item. */
export interface StopCause {
  readonly item: string;
  /** `lapsed`: its time ran out, and nobody did anything · `answered`: somebody's answer is the stop. */
  readonly happened: 'lapsed' | 'answered';
  /** The name of the thing, by the order: the number of a unit of blood. */
  readonly thing?: string;
  /** What the protocol says to do with it. */
  readonly act?: string;
}

export interface ItemView {
  readonly id: string;
  readonly kind: ItemKind;
  readonly stop: StopClass;
  readonly text: string;
  readonly hint: string | null;
  /** What the order says of it, or that it says nothing: `Tubes ordered: 2 EDTA, 1 serum`. */
  readonly ordered?: string;
  readonly status: ItemStatus;
  readonly answer: Answer;
  /** The time asked along with the answer: "Taken at", "Signed on". */
  readonly dated?: string;
  /** What was seen. Without its value while a blind second check is awaited. */
  readonly evidence: ShownEvidence | null;
  /** When it stops counting, if it does. */
  readonly until: Instant | null;
  /** Set while a timed item runs: when it will be done. */
  readonly runsUntil: Instant | null;
  /** Why it is not needed, waits, or cannot start yet; a sentence. */
  readonly why: string | null;
  readonly actions: readonly ActionView[];
  readonly source: string;
  readonly sourceStatus: string;
  /** What satisfies a number or a time, for this patient and this start; left out where any answer does. */
  readonly wanted?: Wanted;
  /** Who may accept an answer that does not satisfy. */
  readonly overriddenBy?: readonly Role[];
  /** So many answers that do not satisfy, and somebody else takes over. */
  readonly attemptsMax?: number;
  /** Who may be the second of two people. */
  readonly verifiedBy?: Verifiers;
  /** Of what must not be used once this lapses: the end of the code by which the order names it, where it does. */
  readonly thing?: string;
}

/** `competence` by its name in the register, and as it is read: `mrLevel2`, `MR Level 2`. */
export interface Verifiers {
  readonly roles: readonly Role[];
  readonly competence?: { readonly name: string; readonly says: string };
}

/** Inclusive bounds in the answer's unit, and how long before the planned start the time must lie. */
export interface Wanted {
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly beforeStart?: { readonly atLeast?: Milliseconds; readonly atMost?: Milliseconds };
  /** How long it counts from the time that is asked along with it, or that is the answer. */
  readonly lasts?: Milliseconds;
}

export interface ShownEvidence {
  readonly at: Instant;
  readonly by: PersonId;
  readonly how: 'scan' | 'typed' | 'said' | 'record' | 'downtime';
  readonly value: EvidenceValue | null;
  /** The value in the screen's words, for example `ALL OFF` or `74.2 kg`. */
  readonly says: string | null;
  /** When the sample was taken or the form signed, where that was asked. */
  readonly takenAt?: Instant;
  /** Answers so far that did not satisfy, where they are counted. */
  readonly attempts?: number;
  /** Accepted although it does not satisfy: shown until the procedure ends, after hand-over too. */
  readonly exception?: true;
  /** The thing that was scanned, as the equipment log knew it then, and until when it is good. */
  readonly asset?: Pick<AssetFact, 'asset' | 'type' | 'lot' | 'standing'>;
  readonly goodUntil?: Instant;
  readonly reason: string | null;
  /** Beside the reason of an exception: what it was for this patient, in the words of whoever accepted it. */
  readonly note?: string;
}

/** How an item is answered on the screen. */
export type Answer =
  | { readonly kind: 'scan'; readonly of: string }
  | { readonly kind: 'choice'; readonly choices: readonly { readonly value: string; readonly label: string }[] }
  | {
      readonly kind: 'number';
      readonly unit: string;
      readonly min: number;
      readonly max: number;
      readonly decimals: number;
    }
  /** `none`: the label of "not at all", where that is an answer. `hoursMax`: how long ago it can be. */
  | { readonly kind: 'clock'; readonly none?: string; readonly hoursMax: number }
  /** A thing of this type is scanned; the equipment log says whether it may be used. */
  | { readonly kind: 'asset'; readonly type: string }
  | { readonly kind: 'timer'; readonly takesMs: number };

/** What may be tapped, and when not, why not. */
export interface ActionView {
  /** The chart event a command names. */
  readonly event: string;
  readonly verb: string;
  /** What the screen must ask for before it sends. */
  readonly asks: readonly Ask[];
  /** `stop` events are never refused offline; `judgement` is never decided offline. */
  readonly late: 'stop' | 'work' | 'judgement';
  readonly group: 'item' | 'stop' | 'flow' | 'plan' | 'step' | 'people';
  /** Answers to "why", at most three words each: a stop is recorded by one of them, at the second tap. */
  readonly reasons?: readonly string[];
  /** Another answer to "why" is refused: a screen offers no line to write one. */
  readonly reasonsOnly?: true;
  /** The region of its step that it would move now. */
  readonly region?: string;
  /**
   * Of a stop, where it stops the work: the step and its region, and what it says there. `halts`: no step of the
   * preparation may go on behind it, not only its own. `voids`: the items whose answers it takes back, where
   * there are any. Left out of an emergency, which stops no step.
   */
  readonly stops?: {
    readonly step: string;
    readonly region: string;
    readonly says: string;
    readonly halts: boolean;
    readonly voids?: readonly string[];
  };
  /** The event that takes it back when it was tapped by mistake. */
  readonly undoneBy?: string;
  readonly may: boolean;
  /** The refusal and what is missing, when `may` is false. */
  readonly refusal: { readonly code: string; readonly says: string; readonly missing: readonly Missing[] } | null;
}
export const asks = ['value', 'takenAt', 'reason', 'note', 'start', 'place', 'person', 'lookAgainAt'] as const;
export type Ask = (typeof asks)[number];
