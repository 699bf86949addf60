/** `npm run prove`: the chart laws over every shipped protocol, and every proof in test/prove. */
import { basename } from 'node:path';
import { ensureInstalled } from './install.mjs';
import { runSuites, testsIn } from './suites.mjs';
import { end } from './totals.mjs';

ensureInstalled();
const laws = testsIn('machines').filter((path) => path.endsWith('/laws.test.ts'));
const proofs = testsIn('prove');
// Each a process of its own: what one left in memory, or a proof that never ends, is none of the others' business.
const suites = [
  { name: 'chart laws', files: laws, timeoutSeconds: 120 },
  ...proofs.map((file) => ({
    name: `prove ${basename(file, '.test.ts')}`,
    files: [file],
    timeoutSeconds: 900,
    minutesMax: 40,
  })),
];
end(await runSuites(suites));
