/** Runs mocha over folders of tests, one process a suite, and adds up what the reporter counted. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesIn, root } from './tree.mjs';
import { add, noTotals } from './totals.mjs';

/** A suite that has not ended by then has left something running, unless it says that it may take longer. */
const suiteMinutesMax = 20;

/** Test files below a folder of test/, in order. */
export const testsIn = (folder) =>
  existsSync(join(root, 'test', folder))
    ? filesIn(join(root, 'test', folder)).filter((path) => path.endsWith('.test.ts'))
    : [];

/** @param suites `{ name, files, timeoutSeconds, minutesMax }`; a suite without files fails: its tests are missing. */
export async function runSuites(suites) {
  let totals = noTotals;
  for (const suite of suites) totals = add(totals, await runSuite(suite));
  return totals;
}

async function runSuite({ name, files, timeoutSeconds = 10, minutesMax = suiteMinutesMax }) {
  if (files.length === 0) {
    process.stdout.write(`${name}: no tests were found\n`);
    return { passed: 0, failed: 1 };
  }
  const folder = mkdtempSync(join(tmpdir(), 'wardready-report-'));
  const report = join(folder, 'counts.json');
  const started = Date.now();
  const ended = await mocha(report, timeoutSeconds, minutesMax, files);
  const counts = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : null;
  rmSync(folder, { recursive: true, force: true });
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  const totals = counted(counts, ended);
  process.stdout.write(
    `${name}: ${totals.passed} of ${totals.passed + totals.failed} in ${seconds} s${totals.note ?? ''}\n`,
  );
  return totals;
}

/** A run that broke off, or ended badly with nothing failed, is one failure more. */
function counted(counts, { code, signal }) {
  const how = signal === null ? `exit code ${code}` : `signal ${signal}`;
  if (counts === null) return { passed: 0, failed: 1, note: `; it broke off (${how}), so nothing it did counts` };
  if (signal !== null)
    return { passed: counts.passed, failed: counts.failed + 1, note: `; it did not end by itself (${how})` };
  if (code !== 0 && counts.failed === 0) return { passed: counts.passed, failed: 1, note: `; it ended with ${how}` };
  return { passed: counts.passed, failed: counts.failed };
}

function mocha(report, timeoutSeconds, minutesMax, files) {
  const args = [
    '--import=tsx',
    join(root, 'node_modules/mocha/bin/mocha.js'),
    '--forbid-only',
    `--timeout=${timeoutSeconds * 1000}`,
    `--reporter=${join(root, 'tool/report.mjs')}`,
    `--reporter-option=file=${report}`,
    ...files,
  ];
  // A test that runs one of these tools must not leave its counts where ours are awaited.
  const { WARDREADY_TOTALS: _ours, ...env } = process.env;
  return new Promise((resolve) => {
    // A group of its own: what a suite started ends with it, and does not go on behind the next one.
    const grouped = process.platform !== 'win32';
    const child = spawn(process.execPath, args, {
      cwd: root,
      env,
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: grouped,
    });
    const end = (signal) =>
      grouped && child.pid !== undefined ? process.kill(-child.pid, signal) : child.kill(signal);
    const interrupted = (signal) => {
      end(signal);
      process.exit(1);
    };
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, interrupted);
    const late = setTimeout(() => end('SIGKILL'), minutesMax * 60_000);
    child.once('error', () => resolve({ code: 1, signal: null }));
    child.once('exit', (code, signal) => {
      clearTimeout(late);
      for (const interrupt of ['SIGINT', 'SIGTERM']) process.off(interrupt, interrupted);
      resolve({ code, signal });
    });
  });
}
