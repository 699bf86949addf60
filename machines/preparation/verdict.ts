/** The one answer to a command. It is committed with the command, so asking twice gives the same answer. */
import type { Instant, Missing, PersonId } from '../terms.ts';
import type { RefusalCode } from '../refusals.ts';

export type Verdict =
  | {
      readonly kind: 'accepted';
      readonly command: string;
      readonly revision: number;
      readonly head: string;
      readonly at: Instant;
      readonly late: boolean;
    }
  | {
      readonly kind: 'refused';
      readonly command: string;
      readonly revision: number;
      readonly head: string;
      readonly at: Instant;
      readonly refusal: Refusal;
    }
  /** Somebody else had already done exactly this. */
  | {
      readonly kind: 'alreadySo';
      readonly command: string;
      readonly revision: number;
      readonly head: string;
      readonly at: Instant;
      readonly by: string | null;
    }
  /** Written down, changes nothing: a person must look at it. */
  | {
      readonly kind: 'needsPerson';
      readonly command: string;
      readonly revision: number;
      readonly head: string;
      readonly at: Instant;
      readonly refusal: Refusal;
    };

export interface Refusal {
  readonly code: RefusalCode;
  /** A sentence a technician understands, with what to do next. */
  readonly says: string;
  /** The smallest set of items, facts and people that would make it possible. */
  readonly missing: readonly Missing[];
  /** Of work that came too late: what others did meanwhile, oldest first. */
  readonly changed?: readonly Changed[];
}

/** Somebody else's act, without its values. */
export interface Changed {
  /** The item that was answered, where it was an item. */
  readonly item?: string;
  readonly event: string;
  /** The item's text, or what happened in words: "Start moved". */
  readonly says: string;
  readonly by: PersonId | null;
  /** When it happened at the bedside. */
  readonly at: Instant;
}
