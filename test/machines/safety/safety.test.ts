/**
 * The invariants that are the machine’s, each played on what is shipped. That each is red without its control is proved
 * in `npm run prove` (test/prove/safety.test.ts); what is shown where, and what is not, is in docs/safety.md.
 */
import { shippedFiles } from './bed.ts';
import { hazardsOf } from './register.ts';
import { shippedHouse } from './house.ts';
import { allShown } from './shown.ts';

describe(`safety, on ${shippedFiles.join(', ')}`, () => {
  for (const { id, says, plays } of allShown) it(`${id} (${hazardsOf(id)}): ${says}`, () => plays(shippedHouse()));
});
