/**
 * The socket's door. Websocket only; no recovery, no adapter and no retries: the feed's position is the recovery, and
 * nodes hear each other through the store. Only the server puts a socket into a room.
 */
import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import type { ClientToServer, Reply, ServerToClient, WardId } from '../../machines/index.ts';
import { failureOf } from '../failure.ts';
import type { Desk } from '../preparations/desk.ts';
import { problemOf } from '../problems.ts';
import type { Services } from '../services.ts';
import { createAnnouncer } from './announce.ts';
import { startFeedTail, type FeedTail } from './feed-tail.ts';
import { failureWords, tooMany } from './problems.ts';
import { hello, roomName, watch, type Door } from './questions.ts';
import { keepSignedIn } from './sign-outs.ts';
import { createSilences } from './silence.ts';
import { takeCommand } from './take-command.ts';
import type { TroubleWatch } from './trouble.ts';
import type { View } from './ward-board.ts';
import { freshData, type NoEvents, type SocketData, type Wire } from './wire.ts';

export interface GatewayParts {
  readonly http: HttpServer;
  readonly services: Services;
  readonly desk: Desk;
  readonly trouble: TroubleWatch;
  /** Web origins that may connect besides the one the page came from, such as `https://wardready.example`. */
  readonly origins: readonly string[];
}
export interface Gateway {
  readonly tail: FeedTail;
  close(): Promise<void>;
}

/** No message is near this: a command is at most 16 kB. A larger frame ends the connection before it is read. */
export const frameBytesMax = 65_536;
/** A tablet sends one command at a time; this many at once is not a person. */
const asksAtOnceMax = 16;
/** What one process here can hold open. */
const socketsMax = 15_000;
/** Ends of a connection by this server, as it stops or signs a screen out. A tablet that leaves a patient says that itself. */
const ownEnds: ReadonlySet<string> = new Set(['server namespace disconnect', 'server shutting down']);
/** Frames that a screen has not taken yet. Ten seconds of them: it is not showing anything true any more. */
const unsentMax = 40;

export async function startGateway({ http, services, desk, trouble, origins }: GatewayParts): Promise<Gateway> {
  const { store, clock, log, people, site } = services;
  const io = new Server<ClientToServer, ServerToClient, NoEvents, SocketData>(http, {
    transports: ['websocket'],
    allowUpgrades: false,
    serveClient: false,
    maxHttpBufferSize: frameBytesMax,
    perMessageDeflate: false,
    // Twenty seconds to notice a dead socket would keep its unsent frames for as long.
    pingInterval: 10_000,
    pingTimeout: 5_000,
    allowRequest: (request, answer) => answer(null, mayConnect(request, origins)),
  });
  io.engine.use(people.session);

  const start = await store.position();
  const rooms = {
    occupied: (ward: WardId, view: View) => io.sockets.adapter.rooms.has(roomName(ward, view)),
    send: (ward: WardId, view: View, frame: Parameters<ServerToClient['frame']>[0]) =>
      void io.to(roomName(ward, view)).emit('frame', frame),
  };
  const silences = createSilences({ store, clock, log });
  const beside = () => ({ silent: silences.now(), trouble: trouble.now() });
  const announcer = createAnnouncer({ store, desk, site, clock, log, rooms, start, beside });
  const tail = startFeedTail({
    store,
    clock,
    log,
    from: start,
    async heard(news) {
      if (news.gap) trouble.lost();
      if (news.beat) {
        trouble.look();
        await silences.look();
      }
      await announcer.heard(news);
      if (news.beat)
        for (const socket of io.sockets.sockets.values()) if (socket.data.unsent > unsentMax) socket.conn.close(true);
    },
  });
  const door: Door = { services, desk, announcer, tail, silences };
  const stopWatchingSignOuts = keepSignedIn(io.sockets.sockets, services);

  /** One answer for each question, whatever happens; a question without a way to answer it is not one. */
  async function answer<T>(socket: Wire, ask: unknown, work: () => Promise<Reply<T>>): Promise<void> {
    if (typeof ask !== 'function') return;
    if (socket.data.asking >= asksAtOnceMax) return void ask({ ok: false, problem: tooMany });
    socket.data.asking += 1;
    try {
      ask(await work());
    } catch (error) {
      log.error(failureOf(error), 'a question on the socket could not be answered');
      ask({ ok: false, problem: problemOf(error, failureWords) });
    } finally {
      socket.data.asking -= 1;
    }
  }

  io.use((socket, next) => {
    Object.assign(socket.data, freshData());
    if (io.sockets.sockets.size >= socketsMax)
      return next(new Error('Too many screens are connected. This one tries again.'));
    people.viewer(socket.request).then(
      (viewer) => {
        socket.data.viewer = viewer;
        next();
      },
      () => next(new Error('The session could not be read. The screen tries again.')),
    );
  });
  io.on('connection', (socket) => {
    socket.conn.on('packetCreate', () => void (socket.data.unsent += 1));
    socket.conn.on('flush', () => void (socket.data.unsent = 0));
    socket.conn.on('packet', () => socket.data.tie?.heard());
    socket.on('hello', (message, ask) => void answer(socket, ask, () => hello(door, socket, message)));
    socket.on('watch', (message, ask) => void answer(socket, ask, () => watch(door, socket, message)));
    socket.on(
      'command',
      (message, ask) =>
        void answer(socket, ask, () => takeCommand({ desk, people, clock }, socket.data.viewer, message)),
    );
    socket.on('disconnect', (reason) => {
      socket.data.leave();
      socket.data.tie?.gone(ownEnds.has(reason));
    });
  });

  return {
    tail,
    async close() {
      stopWatchingSignOuts();
      await tail.close();
      await io.close();
    },
  };
}

/** CORS does not protect websockets: a page from elsewhere would come with the person's cookie (ASVS 4.4.2). A program sends no origin. */
function mayConnect({ headers: { origin, host } }: IncomingMessage, origins: readonly string[]): boolean {
  if (origin === undefined || origins.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
