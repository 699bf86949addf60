/**
 * `npm start`: a demo ward on the embedded store, and a window with three handles to break it by.
 * The window's own page and handles are served from here, so that they go on when the ward's server is killed.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Demo } from './demo.ts';
import { layCable } from './proxy.ts';
import { seedMorning } from './seed.ts';
import { wardProcess } from './ward-process.ts';
import { serveWindow } from './window.ts';

/** 127.0.0.1 for everything that signs in (one site, so that its cookies travel); another site for the wall, so that a frozen wall freezes nothing else. */
const host = '127.0.0.1';
const wallHost = 'wall.localhost';

function makeKey(path: string): void {
  if (!existsSync(path)) writeFileSync(path, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 });
}

async function main(): Promise<void> {
  const port = Number(process.env['WARDREADY_PORT'] ?? 4100);
  const [server, tablet, wall] = [port + 1, port + 2, port + 3];
  const base = `http://${host}:${server}`;
  const windowOrigin = `http://${host}:${port}`;
  const store = process.env['WARDREADY_STORE'] ?? join(process.cwd(), '.wardready', 'demo');
  const environment = {
    WARDREADY_DEMO: '1',
    WARDREADY_STORE: store,
    WARDREADY_HOST: host,
    WARDREADY_PORT: String(server),
    WARDREADY_KEY_FILE: process.env['WARDREADY_KEY_FILE'] ?? join(process.cwd(), '.wardready', 'demo-key'),
    WARDREADY_FRAME_ANCESTORS: windowOrigin,
  };
  mkdirSync(join(process.cwd(), '.wardready'), { recursive: true });
  // Every node of a Redis store needs the same key, so the server makes none; this is the only node there is.
  if (store.startsWith('redis')) makeKey(environment.WARDREADY_KEY_FILE);
  await seedMorning(environment);
  const ward = wardProcess(base, environment);
  await ward.start();
  const cable = await layCable(host, tablet, { host, port: server });
  const wallCable = await layCable(host, wall, { host, port: server });
  const demo = new Demo(base, ward, cable);
  const window = await serveWindow(demo, host, port, {
    tabletUrl: `http://${host}:${tablet}/tablet?demo&badge=BADGE-OSEI`,
    wallUrl: `http://${wallHost}:${wall}/wall/w4B?demo`,
    wallOrigin: `http://${wallHost}:${wall}`,
  });
  console.log(
    [
      '',
      `  A ward in a window   ${windowOrigin}/window`,
      `  Tablet               ${base}/tablet     A. Osei, technician: PIN 111111`,
      `  Desk                 ${base}/desk/w4B   C. Ito, charge nurse: PIN 333333`,
      `  Wall                 ${base}/wall/w4B`,
      `  Is it ready?         ${base}/readyz`,
      '',
      '  Second person: B. Nunez, nurse, PIN 222222. A wristband is typed under "Type instead".',
      '  Invented patients, unreviewed content. Ctrl-C ends it; the ward is kept in .wardready/.',
      '',
    ].join('\n'),
  );
  demo.run();
  const end = async (): Promise<void> => {
    demo.end();
    await Promise.all([
      cable.close(),
      wallCable.close(),
      ward.stop(),
      new Promise((resolve) => void window.close(resolve)),
    ]);
    process.exit(0);
  };
  process.once('SIGINT', () => void end());
  process.once('SIGTERM', () => void end());
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
