/**
 * The programs the tests need beside Node: a Redis server, a Chromium, Spin and the C compiler of what it writes, and on
 * Linux strace, to see what reaches the disk, and libfaketime, to set a process's clock.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const needs = {
  redis: { variable: 'REDIS_SERVER', names: ['redis-server'], debian: 'redis-server', brew: 'redis', places: [] },
  strace: { variable: 'STRACE', names: ['strace'], debian: 'strace', brew: 'strace', places: [] },
  // Not FAKETIME: that one is a setting of its library.
  faketime: { variable: 'FAKETIME_PROGRAM', names: ['faketime'], debian: 'faketime', brew: 'libfaketime', places: [] },
  spin: { variable: 'SPIN', names: ['spin'], debian: 'spin', brew: 'spin', places: [] },
  // Without what Debian only recommends, its compiler comes without the headers.
  gcc: { variable: 'GCC', names: ['gcc'], debian: 'gcc libc6-dev', brew: 'gcc', places: [] },
  chromium: {
    variable: 'CHROMIUM',
    names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    debian: 'chromium',
    brew: 'chromium',
    places: [
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    ],
  },
};

/**
 * Finds or installs the named programs and puts their paths into the environment that the tests read.
 * Where it can do neither, says the one command to type and exits with 3.
 */
export function ensureNeeds(names) {
  for (const { variable } of names.map((name) => needs[name])) {
    const given = process.env[variable] ?? '';
    if (given === '' || runnable(given)) continue;
    process.stderr.write(`${variable} names ${given}, which cannot be run.\n`);
    process.exit(3);
  }
  const absent = names.filter((name) => find(needs[name]) === null);
  if (absent.length > 0 && isDebianRoot()) install(absent);
  const still = names.filter((name) => find(needs[name]) === null);
  if (still.length > 0) {
    process.stderr.write(`The tests need ${still.join(' and ')}. Type:\n\n  ${commandFor(still)}\n\n`);
    process.stderr.write(
      `or say where they are: ${still.map((name) => `${needs[name].variable}=/path/to/it`).join(' ')} npm test\n`,
    );
    process.exit(3);
  }
  for (const name of names) process.env[needs[name].variable] = find(needs[name]);
}

/** The path of a program, or null. */
function find({ variable, names, places }) {
  const given = process.env[variable] ?? '';
  if (given !== '') return given;
  const inPath = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  return [...inPath, ...places].find(runnable) ?? null;
}

function runnable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const distribution = () =>
  existsSync('/etc/os-release') ? (/^ID="?([a-z]+)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? '') : '';
const isDebianRoot = () => distribution() === 'debian' && process.getuid?.() === 0;

function install(names) {
  const packages = names.flatMap((name) => needs[name].debian.split(' '));
  process.stdout.write(`Installing ${packages.join(' and ')} (apt-get) …\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const run = (...args) => spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env }).status === 0;
  if (run('update', '-q')) run('install', '-y', '-q', '--no-install-recommends', ...packages);
}

function commandFor(names) {
  const of = (key) => names.map((name) => needs[name][key]).join(' ');
  if (process.platform === 'darwin') return `brew install ${of('brew')}`;
  switch (distribution()) {
    case 'debian':
      return `sudo apt-get install -y ${of('debian')}`;
    case 'ubuntu':
      // Ubuntu ships Chromium as a snap only.
      return names
        .map((name) =>
          name === 'chromium' ? 'sudo snap install chromium' : `sudo apt-get install -y ${needs[name].debian}`,
        )
        .join(' && ');
    case 'fedora':
      return `sudo dnf install -y ${of('brew')}`;
    case 'arch':
      return `sudo pacman -S --needed ${of('brew')}`;
    default:
      return `your package manager’s install of: ${of('brew')}`;
  }
}
