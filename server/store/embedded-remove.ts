/** One closed preparation out of the embedded store. */
import type { Tables } from './embedded-tables.ts';
import type { Head } from './store.ts';

/** Must run in a transaction of its own. False when the head is another one by now. */
export function removePreparation(
  { heads, logs, verdicts, documents: named }: Tables,
  { preparation, hash }: Pick<Head, 'preparation' | 'hash'>,
  documents: readonly string[],
): boolean {
  const head = heads.get(preparation);
  // What is closed is on no board and waits for nothing, so no index names it.
  if (head === undefined || head.hash !== hash || head.open || head.nextDue !== null) return false;
  for (const key of [...logs.getKeys({ start: [preparation, 0], end: [preparation, Number.MAX_SAFE_INTEGER] })])
    void logs.remove(key);
  for (const key of [...verdicts.getKeys({ start: [preparation, ''], end: [preparation, '\u007f'] })])
    void verdicts.remove(key);
  for (const name of documents) void named.remove(name);
  void heads.remove(preparation);
  return true;
}
