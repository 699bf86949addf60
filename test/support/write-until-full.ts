/** Run as a process of its own under a file size limit: commits until the store cannot grow, and says what happened then. */
import { openEmbeddedStore } from '../../server/store/embedded.ts';
import { aCommit } from './commits.ts';

const directory = process.argv[2];
if (directory === undefined) throw new Error('usage: write-until-full.ts <directory>');

const store = await openEmbeddedStore({ directory, clock: Date.now });
const acknowledged: string[] = [];
let refusal = '';
for (let index = 1; index <= 2000 && refusal === ''; index += 1) {
  const preparation = `prep-${String(index).padStart(6, '0')}`;
  const commit = aCommit(preparation);
  try {
    await store.commit([{ ...commit, head: { ...commit.head, state: 'x'.repeat(30_000) } }]);
    acknowledged.push(preparation);
  } catch (error) {
    refusal = String(error);
  }
}
const kept = await store.preparations();
await store.close();
process.stdout.write(JSON.stringify({ acknowledged, kept, refusal }));
