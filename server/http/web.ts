/** Serves the built screens: hashed files for ever, the page and its service worker always fresh, one page for every screen. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Router } from 'express';
import { sayProblem, send } from './answer.ts';
import { problems } from './problems.ts';

/** As `src/route.ts` knows them; `/` is the tablet. */
const rooms = ['tablet', 'wall', 'desk', 'equipment', 'department', 'protocols', 'training', 'print', 'window'];
const screens = ['/', ...rooms.flatMap((room) => [`/${room}`, `/${room}/*rest`])];

export function web(directory: string): Router {
  const router = express.Router();
  const page = join(directory, 'index.html');
  // Vite puts a hash of the content in these names.
  router.use('/assets', express.static(join(directory, 'assets'), { immutable: true, maxAge: '365d', index: false }));
  router.use(express.static(directory, { index: false, maxAge: 0 }));
  router.get(screens, (_request, response) => {
    if (!existsSync(page)) return send(response, sayProblem(problems.notBuilt));
    response.set('cache-control', 'no-cache').sendFile(page);
  });
  return router;
}
