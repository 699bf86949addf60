/** Run as a process of its own under a file size limit: commits until the store cannot grow, and says what happened then. */
import { openEmbeddedStore } from '../../server/store/embedded.ts';
import { aCommit } from './commits.ts';

const directory = process.argv[2];
if (directory === undefined) throw new Error('usage: write-until-full.ts <directory>');

const store = await openEmbeddedStore({ directory, clock: Date.now });
const acknowledged: string[] = [];
const refusals: string[] = [];
let asked = 0;

async function commitLarge(): Promise<void> {
  const preparation = `prep-${String((asked += 1)).padStart(6, '0')}`;
  const commit = aCommit(preparation);
  try {
    await store.commit([{ ...commit, head: { ...commit.head, state: 'x'.repeat(30_000) } }]);
    acknowledged.push(preparation);
  } catch (error) {
    refusals.push(String(error));
  }
}

while (refusals.length === 0 && asked < 2000) await commitLarge();
// One after the other and many at once: a ward goes on tapping.
for (let more = 1; more <= 5; more += 1) await commitLarge();
await Promise.all(Array.from({ length: 20 }, commitLarge));
const kept = await store.preparations();
await store.close();
process.stdout.write(JSON.stringify({ acknowledged, kept, refusals }));
