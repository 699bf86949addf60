/**
 * Who may do what only some people are trained for, from when until when. Entries are added and never changed: what
 * was held at an instant in the past can always be asked again.
 */
import type { Instant, PersonId } from '../../machines/index.ts';

/** One entry of the register, as it was written. */
export type CompetenceEntry =
  /** Counts from `from` up to, and not including, `until`. */
  | {
      readonly kind: 'registered';
      readonly person: PersonId;
      readonly competence: string;
      readonly from: Instant;
      readonly until: Instant;
    }
  /** Every registration of it so far counts no longer, from when this was written. */
  | { readonly kind: 'ended'; readonly person: PersonId; readonly competence: string; readonly reason: string };

/** An entry with when it was written, and by whom; null before anybody could sign in. */
export type CompetenceRecord = CompetenceEntry & { readonly at: Instant; readonly by: PersonId | null };

/** What one person holds at an instant, in alphabetical order. @param of that person's records, oldest first. */
export function heldAt(of: readonly CompetenceRecord[], at: Instant): readonly string[] {
  const held = of.filter(
    (one, index) => one.kind === 'registered' && one.from <= at && at < untilOf(one, of.slice(index + 1)),
  );
  return [...new Set(held.map(({ competence }) => competence))].sort();
}

/** When a registration ends: as it was written, or earlier because somebody ended it since. */
export function untilOf(
  one: Extract<CompetenceRecord, { kind: 'registered' }>,
  later: readonly CompetenceRecord[],
): Instant {
  const ended = later.find(({ kind, competence }) => kind === 'ended' && competence === one.competence);
  return ended === undefined ? one.until : Math.min(one.until, ended.at);
}

/** Whether the register says exactly this already, and nobody has ended it. Without `from`, any beginning by `at` will do. */
export const isRegistered = (
  of: readonly CompetenceRecord[],
  wanted: { readonly competence: string; readonly from: Instant | null; readonly until: Instant },
  at: Instant,
): boolean =>
  of.some(
    (one, index) =>
      one.kind === 'registered' &&
      one.competence === wanted.competence &&
      one.until === wanted.until &&
      (wanted.from === null ? one.from <= at : one.from === wanted.from) &&
      untilOf(one, of.slice(index + 1)) === one.until,
  );
