/**
 * A disk of its own for a store: ext4 in a file, on a loop device. Copying the file while the store's program stands
 * still is a power cut: the copy has what the file system wrote through to its disk, and nothing that waited in memory.
 * It cannot show a drive that lies about its cache or tears a sector. Linux, as root.
 */
import { execFileSync } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
  statfsSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Disk {
  readonly directory: string;
  /** What would be there if the power failed now is put by. */
  cut(): void;
  /** The disk as it was at the cut. Nothing may have it open any more. */
  restore(): void;
  /** Leaves no block free. */
  fill(): void;
  free(): void;
  end(): void;
}

const sizeBytes = 64 * 1024 * 1024;

let can: boolean | null = null;
/** Linux, root, and a container that may mount: tried once. */
export const canMakeDisks = (): boolean => (can ??= tried());

function tried(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const home = mkdtempSync(join(tmpdir(), 'wardready-disk-'));
  try {
    makeDisk(home, 8 * 1024 * 1024).end();
    return true;
  } catch {
    return false;
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** @param home where the image and the mount point are made. */
export function makeDisk(home: string, bytes = sizeBytes): Disk {
  const image = join(home, 'disk.img');
  const copy = join(home, 'disk-cut.img');
  const directory = join(home, 'disk');
  const ballast = join(directory, 'ballast');
  closeSync(openSync(image, 'w'));
  truncateSync(image, bytes);
  // No blocks kept for root: full is full.
  run('mkfs.ext4', '-q', '-m', '0', image);
  mkdirSync(directory);
  const mount = (): void => run('mount', '-o', 'loop', image, directory);
  const unmount = (): void => run('umount', '-l', directory);
  mount();
  return {
    directory,
    cut: () => run('cp', '--sparse=always', image, copy),
    restore() {
      unmount();
      renameSync(copy, image);
      mount();
    },
    fill() {
      const { bavail, bsize } = statfsSync(directory);
      try {
        if (bavail > 16) run('fallocate', '-l', String((bavail - 8) * bsize), ballast);
      } catch {
        // The store took some of it meanwhile: what is left is filled block by block.
      }
      fillUp(join(directory, 'ballast-end'));
    },
    free() {
      for (const file of [ballast, join(directory, 'ballast-end')]) rmSync(file, { force: true });
    },
    end: unmount,
  };
}

const run = (command: string, ...args: readonly string[]): void =>
  void execFileSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });

function fillUp(path: string): void {
  const file = openSync(path, 'w');
  try {
    for (const size of [4096, 512, 1]) {
      const block = Buffer.alloc(size, 1);
      try {
        for (;;) writeSync(file, block);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      }
    }
  } finally {
    closeSync(file);
  }
}
