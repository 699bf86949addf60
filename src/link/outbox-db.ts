/**
 * What this tablet remembers (IndexedDB): the outbox, checklists, cards, and a few small facts about itself.
 * A command and the checklist it was tapped on are one transaction: "saved on this tablet" means both are,
 * or the screen after a reload would show nothing ticked over a full queue.
 */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Checklist, Verdict } from '../../machines/index.ts';
import type { Keep } from './outbox-parts.ts';
import { previousOf, type Card, type Waiting } from './waiting.ts';

interface TabletDb extends DBSchema {
  commands: { key: number; value: Waiting };
  checklists: { key: string; value: Checklist };
  cards: { key: string; value: Card };
  facts: { key: string; value: unknown };
}

let opened: Promise<IDBPDatabase<TabletDb>> | null = null;

function db(): Promise<IDBPDatabase<TabletDb>> {
  opened ??= openDB<TabletDb>('wardready', 1, {
    upgrade(database) {
      database.createObjectStore('commands', { keyPath: 'seq' });
      database.createObjectStore('checklists', { keyPath: 'preparation' });
      database.createObjectStore('cards', { keyPath: 'id' });
      database.createObjectStore('facts');
    },
    // Another tab has a newer page: let it in; this one opens again at the next use.
    blocking(_current, _wanted, event) {
      (event.target as IDBDatabase | null)?.close();
      opened = null;
    },
    terminated() {
      opened = null;
    },
  });
  return opened;
}

export const tabletKeep: Keep = {
  waiting: async () => (await db()).getAll('commands'),
  cards: async () => (await db()).getAll('cards'),

  async add(build, snapshot) {
    const transaction = (await db()).transaction(['commands', 'checklists', 'facts'], 'readwrite', {
      durability: 'strict',
    });
    const commands = transaction.objectStore('commands');
    const facts = transaction.objectStore('facts');
    const all = await commands.getAll();
    const last = await facts.get('seq');
    const seq = (typeof last === 'number' ? last : 0) + 1;
    const checklists = transaction.objectStore('checklists');
    const kept = snapshot === null ? undefined : await checklists.get(snapshot.preparation);
    // What the server sent is kept as it was; what the screen laid over it is made again from the commands.
    const isKept = snapshot === null || (kept !== undefined && kept.revision >= snapshot.revision);
    const waiting = build({ seq, waiting: all, previousOf: (preparation) => previousOf(all, preparation) });
    await Promise.all([
      commands.put(waiting),
      facts.put(seq, 'seq'),
      isKept ? undefined : checklists.put(snapshot),
      transaction.done,
    ]);
    return waiting;
  },

  async settle(waiting, { keep, card }) {
    const transaction = (await db()).transaction(['commands', 'cards'], 'readwrite');
    await Promise.all([
      keep === null
        ? transaction.objectStore('commands').delete(waiting.seq)
        : transaction.objectStore('commands').put({ ...waiting, verdict: keep }),
      card === null ? undefined : transaction.objectStore('cards').put(card),
      transaction.done,
    ]);
  },

  read: async (card) => (await db()).delete('cards', card),

  async landed(checklist) {
    const transaction = (await db()).transaction(['commands', 'checklists'], 'readwrite');
    const commands = transaction.objectStore('commands');
    const shown = (await commands.getAll()).filter((waiting) => isShown(waiting.verdict, waiting, checklist));
    const checklists = transaction.objectStore('checklists');
    const kept = await checklists.get(checklist.preparation);
    const isOld = kept !== undefined && kept.revision > checklist.revision;
    await Promise.all([
      isOld ? undefined : checklists.put(checklist),
      ...shown.map((waiting) => commands.delete(waiting.seq)),
      transaction.done,
    ]);
    return shown.map((waiting) => waiting.id);
  },
};

const isShown = (verdict: Verdict | null, waiting: Waiting, checklist: Checklist): boolean =>
  verdict !== null && waiting.message.preparation === checklist.preparation && verdict.revision <= checklist.revision;

export const savedChecklist = async (preparation: string): Promise<Checklist | null> =>
  (await (await db()).get('checklists', preparation)) ?? null;

export const savedChecklists = async (): Promise<readonly Checklist[]> => (await db()).getAll('checklists');

/** Forgets patients this tablet has no work for: those no longer on the ward. */
export async function forgetChecklists(keep: ReadonlySet<string>): Promise<void> {
  const transaction = (await db()).transaction(['commands', 'checklists'], 'readwrite');
  const needed = new Set((await transaction.objectStore('commands').getAll()).map((one) => one.message.preparation));
  const all = await transaction.objectStore('checklists').getAllKeys();
  const gone = all.filter((preparation) => !keep.has(preparation) && !needed.has(preparation));
  await Promise.all([...gone.map((key) => transaction.objectStore('checklists').delete(key)), transaction.done]);
}

/** A small fact by name; `read` decides whether what was kept still makes sense. */
export async function savedFact<T>(name: string, read: (kept: unknown) => T | null): Promise<T | null> {
  return read(await (await db()).get('facts', name));
}

export async function saveFact(name: string, fact: unknown): Promise<void> {
  const database = await db();
  await (fact === null ? database.delete('facts', name) : database.put('facts', fact, name));
}
