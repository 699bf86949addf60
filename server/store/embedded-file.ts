/** Is this file one that lmdb may open? Asked first, because lmdb does not refuse a wrong one: it takes the process down. */
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { StoreMisconfigured } from './errors.ts';

/** lmdb's own layout: a page header, then the mark and the version of the data format, in both of the first two pages. */
const markAt = 24;
const mark = 0xbeefc0de;
const version = 2;
const pageSizeAt = 48;

/** @throws StoreMisconfigured when the directory holds a `data.mdb` that is not an lmdb file of the kind this build reads. */
export function checkFile(directory: string): void {
  const path = join(directory, 'data.mdb');
  if (!existsSync(path) || statSync(path).size === 0) return;
  const first = head(path, 0);
  const pageSize = first.readUInt32LE(pageSizeAt);
  const second = isOurs(first) ? head(path, pageSize) : first;
  if (!isOurs(second)) {
    throw new StoreMisconfigured(
      `${path} is damaged, or not a WardReady store: restore it from a backup, or choose another directory`,
    );
  }
}

const isOurs = (page: Buffer): boolean =>
  page.readUInt32LE(markAt) === mark && page.readUInt32LE(markAt + 4) === version;

function head(path: string, offset: number): Buffer {
  const bytes = Buffer.alloc(pageSizeAt + 4);
  const file = openSync(path, 'r');
  try {
    // A shorter file leaves zeros, which are not the mark.
    readSync(file, bytes, 0, bytes.length, offset);
  } finally {
    closeSync(file);
  }
  return bytes;
}
