/** The embedded store's file: which lmdb tables there are, what their keys are, and how they are opened. */
import { closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { open, type Database, type RootDatabase } from 'lmdb';
import type { Instant, Position, PreparationId } from '../../machines/index.ts';
import { checkFile } from './embedded-file.ts';
import { StoreBroken, StoreMisconfigured } from './errors.ts';
import { feedStart, type Head, type StoredRecord } from './store.ts';

/** Raised when an older WardReady could not read the file; it then refuses by name instead of guessing. */
export const storeFormat = 1;
/** In its place while the store is filled from a backup. */
export const restoringFormat = 0;

export interface Tables {
  readonly root: RootDatabase;
  readonly heads: Database<Head, PreparationId>;
  /** `[preparation, revision]` → the record. */
  readonly logs: Database<Omit<StoredRecord, 'revision'>, [PreparationId, number]>;
  /** `[preparation, command]` → the verdict's body. */
  readonly verdicts: Database<string, [PreparationId, string]>;
  /** `[ward, preparation]` for what is on a board now. */
  readonly wards: Database<1, [string, PreparationId]>;
  /** `[at, preparation]`: an index of the heads' `nextDue`, soonest first. */
  readonly due: Database<1, [Instant, PreparationId]>;
  /** claim key → the preparation that holds it. */
  readonly claims: Database<PreparationId, string>;
  /** offset → the entry's text and hash. */
  readonly feed: Database<{ readonly text: string; readonly hash: string }, number>;
  readonly documents: Database<string, string>;
  readonly sessions: Database<{ readonly body: string; readonly expiresAt: Instant }, string>;
  /** `[expiresAt, session]`: what may be swept. */
  readonly expiries: Database<1, [Instant, string]>;
  readonly position: Database<Position, 'position'>;
  readonly numbers: Database<number, 'format' | 'time'>;
}

/** Opens or makes the tables in `directory`. @throws StoreMisconfigured when it cannot be written, StoreBroken when it is of another format. */
export function openTables(directory: string): Tables {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new StoreMisconfigured(
      `cannot make the store's directory ${directory}: give the server a directory it may write`,
      { cause },
    );
  }
  checkFile(directory);
  const tables = openFile(directory);
  checkFormat(tables, directory);
  // A file's own fsync does not save its name: after a power cut a new store could be gone as a whole.
  for (const path of [directory, dirname(directory)]) syncDirectory(path);
  return tables;
}

function openFile(directory: string): Tables {
  try {
    // overlappingSync shows a commit to readers before it is on disk, and never settles a promise once the disk was full.
    // Without it lmdb's own commit is the fsync, and the promise follows it.
    // eventTurnBatching makes a promise of its own that nobody can catch: on a full disk it would end the whole process.
    const root = open({
      path: directory,
      noSubdir: false,
      overlappingSync: false,
      eventTurnBatching: false,
      maxDbs: 16,
      encoding: 'json',
    });
    const table = <V, K extends string | number | (string | number)[]>(name: string): Database<V, K> =>
      root.openDB<V, K>({ name, encoding: 'json' });
    return {
      root,
      heads: table('heads'),
      logs: table('logs'),
      verdicts: table('verdicts'),
      wards: table('wards'),
      due: table('due'),
      claims: table('claims'),
      feed: table('feed'),
      documents: table('documents'),
      sessions: table('sessions'),
      expiries: table('expiries'),
      position: table('meta'),
      numbers: table('meta'),
    };
  } catch (cause) {
    throw new StoreMisconfigured(
      `cannot open the store in ${directory}: is it writable, with room on the disk, and free of another program's files?`,
      { cause },
    );
  }
}

/** The feed's last position as the caller's transaction sees it. */
export const positionOf = (tables: Tables): Position => tables.position.get('position') ?? feedStart;

function checkFormat({ root, numbers }: Tables, directory: string): void {
  const format = numbers.get('format');
  if (format === storeFormat) return;
  if (format !== undefined) {
    void root.close();
    if (format === restoringFormat)
      throw new StoreMisconfigured(
        `a restore into ${directory} did not finish: remove the directory and restore again`,
      );
    throw new StoreBroken(`the store in ${directory} has format ${format}; this WardReady reads format ${storeFormat}`);
  }
  numbers.putSync('format', storeFormat);
}

function syncDirectory(path: string): void {
  let handle: number;
  try {
    handle = openSync(path, 'r');
  } catch {
    return; // A parent we may not read is not ours to sync; Windows has no such handle and needs none.
  }
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
