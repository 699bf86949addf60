/** How soon WardReady serves again after kill -9, as built: from the start of the process to a ready node. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { end, sparePort, startProgram, startRedis } from './processes.ts';

const main = new URL('../../dist/server/main.js', import.meta.url).pathname;

/** @param stores `redis`: the store is killed too, and started again before the node. Milliseconds of each try. */
export async function serveAgain(store: 'embedded' | 'redis', tries: number): Promise<readonly number[]> {
  const home = await mkdtemp(join(tmpdir(), 'wardready-bench-'));
  await writeFile(join(home, 'key'), randomBytes(32).toString('hex'), { mode: 0o600 });
  const took: number[] = [];
  for (let round = 0; round <= tries; round += 1) {
    const began = performance.now();
    const redis = store === 'redis' ? await startRedis(home) : null;
    const port = await sparePort();
    const env = {
      WARDREADY_DEMO: '1',
      WARDREADY_PORT: String(port),
      WARDREADY_KEY_FILE: join(home, 'key'),
      WARDREADY_STORE: redis?.url ?? join(home, 'store'),
    };
    const node = await startProgram(process.execPath, [main], /./, { env });
    const ready = (): Promise<boolean> =>
      fetch(`http://127.0.0.1:${port}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      );
    while (!(await ready())) await new Promise((resolve) => setTimeout(resolve, 10));
    // The first start makes the store; it is the ones after a kill that count.
    if (round > 0) took.push(performance.now() - began);
    await end(node);
    if (redis !== null) await end(redis.child);
  }
  await rm(home, { recursive: true, force: true });
  return took;
}
