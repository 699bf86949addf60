/** `npm run bench -- NAME`: how fast something is, beside a peer in the same run. Never part of a test. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled } from './install.mjs';
import { root } from './tree.mjs';

ensureInstalled();
const [name = '', ...more] = process.argv.slice(2);
const there = readdirSync(join(root, 'bench')).flatMap((file) => (isBench(file) ? [file.slice(0, -3)] : []));
if (!there.includes(name)) {
  process.stderr.write(`No bench is called "${name}"; there are ${there.join(', ')}.\n`);
  process.exit(2);
}
const child = spawn(process.execPath, ['--import', 'tsx', `bench/${name}.ts`, ...more], {
  cwd: root,
  stdio: 'inherit',
});
child.once('exit', (code) => (process.exitCode = code ?? 1));

/** A bench has its evidence; what only serves one has none. */
function isBench(file) {
  const evidence = ['bench', 'performance'].map((place) =>
    join(root, 'docs', 'evidence', place, file.replace(/ts$/, 'md')),
  );
  return file.endsWith('.ts') && evidence.some((path) => existsSync(path));
}
