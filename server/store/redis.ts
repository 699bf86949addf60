/** The production store: one Redis (or a Sentinel group), many WardReady nodes. One Redis Function per commit batch. */
import type { Redis } from 'ioredis';
import type { Instant, Position, PreparationId } from '../../machines/index.ts';
import {
  checkBody,
  checkCommits,
  checkInstant,
  checkLimit,
  checkName,
  checkPosition,
  pageMax,
} from './check-arguments.ts';
import { StoreMisconfigured, StoreUnavailable } from './errors.ts';
import { feedEntry } from './feed.ts';
import { followers } from './followers.ts';
import { redisKeys } from './keys.ts';
import { readRedisAddress } from './redis-address.ts';
import { ask, blockingClient, connect, loadLibrary, storeClient, type Connection } from './redis-client.ts';
import { encodeBatch, readHead, readOutcome, restoringFormat, storeFormat } from './redis-format.ts';
import { redisDurability, refuseUnusable } from './redis-durability.ts';
import { followFeed } from './redis-follow.ts';
import { functions } from './redis-function.ts';
import { beginRestore, putPiece } from './redis-restore.ts';
import { createWatermark, noWatermark } from './redis-watermark.ts';
import type { PortableStore } from './portable.ts';
import { equipmentLog, feedStart, type Commit, type CommitOutcome, type Head, type HeldClaim } from './store.ts';

export interface RedisStoreOptions {
  /** `redis://[user:password@]host:port[/db]`, or `redis+sentinel://host:port,host:port/name?replicas=1`; `rediss` for TLS. */
  readonly url: string;
  /** The hospital site: the hash tag of every key. */
  readonly site: string;
  /** Certificates and the like, as ioredis takes them. What keeps commits safe cannot be overridden by it. */
  readonly connection?: Connection;
}

/**
 * Connects, loads this build's functions and looks whether this Redis may be used at all.
 * @throws StoreUnavailable when it does not answer, StoreMisconfigured when it would evict records or is older than 7.0.
 */
export async function openRedisStore({ url, site, connection = {} }: RedisStoreOptions): Promise<PortableStore> {
  const keys = redisKeys(site);
  const read = readRedisAddress(url);
  if (!read.ok) throw new StoreMisconfigured(`the address of the store ${read.says}`);
  const { address } = read;
  const redis = storeClient(address, connection);
  const needed = address.kind === 'sentinel' ? address.replicas : null;
  const watermark = needed === null || needed === 0 ? noWatermark : createWatermark(redis, needed);
  await connect(redis);
  try {
    await refuseUnusable(redis);
    await checkFormat(redis, keys.meta);
    await loadLibrary(redis);
  } catch (error) {
    redis.disconnect();
    if (!(error instanceof Error) || error instanceof StoreMisconfigured) throw error;
    if (error.name === 'ReplyError')
      throw new StoreMisconfigured(`Redis does not let WardReady in as it is set up: ${error.message}`, {
        cause: error,
      });
    throw new StoreUnavailable(`Redis went away while it was being opened: ${error.message}`, 'notWritten', error);
  }

  const changes = followers();
  let blocking: Redis | null = null;
  let following: Promise<void> = Promise.resolve();
  let closed = false;
  let latest: Instant = 0;
  const underWay = new Set<Promise<unknown>>();

  /** Written or read, it is on the replicas before anybody hears of it: see {@link createWatermark}. */
  const asked = <T>(send: (mayBeDone: boolean) => Promise<T>): Promise<T> =>
    remembered((mayBeDone) => watermark.past(() => send(mayBeDone)));
  /** {@link ask}, and remembered until it is settled: closing lets it reconnect and ask again before it takes the connection away. */
  const remembered = async <T>(send: (mayBeDone: boolean) => Promise<T>): Promise<T> => {
    if (closed) throw new StoreUnavailable('this store was closed', 'notWritten');
    const asking = ask(redis, send);
    underWay.add(asking);
    try {
      return await asking;
    } finally {
      underWay.delete(asking);
    }
  };

  const loadNow = async (preparation: PreparationId): Promise<Head | null> =>
    readHead(preparation, await redis.hgetall(keys.head(preparation)));
  const positionNow = async (): Promise<Position> => {
    const [offset, hash] = await redis.hmget(keys.meta, 'offset', 'hash');
    return { offset: Number(offset ?? '0'), hash: hash ?? feedStart.hash };
  };
  const timeNow = async (): Promise<Instant> =>
    (latest = Math.max(latest, Number(await redis.fcall_ro(functions.time, 1, keys.meta))));

  return {
    async commit(commits) {
      checkCommits(commits);
      const batch = encodeBatch(keys, commits);
      return asked(async (mayBeDone) => {
        const outcome = readOutcome(await redis.fcall(functions.commit, batch.keys.length, ...batch.keys, batch.text));
        return mayBeDone && isOurs(outcome, commits) ? { kind: 'committed', position: await positionNow() } : outcome;
      });
    },
    load: async (preparation) => asked(() => loadNow(preparation)),
    log: async (preparation, from = 0) =>
      asked(async () => {
        const rows = await redis.xrange(keys.log(preparation), `${from + 1}-0`, '+', 'COUNT', pageMax);
        return rows.map(([id, [, body = '', , hash = '']]) => ({ revision: Number.parseInt(id, 10), body, hash }));
      }),
    verdict: async (preparation, command) =>
      asked(async () => {
        const body = await redis.hget(keys.verdicts(preparation), checkName('command', command));
        return body === null ? null : { command, body };
      }),
    ward: async (ward) =>
      asked(async () => {
        checkName('ward', ward);
        // ';' is the character after ':': everything on this ward and nothing on another.
        const members = await redis.zrangebylex(keys.wards, `[${ward}:`, `(${ward};`);
        const heads = await Promise.all(members.map((member) => loadNow(member.slice(ward.length + 1))));
        // A patient who moved between the two reads is on the other ward now.
        return heads.filter((head): head is Head => head !== null && head.ward === ward && head.open);
      }),
    preparations: async () =>
      (await asked(() => redis.smembers(keys.preparations))).filter((key) => key !== equipmentLog),
    async feed(from, limit) {
      checkPosition(from);
      const count = checkLimit(limit);
      return asked(async () => {
        // The entry at `from` comes along, so its hash and what follows are one read.
        const rows = await redis.xrange(
          keys.feed,
          `${Math.max(1, from.offset)}-0`,
          '+',
          'COUNT',
          from.offset === 0 ? count : count + 1,
        );
        const entries = rows.map(([, [, text = '', , hash = '']]) => feedEntry(text, hash));
        const first = entries[0]?.position;
        if (from.offset === 0 && from.hash === feedStart.hash && (first === undefined || first.offset === 1))
          return { kind: 'entries', entries };
        if (from.offset > 0 && first?.offset === from.offset && first.hash === from.hash)
          return { kind: 'entries', entries: entries.slice(1) };
        return { kind: 'gap', position: await positionNow() };
      });
    },
    position: async () => asked(positionNow),
    follow(changed) {
      const leave = changes.add(changed);
      if (blocking === null && !closed) {
        blocking = blockingClient(address, connection);
        following = followFeed({
          redis: blocking,
          feed: keys.feed,
          meta: keys.meta,
          tell: changes.tell,
          stopped: () => closed,
        });
      }
      return leave;
    },
    due: async (until, limit) =>
      asked(async () => {
        const reply = await redis.zrangebyscore(
          keys.due,
          '-inf',
          checkInstant('until', until),
          'WITHSCORES',
          'LIMIT',
          0,
          checkLimit(limit),
        );
        const found: { preparation: string; at: number }[] = [];
        for (let index = 0; index + 1 < reply.length; index += 2)
          found.push({ preparation: reply[index] ?? '', at: Number(reply[index + 1]) });
        return found;
      }),
    claimed: async (key) => asked(() => redis.hget(keys.claims, checkName('claim', key))),
    claims: async (prefix) => asked(() => claimsUnder(redis, keys.claims, checkName('claim', prefix))),
    async putDocument(name, body, options) {
      checkName('document', name);
      checkBody('document', body);
      const absent = options?.ifAbsent === true;
      return asked(async (mayBeDone) => {
        const reply = await redis.fcall(
          functions.document,
          2,
          keys.documents,
          keys.documentNames,
          name,
          body,
          absent ? '1' : '0',
        );
        // Ours from the attempt before, whose reply was lost.
        return reply === 1 || (mayBeDone && (await redis.hget(keys.documents, name)) === body);
      });
    },
    document: async (name) => asked(() => redis.hget(keys.documents, checkName('document', name))),
    documents: async (prefix) =>
      asked(async () => {
        checkName('prefix', prefix);
        const names = await redis.zrangebylex(keys.documentNames, `[${prefix}`, `(${prefix}\u007f`);
        const bodies = names.length === 0 ? [] : await redis.hmget(keys.documents, ...names);
        return names.flatMap((name, index) => (bodies[index] == null ? [] : [{ name, body: bodies[index] }]));
      }),
    async putSession(id, body, expiresAt) {
      checkBody('session', body);
      checkInstant('expiresAt', expiresAt);
      await asked(async () => {
        // Redis refuses an expiry of 0 and differs between versions on one in the past.
        if (expiresAt <= (await timeNow())) await redis.del(keys.session(id));
        else await redis.set(keys.session(id), body, 'PXAT', expiresAt);
      });
    },
    session: async (id) => asked(() => redis.get(keys.session(id))),
    async dropSession(id) {
      await asked(() => redis.del(keys.session(id)));
    },
    verdicts: async (preparation) =>
      asked(async () =>
        Object.entries(await redis.hgetall(keys.verdicts(preparation))).map(([command, body]) => ({ command, body })),
      ),
    lastEntry: async () =>
      asked(async () => {
        const [row] = await redis.xrevrange(keys.feed, '+', '-', 'COUNT', 1);
        if (row === undefined) return null;
        const [, [, text = '', , hash = '']] = row;
        return feedEntry(text, hash);
      }),
    allClaims: async () =>
      asked(async () => Object.entries(await redis.hgetall(keys.claims)).map(([key, holder]) => ({ key, holder }))),
    async restore(pieces) {
      await asked(() => beginRestore(redis, keys));
      for await (const piece of pieces) await asked(() => putPiece(redis, keys, piece));
    },
    // Neither is anybody's news, and what is wrong with the replicas must be told without them.
    now: async () => remembered(timeNow),
    durability: async () => remembered(() => redisDurability(redis, needed)),
    async close() {
      if (closed) return;
      closed = true;
      changes.clear();
      blocking?.disconnect();
      await following;
      await Promise.allSettled(underWay);
      await redis.quit().catch(() => undefined);
      // Also after a plain goodbye: with Sentinels it still listens to them.
      redis.disconnect();
    },
  };
}

/** A few thousand at a time; a scan may give one field twice, and gives every field that stays from its beginning to its end. */
async function claimsUnder(redis: Redis, claims: string, prefix: string): Promise<readonly HeldClaim[]> {
  const found = new Map<string, string>();
  // In a pattern these mean something else than themselves.
  const pattern = `${prefix.replace(/[\\*?[\]]/g, '\\$&')}*`;
  let cursor = '0';
  do {
    const [next, fields] = await redis.hscan(claims, cursor, 'MATCH', pattern, 'COUNT', 2_000);
    for (let index = 0; index + 1 < fields.length; index += 2) found.set(fields[index] ?? '', fields[index + 1] ?? '');
    cursor = next;
  } while (cursor !== '0');
  return [...found].map(([key, holder]) => ({ key, holder }));
}

/** After a lost reply, `duplicate` with exactly our verdict is our own commit: the hash of its record, in it, exists only once. */
function isOurs(outcome: CommitOutcome, commits: readonly Commit[]): boolean {
  if (outcome.kind !== 'duplicate') return false;
  const told = outcome.verdict;
  return commits.some(({ verdict }) => verdict?.command === told.command && verdict.body === told.body);
}

async function checkFormat(redis: Redis, meta: string): Promise<void> {
  await redis.hsetnx(meta, 'format', storeFormat);
  const format = await redis.hget(meta, 'format');
  if (format === restoringFormat)
    throw new StoreMisconfigured(
      'a restore into this Redis did not finish: delete the keys of this site and restore again',
    );
  if (format !== storeFormat)
    throw new StoreMisconfigured(
      `this Redis holds WardReady data of format ${format ?? ''}; this build reads format ${storeFormat}`,
    );
}
