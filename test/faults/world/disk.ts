/**
 * The simulated disk under every node's store. What is written waits for the next fsync, many writes for one; then it
 * is there and answered. A power cut keeps what was synced and perhaps the beginning of what was not.
 */
import { StoreUnavailable } from '../../../server/store/errors.ts';
import { copyOf, emptyTables, type Tables } from './tables.ts';

export interface Disk {
  /** What is committed, as every reader sees it. */
  tables(): Tables;
  readonly documents: Map<string, string>;
  readonly sessions: Map<string, { readonly body: string; readonly expiresAt: number }>;
  /** Runs `action` with the next fsync, and answers after it. */
  write<T>(action: (tables: Tables) => T): Promise<T>;
  /** The power fails: so many of the waiting writes reached the disk, in order; nobody hears of any of them. */
  cut(kept: number): number;
  waiting(): number;
  /** Called when something was written. */
  follow(changed: () => void): () => void;
}

export interface DiskParts {
  readonly later: (ms: number, work: () => void) => unknown;
  readonly fsyncMs: () => number;
  /** Answers before anything is on the disk, as a store does that syncs once a second. */
  readonly answersEarly?: boolean;
}

/** How often a store syncs that answers first. */
const everySecondMs = 1_000;

export function createDisk({ later, fsyncMs, answersEarly = false }: DiskParts): Disk {
  let tables = emptyTables();
  let synced = copyOf(tables);
  let queue: { readonly run: () => void; readonly lost: () => void }[] = [];
  let syncing = false;
  const followers = new Set<() => void>();
  const tell = (): void => {
    for (const changed of [...followers]) later(0, changed);
  };

  function sync(): void {
    syncing = true;
    later(answersEarly ? everySecondMs : fsyncMs(), () => {
      syncing = false;
      const group = queue;
      queue = [];
      for (const { run } of group) run();
      synced = copyOf(tables);
      if (group.length > 0 && !answersEarly) tell();
      if (queue.length > 0) sync();
    });
  }

  return {
    tables: () => tables,
    documents: new Map(),
    sessions: new Map(),
    write(action) {
      if (answersEarly) {
        if (!syncing) sync();
        const answer = action(tables);
        tell();
        return Promise.resolve(answer);
      }
      return new Promise((resolve, reject) => {
        queue.push({
          run() {
            try {
              resolve(action(tables));
            } catch (error) {
              reject(error);
            }
          },
          lost: () => reject(new StoreUnavailable('the power failed', 'unknown')),
        });
        if (!syncing) sync();
      });
    },
    cut(kept) {
      if (answersEarly) {
        tables = copyOf(synced);
        return 0;
      }
      const group = queue;
      queue = [];
      group.slice(0, kept).forEach(({ run }) => run());
      synced = copyOf(tables);
      group.slice(kept).forEach(({ lost }) => lost());
      if (kept > 0) tell();
      return group.length - Math.min(kept, group.length);
    },
    waiting: () => queue.length,
    follow(changed) {
      const follower = () => changed();
      followers.add(follower);
      return () => void followers.delete(follower);
    },
  };
}
