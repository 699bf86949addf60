/** One board against the logs: it never goes back, shows nothing that was not, and ends with what is. */
import { flaw, type Flaw } from './flaw.ts';
import type { Board, Log, Row } from './history.ts';

export function boardFlaws({ board, frames, last, truth }: Board, logs: readonly Log[]): readonly Flaw[] {
  const flaws: Flaw[] = [];
  const byName = new Map(logs.map((log) => [log.preparation, log]));
  const shown = new Map<string, number>();
  let offset = 0;
  for (const frame of frames) {
    if (frame.offset < offset) flaws.push(flaw('boardBack', `${board}: position ${frame.offset} after ${offset}`));
    offset = Math.max(offset, frame.offset);
    for (const { preparation, revision, head } of frame.rows) {
      const before = shown.get(preparation) ?? 0;
      if (revision < before) flaws.push(flaw('boardBack', `${board}: ${preparation} at ${revision} after ${before}`));
      if (byName.get(preparation)?.entries[revision - 1]?.hash !== head)
        flaws.push(flaw('boardFalse', `${board}: ${revision} of ${preparation}`));
      shown.set(preparation, Math.max(before, revision));
    }
  }
  if (last !== null && text(last) !== text(truth))
    flaws.push(flaw('boardDiverged', `${board} shows ${text(last)} and not ${text(truth)}`));
  return flaws;
}

const text = (rows: readonly Row[]): string =>
  rows
    .map(({ preparation, revision, head }) => `${preparation}@${revision}#${head.slice(0, 8)}`)
    .toSorted()
    .join(' ');
