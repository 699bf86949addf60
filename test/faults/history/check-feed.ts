/** The feed against the logs: counted, chained, and nothing committed that was not announced. */
import { flaw, type Flaw } from './flaw.ts';
import type { Announced, History } from './history.ts';

export function feedFlaws({ feed, feedComplete, logs }: History): readonly Flaw[] {
  const flaws: Flaw[] = [];
  const byName = new Map(logs.map((log) => [log.preparation, log]));
  const newest = new Map<string, Announced>();
  let before: Pick<Announced, 'offset' | 'hash'> | null = feedComplete ? { offset: 0, hash: '' } : null;
  for (const entry of feed) {
    if (before !== null && entry.offset !== before.offset + 1)
      flaws.push(flaw('feedGap', `${entry.offset} stands after ${before.offset}`));
    if (before !== null && entry.prev !== before.hash) flaws.push(flaw('feedBroken', `entry ${entry.offset}`));
    const announced = byName.get(entry.preparation)?.entries[entry.revision - 1];
    if (announced?.hash !== entry.head)
      flaws.push(flaw('feedFalse', `entry ${entry.offset} names ${entry.revision} of ${entry.preparation}`));
    newest.set(entry.preparation, entry);
    before = entry;
  }
  if (!feedComplete) return flaws;
  for (const { preparation, head } of logs) {
    const said = newest.get(preparation)?.revision ?? 0;
    if (said < head.revision)
      flaws.push(flaw('feedMissing', `${preparation} is at ${head.revision}; ${said} was announced last`));
  }
  return flaws;
}
