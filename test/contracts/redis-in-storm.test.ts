/** The Redis store keeps its whole contract through a network that delays, loses and cuts. */
import { expect } from 'chai';
import { StoreUnavailable } from '../../server/store/errors.ts';
import { openRedisStore } from '../../server/store/redis.ts';
import type { Store } from '../../server/store/store.ts';
import { startRedisServer, type RedisServer } from '../support/redis-server.ts';
import { startStormyProxy, type StormyProxy } from '../support/stormy-proxy.ts';
import { describeStore } from './store.contract.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

let server: RedisServer;
let proxy: StormyProxy;
let sites = 0;
before(async () => {
  server = await startRedisServer();
  proxy = await startStormyProxy(server.port, seed);
});
after(async () => {
  await proxy.end();
  await server.end();
});

/** Opening does not ask again by itself: a server that cannot reach its store at start says so and ends. */
async function openedAtLast(site: string): Promise<Store> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await openRedisStore({ url: `redis://127.0.0.1:${proxy.port}`, site });
    } catch (error) {
      if (attempt === 5 || !(error instanceof StoreUnavailable)) throw error;
    }
  }
}

describeStore('the Redis store behind a bad network', async () => {
  const site = `storm-${(sites += 1)}`;
  const opened: Store[] = [];
  const open = async (): Promise<Store> => {
    const store = await openedAtLast(site);
    opened.push(store);
    return store;
  };
  return {
    store: await open(),
    reopen: open,
    async end() {
      for (const store of opened) await store.close();
    },
  };
});

describe('the bad network', () => {
  it('did every kind of harm', () => {
    const { delayed, before: never, lost, half } = proxy.harm;
    console.log(
      `      ${delayed} delayed, ${never} cut before, ${lost} answers lost, ${half} cut in two; SEED=${seed}`,
    );
    expect(Math.min(delayed, never, lost, half)).to.be.above(0);
  });
});
