/** Who has which patient open, and when that checklist will say something else by itself. One a socket, so it is bounded by them. */
import type { Checklist, Instant, PreparationId } from '../../machines/index.ts';
import type { Views } from '../preparations/views.ts';
import { whereaboutsOf } from '../preparations/whereabouts.ts';
import type { Grant, Resource } from '../services.ts';
import type { Entry } from './ward-board.ts';

/** A screen with one patient open. */
export interface Watcher {
  readonly preparation: PreparationId;
  readonly grant: Grant;
  /** Asked at every telling: the patient may have moved to a ward this person may not see. */
  may(about: Resource): boolean;
  tell(checklist: Checklist): void;
}
export interface OpenChecklists {
  has(preparation: PreparationId): boolean;
  all(): readonly PreparationId[];
  /** Those that time has changed since they were told. */
  due(at: Instant): readonly PreparationId[];
  /** What there is to tell of this patient, made but not told yet. */
  tells(entry: Entry, at: Instant): Promise<readonly (() => void)[]>;
  /** @returns how to stop. */
  watch(watcher: Watcher): () => void;
}

export function createOpenChecklists(views: Pick<Views, 'checklist'>): OpenChecklists {
  const watchers = new Map<PreparationId, Set<Watcher>>();
  const nextDue = new Map<PreparationId, Instant | null>();
  return {
    has: (preparation) => watchers.has(preparation),
    all: () => [...watchers.keys()],
    due: (at) =>
      [...nextDue].filter(([, instant]) => instant !== null && instant <= at).map(([preparation]) => preparation),
    async tells({ known, nextDue: next }, at) {
      const { preparation } = known.head;
      // It may have been closed while its entry was read.
      if (!watchers.has(preparation)) return [];
      nextDue.set(preparation, next);
      const asked = [...(watchers.get(preparation) ?? [])].filter((watcher) => watcher.may(whereaboutsOf(known)));
      return Promise.all(
        asked.map(async (watcher) => {
          const { person, role, id: grant } = watcher.grant;
          const checklist = await views.checklist(known, { person, role, grant }, at);
          return () => watcher.tell(checklist);
        }),
      );
    },
    watch(watcher) {
      const { preparation } = watcher;
      const together = watchers.get(preparation) ?? new Set();
      watchers.set(preparation, together.add(watcher));
      // Known at the next beat, from the newest head.
      if (!nextDue.has(preparation)) nextDue.set(preparation, 0);
      return () => {
        together.delete(watcher);
        // Stopping twice must not take away who came since.
        if (together.size > 0 || watchers.get(preparation) !== together) return;
        watchers.delete(preparation);
        nextDue.delete(preparation);
      };
    },
  };
}
