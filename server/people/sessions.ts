/** Sign-in sessions: express-session over the store port, one cookie that no script can read and no other site can send. */
import type { IncomingMessage } from 'node:http';
import session from 'express-session';
import type { Request, RequestHandler } from 'express';
import type { GrantId } from '../../machines/index.ts';
import type { Clock } from '../ports.ts';
import type { Store } from '../store/store.ts';
import { shiftMs } from './grants.ts';

declare module 'express-session' {
  interface SessionData {
    /** The only thing a session holds: who that is, and whether it still counts, is the grant's. */
    grant: GrantId;
  }
}

export interface SessionOptions {
  readonly store: Pick<Store, 'putSession' | 'session' | 'dropSession'>;
  readonly clock: Clock;
  readonly secret: string;
}

/** One for HTTP and for the socket's handshake. A session is written at sign-in only: reading a page costs no write. */
export const createSession = ({ store, clock, secret }: SessionOptions): RequestHandler =>
  session({
    name: cookieName,
    secret,
    store: new StoreSessions(store, clock),
    resave: false,
    saveUninitialized: false,
    rolling: false,
    unset: 'destroy',
    // `auto`: secure over https; plain http is for a demonstration on one machine.
    cookie: { httpOnly: true, sameSite: 'strict', secure: 'auto', path: '/', maxAge: shiftMs },
  });

export const cookieName = 'wardready.session';

/** The grant that a request holds which passed it, from Express or from the socket's handshake. */
export function grantIn(request: IncomingMessage): GrantId | null {
  const held: unknown = 'session' in request ? request.session : null;
  const id: unknown = typeof held === 'object' && held !== null && 'grant' in held ? held.grant : null;
  return typeof id === 'string' ? id : null;
}

/** A new id for a new person, always: one that was planted before the sign-in opens nothing after it. */
export const changeSession = (request: Request, grant: GrantId | null): Promise<void> =>
  new Promise((resolve, reject) => {
    const done = (error: unknown): void => (error == null ? resolve() : reject(error));
    if (grant === null) return request.session.destroy(done);
    request.session.regenerate((error: unknown) => {
      if (error != null) return reject(error);
      request.session.grant = grant;
      request.session.save(done);
    });
  });

type Heard<T = void> = (error: unknown, value?: T) => void;

class StoreSessions extends session.Store {
  readonly #store: SessionOptions['store'];
  readonly #clock: Clock;

  constructor(store: SessionOptions['store'], clock: Clock) {
    super();
    this.#store = store;
    this.#clock = clock;
  }
  override get(id: string, heard: Heard<session.SessionData | null>): void {
    answer(
      this.#store.session(id).then((body) => (body === null ? null : (JSON.parse(body) as session.SessionData))),
      heard,
    );
  }
  override set(id: string, data: session.SessionData, heard?: Heard): void {
    answer(this.#store.putSession(id, JSON.stringify(data), this.#clock.now() + shiftMs), heard);
  }
  override destroy(id: string, heard?: Heard): void {
    answer(this.#store.dropSession(id), heard);
  }
}

/** express-session speaks in callbacks. */
function answer<T>(promise: Promise<T>, heard: Heard<T> | undefined): void {
  promise.then(
    (value) => heard?.(null, value),
    (error: unknown) => heard?.(error),
  );
}
