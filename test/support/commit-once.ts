/** Run as a process of its own, under strace: says when each commit begins and when its answer is there. */
import { writeSync } from 'node:fs';
import { openEmbeddedStore } from '../../server/store/embedded.ts';
import { aCommit } from './commits.ts';

const directory = process.argv[2];
if (directory === undefined) throw new Error('usage: commit-once.ts <directory>');

const store = await openEmbeddedStore({ directory, clock: Date.now });
for (let index = 1; index <= 5; index += 1) {
  writeSync(1, `begin ${index}\n`);
  await store.commit([aCommit(`prep-sync-000${index}`)]);
  writeSync(1, `answer ${index}\n`);
  // Long enough for a sync that comes after its answer to be over before the next commit, and so to be told apart.
  await new Promise((resolve) => setTimeout(resolve, 150));
}
await store.close();
