/** The window's page and its handles, served beside the ward's server so that they go on when it is killed. */
import express from 'express';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import type { Demo } from './demo.ts';

/** What a visitor needs that does not change: where the screens are, and how the invented staff sign in. */
export interface Opening {
  readonly tabletUrl: string;
  readonly wallUrl: string;
  readonly wallOrigin: string;
  readonly signIns: readonly { readonly name: string; readonly role: string; readonly pin: string }[];
}

/**
 * @param documents the ward's protocols as data: a page takes rules out of its own copy, and nothing of that comes back.
 * @throws when the port is taken, saying which to set.
 */
export function serveWindow(
  demo: Demo,
  host: string,
  port: number,
  opening: Opening,
  documents: readonly unknown[],
): Promise<Server> {
  const app = express();
  app.use(express.json());
  app.get('/window/state', (_request, response) => void response.json({ ...opening, ...demo.state() }));
  app.get('/window/protocols', (_request, response) => void response.json(documents));
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
  app.post('/window/visitor', (request, response) => {
    const { person } = request.body as { person?: unknown };
    if (typeof person === 'string') demo.setVisitor(person);
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
  app.get(['/', '/window', '/window/played'], (request, response) =>
    request.path === '/' ? response.redirect('/window') : response.sendFile(join(web, 'index.html')),
  );
  return new Promise((resolve, reject) => {
    const server = createServer(app);
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}
