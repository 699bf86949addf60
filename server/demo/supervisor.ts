/**
 * `npm start`: a demo ward on the embedded store, and a window with three handles to break it by.
 * The window's own page and handles are served from here, so that they go on when the ward's server is killed.
 */
import express from 'express';
import { mkdirSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { v7 as uuid } from 'uuid';
import { demoSite } from '../site.ts';
import { Ledger } from './ledger.ts';
import { somebodyActs, type Staff } from './morning.ts';
import { type Cable, layCable } from './proxy.ts';
import { signInAs } from './person.ts';
import { seedMorning } from './seed.ts';
import { wardProcess } from './ward-process.ts';

/** 127.0.0.1 for everything that signs in (one site, so that its cookies travel); another site for the wall, so that a frozen wall freezes nothing else. */
const host = '127.0.0.1';
const wallHost = 'wall.localhost';
const eventsMax = 40;
/** At speed 1 somebody on the ward does something this often. */
const actEveryMs = 4000;

interface Said {
  readonly at: number;
  readonly says: string;
  readonly figure?: string;
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
  await seedMorning(environment);
  const ward = wardProcess(base, environment);
  await ward.start();
  const cable = await layCable(host, tablet, { host, port: server });
  const wallCable = await layCable(host, wall, { host, port: server });
  const demo = new Demo(base, ward, cable);
  const window = await serveWindow(demo, port, {
    tabletUrl: `http://${host}:${tablet}/tablet?demo&badge=BADGE-OSEI`,
    wallUrl: `http://${wallHost}:${wall}/wall/w4B?demo`,
    wallOrigin: `http://${wallHost}:${wall}`,
  });
  console.log(
    [
      '',
      `  A ward in a window   ${windowOrigin}/window`,
      `  Tablet               ${base}/tablet        sign in with a badge: type BADGE-OSEI`,
      `  Desk                 ${base}/desk/w4B      badge BADGE-ITO (charge nurse)`,
      `  Wall                 ${base}/wall/w4B`,
      `  Is it ready?         ${base}/readyz`,
      '',
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

/** The demo's state: what is broken, how fast the ward moves, what happened. */
class Demo {
  readonly #base: string;
  readonly #ward: ReturnType<typeof wardProcess>;
  readonly #cable: Cable;
  readonly #ledger = new Ledger();
  #staff: Staff | null = null;
  #events: Said[] = [];
  #speed = 1;
  #ended = false;

  constructor(base: string, ward: ReturnType<typeof wardProcess>, cable: Cable) {
    this.#base = base;
    this.#ward = ward;
    this.#cable = cable;
  }

  say(says: string, figure?: string): void {
    this.#events = [{ at: Date.now(), says, ...(figure === undefined ? {} : { figure }) }, ...this.#events].slice(
      0,
      eventsMax,
    );
  }

  state(): object {
    const { acknowledged, lost, doubled } = this.#ledger;
    return {
      tabletCut: this.#cable.cut,
      serverRunning: this.#ward.running,
      speed: this.#speed,
      events: this.#events,
      counts: { changes: acknowledged, lost, doubled },
    };
  }

  setTablet(cut: boolean): void {
    if (cut === this.#cable.cut) return;
    this.#cable.set(cut);
    this.say(
      cut
        ? 'You cut the tablet’s Wi-Fi. The tablet goes on working.'
        : 'The tablet’s Wi-Fi is back. What it kept is judged in order.',
    );
  }

  async setServer(running: boolean): Promise<void> {
    if (running === this.#ward.running) return;
    if (!running) {
      this.#ward.kill();
      this.say('You killed the server. Nothing was said goodbye to.');
      return;
    }
    const began = Date.now();
    await this.#ward.start();
    this.say('The server started again from its record.', `${((Date.now() - began) / 1000).toFixed(1)} s`);
    const { asked, lost, doubled } = await this.#ledger.check();
    this.say(
      `The staff asked again for all they had been told was recorded: ${lost} lost, ${doubled} done twice.`,
      `${asked} asked`,
    );
  }

  setSpeed(speed: number): void {
    this.#speed = speed;
    this.say(speed === 0 ? 'You sent the demo staff for coffee.' : `The demo staff work at ${speed} times their pace.`);
  }

  run(): void {
    const turn = (): void => {
      if (this.#ended) return;
      void this.#act().finally(() => setTimeout(turn, this.#speed === 0 ? 500 : actEveryMs / this.#speed).unref());
    };
    turn();
  }

  end(): void {
    this.#ended = true;
  }

  async #act(): Promise<void> {
    if (this.#speed === 0 || !this.#ward.running) return;
    try {
      this.#staff ??= {
        technician: await signInAs(this.#base, 'BADGE-KIM', 'demo-tablet-8', { next: uuid }),
        nurse: await signInAs(this.#base, 'BADGE-NUNEZ', 'demo-tablet-9', { next: uuid }),
        chargeNurse: await signInAs(this.#base, 'BADGE-ITO', 'demo-desk', { next: uuid }),
      };
      const beds = demoSite.wards[0]?.beds ?? [];
      const done = await somebodyActs(this.#staff, {
        ward: 'w4B',
        visitor: 'a-osei',
        chance: Math.random,
        now: Date.now,
        beds,
      });
      if (done === null) return;
      const who = Object.values(this.#staff).find(({ last }) => last?.id === done.verdict.command);
      if (who !== undefined) this.#ledger.note(who, done.verdict);
      this.say(done.says);
    } catch {
      // The server is away, or was killed under this very act: the staff sign in and try again on their next turn.
      this.#staff = null;
    }
  }
}

interface Urls {
  readonly tabletUrl: string;
  readonly wallUrl: string;
  readonly wallOrigin: string;
}

function serveWindow(demo: Demo, port: number, urls: Urls): Promise<Server> {
  const app = express();
  app.use(express.json());
  app.get('/window/state', (_request, response) => void response.json({ ...urls, ...demo.state() }));
  app.post('/window/tablet', (request, response) => {
    demo.setTablet((request.body as { cut?: unknown }).cut === true);
    response.json(demo.state());
  });
  app.post('/window/server', async (request, response) => {
    await demo.setServer((request.body as { running?: unknown }).running === true);
    response.json(demo.state());
  });
  app.post('/window/speed', (request, response) => {
    const speed = Number((request.body as { speed?: unknown }).speed);
    if (Number.isFinite(speed) && speed >= 0 && speed <= 50) demo.setSpeed(speed);
    response.json(demo.state());
  });
  app.post('/window/note', (request, response) => {
    const { says, figure } = request.body as { says?: unknown; figure?: unknown };
    if (typeof says === 'string')
      demo.say(says.slice(0, 200), typeof figure === 'string' ? figure.slice(0, 40) : undefined);
    response.json(demo.state());
  });
  const web = new URL(import.meta.url.endsWith('.ts') ? '../../dist/web' : '../../web', import.meta.url).pathname;
  app.use(express.static(web, { index: false }));
  app.get(['/', '/window'], (request, response) =>
    request.path === '/' ? response.redirect('/window') : response.sendFile(join(web, 'index.html')),
  );
  return new Promise((resolve, reject) => {
    const server = createServer(app);
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${port} is in use. Set WARDREADY_PORT to a free one (it and the next three are used).`)
          : error,
      ),
    );
    server.listen(port, host, () => resolve(server));
  });
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
