/** A ward's server as a process of its own, on either store, that can be killed and comes back on the same port. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RedisServer, sparePort, startRedisServer } from '../support/redis-server.ts';
import { shippedDocument } from '../support/protocol.ts';

export interface JourneyWard {
  readonly url: string;
  readonly home: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly redis: RedisServer | null;
  /** SIGKILL, and up again as soon as it can. */
  killAndRestart(): Promise<void>;
  stop(): Promise<void>;
  end(): Promise<void>;
}

/** Times the journey cannot wait for are shorter here; everything else is the shipped document. */
const shortened = { rubFor: '2 s', dryFor: '2 s', siteFor: '50 s', handsFor: '90 s' } as const;

/** @param more writes a site's own files into the ward's home, and says which settings name them. */
export async function startJourneyWard(
  kind: 'embedded' | 'redis',
  more: (home: string) => Readonly<Record<string, string>> = () => ({}),
): Promise<JourneyWard> {
  const home = mkdtempSync(join(tmpdir(), 'wardready-journey-'));
  const protocols = join(home, 'protocols');
  mkdirSync(protocols);
  const document = shippedDocument();
  const times = Object.fromEntries(
    Object.entries(document.times).map(([name, time]) => [
      name,
      name in shortened ? { ...time, is: shortened[name as keyof typeof shortened] } : time,
    ]),
  );
  // JSON is YAML; the documents' reader takes it as it is.
  writeFileSync(join(protocols, 'venepuncture.yaml'), JSON.stringify({ ...document, times }));
  const keyFile = join(home, 'key');
  writeFileSync(keyFile, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 });
  const redis = kind === 'redis' ? await startRedisServer() : null;
  const port = await sparePort();
  const environment = {
    WARDREADY_DEMO: '1',
    WARDREADY_STORE: redis === null ? join(home, 'store') : redis.url,
    WARDREADY_KEY_FILE: keyFile,
    WARDREADY_PROTOCOLS: protocols,
    WARDREADY_PORT: String(port),
    WARDREADY_HOST: '127.0.0.1',
    WARDREADY_TIME_ZONE: 'UTC',
    ...more(home),
  };
  const url = `http://127.0.0.1:${port}`;
  let child = await start(environment, url, home);
  return {
    url,
    home,
    environment,
    redis,
    async killAndRestart() {
      await ended(child, 'SIGKILL');
      child = await start(environment, url, home);
    },
    stop: () => ended(child, 'SIGTERM'),
    async end() {
      await ended(child, 'SIGKILL');
      await redis?.end();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function start(environment: Readonly<Record<string, string>>, url: string, home: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--import=tsx', 'server/main.ts'], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = (bytes: Buffer): void => writeFileSync(join(home, 'server.log'), bytes, { flag: 'a' });
  child.stdout?.on('data', log);
  child.stderr?.on('data', log);
  // A minute: on a busy machine it takes more than a quarter of one to compile five protocols.
  for (let tries = 0; tries < 1200; tries++) {
    if (child.exitCode !== null) break;
    const answered = await fetch(`${url}/livez`, { signal: AbortSignal.timeout(500) }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answered) return child;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const said = join(home, 'server.log');
  throw new Error(
    `The server did not start: ${existsSync(said) ? readFileSync(said, 'utf8').slice(-1000) : 'no word'}`,
  );
}

function ended(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill(signal);
  });
}
