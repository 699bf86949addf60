/** `npm test`: sets up what is missing, runs every suite, ends with one line. `npm test -- machines server` runs only those. */
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { ensureNeeds } from './needs.mjs';
import { runSuites, testsIn } from './suites.mjs';
import { add, end } from './totals.mjs';

/** The longest first: two run at once. A test that takes so long hangs: a busy machine alone makes none fail. */
const all = [
  { name: 'screens', timeoutSeconds: 120, needs: ['redis', 'chromium'] },
  { name: 'lab', timeoutSeconds: 240, needs: ['spin', 'gcc'] },
  { name: 'server', timeoutSeconds: 120, needs: ['redis'] },
  { name: 'machines', timeoutSeconds: 180 },
  { name: 'house', timeoutSeconds: 400 },
  { name: 'faults', timeoutSeconds: 240, needs: ['redis', 'chromium', 'spin', 'gcc', 'faketime'] },
  { name: 'cli', timeoutSeconds: 60, optional: true },
  { name: 'contracts', timeoutSeconds: 30, needs: process.platform === 'linux' ? ['redis', 'strace'] : ['redis'] },
  { name: 'golden', timeoutSeconds: 120 },
  { name: 'src', timeoutSeconds: 20 },
];

const named = process.argv.slice(2);
const unknown = named.filter((name) => !all.some((suite) => suite.name === name));
if (unknown.length > 0) {
  process.stderr.write(
    `No suite is called ${unknown.join(', ')}; there are ${all.map(({ name }) => name).join(', ')}.\n`,
  );
  process.exit(2);
}
const chosen = all
  .filter(({ name }) => named.length === 0 || named.includes(name))
  .map((suite) => ({ ...suite, files: testsIn(suite.name) }))
  .filter(({ optional, files }) => optional !== true || files.length > 0);

ensureInstalled();
ensureNeeds([...new Set(chosen.flatMap(({ needs = [] }) => needs))]);
// Journeys and screens use what is built; a build that fails is one failure, and everything else still runs.
const built = ensureBuilt();
if (!built) process.stdout.write('build: failed\n');
const totals = await runSuites(chosen);
end(built ? totals : add(totals, { passed: 0, failed: 1 }));
