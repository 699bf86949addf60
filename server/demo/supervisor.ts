/**
 * `npm start`: a demo ward on the embedded store, and a window with four handles to break it by, and the pace of its staff.
 * The window's own page and handles are served from here, so that they go on when the ward's server is killed.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoStaff } from '../people/demo-staff.ts';
import { Demo } from './demo.ts';
import { wardDocuments } from './documents.ts';
import { portsFree } from './ports.ts';
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

/** A setting, or null where it is not there or empty, as the server itself takes it. */
const said = (name: string): string | null => process.env[name]?.trim() || null;

async function main(): Promise<void> {
  const port = Number(said('WARDREADY_PORT') ?? 4100);
  const [server, tablet, wall] = [port + 1, port + 2, port + 3];
  const base = `http://${host}:${server}`;
  const windowOrigin = `http://${host}:${port}`;
  const store = said('WARDREADY_STORE') ?? join(process.cwd(), '.wardready', 'demo');
  const environment = {
    WARDREADY_DEMO: '1',
    WARDREADY_STORE: store,
    WARDREADY_HOST: host,
    WARDREADY_PORT: String(server),
    WARDREADY_KEY_FILE: said('WARDREADY_KEY_FILE') ?? join(process.cwd(), '.wardready', 'demo-key'),
    WARDREADY_FRAME_ANCESTORS: windowOrigin,
  };
  await portsFree(host, [port, server, tablet, wall]);
  mkdirSync(join(process.cwd(), '.wardready'), { recursive: true });
  // Every node of a Redis store needs the same key, so the server makes none; this is the only node there is.
  if (store.startsWith('redis')) makeKey(environment.WARDREADY_KEY_FILE);
  console.log(
    '\n  Starting the ward. The first time, its morning is played before it opens: up to a minute. The addresses come then.',
  );
  const came = await seedMorning(environment);
  const ward = wardProcess(base, environment);
  await ward.start();
  const cable = await layCable(host, tablet, { host, port: server });
  const wallCable = await layCable(host, wall, { host, port: server });
  const demo = new Demo(base, ward, cable, came);
  const opening = {
    tabletUrl: `http://${host}:${tablet}/tablet?demo&badge=BADGE-OSEI`,
    wallUrl: `http://${wallHost}:${wall}/wall/w4B?demo`,
    wallOrigin: `http://${wallHost}:${wall}`,
    signIns: demoStaff([]).map(({ name, role, pin }) => ({ name, role, pin: pin ?? '' })),
  };
  const window = await serveWindow(demo, host, port, opening, await wardDocuments(process.env));
  console.log(
    [
      '',
      `  Open this first      ${windowOrigin}/window     a tablet and a wall, and handles that break things`,
      '',
      '  The same ward on its own screens:',
      `  Desk                 ${base}/desk/w4B   sign in as C. Ito, charge nurse: PIN 333333`,
      `  Tablet               ${base}/tablet     sign in as A. Osei, technician: PIN 111111`,
      `  Wall                 ${base}/wall/w4B   nobody signs in`,
      '',
      '  A browser is signed in as one person: in the window’s own browser the desk and the tablet are whoever its tablet is.',
      '  Open them in a private window, or sign out there first.',
      '',
      '  All the PINs are in the window, under "PINs to sign in". Where two people must look, B. Nunez is the second: PIN 222222.',
      '  No scanner is needed: press a wristband in the window, or "Type instead" on a tablet.',
      '  Invented patients, unreviewed content. Ctrl-C ends it; the ward is kept in .wardready/ for the next start.',
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
