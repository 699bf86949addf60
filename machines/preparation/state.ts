/** The state of one preparation, as data: what XState's value and context say, and the deadlines it waits for. */
import type {
  Actor,
  Deadline,
  Evidence,
  EventClass,
  Instant,
  Order,
  Patient,
  PersonId,
  Place,
  PreparationId,
} from '../terms.ts';

/** What happened, as the chart hears it. Replay needs nothing else: a record is one of these and who did it. */
export interface ChartEvent {
  readonly type: string;
  /** The server's instant; a deadline's is the instant it fell due. */
  readonly at: Instant;
  /** All that guards may read. */
  readonly class: EventClass;
  /** Opaque to guards: assigns and delays read it. Sealed at rest. */
  readonly payload: EventPayload;
  /** Raised inside the chart by this item's answer, or by its lapse. Never on what is recorded. */
  readonly cause?: string;
}

export interface EventPayload {
  readonly by?: Actor;
  readonly evidence?: Evidence;
  readonly reason?: string;
  readonly note?: string;
  readonly start?: Instant;
  readonly order?: Order;
  readonly patient?: Patient;
  readonly place?: Place;
  readonly person?: PersonId;
  readonly lookAgainAt?: Instant;
  /** Of a stop that came late: when it was tapped, where the tablet's time is believed. Always before `at`. */
  readonly happenedAt?: Instant;
  /** Of a stop that a wristband raised: the end of what was read off it (`endOfScan`). */
  readonly scanned?: string;
}

/** Who raised something that waits for an answer, and when. */
export interface Raised {
  readonly at: Instant;
  readonly by: PersonId | null;
  readonly grant: string | null;
  readonly reason: string | null;
  readonly note: string | null;
  /** Who should move it, where that was said (a hold's owner). */
  readonly owner: string | null;
  /** The item whose answer raised it; where nobody raised it, the item that lapsed. */
  readonly item?: string;
  /** When it happened, where that was before the server heard of it: an age counts from here, a deadline from `at`. */
  readonly happenedAt?: Instant;
  /**
   * The last three characters of the wristband that was scanned, and no more: it is another patient's number, sealed under
   * this preparation's key. When that other patient is erased theirs is destroyed and this is not, so a whole number would
   * outlive them here.
   */
  readonly scanned?: string;
}

/** When it happened, as far as anybody may believe it. */
export const sinceOf = ({ at, happenedAt }: Pick<Raised, 'at' | 'happenedAt'>): Instant => happenedAt ?? at;

/** Opaque to guards (chart law 1): only assigns, delays and screens read it. */
export interface Context {
  readonly preparation: PreparationId;
  readonly start: Instant;
  readonly order: Order;
  readonly patient: Patient;
  readonly place: Place;
  readonly evidence: Readonly<Record<string, Evidence>>;
  /** By topic: `mismatch`, `consent`, `hold`, `emergency`, `step.identity` … */
  readonly raised: Readonly<Record<string, Raised>>;
  readonly responsible: { readonly person: PersonId; readonly since: Instant } | null;
  readonly offeredTo: PersonId | null;
  /** When a hold should be looked at again. */
  readonly lookAgainAt: Instant | null;
}

export type StateValue = string | { readonly [region: string]: StateValue };

export interface State {
  readonly value: StateValue;
  readonly context: Context;
  /** The instant of the last event; never goes back. */
  readonly at: Instant;
  /** The last generation given to a deadline. */
  readonly generation: number;
  readonly deadlines: readonly Deadline[];
}
