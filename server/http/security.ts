/** What every answer tells the browser to refuse, and which requests may change anything. */
import type { Request, RequestHandler } from 'express';
import helmet from 'helmet';
import { sayProblem, send } from './answer.ts';
import { problems } from './problems.ts';

/**
 * React Aria writes one inline style (touch-action on what can be pressed); nothing else inline is allowed.
 * The test takes the hash anew from what is installed, so an update that changes the style says so.
 */
export const reactAriaStyle = "'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='";

/** The page's own Trusted Types policy, for the one script URL it makes: its service worker's. */
const trustedPolicy = 'wardready';

export const headers = (frameAncestors: readonly string[]): RequestHandler =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'", "'wasm-unsafe-eval'"],
        'style-src': ["'self'", reactAriaStyle],
        'connect-src': ["'self'"],
        'img-src': ["'self'", 'data:'],
        'font-src': ["'self'"],
        'worker-src': ["'self'"],
        'manifest-src': ["'self'"],
        'base-uri': ["'none'"],
        'form-action': ["'none'"],
        'frame-ancestors': ["'self'", ...frameAncestors],
        'require-trusted-types-for': ["'script'"],
        'trusted-types': [trustedPolicy],
      },
    },
    originAgentCluster: true,
    // frame-ancestors says it better, and a demonstration's window could not be named here.
    frameguard: false,
    referrerPolicy: { policy: 'no-referrer' },
  });

/** What changes nothing by definition. */
const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A form or script of another site must not act with a signed-in person's cookie. SameSite=Strict holds that back already;
 * this holds when a browser does not. A request that says nothing of where it comes from is not believed either.
 */
export const sameOrigin: RequestHandler = (request, response, next) => {
  if (reading.has(request.method) || isOwn(request)) return next();
  send(response, sayProblem(problems.otherOrigin));
};

function isOwn(request: Request): boolean {
  const site = request.get('sec-fetch-site');
  // Browsers send it over https and loopback, and no script can forge it.
  if (site !== undefined && site !== 'same-origin') return false;
  const origin = request.get('origin');
  if (origin === undefined) return site === 'same-origin';
  return URL.canParse(origin) && new URL(origin).host === request.host;
}
