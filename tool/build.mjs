/** Builds dist/: the rooms by the TypeScript compiler, the browser app by Vite. As a script it always builds. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled } from './install.mjs';
import { filesIn, root } from './tree.mjs';

export const rooms = ['machines', 'lab', 'server', 'cli', 'src'];
const stamp = join(root, 'dist', '.built');

/** True when dist/ was built from exactly these sources. */
export const isBuilt = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === digestOfSources();

/** Builds when it must. Returns whether dist/ is now what the sources say. */
export function ensureBuilt() {
  if (isBuilt()) return true;
  return build();
}

function build() {
  const digest = digestOfSources();
  process.stdout.write('Building the program into dist/; half a minute is normal …\n');
  const built = node('typescript/bin/tsc', '-b', ...rooms) && node('vite/bin/vite.js', 'build', '--logLevel', 'warn');
  if (built) {
    mkdirSync(join(root, 'dist'), { recursive: true });
    writeFileSync(stamp, digest);
  }
  return built;
}

function node(script, ...args) {
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules', script), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  return status === 0;
}

/** Content, not times: a fresh clone has new times for old files. */
function digestOfSources() {
  const hash = createHash('sha256');
  const sources = rooms.flatMap((room) => filesIn(join(root, room)));
  for (const path of [...sources, 'package-lock.json', 'tsconfig.base.json', 'vite.config.ts']) {
    hash.update(`${path}\n`).update(readFileSync(join(root, path)));
  }
  return hash.digest('hex');
}

if (process.argv[1] === import.meta.filename) {
  ensureInstalled();
  process.exitCode = build() ? 0 : 1;
}
