/** `npm start`: installs and builds what is missing, then runs a demonstration ward on this machine. `--watch` follows edits. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt, rooms } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { root } from './tree.mjs';

const supervisor = 'dist/server/demo/supervisor.js';
const watch = process.argv.includes('--watch');
const given = process.argv.slice(2).filter((argument) => argument !== '--watch');

ensureInstalled();
if (!ensureBuilt()) {
  process.stderr.write('WardReady was not started: the build above did not work.\n');
  process.exit(1);
}

const children = watch
  ? [
      node(join('node_modules', 'typescript/bin/tsc'), '-b', '--watch', '--preserveWatchOutput', ...rooms),
      node(join('node_modules', 'vite/bin/vite.js'), 'build', '--watch', '--logLevel', 'warn'),
      node('--watch', supervisor, ...given),
    ]
  : [node(supervisor, ...given)];

function node(...args) {
  return spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
}

// The supervisor ends its own processes when it is asked; here the wish is only passed on, once.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => children.forEach((child) => child.kill(signal)));
for (const child of children) {
  child.once('exit', (code, signal) => {
    for (const other of children) if (other !== child && other.exitCode === null) other.kill('SIGTERM');
    process.exitCode = code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1);
  });
}
