/** `bad-disk.c`, compiled once; what a program needs in its environment to be under it. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface BadDisk {
  readonly env: Readonly<Record<string, string>>;
  /**
   * From now on fsync, or writes and fsync, or the write that makes lmdb's commit count, fail with EIO; with `nth` only
   * one call, after so many that do not.
   */
  fail(what: 'sync' | 'write' | 'meta', nth?: number): void;
  /** Whether something has failed since. */
  hit(): boolean;
  mend(): void;
}

let library: string | null = null;

function compiled(): string {
  if (library !== null) return library;
  const folder = mkdtempSync(join(tmpdir(), 'wardready-bad-disk-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const to = join(folder, 'bad-disk.so');
  execFileSync(process.env['GCC'] ?? 'gcc', [
    '-shared',
    '-fPIC',
    '-O1',
    '-o',
    to,
    join(import.meta.dirname, 'bad-disk.c'),
    '-ldl',
    '-pthread',
  ]);
  return (library = to);
}

/** @param under the directory whose files are on the bad disk; @param lies fsync does nothing and says that it did. */
export function badDisk(home: string, under: string, lies = false): BadDisk {
  const flag = join(home, 'bad-disk');
  let times = 0;
  return {
    env: {
      LD_PRELOAD: compiled(),
      BAD_DISK_UNDER: under,
      BAD_DISK_FLAG: flag,
      ...(lies ? { BAD_DISK_LIES: '1' } : {}),
    },
    fail(what, nth) {
      times += 1;
      rmSync(`${flag}-hit`, { force: true });
      // Put there in one piece: half of it would be read as something else.
      writeFileSync(`${flag}-next`, `${what[0]} ${nth ?? 0} ${nth === undefined ? 0 : 1} ${times}`);
      renameSync(`${flag}-next`, flag);
    },
    hit: () => existsSync(`${flag}-hit`),
    mend: () => rmSync(flag, { force: true }),
  };
}
