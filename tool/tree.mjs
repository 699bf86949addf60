/** The files of this project as the tools see them: everything but what is installed, built or private. */
import { readdirSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project these tools stand in. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const apart = new Set(['node_modules', 'dist', '.git', '.wardready', 'coverage', '.cache']);

/** Paths below `from`, relative to `base`, with forward slashes, in order. */
export function filesIn(from = root, base = root) {
  const found = readdirSync(from, { withFileTypes: true }).flatMap((entry) => {
    if (apart.has(entry.name) || entry.name.endsWith('.tsbuildinfo')) return [];
    const path = join(from, entry.name);
    return entry.isDirectory() ? filesIn(path, base) : [relative(base, path).split(sep).join('/')];
  });
  return found.sort();
}
