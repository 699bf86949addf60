/** A Redis as it runs on three machines: a primary, two replicas, and three Sentinels that elect another primary. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { startFreezingProxy, type FreezingProxy } from '../../support/freezing-proxy.ts';
import { durableSettings, sparePort } from '../../support/redis-server.ts';
import { until } from '../../support/until.ts';
import { createProgram, type Program } from './program.ts';

export interface Group {
  /** As `WARDREADY_STORE` takes it: a tap waits for both replicas. */
  readonly url: string;
  readonly members: readonly Member[];
  /** Which member Sentinel says is the primary. */
  primary(): Promise<Member>;
  /** The primary has both replicas, and they have what it has. */
  whole(): Promise<boolean>;
  /** What each member says of itself, for whoever looks at a group that does not heal. */
  says(): Promise<string>;
  end(): Promise<void>;
}
export interface Member {
  readonly program: Program;
  /** In front of it; everybody comes this way. */
  readonly proxy: FreezingProxy;
  /** Asks this server itself, whoever is the primary. */
  ask<T>(question: (redis: Redis) => Promise<T>): Promise<T>;
}

const memberCount = 3;
const sentinelCount = 3;
const name = 'wardready';
const settleWithinMs = 60_000;
/** Soon, so that a round has several; a hospital would wait longer before it calls a machine dead. */
const sentinelSettings = ['down-after-milliseconds 1000', 'failover-timeout 6000', 'parallel-syncs 2'];

/** @param waits whether a commit waits for the replicas before it is acknowledged; nobody waits when it does not, which is wrong. */
export async function startGroup(home: string, waits = true): Promise<Group> {
  const members: Member[] = [];
  const sentinels: { readonly port: number; readonly program: Program }[] = [];
  const end = async (): Promise<void> => {
    await Promise.all([...members, ...sentinels].map(({ program }) => program.kill()));
    await Promise.all(members.map(({ proxy }) => proxy.end()));
  };
  try {
    for (let index = 0; index < memberCount; index += 1)
      members.push(await startMember(join(home, `redis-${index}`), members[0]?.proxy.port ?? null));
    for (let index = 0; index < sentinelCount; index += 1)
      sentinels.push(await startSentinel(join(home, `sentinel-${index}`), members[0]!.proxy.port));
    const first = sentinels[0]!.port;
    const primary = async (): Promise<Member> => {
      const [, port] = await asking(
        first,
        (redis) => redis.call('SENTINEL', 'GET-MASTER-ADDR-BY-NAME', name) as Promise<string[]>,
      );
      return members.find(({ proxy }) => proxy.port === Number(port))!;
    };
    const whole = async (): Promise<boolean> => {
      const info = await (await primary()).ask((redis) => redis.info('replication')).catch(() => '');
      const [, now] = /^master_repl_offset:(\d+)/m.exec(info) ?? [];
      const replicas = [...info.matchAll(/^slave\d+:.*state=online,offset=(\d+)/gm)];
      return (
        info.includes('role:master') &&
        replicas.length === memberCount - 1 &&
        replicas.every(([, at]) => Number(now) - Number(at) < 100_000)
      );
    };
    await until('the group is whole', whole, settleWithinMs);
    // Sentinels find each other through the primary, and none of them alone may act.
    await until(
      'each Sentinel knows the others and the replicas',
      async () => {
        const said = await Promise.all(sentinels.map(({ port }) => asking(port, (redis) => redis.info('sentinel'))));
        return said.every((info) => info.includes(`slaves=${memberCount - 1},sentinels=${sentinelCount}`));
      },
      settleWithinMs,
    );
    const hosts = sentinels.map(({ port }) => `127.0.0.1:${port}`).join(',');
    return {
      url: `redis+sentinel://${hosts}/${name}?replicas=${waits ? memberCount - 1 : 0}`,
      members,
      primary,
      whole,
      async says() {
        const elected = (await primary()).proxy.port;
        const infos = members.map(async ({ proxy, ask }) => {
          const info = await ask((redis) => redis.info('replication')).catch(String);
          const lines = info.match(/^(role|master_port|master_link_status|slave\d|.*Error.*).*$/gm) ?? [];
          return `${proxy.port}: ${lines.join(' ').replaceAll('\r', '')}`;
        });
        return `${elected} is elected; ${(await Promise.all(infos)).join('; ')}`;
      },
      end,
    };
  } catch (error) {
    await end();
    throw error;
  }
}

/** With a file of its own: Sentinel has it written down there who its primary is. */
async function startMember(directory: string, primary: number | null): Promise<Member> {
  mkdirSync(directory);
  const [own, shown] = [await sparePort(), await sparePort()];
  const file = join(directory, 'redis.conf');
  const settings = [
    `port ${own}`,
    'bind 127.0.0.1',
    `dir ${directory}`,
    'replica-announce-ip 127.0.0.1',
    `replica-announce-port ${shown}`,
    'repl-diskless-sync-delay 0',
    ...(primary === null ? [] : [`replicaof 127.0.0.1 ${primary}`]),
  ];
  writeFileSync(file, `${settings.join('\n')}\n`);
  const program = createProgram({
    command: process.env['REDIS_SERVER'] ?? 'redis-server',
    args: [file, ...durableSettings],
    env: {},
    says: 'Ready to accept connections',
    log: join(directory, 'log'),
  });
  const proxy = await startFreezingProxy(shown, own);
  await program.start();
  return { program, proxy, ask: (question) => asking(own, question) };
}

async function startSentinel(directory: string, primary: number) {
  mkdirSync(directory);
  const port = await sparePort();
  const file = join(directory, 'sentinel.conf');
  const settings = [
    `port ${port}`,
    'bind 127.0.0.1',
    `dir ${directory}`,
    `sentinel monitor ${name} 127.0.0.1 ${primary} ${Math.floor(sentinelCount / 2) + 1}`,
    ...sentinelSettings.map((setting) => `sentinel ${setting.replace(' ', ` ${name} `)}`),
  ];
  writeFileSync(file, `${settings.join('\n')}\n`);
  const program = createProgram({
    command: process.env['REDIS_SERVER'] ?? 'redis-server',
    args: [file, '--sentinel'],
    env: {},
    says: 'Sentinel ID is',
    log: join(directory, 'log'),
  });
  await program.start();
  return { port, program };
}

async function asking<T>(port: number, question: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis({
    port,
    host: '127.0.0.1',
    lazyConnect: true,
    retryStrategy: () => null,
    commandTimeout: 2_000,
    replyMapping: 'legacy',
  });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    return await question(redis);
  } finally {
    redis.disconnect();
  }
}
