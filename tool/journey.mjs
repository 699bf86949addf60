/** `npm run journey`: the whole house once through, in a real browser, as a technician and a charge nurse would. */
import { basename } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { ensureNeeds } from './needs.mjs';
import { runSuites, testsIn } from './suites.mjs';
import { end } from './totals.mjs';

ensureInstalled();
ensureNeeds(['redis', 'chromium']);

// `npm test` takes samples of these (`test/support/whole.ts`).
process.env.WHOLE = '1';
/** The mornings that take the longest go first, beside the others. */
const longest = ['every screen', 'killed', 'dangers'];
const journeys = testsIn('journey').map((file) => ({
  name: basename(file, '.test.ts'),
  files: [file],
  timeoutSeconds: 300,
}));
const later = ({ name }) => (longest.includes(name) ? 0 : 1);
const sampled = [
  { name: 'every screen', files: ['test/screens/screens.test.ts'], timeoutSeconds: 120 },
  { name: 'blind readings', files: ['test/server/blindness.test.ts'], timeoutSeconds: 300 },
];
const suites = [...sampled, ...journeys];
suites.sort((a, b) => later(a) - later(b));
// No journey at all is a failure, as a suite without files is.
if (!ensureBuilt()) end({ passed: 0, failed: 1 });
else end(await runSuites(journeys.length > 0 ? suites : [{ name: 'journey', files: [] }]));
