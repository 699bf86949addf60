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

/** Reads the running store's directory; a drive that lies about its cache cannot be seen from here. */
export async function embeddedDurability(directory: string): Promise<Durability> {
  const unsafe: string[] = [];
  if (process.platform === 'linux') {
    const { type } = await statfs(directory);
    const why = unsafeFileSystems.get(type);
    if (why !== undefined) unsafe.push(why);
  }
  return {
    mode: 'embedded, on this machine, fsync before every answer',
    survivesPowerCut: unsafe.length === 0,
    unsafe,
  };
}
