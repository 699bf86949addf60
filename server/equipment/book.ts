/**
 * The equipment log: one chain for the whole site, in the same store and by the same commit as the preparations, so that
 * putting a pump aside and counting it for a patient can never both happen (docs/decisions/0009-equipment-log.md).
 * A node keeps what the pages add up to in memory and reads on from where it was before every answer.
 */
import type { Clock } from '../ports.ts';
import type { Keys } from '../record/keys.ts';
import type { Commit, Store } from '../store/store.ts';
import { barOf } from './claims.ts';
import { blankPage, turn, withEntry, type Refused } from './page.ts';
import { chained, commitsOf, logId, readEntry, startOfLog, type Bars, type End } from './log.ts';
import type { Entry, Page, Report, Reporter } from './terms.ts';
import type { EquipmentTypes } from './types.ts';

/** One line to write. */
export interface Line {
  readonly page: string;
  readonly report: Report;
}
export type Written =
  | { readonly kind: 'written'; readonly entries: readonly Entry[] }
  /** This id was written before; it stands as it was. */
  | { readonly kind: 'already' }
  | { readonly kind: 'refused'; readonly index: number; readonly code: Refused | 'busy'; readonly says: string };

export interface Book {
  /** Reads to the end of the log: what is asked after it is true now, whichever node wrote it. */
  fresh(): Promise<void>;
  page(id: string): Page | null;
  /** Every asset and lot, in no particular order. */
  pages(): readonly Page[];
  /** Lines whose holders are not all told yet, oldest first. */
  pending(): readonly Entry[];
  /** Calls `called` when a line that calls holders back was read or written here. It must not throw. */
  follow(called: () => void): () => void;
  /** All lines or none, in one commit. The same `id` again changes nothing. */
  write(id: string, lines: readonly Line[], by: Reporter): Promise<Written>;
  /** Lines for a commit of somebody else's: all of it is written, or none. Empty when one of them may not be written now. */
  join(lines: readonly Line[], by: Reporter): Promise<readonly Commit[]>;
  /** What `write` would do; nothing is written. */
  rehearse(lines: readonly Line[], by: Reporter): Promise<Written>;
}

/** Others write the log too; five lost races in a row is a storm. */
const triesMax = 5;
const busy = 'Others wrote in the equipment log at the same moment. Nothing was written; try again.';

export interface BookParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly keys: Pick<Keys, 'chainOf'>;
  readonly types: EquipmentTypes;
}

export function createBook({ store, clock, keys, types }: BookParts): Book {
  const { chain } = keys.chainOf(logId);
  let pages = new Map<string, Page>();
  let waiting = new Map<number, Entry>();
  let end: End = startOfLog;
  let reading: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  let writing: Promise<unknown> = Promise.resolve();

  const followers = new Set<() => void>();

  const learn = (entry: Entry): void => {
    pages.set(entry.page, withEntry(pages.get(entry.page) ?? blankPage(entry.page), entry));
    if (entry.calls) {
      waiting.set(entry.revision, entry);
      for (const called of followers) called();
    }
    if (entry.report.happened === 'calledBack') waiting.delete(entry.report.of);
  };
  const forget = (): void => {
    pages = new Map();
    waiting = new Map();
    end = startOfLog;
  };

  async function readOn(): Promise<void> {
    const head = await store.load(logId);
    // After a failover that lost a tail the store is right and memory is wrong.
    if (head === null || head.revision < end.revision) forget();
    if (head === null || (head.revision === end.revision && head.hash === end.hash)) return;
    if (!(await readTo(head.revision, head.hash))) {
      forget();
      if (!(await readTo(head.revision, head.hash)))
        throw new BookBroken(`the equipment log does not lead to its head at line ${head.revision}`);
    }
  }

  /** False when the next line does not follow what is in memory: it is of another history, or was altered. */
  async function readTo(revision: number, hash: string): Promise<boolean> {
    while (end.revision < revision) {
      const records = await store.log(logId, end.revision);
      if (records.length === 0) return false;
      for (const record of records) {
        if (end.revision === revision) break;
        const entry = readEntry(chain, record, end);
        if (entry === null) return false;
        learn(entry);
        end = { revision: record.revision, hash: record.hash, at: entry.at };
      }
    }
    return end.hash === hash;
  }

  /** Whoever asks while one reading is under way shares the next: it begins after they asked. */
  function fresh(): Promise<void> {
    if (reading === null) {
      reading = readOn().finally(() => {
        reading = null;
      });
      return reading;
    }
    next ??= reading
      .catch(() => undefined)
      .then(() => {
        next = null;
        return fresh();
      });
    return next;
  }

  function decide(lines: readonly Line[], by: Reporter): Exclude<Written, { kind: 'already' }> {
    const at = Math.max(clock.now(), end.at);
    const now = new Map<string, Page>();
    const entries: Entry[] = [];
    for (const [index, { page: id, report }] of lines.entries()) {
      const page = now.get(id) ?? pages.get(id) ?? blankPage(id);
      const turned = turn(page, report, by, at, types);
      if (!turned.ok) return { kind: 'refused', index, code: turned.code, says: turned.says };
      const entry: Entry = {
        revision: end.revision + entries.length + 1,
        page: id,
        version: page.version + 1,
        at,
        by,
        report,
        before: page.standing,
        after: turned.set.standing ?? page.standing,
        set: turned.set,
        calls: turned.calls,
      };
      entries.push(entry);
      now.set(id, withEntry(page, entry));
    }
    return { kind: 'written', entries };
  }

  /** Barred while put aside, and until whoever holds it is told. */
  const barsAfter = (entries: readonly Entry[]): Bars => {
    const told = new Set(entries.flatMap(({ report }) => (report.happened === 'calledBack' ? [report.of] : [])));
    const calling = new Set(
      [...waiting.values(), ...entries]
        .filter(({ calls, revision }) => calls && !told.has(revision))
        .map(({ page }) => page),
    );
    const standing = new Map(entries.map(({ page, after }) => [page, after]));
    return (page) => {
      const bar = barOf(page);
      if (bar === null) return { hold: [], release: [] };
      const barred = calling.has(page) || !['inService', 'unknown'].includes(standing.get(page) ?? 'unknown');
      return barred ? { hold: [bar], release: [] } : { hold: [], release: [bar] };
    };
  };

  const commitsFor = (id: string | null, entries: readonly Entry[]): readonly Commit[] =>
    commitsOf(id, end, entries, chained(chain, end, entries, types.version), barsAfter(entries));

  async function attempt(id: string, lines: readonly Line[], by: Reporter): Promise<Written> {
    // Asked again after its answer was lost: what it did then may stand in the way of doing it now.
    if ((await store.verdict(logId, id)) !== null) return { kind: 'already' };
    for (let tried = 0; tried < triesMax; tried += 1) {
      await fresh();
      const decided = decide(lines, by);
      if (decided.kind === 'refused') return decided;
      const outcome = await store.commit(commitsFor(id, decided.entries));
      if (outcome.kind === 'committed') {
        await fresh();
        return decided;
      }
      if (outcome.kind === 'duplicate') return { kind: 'already' };
      if (outcome.kind === 'claimed')
        throw new BookBroken(`${outcome.key} is held by something else than the equipment log`);
    }
    return { kind: 'refused', index: 0, code: 'busy', says: busy };
  }

  return {
    fresh,
    page: (id) => pages.get(id) ?? null,
    pages: () => [...pages.values()].filter(({ id }) => !id.startsWith('type:')),
    pending: () => [...waiting.values()],
    follow(called) {
      followers.add(called);
      return () => void followers.delete(called);
    },
    write(id, lines, by) {
      const turnOf = writing.then(() => attempt(id, lines, by));
      writing = turnOf.catch(() => undefined);
      return turnOf;
    },
    async join(lines, by) {
      await fresh();
      const decided = decide(lines, by);
      return decided.kind === 'written' ? commitsFor(null, decided.entries) : [];
    },
    async rehearse(lines, by) {
      await fresh();
      return decide(lines, by);
    },
  };
}

/** The equipment log in the store is not what was written. */
export class BookBroken extends Error {
  override readonly name = 'BookBroken';
}
