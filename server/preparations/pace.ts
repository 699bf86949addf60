/**
 * How long each answer took, as far as a record knows it: from the last thing the same person did for this patient to
 * their answer (I40). Ten answers in five seconds are to be seen; nothing is refused for it, and it blames nobody.
 */
import type { Instant, Milliseconds, PersonId } from '../../machines/index.ts';
import type { PastEntry } from './log.ts';

/** Events that answer an item. Taking an answer back, or accepting one that does not satisfy, is no answer. */
const answers = /^item\.\w+\.(sensed|attested|measured|agreed|enteredLate)$/;

/** By revision, for every answer but a person's first act. Oldest entry first, as a log has them. */
export function paceOf(entries: readonly Pick<PastEntry, 'meta' | 'event'>[]): ReadonlyMap<number, Milliseconds> {
  const last = new Map<PersonId, Instant>();
  const pace = new Map<number, Milliseconds>();
  for (const { meta, event } of entries) {
    if (meta.actor === null) continue;
    const { person } = meta.actor;
    // What is entered late happened when it is said to have happened, which may be before what was written down first.
    const at = meta.happenedAt ?? meta.at;
    const before = last.get(person);
    if (answers.test(event.type) && before !== undefined && before <= at) pace.set(meta.revision, at - before);
    last.set(person, before === undefined ? at : Math.max(before, at));
  }
  return pace;
}
