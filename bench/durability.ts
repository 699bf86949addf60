/**
 * What durability costs, beside others: `npm run bench -- durability [--minutes N] [--only NAME,NAME]`.
 * Starts Restate, DBOS, the naive designs and the floors for real, in turn with WardReady, and writes
 * docs/evidence/performance. Only ratios within one run mean anything.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { dbos, httpEcho, restate, wsEcho } from './durability/peers.ts';
import { bars } from './durability/plot.ts';
import { barsOf, report, type Run } from './durability/report.ts';
import { serveAgain } from './durability/restart.ts';
import { clientCounts, measure, type Measured } from './durability/rounds.ts';
import { socketContestants } from './durability/socket-contestants.ts';
import { workloadNames, workloadOf } from './durability/workloads.ts';

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '12' },
    only: { type: 'string', default: '' },
    out: { type: 'string' },
  },
});
const minutes = Number(values.minutes);
if (!(minutes > 0)) throw new Error('--minutes must be a number of minutes, such as 12');
const say = (line: string): void => void process.stdout.write(`${line}\n`);

// `npm ci` refuses a lock that lacks packages of other platforms; their install scripts are not needed.
const peers = new URL('peers/', import.meta.url).pathname;
const npm = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
if (spawnSync('npm', npm, { cwd: peers, stdio: 'inherit' }).status !== 0)
  throw new Error('what WardReady is measured beside could not be installed: see what npm said above');

const wanted = values.only.split(',').filter((name) => name !== '');
const contestants = [...socketContestants, restate, dbos, httpEcho, wsEcho].filter(
  ({ name }) => wanted.length === 0 || wanted.includes(name),
);
const rounds = 4;
/** About half of the time goes to beginning patients, which is not timed, and to starting everything. */
const cells = (rounds + 1) * clientCounts.length * (contestants.length + 3) * workloadNames.length;
const forMs = Math.max(300, Math.round((minutes * 60_000 * 0.5) / cells));

const load = loadavg();
const measured: Measured[] = [];
for (const name of workloadNames) {
  say(`${name}, ${forMs} ms a cell`);
  measured.push(await measure(await workloadOf(name), contestants, { rounds, forMs, say }));
}
const again = measured.flatMap(({ again: one }) => (one['restate'] === undefined ? [] : [one['restate']]));
const run: Run = {
  at: new Date().toISOString().slice(0, 10),
  command: `npm run bench -- durability --minutes ${minutes}`,
  rounds,
  measured,
  serveAgain: {
    'WardReady, embedded': await serveAgain('embedded', 4),
    'WardReady, Redis, both killed': await serveAgain('redis', 4),
    ...(again.length > 0 ? { 'Restate, the server killed': again } : {}),
  },
};
const out = values.out ?? new URL('../docs/evidence/performance/', import.meta.url).pathname;
mkdirSync(out, { recursive: true });
writeFileSync(
  `${out}/durability.json`,
  `${JSON.stringify(run, (_key, value: unknown) => (typeof value === 'number' ? Math.round(value * 1000) / 1000 : value))}\n`,
);
writeFileSync(`${out}/durability.md`, report(run, contestants, load));
for (const one of measured)
  writeFileSync(
    `${out}/${one.workload}-64.svg`,
    bars(
      `${one.workload}: taps a second, 64 at once`,
      'durable before each answer, but the echoes; logarithmic',
      barsOf(one, 64),
    ),
  );
say(`written to ${out}`);
process.exit();
