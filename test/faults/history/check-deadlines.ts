/** Deadlines of one log: each recorded once, at its instant, not early, and before anything later. */
import { flaw, type Flaw } from './flaw.ts';
import type { Deadline, Entry, History, Log } from './history.ts';

/** A node may run so far ahead of the store before its commits are refused. */
const aheadMs = 1_000;
/** Promise 5: an overdue deadline is recorded so soon after recovery. */
const recoveredWithinMs = 1_000;

export function deadlineFlaws(
  { preparation, entries }: Log,
  { end, recoveredAt }: Pick<History, 'end' | 'recoveredAt'>,
): readonly Flaw[] {
  const flaws: Flaw[] = [];
  const waiting = new Map<string, Deadline>();
  const overdue = new Set<string>();
  const done = new Set<string>();
  const say = (kind: Flaw['kind'], deadline: Deadline, at: number): void =>
    void flaws.push(flaw(kind, `${preparation}: ${nameOf(deadline)}, due ${deadline.due}, at ${at}`));
  for (const entry of entries) {
    const { fired } = entry;
    if (fired !== null) {
      flaws.push(...firingFlaws(preparation, entry, fired));
      if (done.has(nameOf(fired))) say('deadlineTwice', fired, entry.at);
      else if (!waiting.has(nameOf(fired))) say('deadlineUnarmed', fired, entry.at);
      if (overdue.has(nameOf(fired)) && (entry.storedAt ?? 0) > (recoveredAt ?? 0) + recoveredWithinMs)
        say('deadlineLate', fired, entry.storedAt ?? 0);
      done.add(nameOf(fired));
      waiting.delete(nameOf(fired));
    }
    // Few wait at once: a chart has as many as it has delays.
    for (const one of waiting.values()) if (one.due < entry.at) say('deadlinePassed', one, entry.at);
    for (const one of entry.disarmed) waiting.delete(nameOf(one));
    for (const one of entry.armed) {
      waiting.set(nameOf(one), one);
      if (recoveredAt !== null && one.due <= recoveredAt && (entry.storedAt ?? Infinity) <= recoveredAt)
        overdue.add(nameOf(one));
    }
  }
  for (const one of waiting.values()) if (one.due <= end) say('deadlineMissing', one, end);
  return flaws;
}

function firingFlaws(preparation: string, { at, storedAt, revision }: Entry, fired: Deadline): readonly Flaw[] {
  const says = `${preparation}: ${nameOf(fired)} at revision ${revision}`;
  if (storedAt !== null && storedAt < fired.due - aheadMs) return [flaw('deadlineEarly', says)];
  return at === fired.due ? [] : [flaw('deadlineMoved', says)];
}

const nameOf = ({ id, generation }: Deadline): string => `${id}/${generation}`;
