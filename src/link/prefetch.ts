/**
 * Keeps the checklist of every patient on the worklist on this tablet, so that losing the network loses no patient.
 * Asked for one at a time, soonest first, and again when a row's revision changes; it stands back for every tap.
 * The network and the storage are handed in, so that a test can take them away.
 */
import type { Checklist, PreparationId, Problem } from '../../machines/index.ts';
import { isPassing } from './waiting.ts';

/** What the list says of a patient: a checklist of another revision is not this one. */
export interface Wanted {
  readonly preparation: PreparationId;
  readonly revision: number;
}

export interface PrefetchParts {
  /** What this tablet keeps already. */
  readonly saved: () => Promise<readonly Wanted[]>;
  readonly ask: (preparation: PreparationId) => Promise<Answer>;
  readonly keep: (checklist: Checklist) => Promise<void>;
  /** The server is heard, and no tap waits for it. */
  readonly mayAsk: () => boolean;
  readonly wall: () => number;
}

type Answer =
  | { readonly ok: true; readonly value: Checklist }
  | { readonly ok: false; readonly problem: Pick<Problem, 'status'> };

/** More than a ward has beds; a tablet is not a copy of the hospital. */
export const patientsMax = 40;
/** After no answer: whoever is busy or out of reach is not helped by being asked again. */
const restMs = 15_000;

export function createPrefetch(parts: PrefetchParts) {
  let wanted: readonly Wanted[] = [];
  /** The revision that is kept, or that the server would not give; null until the storage was read. */
  let settled: Map<PreparationId, number> | null = null;
  let running = false;
  let restUntil = 0;

  const next = (): Wanted | undefined =>
    wanted.find(({ preparation, revision }) => (settled?.get(preparation) ?? -1) < revision);

  async function run(): Promise<void> {
    settled ??= new Map((await parts.saved()).map(({ preparation, revision }) => [preparation, revision]));
    for (let one = next(); one !== undefined; one = next()) {
      if (!parts.mayAsk()) return;
      const answer = await parts.ask(one.preparation);
      if (answer.ok) {
        await parts.keep(answer.value);
        settled.set(one.preparation, Math.max(one.revision, answer.value.revision));
      } else if (isPassing(answer.problem.status)) {
        restUntil = parts.wall() + restMs;
        return;
      } else {
        // Not for this person, or gone: the same question has the same answer until the row changes.
        settled.set(one.preparation, one.revision);
      }
    }
  }

  /** The server was heard: fetch what is missing, as far as it goes. */
  function pulse(): void {
    if (running || parts.wall() < restUntil || wanted.length === 0 || !parts.mayAsk()) return;
    if (settled !== null && next() === undefined) return;
    running = true;
    // Storage that fails is tried again at the next pulse; what it is for is only lost when the network is too.
    void run()
      .catch(() => {
        restUntil = parts.wall() + restMs;
      })
      .finally(() => {
        running = false;
      });
  }

  return {
    /** The worklist as it is now, the most wanted first; an empty one ends the asking. */
    want(rows: readonly Wanted[]): void {
      wanted = rows.slice(0, patientsMax);
      // Who left the list is forgotten by this tablet, so on coming back they are asked for again.
      for (const preparation of settled?.keys() ?? [])
        if (!rows.some((row) => row.preparation === preparation)) settled?.delete(preparation);
      pulse();
    },
    pulse,
    /** The server is back: do not wait out an earlier failure. */
    wake(): void {
      restUntil = 0;
      pulse();
    },
  };
}
