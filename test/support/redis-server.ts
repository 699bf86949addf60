/** A private Redis for one test file: its own process, loopback port and directory, all gone afterwards. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface RedisServer {
  readonly port: number;
  readonly url: string;
  /** Starts it again on the same port and directory, after {@link RedisServer.kill}. */
  start(): Promise<void>;
  /** SIGKILL, and waits until it is gone. */
  kill(): Promise<void>;
  /** SIGSTOP: it keeps its connections and answers nobody, like a disk that hangs. */
  freeze(): void;
  /** SIGCONT: it does now what it was asked meanwhile. */
  thaw(): void;
  /** Ends it and removes its directory. */
  end(): Promise<void>;
}

/** As production is asked to run it. */
export const durableSettings = [
  '--appendonly',
  'yes',
  '--appendfsync',
  'always',
  '--maxmemory-policy',
  'noeviction',
  '--save',
  '',
];

/** Another process may take the spare port between the look and the start. */
const startsMax = 5;

/** Starts one; `args` go after the durable settings, so a test can spoil one of them. */
export async function startRedisServer(args: readonly string[] = []): Promise<RedisServer> {
  const directory = await mkdtemp(join(tmpdir(), 'wardready-redis-'));
  let port = 0;
  let child: ChildProcess | null = null;
  const endNow = (): void => void child?.kill('SIGKILL');
  process.once('exit', endNow);

  const start = async (): Promise<void> => {
    child = await launch([
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--dir',
      directory,
      ...durableSettings,
      ...args,
    ]);
  };
  const kill = async (): Promise<void> => {
    const running = child;
    child = null;
    if (running === null || running.exitCode !== null || running.signalCode !== null) return;
    const gone = once(running, 'exit');
    running.kill('SIGKILL');
    await gone;
  };

  for (let attempt = 1; ; attempt += 1) {
    port = await sparePort();
    try {
      await start();
      break;
    } catch (error) {
      if (attempt === startsMax) throw error;
    }
  }
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    start,
    kill,
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
    async end() {
      await kill();
      process.off('exit', endNow);
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function launch(args: readonly string[]): Promise<ChildProcess> {
  const child = spawn(process.env['REDIS_SERVER'] ?? 'redis-server', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      if (said.includes('Ready to accept connections')) resolve();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`redis-server ended with ${String(code)}:\n${said.slice(-600)}`)));
  });
  return child;
}

/** A loopback port that nobody listens on right now. */
export async function sparePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  server.close();
  await once(server, 'close');
  return address.port;
}
