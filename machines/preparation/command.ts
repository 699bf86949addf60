/** What a person asks for, once the server knows who they are; and the one decision that answers it. */
import type { AssetFact, Instant, Order, Patient, PersonId, Place, EvidenceValue, Evidence } from '../terms.ts';
import type { ChartEvent, State } from './state.ts';
import type { Effect } from './step.ts';
import type { Refusal } from './verdict.ts';

export interface Command {
  /** The chart event it asks for. */
  readonly event: string;
  readonly value?: EvidenceValue;
  /** When the sample was taken or the form signed, where the item asks. */
  readonly takenAt?: Instant;
  /** What the equipment log says of the thing scanned; put here by the server, never by a screen. */
  readonly asset?: AssetFact;
  readonly how?: Evidence['how'];
  readonly reason?: string;
  readonly note?: string;
  readonly start?: Instant;
  readonly place?: Place;
  readonly person?: PersonId;
  readonly lookAgainAt?: Instant;
  /** Facts from the world (an import); never from a screen. */
  readonly order?: Order;
  readonly patient?: Patient;
  /** When it happened at the bedside; the instant of the decision when it is not late. */
  readonly happenedAt?: Instant;
  /** Set by late entry only: the command was judged on what its author saw. */
  readonly late?: true;
}

/** `accepted` carries every event to append, oldest first: overdue deadlines, the event, what it made to be judged anew. */
export type Decision =
  | {
      readonly kind: 'accepted';
      readonly events: readonly ChartEvent[];
      readonly state: State;
      readonly effects: readonly Effect[];
    }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'alreadySo'; readonly by: PersonId | null }
  | { readonly kind: 'needsPerson'; readonly refusal: Refusal };
