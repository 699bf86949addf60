/** A ward as it runs in production: `wardready` processes over a real store, each under a supervisor, on loopback ports that stay. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { masterKeyFromFile } from '../../../server/record/master-key.ts';
import { demoSite } from '../../../server/site.ts';
import { openEmbeddedStore } from '../../../server/store/embedded.ts';
import { openRedisStore } from '../../../server/store/redis.ts';
import type { PortableStore } from '../../../server/store/portable.ts';
import { shippedDocument } from '../../support/protocol.ts';
import { durableSettings, sparePort } from '../../support/redis-server.ts';
import { badDisk, type BadDisk } from './bad-disk.ts';
import { makeDisk, type Disk } from './disk.ts';
import { startGroup, type Group } from './group.ts';
import { createProgram, type Program } from './program.ts';

export interface Setting {
  readonly store: 'embedded' | 'redis' | 'sentinel';
  readonly nodes: number;
  /** `own`: a small one that can be cut off and filled. `bad`: one that fails with EIO when told to. */
  readonly disk: 'any' | 'own' | 'bad';
  /** On purpose: what the store was told is not on its disk, or on no replica, when it is acknowledged. */
  readonly notDurable?: boolean;
  /** For the nodes, beside their own settings. */
  readonly env?: Readonly<Record<string, string>>;
  /** Instead of this tree's build. */
  readonly node?: NodeOf;
}
/** What a node runs. */
export interface NodeOf {
  /** Node.js's. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

export interface RealWard {
  readonly urls: readonly string[];
  readonly nodes: readonly Program[];
  /** Another program in a node's place, on its port; not started. The node that was there must be down. */
  replace(index: number, node: NodeOf): Program;
  /** What a node there is given. */
  readonly environment: Readonly<Record<string, string>>;
  readonly redis: Program | null;
  readonly group: Group | null;
  readonly disk: Disk | null;
  readonly bad: BadDisk | null;
  /** The store through its port, beside the nodes that use it. */
  openStore(): Promise<PortableStore>;
  master(): Promise<Buffer>;
  /** Everything the nodes wrote that a supervisor should look at. */
  errors(): readonly string[];
  end(): Promise<void>;
}

/** Seconds instead of minutes, so that deadlines fall due all the time; everything else is the shipped document. */
const shortened: Readonly<Record<string, string>> = {
  rubFor: '1 s',
  dryFor: '1 s',
  siteFor: '9 s',
  handsFor: '12 s',
  unownedFor: '2 s',
  acknowledgeWithin: '2 s',
};

const main = join(import.meta.dirname, '..', '..', '..', 'dist', 'server', 'main.js');

export async function startRealWard(setting: Setting): Promise<RealWard> {
  const { store, nodes: count, disk: wanted, notDurable = false, env = {}, node } = setting;
  const home = mkdtempSync(join(tmpdir(), 'wardready-faults-'));
  const log = join(home, 'nodes.log');
  const disk = wanted === 'own' ? makeDisk(home) : null;
  const data = join(disk?.directory ?? home, 'store');
  mkdirSync(data);
  const lies = notDurable && store === 'embedded';
  const bad = wanted === 'bad' || lies ? badDisk(home, data, lies) : null;
  const keyFile = join(home, 'key');
  writeFileSync(keyFile, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 });
  writeFileSync(log, '');

  const redisPort = store === 'redis' ? await sparePort() : 0;
  const redis =
    store === 'redis'
      ? createProgram({
          command: process.env['REDIS_SERVER'] ?? 'redis-server',
          args: [
            ...['--port', String(redisPort), '--bind', '127.0.0.1', '--dir', data, ...durableSettings],
            ...(notDurable ? ['--appendfsync', 'everysec'] : []),
          ],
          env: bad?.env ?? {},
          says: 'Ready to accept connections',
          log: join(home, 'redis.log'),
        })
      : null;
  const group = store === 'sentinel' ? await startGroup(home, !notDurable) : null;
  const where = group?.url ?? (redis === null ? data : `redis://127.0.0.1:${redisPort}`);
  const environment = {
    WARDREADY_DEMO: '1',
    WARDREADY_STORE: where,
    WARDREADY_KEY_FILE: keyFile,
    WARDREADY_PROTOCOLS: protocolsIn(home),
    WARDREADY_HOST: '127.0.0.1',
    WARDREADY_TIME_ZONE: 'UTC',
    ...(store === 'embedded' ? bad?.env : {}),
    ...env,
  };
  const ports: number[] = [];
  while (ports.length < count) ports.push(await sparePort());
  const nodeOn = (port: number, { args, env: own }: NodeOf = { args: [main], env: {} }): Program =>
    createProgram({
      command: process.execPath,
      args,
      env: { ...environment, ...own, WARDREADY_PORT: String(port) },
      says: 'WardReady is ready',
      log,
    });
  const nodes = ports.map((port) => nodeOn(port, node));
  const end = async (): Promise<void> => {
    await Promise.all([...nodes, ...(redis === null ? [] : [redis])].map((program) => program.kill()));
    await group?.end();
    disk?.end();
    rmSync(home, { recursive: true, force: true });
  };
  try {
    await redis?.start();
    await Promise.all(nodes.map((node) => node.start()));
  } catch (error) {
    await end();
    throw error;
  }
  return {
    urls: ports.map((port) => `http://127.0.0.1:${port}`),
    nodes,
    replace: (index, other) => (nodes[index] = nodeOn(ports[index] ?? 0, other)),
    environment,
    redis,
    group,
    disk,
    bad,
    openStore: () =>
      store === 'embedded'
        ? openEmbeddedStore({ directory: data, clock: Date.now })
        : openRedisStore({ url: where, site: demoSite.id }),
    master: () => masterKeyFromFile({ path: keyFile }),
    errors: () =>
      readFileSync(log, 'utf8')
        .split('\n')
        .filter((line) => line.includes('"level":50') || !line.startsWith('{'))
        .filter((line) => line.trim() !== ''),
    end,
  };
}

function protocolsIn(home: string): string {
  const directory = join(home, 'protocols');
  mkdirSync(directory);
  const document = shippedDocument();
  const times = Object.fromEntries(
    Object.entries(document.times).map(([name, time]) => [name, { ...time, is: shortened[name] ?? time.is }]),
  );
  // JSON is YAML; the documents' reader takes it as it is.
  writeFileSync(join(directory, 'venepuncture.yaml'), JSON.stringify({ ...document, times }));
  return directory;
}
