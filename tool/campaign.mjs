/** `npm run campaign -- NAME --minutes N`: a long search from many seeds, its counts added to a committed ledger. */
import { spawn } from 'node:child_process';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { root } from './tree.mjs';

ensureInstalled();
// One of them starts what is built.
if (!ensureBuilt()) process.exit(1);
const child = spawn(process.execPath, ['--import', 'tsx', 'test/campaigns/run.ts', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.once('exit', (code) => (process.exitCode = code ?? 1));
