/** The default store: one machine, one directory, no server. Every answer is on disk before it is given. */
import type { Instant } from '../../machines/index.ts';
import {
  checkBody,
  checkCommits,
  checkInstant,
  checkLimit,
  checkName,
  checkPosition,
  pageMax,
} from './check-arguments.ts';
import { commitBatch, Undo } from './embedded-commit.ts';
import { embeddedDurability } from './embedded-durability.ts';
import { openTables, positionOf, type Tables } from './embedded-tables.ts';
import { BadArgument, StoreBroken, StoreMisconfigured, StoreUnavailable } from './errors.ts';
import { feedEntry } from './feed.ts';
import { followers } from './followers.ts';
import { batchesOf, beginRestore, putPiece } from './embedded-restore.ts';
import type { PortableStore } from './portable.ts';
import { equipmentLog, feedStart, type CommitOutcome, type FeedPage, type Head, type HeldClaim } from './store.ts';

export interface EmbeddedOptions {
  /** Made if absent, readable by this user only. One WardReady process at a time: `follow` hears only its own commits. */
  readonly directory: string;
  /** Epoch milliseconds. Store time is this, held back from ever going backwards, across restarts too. */
  readonly clock: () => Instant;
}

/** Sessions that ended are removed by later sign-ins, so many at a time. */
const sweepMax = 32;
/** lmdb gives its reason at once or never. */
const reasonWaitMs = 200;

/**
 * Opens the store in a directory.
 * @throws StoreMisconfigured when the directory cannot be used, StoreBroken when another format is in it.
 */
export async function openEmbeddedStore({ directory, clock }: EmbeddedOptions): Promise<PortableStore> {
  const tables = openTables(directory);
  const changes = followers();
  let closed = false;
  let latest = tables.numbers.get('time') ?? 0;
  const now = (): Instant => (latest = Math.max(latest, checkInstant('the clock', clock())));

  const read = async <T>(ask: () => T): Promise<T> => {
    if (closed) throw new StoreUnavailable('the store is closed', 'notWritten');
    // lmdb keeps one snapshot for a while; an answer must be what is committed now, by another opening of the file too.
    tables.root.resetReadTxn();
    return ask();
  };

  /** lmdb runs the child transactions of one moment in one commit: that is the group commit, and one fsync serves them all. */
  const write = async <T>(action: () => T): Promise<T> => {
    if (closed) throw new StoreUnavailable('the store is closed', 'notWritten');
    try {
      return await tables.root.childTransaction(action);
    } catch (cause) {
      if (cause instanceof Undo || isOurs(cause)) throw cause;
      const reason = await reasonOf(cause);
      if (!isUsable(tables)) endProcess(directory);
      throw new StoreUnavailable(`the store in ${directory} could not write: is the disk full?`, 'unknown', reason);
    }
  };

  return {
    async commit(commits) {
      checkCommits(commits);
      let outcome: CommitOutcome;
      try {
        // The time is taken inside, so the order of store times is the order of the feed.
        outcome = await write(() => commitBatch(tables, commits, now()));
      } catch (reason) {
        if (reason instanceof Undo) return reason.outcome;
        throw reason;
      }
      changes.tell();
      return outcome;
    },
    load: async (preparation) => read(() => tables.heads.get(checkName('preparation', preparation)) ?? null),
    log: async (preparation, from = 0) =>
      read(() => {
        const start: [string, number] = [checkName('preparation', preparation), from + 1];
        const rows = tables.logs.getRange({ start, end: [preparation, Number.MAX_SAFE_INTEGER], limit: pageMax });
        return [...rows.map(({ key, value }) => ({ revision: key[1], ...value }))];
      }),
    verdict: async (preparation, command) =>
      read(() => {
        const body = tables.verdicts.get([checkName('preparation', preparation), checkName('command', command)]);
        return body === undefined ? null : { command, body };
      }),
    ward: async (ward) => read(() => wardHeads(tables, checkName('ward', ward))),
    preparations: async () => read(() => [...tables.heads.getKeys()].filter((key) => key !== equipmentLog)),
    feed: async (from, limit) => read(() => page(tables, checkPosition(from), checkLimit(limit))),
    position: async () => read(() => positionOf(tables)),
    follow: changes.add,
    due: async (until, limit) =>
      read(() => {
        const end: [number, string] = [checkInstant('until', until) + 1, ''];
        const keys = tables.due.getKeys({ end, limit: checkLimit(limit) });
        return [...keys.map(([at, preparation]) => ({ preparation, at }))];
      }),
    claimed: async (key) => read(() => tables.claims.get(checkName('claim', key)) ?? null),
    claims: async (prefix) => read(() => claimsUnder(tables, checkName('claim', prefix))),
    async putDocument(name, body, options) {
      checkName('document', name);
      checkBody('document', body);
      return write(() => {
        if (options?.ifAbsent === true && tables.documents.doesExist(name)) return false;
        void tables.documents.put(name, body);
        return true;
      });
    },
    document: async (name) => read(() => tables.documents.get(checkName('document', name)) ?? null),
    documents: async (prefix) =>
      read(() => {
        const rows = tables.documents.getRange({ start: checkName('prefix', prefix), end: `${prefix}\u007f` });
        return [...rows.map(({ key, value }) => ({ name: key, body: value }))];
      }),
    async putSession(id, body, expiresAt) {
      checkName('session', id);
      checkBody('session', body);
      checkInstant('expiresAt', expiresAt);
      await write(() => {
        forget(tables, id);
        void tables.sessions.put(id, { body, expiresAt });
        void tables.expiries.put([expiresAt, id], 1);
        const over = [...tables.expiries.getKeys({ end: [now(), ''], limit: sweepMax })];
        for (const [, ended] of over) forget(tables, ended);
      });
    },
    session: async (id) =>
      read(() => {
        const session = tables.sessions.get(checkName('session', id));
        return session === undefined || session.expiresAt <= now() ? null : session.body;
      }),
    async dropSession(id) {
      checkName('session', id);
      await write(() => forget(tables, id));
    },
    verdicts: async (preparation) =>
      read(() => {
        const start: [string, string] = [checkName('preparation', preparation), ''];
        const rows = tables.verdicts.getRange({ start, end: [preparation, '\u007f'] });
        return [...rows.map(({ key, value }) => ({ command: key[1], body: value }))];
      }),
    lastEntry: async () =>
      read(() => {
        const last = tables.feed.get(positionOf(tables).offset);
        return last === undefined ? null : feedEntry(last.text, last.hash);
      }),
    allClaims: async () =>
      read(() => [...tables.claims.getRange({}).map(({ key, value }) => ({ key, holder: value }))]),
    async restore(pieces) {
      await write(() => beginRestore(tables, directory));
      for await (const batch of batchesOf(pieces)) await write(() => batch.forEach((piece) => putPiece(tables, piece)));
      latest = tables.numbers.get('time') ?? latest;
      changes.tell();
    },
    now: async () => read(now),
    durability: async () => embeddedDurability(directory),
    async close() {
      if (closed) return;
      closed = true;
      changes.clear();
      // lmdb finishes what is under way first.
      await tables.root.close();
    },
  };
}

/** Said inside a transaction, and for the caller as it stands. */
const isOurs = (cause: unknown): boolean =>
  cause instanceof StoreBroken || cause instanceof BadArgument || cause instanceof StoreMisconfigured;

/** lmdb says why a commit failed in a second promise; left alone, that one would end the process as an unhandled rejection. */
async function reasonOf(cause: unknown): Promise<unknown> {
  if (!(cause instanceof Error) || !('commitError' in cause)) return cause;
  const silence = new Promise((resolve) => setTimeout(resolve, reasonWaitMs, cause));
  return Promise.race([cause.commitError, silence]).catch((reason: unknown) => reason);
}

/** After a failure at the page that makes a commit count, lmdb reads nothing more and never answers another write. */
function isUsable(tables: Tables): boolean {
  try {
    tables.root.resetReadTxn();
    tables.numbers.get('format');
    return true;
  } catch {
    return false;
  }
}

/** Only a new process can open the file again: closing waits for the writes that are never answered. Thrown where nobody catches it. */
function endProcess(directory: string): void {
  setImmediate(() => {
    throw new StoreBroken(
      `the disk under ${directory} failed in the middle of a commit: this process cannot use the store any more, and its supervisor starts a new one`,
    );
  });
}

/** Keys sort by their bytes, so those with a prefix stand together; where they end is asked of each, as no character is the last. */
function claimsUnder(tables: Tables, prefix: string): readonly HeldClaim[] {
  const found: HeldClaim[] = [];
  for (const { key, value } of tables.claims.getRange({ start: prefix })) {
    if (!key.startsWith(prefix)) break;
    found.push({ key, holder: value });
  }
  return found;
}

function wardHeads(tables: Tables, ward: string): readonly Head[] {
  const heads: Head[] = [];
  // '\u007f' sorts after every character a preparation's id may have.
  for (const [, preparation] of tables.wards.getKeys({ start: [ward, ''], end: [ward, '\u007f'] })) {
    const head = tables.heads.get(preparation);
    if (head !== undefined) heads.push(head);
  }
  return heads;
}

function page(tables: Tables, from: { readonly offset: number; readonly hash: string }, limit: number): FeedPage {
  const position = positionOf(tables);
  const before = from.offset === 0 ? feedStart.hash : tables.feed.get(from.offset)?.hash;
  // Read to its end: a cursor left open holds one of lmdb's readers until the garbage collector happens by.
  const [first] = [...tables.feed.getKeys({ limit: 1 })];
  // From the very beginning means every entry there ever was: once the first is trimmed, that is a gap like any other.
  const trimmed = from.offset === 0 && first !== undefined && first !== 1;
  if (before !== from.hash || trimmed) return { kind: 'gap', position };
  const rows = tables.feed.getRange({ start: from.offset + 1, limit });
  return { kind: 'entries', entries: [...rows.map(({ value }) => feedEntry(value.text, value.hash))] };
}

function forget(tables: Tables, session: string): void {
  const before = tables.sessions.get(session);
  if (before === undefined) return;
  void tables.expiries.remove([before.expiresAt, session]);
  void tables.sessions.remove(session);
}
