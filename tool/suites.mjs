/** Runs mocha over folders of tests, one process a suite, two at a time, and adds up what the reporter counted. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesIn, root } from './tree.mjs';
import { add, noTotals } from './totals.mjs';

/** A suite that has not ended by then has left something running, unless it says that it may take longer. */
const suiteMinutesMax = 40;

/** Most suites keep one core busy; more at once, beside browsers and servers, only makes each wait for the others. */
const atOnceMax = 2;

/** Test files below a folder of test/, in order. */
export const testsIn = (folder) =>
  existsSync(join(root, 'test', folder))
    ? filesIn(join(root, 'test', folder)).filter((path) => path.endsWith('.test.ts'))
    : [];

/**
 * @param suites `{ name, files, timeoutSeconds, minutesMax }`, the longest first; a suite without files fails: its tests
 *   are missing. What a suite says is held until it ends, so that two do not talk at once.
 */
export async function runSuites(suites) {
  const waiting = [...suites];
  const running = new Set();
  const interrupted = (signal) => {
    for (const suite of running) suite.interrupt(signal);
    process.exit(1);
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, interrupted);
  let totals = noTotals;
  const lane = async () => {
    for (let suite = waiting.shift(); suite !== undefined; suite = waiting.shift()) {
      // Read only after the wait: the other lane has added to it meanwhile.
      const one = await runSuite(suite, running);
      totals = add(totals, one);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnceMax, availableParallelism()) }, lane));
  for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, interrupted);
  return totals;
}

async function runSuite({ name, files, timeoutSeconds = 10, minutesMax = suiteMinutesMax }, running) {
  if (files.length === 0) {
    process.stdout.write(`${name}: no tests were found\n`);
    return { passed: 0, failed: 1 };
  }
  process.stdout.write(`${name}: begun\n`);
  const folder = mkdtempSync(join(tmpdir(), 'wardready-report-'));
  const report = join(folder, 'counts.json');
  const started = Date.now();
  const suite = mocha(report, timeoutSeconds, minutesMax, files);
  running.add(suite);
  const ended = await suite.ended;
  running.delete(suite);
  const counts = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : null;
  rmSync(folder, { recursive: true, force: true });
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  const totals = counted(counts, ended);
  process.stdout.write(
    `${ended.said}${name}: ${totals.passed} of ${totals.passed + totals.failed} in ${seconds} s${totals.note ?? ''}\n`,
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

/** `ended` tells the exit and what was said; `interrupt` ends it now, and what it had said is printed. */
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
  // A group of its own: what a suite started ends with it, and does not go on behind the next one.
  const grouped = process.platform !== 'win32';
  const child = spawn(process.execPath, args, {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: grouped,
  });
  const heard = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => heard.push(chunk));
  const said = () => Buffer.concat(heard).toString();
  const end = (signal) => (grouped && child.pid !== undefined ? process.kill(-child.pid, signal) : child.kill(signal));
  const ended = new Promise((resolve) => {
    const late = setTimeout(() => end('SIGKILL'), minutesMax * 60_000);
    child.once('error', () => resolve({ code: 1, signal: null, said: said() }));
    child.once('exit', (code, signal) => {
      clearTimeout(late);
      const told = () => {
        clearTimeout(held);
        for (const stream of [child.stdout, child.stderr]) stream.destroy();
        resolve({ code, signal, said: said() });
      };
      // What a suite left running may hold its output open for ever.
      const held = setTimeout(told, 1000);
      child.once('close', told);
    });
  });
  const interrupt = (signal) => {
    end(signal);
    process.stdout.write(said());
  };
  return { ended, interrupt };
}
