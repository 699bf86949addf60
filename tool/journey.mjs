/** `npm run journey`: the whole house once through, in a real browser, as a technician and a charge nurse would. */
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { ensureNeeds } from './needs.mjs';
import { runSuites, testsIn } from './suites.mjs';
import { end } from './totals.mjs';

ensureInstalled();
ensureNeeds(['redis', 'chromium']);
if (ensureBuilt()) end(await runSuites([{ name: 'journey', files: testsIn('journey'), timeoutSeconds: 300 }]));
else end({ passed: 0, failed: 1 });
