/** What the embedded store's directory survives, asked of the file system it lies on. */
import { statfs } from 'node:fs/promises';
import type { Durability } from './store.ts';

/** `statfs` types of Linux (statfs(2)) that break the promise, and what to do. */
const unsafeFileSystems = new Map<number, string>([
  [0x01021994, 'the directory is on tmpfs, which is memory: choose a directory on a disk'],
  [0x858458f6, 'the directory is on ramfs, which is memory: choose a directory on a disk'],
  [0x794c7630, "the directory is inside a container's own layer and goes with it: mount a volume there"],
  [0x6969, 'the directory is on NFS, where lmdb must not run: choose a local disk'],
  [0xff534d42, 'the directory is on a Windows share, where lmdb must not run: choose a local disk'],
  [0xfe534d42, 'the directory is on a Windows share, where lmdb must not run: choose a local disk'],
]);

/**
 * A tap takes some kilobytes, and lmdb writes a page anew before it gives the old one back: this is days of a busy site.
 * Our own figure, not measured on any ward.
 */
export const roomLeastBytes = 1024 ** 3;

/**
 * Reads the running store's directory; a drive that lies about its cache cannot be seen from here.
 * @param least below so many free bytes the disk is said to be nearly full
 */
export async function embeddedDurability(directory: string, least = roomLeastBytes): Promise<Durability> {
  const { type, bavail, bsize } = await statfs(directory);
  const why = process.platform === 'linux' ? unsafeFileSystems.get(type) : undefined;
  const free = bavail * bsize;
  const mebibytes = Math.floor(free / 1024 ** 2);
  return {
    mode: 'embedded, on this machine, fsync before every answer',
    survivesPowerCut: why === undefined,
    unsafe: why === undefined ? [] : [why],
    runningOut:
      free < least
        ? [`the disk of ${directory} has ${mebibytes} MiB left: make room, or nothing can be saved soon`]
        : [],
  };
}
