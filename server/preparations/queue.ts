/** One at a time per preparation, in this process: two taps on one patient need not race each other to the store. */
import type { PreparationId } from '../../machines/index.ts';

/** More waiting for one patient than any ward taps; a client that floods one preparation is told to come later. */
export const waitingMax = 200;

/** Too much at once. Nothing was done; the same command may be sent again. */
export class Busy extends Error {
  override readonly name = 'Busy';
}

export interface Queue {
  /** Runs `work` after everything asked before it for this preparation. @throws Busy */
  run<T>(preparation: PreparationId, work: () => Promise<T>): Promise<T>;
}

export function createQueue(): Queue {
  const lines = new Map<PreparationId, { last: Promise<unknown>; waiting: number }>();
  return {
    async run(preparation, work) {
      const line = lines.get(preparation) ?? { last: Promise.resolve(), waiting: 0 };
      if (line.waiting >= waitingMax)
        throw new Busy(
          `${waitingMax} commands wait for preparation ${preparation} already; send it again in a moment.`,
        );
      lines.set(preparation, line);
      line.waiting += 1;
      // What came before may have failed; that is its caller's to hear, not ours.
      const turn = line.last.then(work, work);
      line.last = turn.catch(() => undefined);
      try {
        return await turn;
      } finally {
        line.waiting -= 1;
        if (line.waiting === 0) lines.delete(preparation);
      }
    },
  };
}
