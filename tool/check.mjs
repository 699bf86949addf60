/** `npm run check`: the gate. Every check is one line, passed or failed, and what failed says why. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureInstalled } from './install.mjs';
import { looseVersions, longFiles, machineTraces } from './tidy.mjs';
import { end } from './totals.mjs';
import { filesIn, root } from './tree.mjs';
import { brokenWalls } from './walls.mjs';

ensureInstalled();
const files = filesIn();

const checks = [
  { name: 'types', what: 'tsc -b', run: () => tool('typescript/bin/tsc', '-b') },
  { name: 'lint', what: 'oxlint, type-aware', run: () => tool('oxlint/bin/oxlint', '--type-aware', '--deny-warnings') },
  { name: 'format', what: 'oxfmt --check', run: () => tool('oxfmt/bin/oxfmt', '--check') },
  { name: 'dead', what: 'knip: files, exports, dependencies', run: () => tool('knip/bin/knip.js', '--no-progress') },
  { name: 'walls', what: 'which room imports which', run: () => found(brokenWalls(root, files)) },
  {
    name: 'drawn',
    what: 'docs/refusals.md, docs/steps.md, docs/safety.md and docs/diagrams',
    run: () => script('--import', 'tsx', 'tool/draw.mjs', '--check'),
  },
  { name: 'length', what: 'no source file over 400 lines', run: () => found(longFiles(root, files)) },
  {
    name: 'traces',
    what: 'no path of a machine, no registry host',
    run: () => found(machineTraces(root, files, registryHost())),
  },
  { name: 'pinned', what: 'exact versions', run: () => found(looseVersions(root)) },
];

const totals = { passed: 0, failed: 0 };
for (const { name, what, run } of checks) {
  const started = Date.now();
  const says = run();
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  process.stdout.write(`${says === null ? 'pass  ' : 'FAILED'}  ${name.padEnd(8)}${what} (${seconds} s)\n`);
  if (says !== null) process.stdout.write(`${says.trimEnd().replace(/^/gm, '        ')}\n`);
  totals[says === null ? 'passed' : 'failed'] += 1;
}
end(totals);

/** What it said when it failed, or null. */
function script(...args) {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  return status === 0 ? null : `${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}` || `it ended with ${status}`;
}

function tool(path, ...args) {
  return script(join(root, 'node_modules', path), ...args);
}

function found(broken) {
  return broken.length === 0 ? null : broken.join('\n');
}

/** The registry this machine installs from; it must not be written into the project. The public one may be known to all. */
function registryHost() {
  const asked = spawnSync('npm', ['config', 'get', 'registry'], {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  try {
    return new URL(asked.stdout.trim()).host;
  } catch {
    return '';
  }
}
