/** The words of the equipment log: a thing or a lot has one page, and a page only ever grows. */
import type { AssetFact, Instant, PersonId, Role } from '../../machines/index.ts';

export type Standing = AssetFact['standing'];

/** What somebody reports; the door has made sure that they may. Lengths and shapes are checked there too. */
export type Report =
  | {
      readonly happened: 'registered';
      readonly type: string;
      readonly title: string;
      readonly ward?: string;
      readonly lot?: string;
      readonly expires?: Instant;
      readonly calibrationDue?: Instant;
      readonly maintenanceDue?: Instant;
    }
  | { readonly happened: 'checkPassed' }
  | { readonly happened: 'checkFailed'; readonly reason: string }
  | { readonly happened: 'measured'; readonly control: string; readonly value: number; readonly unit: string }
  | { readonly happened: 'calibrated' | 'maintained'; readonly due: Instant }
  | { readonly happened: 'cleaned' }
  | { readonly happened: 'cycle'; readonly cycle: string; readonly releasedBy: string }
  | { readonly happened: 'used' }
  | { readonly happened: 'faulted' | 'quarantined'; readonly reason: string }
  | { readonly happened: 'released' | 'retired'; readonly reason: string }
  | { readonly happened: 'moved'; readonly ward: string; readonly lent: boolean }
  | { readonly happened: 'recalled' | 'recallLifted'; readonly reason: string }
  | { readonly happened: 'trained'; readonly person: PersonId; readonly due: Instant }
  | { readonly happened: 'calledBack'; readonly of: number; readonly holders: number };

/** Who reports, as the server knows them. */
export interface Reporter {
  readonly person: PersonId;
  readonly role: Role;
}

/** One line of a page, for good. */
export interface Entry {
  /** In the whole log; what a call-back is known by. */
  readonly revision: number;
  /** An asset's id, `lot:<lot>` or `type:<type>`. */
  readonly page: string;
  /** The page's own count. */
  readonly version: number;
  readonly at: Instant;
  readonly by: Reporter;
  readonly report: Report;
  readonly before: Standing;
  readonly after: Standing;
  /** What it changed on the page, as it was decided then: reading the log back never decides again. */
  readonly set: Partial<Facts>;
  /** Whoever holds this for a patient must be told: it was put aside, recalled, or is due sooner than it was. */
  readonly calls: boolean;
}

/** What a page adds up to. */
export interface Page extends Facts {
  readonly id: string;
  readonly version: number;
  /** The newest lines, oldest first. */
  readonly recent: readonly Entry[];
}
export interface Facts {
  readonly type: string;
  readonly title: string;
  readonly lot: string | null;
  readonly standing: Standing;
  /** Why it is put aside; null in service. */
  readonly why: string | null;
  readonly ward: string | null;
  readonly lent: boolean;
  readonly expires: Instant | null;
  readonly calibrationDue: Instant | null;
  readonly maintenanceDue: Instant | null;
  readonly checkedAt: Instant | null;
  readonly cleanedAt: Instant | null;
  readonly cycle: string | null;
  /** By control id: the last value that was within its limits. */
  readonly measuredAt: Readonly<Record<string, Instant>>;
  /** On a type's page: who is trained, until when. */
  readonly trained: Readonly<Record<PersonId, Instant>>;
  /** Since when without a gap: what somebody was trained for when they did it can be asked later. */
  readonly trainedFrom: Readonly<Record<PersonId, Instant>>;
}
