/** One log against itself: counted without a gap, chained, and ending in its head. */
import { flaw, type Flaw } from './flaw.ts';
import type { Log } from './history.ts';

export function logFlaws({ preparation, entries, head, intact, replays }: Log): readonly Flaw[] {
  const flaws: Flaw[] = [];
  if (!intact) flaws.push(flaw('chainBroken', `${preparation}: a record is not what was written`));
  if (!replays) flaws.push(flaw('replayFalse', preparation));
  let hash = '';
  for (const [index, entry] of entries.entries()) {
    if (entry.revision !== index + 1)
      flaws.push(flaw('revisionGap', `${preparation}: ${entry.revision} stands where ${index + 1} should`));
    if (entry.prev !== hash) flaws.push(flaw('chainBroken', `${preparation}: record ${entry.revision}`));
    ({ hash } = entry);
  }
  const last = entries.at(-1);
  if (head.revision !== (last?.revision ?? 0) || head.hash !== (last?.hash ?? ''))
    flaws.push(
      flaw('headBroken', `${preparation}: the head is at ${head.revision}, the log at ${last?.revision ?? 0}`),
    );
  return flaws;
}
