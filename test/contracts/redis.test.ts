/** The Redis store: the whole contract on a private Redis, and what only a server far away can do to it. (over 400 lines: what only Redis can do wrong, in one list beside its contract) */
import { expect } from 'chai';
import { Redis } from 'ioredis';
import { commitsMax } from '../../server/store/check-arguments.ts';
import { lookEveryMs } from '../../server/preparations/deadlines.ts';
import { StoreBroken, StoreMisconfigured, StoreUnavailable } from '../../server/store/errors.ts';
import { feedHash, feedKeptMs, feedText, trimEvery } from '../../server/store/feed.ts';
import { redisKeys } from '../../server/store/keys.ts';
import { reconnectMs, storeClient } from '../../server/store/redis-client.ts';
import { openRedisStore } from '../../server/store/redis.ts';
import { feedStart, type Commit, type Head, type Store } from '../../server/store/store.ts';
import { aCommand, aCommit } from '../support/commits.ts';
import { startLossyProxy, type LossyProxy } from '../support/lossy-proxy.ts';
import { sparePort, startRedisServer, type RedisServer } from '../support/redis-server.ts';
import { until } from '../support/until.ts';
import { describeStore } from './store.contract.ts';

let server: RedisServer;
let sites = 0;
/** A site of its own for every test: one Redis serves them all, as it may in a hospital group. */
const aSite = (): string => `site-${(sites += 1)}`;

before(async () => {
  server = await startRedisServer();
});
after(() => server.end());

describeStore('the Redis store', async () => {
  const site = aSite();
  const opened: Store[] = [];
  const open = async (): Promise<Store> => {
    const store = await openRedisStore({ url: server.url, site });
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

describe('the Redis store alone', () => {
  const anna = 'prep-anna-0001';
  const bert = 'prep-bert-0001';
  let raw: Redis;
  let site: string;
  let store: Store;
  let others: Store[];
  let proxies: LossyProxy[];
  const open = async (url = server.url, at = site): Promise<Store> => {
    const other = await openRedisStore({ url, site: at });
    others.push(other);
    return other;
  };
  /** This site's store through a proxy that can lose replies. */
  const farAway = async (): Promise<{ readonly proxy: LossyProxy; readonly far: Store }> => {
    const proxy = await startLossyProxy(server.port);
    proxies.push(proxy);
    return { proxy, far: await open(`redis://127.0.0.1:${proxy.port}`) };
  };
  const rejection = async (promise: Promise<unknown>): Promise<Error> => {
    try {
      await promise;
    } catch (error) {
      if (error instanceof Error) return error;
    }
    throw new Error('it was not rejected');
  };

  beforeEach(async () => {
    site = aSite();
    others = [];
    proxies = [];
    // It is cut off on purpose by some tests; they look at the store, not at this.
    raw = new Redis(server.url).on('error', () => undefined);
    store = await open();
  });
  afterEach(async () => {
    for (const each of others) await each.close();
    for (const proxy of proxies) await proxy.end();
    raw.disconnect();
  });

  it('is heard again soon enough to record what fell due within a second, however long it was away', () => {
    for (const times of [1, 5, 20, 1_000, 100_000]) expect(reconnectMs(times) + lookEveryMs).to.be.below(1_000);
    const client = storeClient({ kind: 'one', url: server.url }, {});
    expect(client.options.retryStrategy).to.equal(reconnectMs);
    client.disconnect();
  });

  describe('when a reply is lost', () => {
    it('commits once and says so, though the first answer never came', async () => {
      const { proxy, far } = await farAway();
      const commit = aCommit(anna);
      proxy.loseReplyTo('wardready_commit');
      const outcome = await far.commit([commit]);
      expect(proxy.lost).to.equal(1);
      expect(outcome).to.deep.equal({ kind: 'committed', position: await store.position() });
      expect(await store.log(anna)).to.deep.equal(commit.records);
      expect((await store.position()).offset).to.equal(1);
    });

    it('commits a firing of deadlines once', async () => {
      const { proxy, far } = await farAway();
      const first = aCommit(anna);
      await far.commit([first]);
      proxy.loseReplyTo('wardready_commit');
      const outcome = await far.commit([aCommit(anna, { on: first.head, command: null })]);
      expect(proxy.lost).to.equal(1);
      expect(outcome).to.deep.equal({ kind: 'committed', position: await store.position() });
      expect(await store.log(anna)).to.have.length(2);
    });

    it('still tells another device’s verdict apart from its own', async () => {
      const { proxy, far } = await farAway();
      const theirs = aCommit(anna);
      await store.commit([theirs]);
      proxy.loseReplyTo('wardready_commit');
      const mine = aCommit(anna, { on: theirs.head, command: theirs.verdict?.command ?? '' });
      expect(await far.commit([mine])).to.deep.equal({ kind: 'duplicate', verdict: theirs.verdict });
      expect(proxy.lost).to.equal(1);
    });

    it('says a document that must be absent was put, when its own first attempt put it', async () => {
      const { proxy, far } = await farAway();
      proxy.loseReplyTo('wardready_document');
      expect(await far.putDocument('salt/1', 'mine', { ifAbsent: true })).to.equal(true);
      proxy.loseReplyTo('wardready_document');
      expect(await far.putDocument('salt/1', 'another', { ifAbsent: true })).to.equal(false);
      expect(proxy.lost).to.equal(2);
    });

    it('rejects as unknown when no answer comes at all, and the same commit later is a duplicate or committed', async () => {
      const { proxy, far } = await farAway();
      const commit = aCommit(anna);
      proxy.loseReplyTo('wardready_commit');
      const pending = rejection(far.commit([commit]));
      await proxy.end();
      const error = await pending;
      expect(error).to.be.instanceOf(StoreUnavailable).and.to.have.property('outcome', 'unknown');
      expect(['committed', 'duplicate']).to.include((await store.commit([commit])).kind);
      expect(await store.log(anna)).to.have.length(1);
    }).timeout(20_000);
  });

  describe('when Redis goes away', () => {
    it('keeps every acknowledged commit through a kill, reconnects and goes on', async () => {
      const first = aCommit(anna);
      await store.commit([first]);
      await server.kill();
      const during = rejection(store.commit([aCommit(bert)]));
      expect(await during).to.be.instanceOf(StoreUnavailable);
      await server.start();
      expect(await store.load(anna)).to.deep.equal(first.head);
      expect((await store.commit([aCommit(anna, { on: first.head })])).kind).to.equal('committed');
      expect((await store.position()).offset).to.equal(2);
    }).timeout(20_000);

    it('says that nothing was written when the connection was down all the time', async () => {
      await server.kill();
      // The first question may still be on its way when the connection goes; by the second, it is known to be gone.
      await rejection(store.load(bert));
      const error = await rejection(store.commit([aCommit(bert)]));
      await server.start();
      expect(error).to.be.instanceOf(StoreUnavailable).and.to.have.property('outcome', 'notWritten');
      expect(await store.load(bert)).to.equal(null);
    }).timeout(20_000);

    it('rejects as unknown when Redis hangs, and what it did after all is not done twice', async () => {
      const commit = aCommit(anna);
      server.freeze();
      const error = await rejection(store.commit([commit])).finally(() => server.thaw());
      expect(error).to.be.instanceOf(StoreUnavailable).and.to.have.property('outcome', 'unknown');
      // Whatever was in its sockets is done by now or never: the connection it came on is gone.
      expect(['committed', 'duplicate']).to.include((await store.commit([commit])).kind);
      expect(await store.log(anna)).to.deep.equal(commit.records);
      expect((await store.position()).offset).to.equal(1);
    }).timeout(20_000);

    it('goes on following after the connection was cut', async () => {
      const heard = { times: 0 };
      store.follow(() => (heard.times += 1));
      const other = await open();
      await other.commit([aCommit(anna)]);
      await raw.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
      const before = heard.times;
      await until('the follower hears', () => heard.times > before);
      await other.commit([aCommit(bert)]);
      expect((await store.feed(feedStart, 10)).kind).to.equal('entries');
    });

    it('goes on following after Redis answered with errors for a while', async () => {
      const heard = { times: 0 };
      store.follow(() => (heard.times += 1));
      const { meta } = redisKeys(site);
      await raw.rename(meta, `${meta}:aside`);
      await raw.set(meta, 'of another type');
      // Longer than one blocking read, so at least one answer was an error.
      await new Promise((resolve) => setTimeout(resolve, 1300));
      await raw.rename(`${meta}:aside`, meta);
      const before = heard.times;
      await store.commit([aCommit(anna)]);
      await until('the follower hears', () => heard.times > before);
    });

    it('loads its functions again when they are gone', async () => {
      await raw.function('FLUSH');
      expect((await store.commit([aCommit(anna)])).kind).to.equal('committed');
      await raw.function('FLUSH');
      expect(await store.now()).to.be.above(0);
    });

    it('says where there is no Redis, without the password', async () => {
      const port = await sparePort();
      const error = await rejection(open(`redis://user:secret-word@127.0.0.1:${port}`));
      expect(error).to.be.instanceOf(StoreUnavailable);
      expect(error.message)
        .to.include(`127.0.0.1:${port}`)
        .and.to.match(/ECONNREFUSED/)
        .and.not.to.include('secret-word');
    });
  });

  describe('when Redis is set up wrongly', () => {
    const settings = ['appendfsync', 'no-appendfsync-on-rewrite', 'maxmemory-policy'] as const;
    const durable = { appendfsync: 'always', 'no-appendfsync-on-rewrite': 'no', 'maxmemory-policy': 'noeviction' };
    afterEach(async () => {
      for (const setting of settings) await raw.config('SET', setting, durable[setting]);
    });

    it('refuses to open where records could be evicted, and says what to set', async () => {
      await raw.config('SET', 'maxmemory-policy', 'allkeys-lru');
      const error = await rejection(open(server.url));
      expect(error).to.be.instanceOf(StoreMisconfigured);
      expect(error.message).to.match(/allkeys-lru.*CONFIG SET maxmemory-policy noeviction/);
    });

    it('does not claim to survive a power cut when it syncs once a second, and names the setting', async () => {
      await raw.config('SET', 'appendfsync', 'everysec');
      await raw.config('SET', 'no-appendfsync-on-rewrite', 'yes');
      const { mode, survivesPowerCut, unsafe } = await store.durability();
      expect(survivesPowerCut).to.equal(false);
      expect(mode).to.include('NOT');
      expect(unsafe).to.have.length(2);
      expect(unsafe[0]).to.match(/^appendfsync is everysec: set appendfsync always/);
      expect(unsafe[1]).to.match(/^no-appendfsync-on-rewrite is yes/);
    });

    it('says that its memory is nearly full, before it refuses to write', async () => {
      expect((await store.durability()).runningOut, 'without a limit').to.deep.equal([]);
      const used = Number(/^used_memory:(\d+)/m.exec(await raw.info('memory'))?.[1]);
      await raw.config('SET', 'maxmemory', String(used * 4));
      expect((await store.durability()).runningOut).to.deep.equal([]);
      await raw.config('SET', 'maxmemory', String(Math.round(used * 1.05)));
      const { runningOut, survivesPowerCut } = await store.durability();
      await raw.config('SET', 'maxmemory', '0');
      expect(runningOut.join()).to.match(/^Redis uses \d+ % of its maxmemory: raise it/);
      expect(survivesPowerCut).to.equal(true);
    });

    it('names a missing append-only file', async () => {
      const loose = await startRedisServer(['--appendonly', 'no']);
      const other = await openRedisStore({ url: loose.url, site });
      const { survivesPowerCut, unsafe } = await other.durability();
      await other.close();
      await loose.end();
      expect(survivesPowerCut).to.equal(false);
      expect(unsafe.join()).to.match(/appendonly is no: set appendonly yes/);
    });

    it('claims nothing it was forbidden to read', async () => {
      await raw.acl('SETUSER', 'app', 'on', '>word', '~*', '&*', '+@all', '-config');
      const other = await open(`redis://app:word@127.0.0.1:${server.port}`);
      const { survivesPowerCut, unsafe } = await other.durability();
      expect(survivesPowerCut).to.equal(false);
      expect(unsafe.join()).to.match(/appendfsync cannot be read/);
    });

    it('says what a user without the right to load functions lacks, and a wrong password', async () => {
      await raw.acl('SETUSER', 'weak', 'on', '>word', '~*', '&*', '+@all', '-function');
      const weak = await rejection(open(`redis://weak:word@127.0.0.1:${server.port}`));
      expect(weak)
        .to.be.instanceOf(StoreMisconfigured)
        .and.to.have.property('message')
        .that.matches(/NOPERM.*function/);
      const wrong = await rejection(open(`redis://weak:secret-word@127.0.0.1:${server.port}`));
      expect(wrong.message)
        .to.match(/WRONGPASS/)
        .and.not.include('secret-word');
    });

    it('lets no deployment loosen what keeps commits safe', () => {
      const client = storeClient(
        { kind: 'one', url: server.url },
        {
          maxRetriesPerRequest: 20,
          enableOfflineQueue: true,
          commandTimeout: 60_000,
          autoResendUnfulfilledCommands: false,
        },
      );
      expect(client.options).to.include({
        maxRetriesPerRequest: 0,
        enableOfflineQueue: false,
        commandTimeout: 3000,
        autoResendUnfulfilledCommands: true,
      });
      client.disconnect();
    });

    it('refuses data of another format by name', async () => {
      const key = redisKeys('site-future').meta;
      await raw.hset(key, 'format', '2');
      const error = await rejection(open(server.url, 'site-future'));
      expect(error).to.be.instanceOf(StoreMisconfigured);
      expect(error.message).to.match(/format 2; this build reads format 1/);
    });

    it('refuses a site whose name could leave its hash tag', async () => {
      for (const bad of ['a}b', '{', '', 'a:b', 'a b'])
        expect(await rejection(open(server.url, bad))).to.have.property('name', 'BadArgument');
    });
  });

  describe('in one slot', () => {
    it('writes only keys with its site’s tag, and never another site’s', async () => {
      const elsewhere = await open(server.url, aSite());
      await elsewhere.commit([aCommit(anna)]);
      const before = await raw.dbsize();
      await store.commit([aCommit(anna, { hold: ['order:{x}'], nextDue: 5 }), aCommit(bert, { ward: 'south' })]);
      await store.putDocument('ward:north', 'x');
      await store.putSession('session-0001', 'x', (await store.now()) + 60_000);
      const mine = await raw.keys(`{${site}}:*`);
      expect((await raw.dbsize()) - before + 1).to.equal(mine.length);
      expect(await elsewhere.preparations()).to.deep.equal([anna]);
      expect(await elsewhere.claimed('order:{x}')).to.equal(null);
    });

    for (const [key, type] of Object.entries({
      meta: 'string',
      feed: 'list',
      due: 'hash',
      claims: 'set',
      preparations: 'string',
      wards: 'list',
    } as const)) {
      it(`writes nothing at all when its ${key} key has another type`, async () => {
        const first = aCommit(anna);
        await store.commit([first]);
        const keys = redisKeys(site);
        const spoiled = keys[key as 'meta'];
        await raw.del(spoiled);
        await {
          string: () => raw.set(spoiled, 'x'),
          list: () => raw.lpush(spoiled, 'x'),
          hash: () => raw.hset(spoiled, 'x', 'x'),
          set: () => raw.sadd(spoiled, 'x'),
        }[type]();
        const before = await raw.dbsize();
        const error = await rejection(
          store.commit([aCommit(bert), aCommit(anna, { on: first.head, hold: ['order:1'], nextDue: 1 })]),
        );
        expect(error).to.be.instanceOf(StoreBroken);
        expect(error.message).to.include(spoiled);
        expect(await raw.dbsize()).to.equal(before);
        expect(await raw.exists(keys.head(bert), keys.log(bert), keys.verdicts(bert))).to.equal(0);
      });
    }

    it('writes nothing when a log has run ahead of its head, or the feed of its position', async () => {
      const keys = redisKeys(site);
      const first = aCommit(anna);
      await store.commit([first]);
      await raw.xadd(keys.log(anna), '2-0', 'b', 'forged', 'h', 'forged');
      expect((await rejection(store.commit([aCommit(bert), aCommit(anna, { on: first.head })]))).message).to.match(
        /head is at revision 1, the log is not/,
      );
      await raw.xadd(keys.feed, '9-0', 't', 'forged', 'h', 'forged');
      expect((await rejection(store.commit([aCommit(bert)]))).message).to.match(/feed does not end at 1/);
      expect(await raw.exists(keys.head(bert), keys.log(bert), keys.verdicts(bert))).to.equal(0);
    });

    it('has each preparation on one ward’s list only, however often it moved', async () => {
      let on: Head | null = null;
      for (const ward of ['north', 'south', 'west', 'west']) {
        const commit: Commit = aCommit(anna, { on, ward });
        await store.commit([commit]);
        on = commit.head;
      }
      expect(await raw.zrange(redisKeys(site).wards, '0', '-1')).to.deep.equal([`west:${anna}`]);
      await store.commit([aCommit(anna, { on, open: false })]);
      expect(await raw.exists(redisKeys(site).wards)).to.equal(0);
    });

    it('takes a full day list with long records in one go', async () => {
      const list = Array.from({ length: commitsMax }, (_, index) => {
        const commit = aCommit(`prep-list-${String(index).padStart(4, '0')}`);
        return { ...commit, head: { ...commit.head, state: 's'.repeat(20_000) } };
      });
      expect((await store.commit(list)).kind).to.equal('committed');
      expect((await store.ward('north')).length).to.equal(commitsMax);
    });

    it('drops feed entries older than 48 hours when the next ones come', async () => {
      const keys = redisKeys(site);
      const old = (await store.now()) - feedKeptMs - 60_000;
      let hash = '';
      for (let offset = 1; offset < trimEvery; offset += 1) {
        const text = feedText({ wards: ['north'], revision: 1, head: 'head' }, anna, offset, old);
        hash = feedHash(hash, text);
        await raw.xadd(keys.feed, `${offset}-0`, 't', text, 'h', hash);
      }
      await raw.hset(keys.meta, 'offset', trimEvery - 1, 'hash', hash);
      await store.commit([aCommit(bert)]);
      const position = await store.position();
      expect(position.offset).to.equal(trimEvery);
      expect(await store.feed(feedStart, 10)).to.deep.equal({ kind: 'gap', position });
      expect(await raw.xlen(keys.feed)).to.equal(2);
      const page = await store.feed({ offset: trimEvery - 1, hash }, 10);
      expect(page.kind === 'entries' && page.entries.map(({ preparation }) => preparation)).to.deep.equal([bert]);
    });

    it('holds its time when the clock of Redis goes back', async () => {
      const ahead = (await store.now()) + 3_600_000;
      await raw.hset(redisKeys(site).meta, 'time', ahead);
      expect(await store.now()).to.be.at.least(ahead);
      expect((await store.commit([aCommit(anna, { at: ahead })])).kind).to.equal('committed');
    });

    it('answers 200 racing commands of four nodes with one winner for each head', async () => {
      const nodes = [store, await open(), await open(), await open()];
      const first = aCommit(anna);
      await store.commit([first]);
      let head = first.head;
      for (let round = 0; round < 10; round += 1) {
        const racing = Array.from({ length: 20 }, (_, index) => ({
          node: nodes[index % nodes.length] ?? store,
          commit: aCommit(anna, { on: head, command: aCommand() }),
        }));
        const outcomes = await Promise.all(racing.map(({ node, commit }) => node.commit([commit])));
        const won = racing.filter((_, index) => outcomes[index]?.kind === 'committed');
        expect(won).to.have.length(1);
        head = won[0]?.commit.head ?? head;
      }
      expect((await store.log(anna)).map(({ revision }) => revision)).to.deep.equal(
        Array.from({ length: 11 }, (_, index) => index + 1),
      );
    });
  });
});
