/** Installs what package-lock.json asks for, when it is not there yet. Node built-ins only: nothing is installed when this runs. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './tree.mjs';

/** True when node_modules holds every package of the lock, at its version. What npm left out for this machine may be absent. */
export function isInstalled() {
  const wanted = packagesOf('package-lock.json');
  const there = packagesOf('node_modules/.package-lock.json');
  if (wanted === null || there === null) return false;
  return Object.entries(wanted).every(([path, { version, optional, link }]) => {
    if (path === '' || link === true) return true;
    const found = there[path];
    return found === undefined ? optional === true : found.version === version;
  });
}

function packagesOf(path) {
  try {
    return JSON.parse(readFileSync(join(root, path), 'utf8')).packages;
  } catch {
    return null;
  }
}

/** Ends the process with a sentence when it cannot. */
export function ensureInstalled() {
  if (isInstalled()) return;
  process.stdout.write('Installing the packages (npm install), the first time only; a minute is normal …\n');
  // `npm ci` refuses a lock that lacks packages of other platforms; `npm install` leaves the lock as it is.
  const { status, error } = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status === 0) return;
  process.stderr.write(
    `npm install did not work${error ? `: ${error.message}` : ''}. See what it said above, then try again.\n`,
  );
  process.exit(1);
}
