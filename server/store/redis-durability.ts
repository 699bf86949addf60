/** What a running Redis really keeps, read from it and never from a setting of ours. */
import type { Redis } from 'ioredis';
import { StoreMisconfigured } from './errors.ts';
import type { Durability } from './store.ts';

/**
 * Reads the running configuration and names everything that breaks "acknowledged survives a power cut".
 * @param needed so many replicas must have a commit before it is acknowledged; null without Sentinels.
 */
export async function redisDurability(redis: Redis, needed: number | null = null): Promise<Durability> {
  const config = await settings(redis);
  const info = await redis.info();
  const unsafe: string[] = [];
  const want = (setting: string, value: string, why: string): void => {
    const is = config.get(setting);
    if (is === value) return;
    unsafe.push(
      is === undefined
        ? `${setting} cannot be read: allow CONFIG GET, or check that it is ${value}`
        : `${setting} is ${is}: set ${setting} ${value} (${why})`,
    );
  };
  want('appendonly', 'yes', 'otherwise a restart loses everything since the last snapshot');
  want('appendfsync', 'always', 'otherwise a power cut loses the last second or more');
  want('no-appendfsync-on-rewrite', 'no', 'otherwise nothing is synced while the file is rewritten');
  want('maxmemory-policy', 'noeviction', 'otherwise Redis deletes records when memory is short');
  if (infoOf(info, 'aof_last_write_status') === 'err')
    unsafe.push('the last write to the append-only file failed: look at the disk');
  const version = infoOf(info, 'redis_version') ?? 'of an unknown version';
  const survivesPowerCut = unsafe.length === 0;
  const replicas = needed === null ? null : replicasOf(info, needed);
  return {
    mode: [
      `Redis ${version}`,
      survivesPowerCut ? 'fsync before every answer' : 'NOT safe against a power cut',
      ...(replicas === null ? [] : [replicas.mode]),
    ].join(', '),
    survivesPowerCut,
    unsafe: [...unsafe, ...(replicas?.unsafe ?? [])],
    runningOut: runningOut(info),
    ...(replicas === null ? {} : { missing: replicas.missing }),
  };
}

/** Replicas that are connected to this primary now, and what that means for the next tap. */
function replicasOf(info: string, needed: number) {
  const connected = [...info.matchAll(/^slave\d+:.*state=online/gm)].length;
  const enough = connected >= needed;
  return {
    mode: enough
      ? needed === 0
        ? 'NOT safe against a failover'
        : `${needed === 1 ? 'one replica has' : `${needed} replicas have`} it before every answer`
      : `NOTHING CAN BE SAVED: ${connected} of ${needed} replicas are connected`,
    missing: enough
      ? []
      : [
          `${connected} of the ${needed} replicas that must have every tap are connected: taps wait on the tablets as "not saved yet". Start the replica that is missing, or look at its link to the primary`,
        ],
    // Sentinel may elect any of them, also the one that was behind.
    unsafe:
      connected > needed
        ? [
            `a tap waits for ${needed} of ${connected} replicas, and Sentinel may elect one that does not have it: set replicas=${connected} in WARDREADY_STORE`,
          ]
        : [],
  };
}

/** Redis itself needs room beside the data, to rewrite its file; at its limit it refuses every write. */
const fullAt = 0.85;

/** Its memory, as it says itself. Its disk is another machine's, and not seen from here. */
function runningOut(info: string): readonly string[] {
  const [used, most] = ['used_memory', 'maxmemory'].map((name) => Number(infoOf(info, name) ?? '0'));
  if (used === undefined || most === undefined || most === 0 || used < fullAt * most) return [];
  return [`Redis uses ${Math.round((100 * used) / most)} % of its maxmemory: raise it, or nothing can be saved soon`];
}

/** @throws StoreMisconfigured when Redis may delete records by itself, or cannot run functions. The rest is shown, not refused. */
export async function refuseUnusable(redis: Redis): Promise<void> {
  const info = await redis.info();
  const version = infoOf(info, 'redis_version') ?? '0';
  if (Number.parseInt(version, 10) < 7)
    throw new StoreMisconfigured(`this is Redis ${version}; WardReady needs 7.0 or newer`);
  const policy = infoOf(info, 'maxmemory_policy');
  if (policy !== 'noeviction') {
    throw new StoreMisconfigured(
      `Redis has maxmemory-policy ${policy ?? 'unknown'} and would delete patients' records when memory is short. ` +
        'Set "maxmemory-policy noeviction" in redis.conf, or run: CONFIG SET maxmemory-policy noeviction',
    );
  }
}

/** Hosted services often forbid CONFIG; then nothing is known, and nothing is claimed. */
async function settings(redis: Redis): Promise<ReadonlyMap<string, string>> {
  const known = new Map<string, string>();
  try {
    const reply = await redis.config(
      'GET',
      'appendonly',
      'appendfsync',
      'no-appendfsync-on-rewrite',
      'maxmemory-policy',
    );
    if (!Array.isArray(reply)) return known;
    for (let index = 0; index + 1 < reply.length; index += 2) known.set(String(reply[index]), String(reply[index + 1]));
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ReplyError') throw error;
  }
  return known;
}

const infoOf = (info: string, name: string): string | undefined =>
  new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1];
