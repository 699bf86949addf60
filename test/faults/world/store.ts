/** The store port over the simulated disk: it keeps the contract of test/contracts, and every fault lies between. */
import {
  checkBody,
  checkCommits,
  checkInstant,
  checkLimit,
  checkName,
  checkPosition,
  pageMax,
} from '../../../server/store/check-arguments.ts';
import { StoreBroken, StoreUnavailable } from '../../../server/store/errors.ts';
import { feedEntry } from '../../../server/store/feed.ts';
import { equipmentLog, feedStart, type FeedPage, type Store } from '../../../server/store/store.ts';
import type { Disk } from './disk.ts';
import { write, type Tables, type Without } from './tables.ts';

export interface SimulatedStoreParts {
  readonly disk: Disk;
  readonly clock: () => number;
  readonly without?: Without;
}

export function openSimulatedStore({ disk, clock, without = {} }: SimulatedStoreParts): Store {
  let closed = false;
  let latest = disk.tables().time;
  const now = (): number => (latest = Math.max(latest, disk.tables().time, checkInstant('the clock', clock())));
  const open = (): void => {
    if (closed) throw new StoreUnavailable('the store is closed', 'notWritten');
  };
  const read = async <T>(ask: (tables: Tables) => T): Promise<T> => {
    open();
    return ask(disk.tables());
  };
  const leaves = new Set<() => void>();

  return {
    async commit(commits) {
      checkCommits(commits);
      open();
      return disk.write((tables) => {
        if (without.expectedHead !== true) checkRevisions(tables, commits);
        return write(tables, commits, now(), without);
      });
    },
    load: async (preparation) => read(({ heads }) => heads.get(checkName('preparation', preparation)) ?? null),
    log: async (preparation, from = 0) =>
      read(({ logs }) => (logs.get(checkName('preparation', preparation)) ?? []).slice(from, from + pageMax)),
    verdict: async (preparation, command) =>
      read(({ verdicts }) => {
        checkName('preparation', preparation);
        const body = verdicts.get(`${preparation} ${checkName('command', command)}`);
        return body === undefined || without.idempotency === true ? null : { command, body };
      }),
    ward: async (ward) => {
      checkName('ward', ward);
      return read(({ heads }) => [...heads.values()].filter((head) => head.open && head.ward === ward));
    },
    preparations: async () => read(({ heads }) => [...heads.keys()].filter((key) => key !== equipmentLog)),
    feed: async (from, limit) => read((tables) => page(tables, checkPosition(from), checkLimit(limit))),
    position: async () => read(({ position }) => position),
    follow(changed) {
      const leave = disk.follow(() => {
        if (closed) return;
        try {
          changed();
        } catch (error) {
          process.emitWarning(error instanceof Error ? error : String(error));
        }
      });
      leaves.add(leave);
      return leave;
    },
    due: async (until, limit) => {
      checkInstant('until', until);
      return read(({ heads }) =>
        [...heads.values()]
          .flatMap(({ preparation, nextDue: at }) => (at === null || at > until ? [] : [{ preparation, at }]))
          .toSorted((a, b) => a.at - b.at || (a.preparation < b.preparation ? -1 : 1))
          .slice(0, checkLimit(limit)),
      );
    },
    claimed: async (key) => read(({ claims }) => claims.get(checkName('claim', key)) ?? null),
    claims: async (prefix) =>
      read(({ claims }) =>
        [...claims].flatMap(([key, holder]) => (key.startsWith(checkName('claim', prefix)) ? [{ key, holder }] : [])),
      ),
    async putDocument(name, body, options) {
      checkName('document', name);
      checkBody('document', body);
      open();
      return disk.write(() => {
        if (options?.ifAbsent === true && disk.documents.has(name)) return false;
        disk.documents.set(name, body);
        return true;
      });
    },
    document: async (name) => read(() => disk.documents.get(checkName('document', name)) ?? null),
    documents: async (prefix) => {
      checkName('prefix', prefix);
      return read(() =>
        [...disk.documents]
          .flatMap(([name, body]) => (name.startsWith(prefix) ? [{ name, body }] : []))
          .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
      );
    },
    async putSession(id, body, expiresAt) {
      checkName('session', id);
      checkBody('session', body);
      checkInstant('expiresAt', expiresAt);
      open();
      await disk.write(() => void disk.sessions.set(id, { body, expiresAt }));
    },
    session: async (id) =>
      read(() => {
        const session = disk.sessions.get(checkName('session', id));
        return session === undefined || session.expiresAt <= now() ? null : session.body;
      }),
    async dropSession(id) {
      checkName('session', id);
      open();
      await disk.write(() => void disk.sessions.delete(id));
    },
    now: async () => read(now),
    durability: async () => ({
      mode: 'simulated, fsync before every answer',
      survivesPowerCut: true,
      unsafe: [],
      runningOut: [],
    }),
    async close() {
      closed = true;
      for (const leave of leaves) leave();
    },
  };
}

/** The hash fits, so a revision that does not is a caller's bug, never a race. */
function checkRevisions({ heads }: Tables, commits: Parameters<Store['commit']>[0]): void {
  for (const { preparation, expected, records, head: next } of commits) {
    const head = heads.get(preparation) ?? null;
    if ((head?.hash ?? null) !== expected) continue;
    if (next.revision !== (head?.revision ?? 0) + records.length)
      throw new StoreBroken(`${preparation}: revision ${next.revision} does not follow ${head?.revision ?? 0}`);
  }
}

function page(
  { feed, position }: Tables,
  from: { readonly offset: number; readonly hash: string },
  limit: number,
): FeedPage {
  const at = feed.findIndex(({ offset }) => offset === from.offset);
  const before = from.offset === 0 ? feedStart.hash : feed[at]?.hash;
  const trimmed = from.offset === 0 && feed.length > 0 && feed[0]?.offset !== 1;
  if (before !== from.hash || trimmed) return { kind: 'gap', position };
  return {
    kind: 'entries',
    entries: feed.slice(at + 1, at + 1 + limit).map(({ text, hash }) => feedEntry(text, hash)),
  };
}
