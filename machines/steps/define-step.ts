/**
 * What a step is: its clinical purpose, its own lifecycle beside its items, and the words for both.
 * A new step is one file like `consent.ts` and one line in `index.ts`; tablet, board, laws and tests follow from it.
 */
import type { Guards, StateConfig } from '../chart/config.ts';
import type { Missing, Role } from '../terms.ts';
import type { Ask } from '../preparation/views.ts';
import type { ProtocolDocument } from '../protocols/document.ts';

export interface StepDefinition {
  /** The region's name in the chart, `[a-z][A-Za-z0-9]*`. */
  readonly id: string;
  readonly title: string;
  /** One word under the stop on the line. */
  readonly short: string;
  /** Why the step exists, with its source. */
  readonly purpose: string;
  /** The step's lifecycle regions, by name; a protocol may choose roles in them. */
  readonly regions: (document: ProtocolDocument) => Readonly<Record<string, StateConfig>>;
  /** Named guards the step gives to others, read as `needs` in documents. */
  readonly conditions: (document: ProtocolDocument) => readonly Condition[];
  /** Conditions that must hold for the patient to be ready. */
  readonly requires: readonly string[];
  /** Conditions without which nobody may go on working on any step. */
  readonly halts: readonly string[];
  /** Conditions, of any step the protocol has, without which none of this step's items may be answered. */
  readonly itemsNeed?: readonly string[];
  /** Conditions that must hold before attention ends: while one fails, somebody still has to act. */
  readonly calm: readonly string[];
  /** What people may report about it. */
  readonly events: (document: ProtocolDocument) => readonly EventSpec[];
  /** What each lifecycle state says on the screen, by `region.state`. */
  readonly says: Readonly<Record<string, { readonly says: string; readonly bad?: true }>>;
  /** True for checks that need no patient, and may start before one arrives. */
  readonly patientFree?: true;
  /** True for the step whose items, while they count, are the identity that all other work with the patient needs. */
  readonly identifies?: true;
  /** A region that lives on after hand-over. */
  readonly afterHandover?: StateConfig;
}

/** What is missing when a named guard is false, as a sentence, and who can move it. */
export interface ConditionWords {
  readonly name: string;
  readonly says: string;
  readonly who: readonly Role[];
  readonly subject: Missing['subject'];
}
/** A named guard with its sentence. */
export interface Condition extends ConditionWords {
  readonly guard: Guards[string];
}

/** An event a person may raise, with the words for it. */
export interface EventSpec {
  readonly name: string;
  /** The button: a verb with its object. */
  readonly verb: string;
  /** Another verb where the chart stands at this path: what is done already is changed. */
  readonly verbAt?: { readonly path: string; readonly verb: string };
  /** The timeline: what happened. */
  readonly past: string;
  /**
   * What becomes of it when it arrives late (design: late entry). `stop`: applied whatever has happened since.
   * `work`: applied only if it stands on what its author saw. `judgement`: never decided offline.
   */
  readonly late: 'stop' | 'work' | 'judgement';
  readonly asks: readonly Ask[];
  /** Answers to "why" that a screen offers. What is said is kept, and nothing is decided by it. */
  readonly reasons?: readonly string[];
  /** No other answer to "why" is taken, so that they can be counted; own words go into the note. */
  readonly reasonsOnly?: true;
  readonly group: 'item' | 'stop' | 'flow' | 'plan' | 'step' | 'people';
  /** The topic in `raised` that this answers or opens: `classify` compares the actor with whoever raised it. */
  readonly topic?: string;
  readonly item?: string;
  readonly step?: string;
  /** The event that takes it back when it was tapped by mistake; both stay on record. */
  readonly undoneBy?: string;
  /** What was read off a wristband comes with it, and the end of that is kept: whose stop it is on what ground. */
  readonly keepsScan?: true;
  /** Raised by the server only; never offered on a screen. */
  readonly system?: true;
}

export const defineStep = (step: StepDefinition): StepDefinition => step;
