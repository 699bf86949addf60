/** `.ci/run`: everything that must be green, one after another, and one line at the end. Works from a clean checkout. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './tree.mjs';
import { add, lineOf, noTotals } from './totals.mjs';

const commands = [
  ['npm', 'test'],
  ['npm', 'run', 'check'],
  ['npm', 'run', 'journey'],
  ['npm', 'run', 'prove'],
];

let totals = noTotals;
for (const command of commands) {
  process.stdout.write(`\n$ ${command.join(' ')}\n`);
  const one = await run(command);
  process.stdout.write(`${command.join(' ')}: ${one.passed} of ${one.passed + one.failed}\n`);
  totals = add(totals, one);
}
process.stdout.write(`\n${lineOf(totals)}\n`);
process.exitCode = totals.failed > 0 ? 1 : 0;

/** The counts a command left, and one failure more when it ended badly without saying so. */
async function run([program, ...args]) {
  const folder = mkdtempSync(join(tmpdir(), 'wardready-totals-'));
  const file = join(folder, 'totals.json');
  const code = await new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, WARDREADY_TOTALS: file },
      shell: process.platform === 'win32',
    });
    child.once('error', () => resolve(1));
    child.once('exit', (exit) => resolve(exit ?? 1));
  });
  const counts = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : noTotals;
  rmSync(folder, { recursive: true, force: true });
  return code !== 0 && counts.failed === 0 ? add(counts, { passed: 0, failed: 1 }) : counts;
}
