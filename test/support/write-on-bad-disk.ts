/** Run as a process of its own on a disk that fails: commits one after the other, and writes a line for what each came to. */
import { openEmbeddedStore } from '../../server/store/embedded.ts';
import { aCommit } from './commits.ts';

const [directory, many] = process.argv.slice(2);
if (directory === undefined) throw new Error('usage: write-on-bad-disk.ts <directory> <commits>');

const store = await openEmbeddedStore({ directory, clock: Date.now });
const before = (await store.preparations()).length;
for (let made = before; made < before + Number(many); made += 1) {
  const preparation = `prep-${String(made).padStart(6, '0')}`;
  const line = await store.commit([aCommit(preparation)]).then(
    ({ kind }) => kind,
    (error: unknown) => (error instanceof Error ? error.name : String(error)),
  );
  process.stdout.write(`${preparation} ${line}\n`);
}
process.stdout.write(`kept ${(await store.preparations()).length}\n`);
await store.close();
