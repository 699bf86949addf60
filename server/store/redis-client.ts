/** Connections to Redis, and the one way to ask: every rejection is an unknown outcome, and what is asked may be asked again. */
import { setTimeout as pause } from 'node:timers/promises';
import { Redis, type RedisOptions } from 'ioredis';
import type { RedisAddress } from './redis-address.ts';
import { StoreBroken, StoreMisconfigured, StoreUnavailable } from './errors.ts';
import { library } from './redis-function.ts';

/** A reply that takes longer is not coming: the tablet is told "not saved yet" well before its own patience ends. */
const commandTimeoutMs = 3000;
/** Once, and twice again after reconnecting. More would only make a person wait longer for the same news. */
const attemptsMax = 3;
/** How long a question waits for the connection to come back, over all its attempts: a person is waiting for the answer. */
const readyWaitMs = 2000;
/** With Sentinels, until the first connection: as long as a failover takes that was under way. */
const firstConnectMs = 10_000;
/** Between attempts that Redis itself turned away (loading, demoted): time for it to change its mind. */
const betweenMs = 100;

/**
 * Between two attempts to connect, however long Redis has been away: what fell due meanwhile is to be recorded within a
 * second of its return, and the deadline worker has half of that between two looks.
 */
export const reconnectMs = (times: number): number => Math.min(50 * times, 250);

/** Turned away before anything was written, and worth asking again. */
const passing = /^(READONLY|LOADING|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|NOREPLICAS|BUSY)\b/;
/** Said by a primary that is none any more, to whoever waits for its replicas: what was asked before may be written there. */
const demoted = /^(UNBLOCKED\b|ERR WAIT cannot be used with replica)/;
const unloaded = /^ERR Function not found/;

/** Settings no deployment may loosen; each was seen to lose, double or hang something (docs say which). */
const storeOptions: RedisOptions = {
  lazyConnect: true,
  // 0: a lost connection rejects at once instead of sending again behind our back, where an INCR became four.
  maxRetriesPerRequest: 0,
  // Its default; switched off, ioredis 6.0.0 never settles the promise. With 0 above there is nothing left to send again.
  autoResendUnfulfilledCommands: true,
  commandTimeout: commandTimeoutMs,
  // A half-open connection looks alive; without this the second attempt would go the same dead way.
  socketTimeout: commandTimeoutMs,
  enableOfflineQueue: false,
  retryStrategy: reconnectMs,
  // After a failover the old connection may lead to a demoted primary.
  reconnectOnError: ({ message }) => message.startsWith('READONLY') || demoted.test(message),
};

/** Of no use with one server. Sentinels are asked at every connection, and say so themselves when the primary is another. */
const sentinelOptions: RedisOptions = {
  failoverDetector: true,
  // It never gives up: without a number the connection ends for ever at the first round in which no Sentinel answers.
  sentinelRetryStrategy: reconnectMs,
  // Each attempt at one that is gone is a line on the console.
  sentinelReconnectStrategy: () => 10_000,
  sentinelCommandTimeout: 1_000,
  // A primary that hangs takes the connection and says nothing; so does a Sentinel on a machine that is gone.
  connectTimeout: 2_000,
};

/** The feed's tail waits on its own connection, because a blocking read holds up everything behind it. */
const blockingOptions: RedisOptions = {
  lazyConnect: true,
  maxRetriesPerRequest: null,
  socketTimeout: 4 * commandTimeoutMs,
  retryStrategy: reconnectMs,
};

/** TLS, certificates, a password: whatever the deployment needs. The settings above go over it. */
export type Connection = Readonly<RedisOptions>;

export const storeClient = (address: RedisAddress, connection: Connection): Redis =>
  client(address, { ...connection, ...storeOptions });

export const blockingClient = (address: RedisAddress, connection: Connection): Redis =>
  client(address, { ...connection, ...blockingOptions });

function client(address: RedisAddress, settings: RedisOptions): Redis {
  if (address.kind === 'one') return quiet(new Redis(address.url, { ...settings, replyMapping: 'legacy' }));
  return quiet(new Redis({ ...address.connection, ...settings, ...sentinelOptions, replyMapping: 'legacy' }));
}

/** Connects, or throws {@link StoreUnavailable} with what Redis said. The password in the URL is never part of the message. */
export async function connect(redis: Redis): Promise<void> {
  let said: unknown;
  const listen = (error: unknown): void => void (said = error);
  redis.on('error', listen);
  const { host, port, name, sentinels } = redis.options;
  // Sentinels are asked again and again; whoever starts a server wants to hear that none of them knows a primary.
  const tooLong =
    sentinels === null || sentinels === undefined ? undefined : setTimeout(() => redis.disconnect(), firstConnectMs);
  try {
    await redis.connect();
  } catch (error) {
    // The first one ended, as when another primary is being elected; it connects again by itself.
    if (tooLong !== undefined && (await isReady(redis, firstConnectMs))) return;
    redis.disconnect();
    const cause = said ?? error;
    const where =
      tooLong === undefined
        ? `no Redis to use at ${host ?? ''}:${port ?? ''}`
        : `no primary of ${name ?? ''} to use, asked of ${sentinels?.length ?? 0} Sentinels`;
    throw new StoreUnavailable(
      `${where}: ${cause instanceof Error ? cause.message : String(cause)}`,
      'notWritten',
      cause,
    );
  } finally {
    clearTimeout(tooLong);
    redis.off('error', listen);
  }
}

/**
 * Asks up to three times. `send` must be safe to repeat; it is told whether an earlier attempt may have been applied.
 * It calls Redis directly and never asks inside an asking, or three attempts would become nine.
 * @throws StoreUnavailable when no attempt was answered, StoreBroken when the function found the store's data at odds.
 */
export async function ask<T>(redis: Redis, send: (mayBeDone: boolean) => Promise<T>): Promise<T> {
  const waitUntil = performance.now() + readyWaitMs;
  let mayBeDone = false;
  let cause: unknown;
  for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
    if (attempt > 1) await pause(betweenMs);
    if (!(await isReady(redis, waitUntil - performance.now()))) break;
    try {
      return await send(mayBeDone);
    } catch (error) {
      // A bad argument or a bug of ours stays one, however often it is asked.
      if (
        error instanceof TypeError ||
        error instanceof StoreBroken ||
        error instanceof StoreMisconfigured ||
        error instanceof StoreUnavailable
      )
        throw error;
      cause = error;
      if (!(error instanceof Error) || error.name !== 'ReplyError' || demoted.test(error.message)) {
        mayBeDone = true;
      } else if (unloaded.test(error.message)) {
        await loadLibrary(redis).catch((reason: unknown) => void (cause = reason));
      } else if (error.message.startsWith('BROKEN ')) {
        throw new StoreBroken(error.message.slice('BROKEN '.length), { cause });
      } else if (!passing.test(error.message)) {
        break;
      }
    }
  }
  const why = cause instanceof Error ? cause.message : 'not connected';
  throw new StoreUnavailable(`Redis did not take it: ${why}`, mayBeDone ? 'unknown' : 'notWritten', cause);
}

/** Loads this build's functions beside those of any other build. */
export async function loadLibrary(redis: Redis): Promise<void> {
  try {
    await redis.function('LOAD', library);
  } catch (error) {
    if (!(error instanceof Error) || !/already exists/.test(error.message)) throw error;
  }
}

function isReady(redis: Redis, waitMs: number): Promise<boolean> {
  if (redis.status === 'ready') return Promise.resolve(true);
  if (redis.status === 'end' || waitMs <= 0) return Promise.resolve(false);
  return new Promise((resolve) => {
    const finish = (ready: boolean): void => {
      clearTimeout(timer);
      redis.off('ready', yes);
      redis.off('end', no);
      resolve(ready);
    };
    const yes = (): void => finish(true);
    const no = (): void => finish(false);
    const timer = setTimeout(no, waitMs);
    redis.once('ready', yes);
    redis.once('end', no);
  });
}

/** ioredis throws without a listener; every question reports its own failure, so there is nothing to add here. */
function quiet(redis: Redis): Redis {
  return redis.on('error', () => undefined);
}
