/** `npm run prove`: the chart laws over every shipped protocol, and every proof in test/prove. */
import { ensureInstalled } from './install.mjs';
import { runSuites, testsIn } from './suites.mjs';
import { end } from './totals.mjs';

ensureInstalled();
const laws = testsIn('machines').filter((path) => path.endsWith('/laws.test.ts'));
const proofs = testsIn('prove');
const suites = [
  { name: 'chart laws', files: laws, timeoutSeconds: 120 },
  ...(proofs.length === 0 ? [] : [{ name: 'prove', files: proofs, timeoutSeconds: 600 }]),
];
end(await runSuites(suites));
