/**
 * A backup is one file: gzipped lines of JSON, a header, the pieces of a store, and a last line that counts and sums them.
 * What is sealed in the store is sealed in it; the master key is not in it.
 */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { Piece } from './portable.ts';

const backupFormat = 1;

/** The file is not a backup, not all of one, or not what was written. */
export class BackupBroken extends Error {
  override readonly name = 'BackupBroken';
}

export interface BackupSays {
  readonly site: string;
  readonly preparations: number;
  readonly records: number;
  readonly documents: number;
  /** Bytes of the file. */
  readonly bytes: number;
  /** SHA-256 of what it holds, as on its last line. */
  readonly sum: string;
}

/** Writes beside `path` first, so that a file of that name is always whole; durable when it resolves. @throws when `path` cannot be written. */
export async function writeBackup(path: string, site: string, pieces: AsyncIterable<Piece>): Promise<BackupSays> {
  const part = `${path}.part`;
  const count = counter();
  async function* lines(): AsyncGenerator<string> {
    yield count.line(JSON.stringify({ wardready: 'backup', format: backupFormat, site }));
    for await (const piece of pieces) {
      count.piece(piece);
      yield count.line(JSON.stringify(piece));
    }
    yield `${JSON.stringify(count.sum())}\n`;
  }
  try {
    // `flush`: on the disk before it is closed, and so before it gets its name.
    const file = createWriteStream(part, { flags: 'wx', mode: 0o600, flush: true });
    await pipeline(Readable.from(lines()), createGzip(), file);
    await rename(part, path);
    await syncDirectory(dirname(path));
    const { size } = await stat(path);
    return { site, ...count.said(), bytes: size, sum: count.sum().sha256 };
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

/** Reads the whole file and checks its sum. @throws BackupBroken when it is not whole, or not ours. */
export async function checkBackup(path: string): Promise<Omit<BackupSays, 'bytes'>> {
  const count = counter();
  let site: string | null = null;
  let ended: string | null = null;
  for await (const line of linesOf(path)) {
    if (ended !== null) throw new BackupBroken(`${path} goes on after its end`);
    const read = parsed(path, line);
    if (site === null) {
      site = siteOf(path, read);
    } else if (read['kind'] === 'sum') {
      if (JSON.stringify(read) !== JSON.stringify(count.sum()))
        throw new BackupBroken(`${path} is not what was written: its sum does not fit`);
      ended = count.sum().sha256;
      continue;
    } else count.piece(read as Piece);
    count.line(line);
  }
  if (site === null || ended === null)
    throw new BackupBroken(`${path} is not a whole backup: it ends before its last line`);
  return { site, ...count.said(), sum: ended };
}

/** The pieces of a file that {@link checkBackup} has passed. */
export async function* piecesIn(path: string): AsyncGenerator<Piece> {
  let first = true;
  for await (const line of linesOf(path)) {
    const read = parsed(path, line);
    if (!first && read['kind'] !== 'sum') yield read as Piece;
    first = false;
  }
}

async function* linesOf(path: string): AsyncGenerator<string> {
  const unzipped = createGunzip();
  const unzipping = pipeline(createReadStream(path), unzipped);
  // It is waited for below; until then its failure is nobody's.
  unzipping.catch(() => undefined);
  try {
    yield* createInterface({ input: unzipped, crlfDelay: Number.POSITIVE_INFINITY });
    await unzipping;
  } catch (cause) {
    // That there is no such file, or that it may not be read, the system says better.
    if (cause instanceof Error && 'syscall' in cause) throw cause;
    throw new BackupBroken(`${path} is not a backup, or only a part of one`, { cause });
  }
}

function parsed(path: string, line: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(line) as Readonly<Record<string, unknown>>;
  } catch (cause) {
    throw new BackupBroken(`${path} has a line that cannot be read`, { cause });
  }
}

function siteOf(path: string, { wardready, format, site }: Readonly<Record<string, unknown>>): string {
  if (wardready !== 'backup' || typeof site !== 'string')
    throw new BackupBroken(`${path} is not a backup of WardReady`);
  if (format !== backupFormat)
    throw new BackupBroken(`${path} has format ${String(format)}; this WardReady reads format ${backupFormat}`);
  return site;
}

/** Counts what there is, and sums every line but the last. A piece that replaces another is counted once. */
function counter() {
  const hash = createHash('sha256');
  const records = new Map<string, number>();
  const documents = new Set<string>();
  let lines = 0;
  return {
    line(text: string): string {
      lines += 1;
      hash.update(`${text}\n`);
      return `${text}\n`;
    },
    piece(piece: Piece): void {
      if (piece.kind === 'document') documents.add(piece.name);
      if (piece.kind === 'preparation') records.set(piece.head.preparation, piece.records.length);
    },
    sum: () => ({ kind: 'sum', lines, sha256: hash.copy().digest('hex') }),
    said: () => ({
      preparations: records.size,
      records: [...records.values()].reduce((sum, one) => sum + one, 0),
      documents: documents.size,
    }),
  };
}

async function syncDirectory(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
