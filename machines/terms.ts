/**
 * The vocabulary: every word has one meaning, in every room (docs/glossary.md says them in prose).
 * Times are milliseconds since the Unix epoch, given by whoever calls; nothing here reads a clock.
 */

/** An absolute instant, in milliseconds since the Unix epoch. */
export type Instant = number;
/** A length of time, in milliseconds. */
export type Milliseconds = number;

/** Who may act. A person has one role while acting; `system` is the server itself (deadlines, imports). */
export const roles = ['technician', 'nurse', 'chargeNurse', 'proceduralist', 'clinicalEngineer', 'system'] as const;
export type Role = (typeof roles)[number];

/**
 * How strictly an item stands in the way (clinical.md: HARD, OVR, WARN, INFO).
 * `hard`: nobody overrides. `override`: a named role may, with a reason.
 * `warn`: shown and answered, never blocks. `info`: captured only.
 */
export const stopClasses = ['hard', 'override', 'warn', 'info'] as const;
export type StopClass = (typeof stopClasses)[number];

/**
 * What satisfies an item, and so the shape in its left gutter.
 * `sensed`: a scanner or a record shows it, nobody is asked. `attested`: a person says what they saw.
 * `measured`: a person reads a number with a unit. `secondPerson`: two people answer, the second blind.
 */
export const itemKinds = ['sensed', 'attested', 'measured', 'secondPerson'] as const;
export type ItemKind = (typeof itemKinds)[number];

/** Where an item stands. Only `satisfied`, `overridden`, `used` and `notNeeded` count towards readiness. */
export const itemStatuses = [
  'pending',
  'running',
  'awaiting',
  'disputed',
  'satisfied',
  'used',
  'expired',
  'failed',
  'overridden',
  'deferred',
  'notNeeded',
] as const;
export type ItemStatus = (typeof itemStatuses)[number];

/** The person a guard compares the actor with: the one who acted first on this item or raised this stop. */
export type Relation = 'first' | 'sameGrant' | 'other';

/**
 * What a value turned out to be, once `classify` compared it with the protocol's limits. `exhausts` is a failure too
 * many: the item's attempts are used up.
 */
export type ValueClass = 'satisfies' | 'fails' | 'exhausts' | 'agrees' | 'differs' | 'none';

/**
 * The finite part of an event: all that a guard may read (chart law 1).
 * `classify` makes it from the real world; replay never judges again.
 */
export interface EventClass {
  readonly role: Role;
  readonly who: Relation;
  readonly value: ValueClass;
  /** The actor holds the competence the item asks for, or it asks for none; absent when they do not. */
  readonly competent?: true;
}

/** What satisfied an item: who, when, how, the value. Opaque to guards; delays and screens read it. */
export interface Evidence {
  /** When it happened at the bedside. */
  readonly at: Instant;
  readonly by: PersonId;
  readonly role: Role;
  readonly grant: GrantId;
  readonly how: 'scan' | 'typed' | 'said' | 'record' | 'downtime';
  /** The value seen, in the item's unit; never shown to a second person before they answered. */
  readonly value?: EvidenceValue;
  /** The second person's answer, once it is in. */
  readonly second?: { readonly at: Instant; readonly by: PersonId; readonly value: EvidenceValue };
  /** When the sample was taken, the form signed or the time answered: what the item's validity counts from. */
  readonly takenAt?: Instant;
  /** The thing that was scanned, as the equipment log knew it then. */
  readonly asset?: Omit<AssetFact, 'until'>;
  /** Until when the thing itself is good: its calibration, its storage window, its expiry date. */
  readonly until?: Instant;
  /** How often it was answered without satisfying, where attempts are counted. */
  readonly attempts?: number;
  /** Accepted unsatisfied by somebody who may; shown until the procedure ends. */
  readonly exception?: true;
  /** A coded reason and a free note, where the item was overridden, failed or is not needed. */
  readonly reason?: string;
  readonly note?: string;
}

/** What the equipment log says of one thing at the instant it was scanned: a fact, with its version. */
export interface AssetFact {
  /** The site's own id: an asset number, a GIAI or a UDI serial. */
  readonly asset: string;
  /** `gastroscope`, `infusionPump` … as protocol documents name it. */
  readonly type: string;
  readonly lot?: string;
  readonly standing: 'inService' | 'quarantined' | 'retired' | 'unknown';
  /** The earliest of calibration, maintenance, decontamination, start-of-day check and expiry; `null` for none. */
  readonly until: Instant | null;
  /** Of the page of the log this was read from. */
  readonly version: number;
  /** Why it may not be used, in a technician's words. */
  readonly says: string | null;
}

export type EvidenceValue = string | number | boolean;

export type PersonId = string;
export type GrantId = string;
export type DeviceId = string;
export type PreparationId = string;
export type WardId = string;

/** Somebody acting on a device, as the server knows them. Never taken from a payload. */
export interface Actor {
  readonly person: PersonId;
  readonly role: Role;
  readonly grant: GrantId;
  readonly device: DeviceId;
  /** Competences held at this instant, by the register: `mrLevel2`, `transfusion` … */
  readonly competences?: readonly string[];
}

/** The patient, as the order named them. Sealed at rest; never on a wall. */
export interface Patient {
  readonly familyName: string;
  readonly givenName: string;
  /** ISO 8601 calendar date, `YYYY-MM-DD`. */
  readonly birthDate: string;
  readonly sex: 'F' | 'M' | 'X' | 'U';
  /** The hospital number, printed on the wristband. */
  readonly number: string;
}

/** What was asked for: a fact from the world, with its own version. */
export interface Order {
  /** The ordering system's own number; one active preparation per order. */
  readonly number: string;
  readonly version: number;
  /** Coded facts that items depend on (`appliesIf`), for example `fasting: 'required'`. */
  readonly facts: Readonly<Record<string, string>>;
}

export interface Place {
  readonly ward: WardId;
  /** The bed's label on this ward; `null` when none is known yet. */
  readonly bed: string | null;
}

/** An absolute instant that the state waits for. `generation` orders deadlines that fall together. */
export interface Deadline {
  readonly id: string;
  readonly at: Instant;
  readonly generation: number;
}

/** A position in the site's stream of changes: how many entries, and the hash of the last. */
export interface Position {
  readonly offset: number;
  readonly hash: string;
}

/** Nothing is ever "ready" by being told so: readiness is read from the state at an instant. */
export type Readiness =
  | { readonly kind: 'ready'; readonly until: Instant | null }
  | { readonly kind: 'readyWithExceptions'; readonly until: Instant | null; readonly exceptions: number }
  | { readonly kind: 'notReady'; readonly missing: readonly Missing[] }
  | {
      readonly kind: 'held';
      readonly reason: string;
      readonly owner: string;
      readonly since: Instant;
      readonly lookAgainAt: Instant | null;
    }
  | { readonly kind: 'stopped'; readonly stop: string; readonly since: Instant };

/** One thing that stands in the way: what, why, and who could move it. */
export interface Missing {
  /** The guard's name, for engineers and tests; stable. */
  readonly condition: string;
  /** An item, a lifecycle region or a fact. */
  readonly subject: string;
  /** A sentence a technician understands. */
  readonly says: string;
  /** Roles that could move it now. */
  readonly who: readonly Role[];
}
