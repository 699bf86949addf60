/** The Redis store behind Sentinels: the whole contract, and that nothing is told before the replicas have it. */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { readRedisAddress } from '../../server/store/redis-address.ts';
import { StoreMisconfigured, StoreUnavailable } from '../../server/store/errors.ts';
import { createWatermark } from '../../server/store/redis-watermark.ts';
import { openRedisStore } from '../../server/store/redis.ts';
import { feedStart, type Store } from '../../server/store/store.ts';
import { startGroup, type Group, type Member } from '../faults/real/group.ts';
import { aCommit } from '../support/commits.ts';
import { until } from '../support/until.ts';
import { describeStore } from './store.contract.ts';

let home: string;
let group: Group;
let sites = 0;
const aSite = (): string => `site-${(sites += 1)}`;

before(async () => {
  home = mkdtempSync(join(tmpdir(), 'wardready-sentinel-'));
  group = await startGroup(home);
});
after(async () => {
  await group.end();
  rmSync(home, { recursive: true, force: true });
});

describeStore('the Redis store behind Sentinels', async () => {
  const site = aSite();
  const opened: Store[] = [];
  const open = async (): Promise<Store> => {
    const store = await openRedisStore({ url: group.url, site });
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

describe('the stability watermark', () => {
  const anna = 'prep-anna-0001';
  let one: Store;
  let other: Store;
  let primary: Member;
  beforeEach(async () => {
    const site = aSite();
    one = await openRedisStore({ url: group.url, site });
    other = await openRedisStore({ url: group.url, site });
    primary = await group.primary();
  });
  afterEach(async () => {
    primary.proxy.thaw();
    await until('the group is whole', () => group.whole(), 30_000);
    await one.close();
    await other.close();
  });
  const rejection = async (asking: Promise<unknown>): Promise<StoreUnavailable> => {
    const said = await asking.then(
      () => null,
      (error: unknown) => error,
    );
    if (!(said instanceof StoreUnavailable)) throw new Error(`not refused as unavailable: ${String(said)}`);
    return said;
  };

  it('acknowledges nothing that the replicas do not have, and the same commit counts once they do', async () => {
    primary.proxy.freeze();
    const commit = aCommit(anna);
    const said = await rejection(one.commit([commit]));
    expect(said.outcome).to.equal('unknown');
    expect(said.message).to.match(/0 of 2 replicas have it/);
    primary.proxy.thaw();
    await until('the group is whole', () => group.whole(), 30_000);
    expect((await one.commit([commit])).kind).to.be.oneOf(['committed', 'duplicate']);
    expect(await one.log(anna)).to.have.length(1);
  });

  it('tells no other node what the replicas do not have: no verdict, head, log or feed', async () => {
    primary.proxy.freeze();
    const commit = aCommit(anna);
    await rejection(one.commit([commit]));
    // It is there: this is what a board would show, and a failover would take away.
    await rejection(other.verdict(anna, commit.verdict?.command ?? ''));
    await rejection(other.load(anna));
    await rejection(other.log(anna));
    await rejection(other.feed(feedStart, 10));
    await rejection(other.ward(commit.head.ward));
  });

  it('believes no connection that came after the one it was written on', async () => {
    await primary.ask(async (redis) => {
      redis.options.retryStrategy = () => 10;
      const watermark = createWatermark(redis, 2);
      const lost = watermark.past(async () => {
        const closed = once(redis, 'close');
        redis.disconnect(true);
        await closed;
        await until('it is connected again', () => redis.status === 'ready');
      });
      expect(await lost.catch(String)).to.match(/the connection was lost before the replicas were asked/);
      expect(await watermark.past(async () => 'kept')).to.equal('kept');
    });
  });

  it('says how many replicas are connected, and that nothing can be saved while one is missing', async () => {
    expect((await one.durability()).mode).to.match(/2 replicas have it before every answer/);
    const [replica] = group.members.filter((member) => member !== primary);
    await replica!.program.kill();
    const missing = await until('the primary misses it', async () => {
      const { mode, missing: replicas } = await one.durability();
      return mode.includes('NOTHING CAN BE SAVED: 1 of 2') && replicas;
    });
    expect(missing.join()).to.match(/Start the replica that is missing/);
    await rejection(one.commit([aCommit(anna)]));
    await replica!.program.start();
  });

  it('says what is wrong with waiting for fewer replicas than Sentinel may elect, or for none', async () => {
    for (const [replicas, mode] of [
      [1, /one replica has it before every answer/],
      [0, /NOT safe against a failover/],
    ] as const) {
      const store = await openRedisStore({ url: group.url.replace('replicas=2', `replicas=${replicas}`), site: 'few' });
      const said = await store.durability();
      await store.close();
      expect(said.mode).to.match(mode);
      expect(said.unsafe.join()).to.match(/set replicas=2 in WARDREADY_STORE/);
    }
  });

  it('says that no Sentinel answers, or that none knows the name, without the password', async () => {
    const wrong = group.url.replace('/wardready?', '/nobody?').replace('://', '://:secret-word@');
    expect((await rejection(openRedisStore({ url: wrong, site: 'x' }))).message)
      .to.match(/no primary of nobody to use, asked of 3 Sentinels/)
      .and.not.include('secret-word');
  });
});

describe('an address of Sentinels', () => {
  it('names them, the group, and how many replicas a tap waits for', () => {
    const read = readRedisAddress('redis+sentinel://ward:p%40ss@one,two:7000,[::1]:7001/wardready?replicas=2');
    expect(read).to.deep.include({ ok: true });
    expect(read).to.have.nested.property('address.replicas', 2);
    expect(read).to.have.deep.nested.property('address.connection', {
      sentinels: [
        { host: 'one', port: 26_379 },
        { host: 'two', port: 7000 },
        { host: '::1', port: 7001 },
      ],
      name: 'wardready',
      username: 'ward',
      password: 'p@ss',
    });
  });
  it('waits for one replica when it says nothing, and asks for TLS by its name', () => {
    const read = readRedisAddress('rediss+sentinel://one/wardready');
    expect(read).to.have.nested.property('address.replicas', 1);
    expect(read).to.have.nested.property('address.connection.enableTLSForSentinelMode', true);
  });
  for (const [text, says] of [
    ['redis+sentinel://one,two', /the name they give the group: try redis\+sentinel/],
    ['redis+sentinel:///wardready', /the name they give the group/],
    ['redis+sentinel://one,,three/wardready', /number 2/],
    ['redis+sentinel://one:99999/wardready', /no host:port \(number 1\)/],
    ['redis+sentinel://one/wardready?replicas=many', /must say replicas=0 to 8/],
    ['redis+sentinel://one/wardready?db=2', /asks for db/],
  ] as const)
    it(`says what is wrong with ${text}`, async () => {
      const read = readRedisAddress(text);
      if (read.ok) throw new Error('it was taken');
      expect(read.says).to.match(says);
      const opening = openRedisStore({ url: text, site: 'x' }).catch((error: unknown) => error);
      expect(await opening).to.be.instanceOf(StoreMisconfigured);
    });
});
