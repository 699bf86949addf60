/** One WardReady node: the desk, the deadline worker, the web's door and the socket's, over one store. */
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Instant, Milliseconds, Protocol } from '../machines/index.ts';
import { steadyClock, type ClockHealth } from './clock.ts';
import { startCallBacks, type CallBacks } from './equipment/call-back.ts';
import { createEquipment, type Equipment } from './equipment/equipment.ts';
import { noTypes, type EquipmentTypes } from './equipment/types.ts';
import { endingOf } from './http/ending.ts';
import { startGateway } from './live/gateway.ts';
import { watchTrouble } from './live/trouble.ts';
import type { Clock, Ids, Log } from './ports.ts';
import { createDesk, type Desk } from './preparations/desk.ts';
import { startDeadlines, type Deadlines } from './preparations/deadlines.ts';
import { createProtocols } from './preparations/protocols.ts';
import type { Keys } from './record/keys.ts';
import type { Health, People, Protocols, Services } from './services.ts';
import type { Site } from './site.ts';
import type { Store } from './store/store.ts';

/** `P` is what the web's door asks of people beyond what the socket does. */
export interface ServerOptions<P extends People> {
  /** Opened by whoever calls, and closed by them after `close`. */
  readonly store: Store;
  readonly clock: Clock;
  /** Whether `clock` can be believed; watched here unless whoever made it knows. */
  readonly clockHealth?: ClockHealth;
  readonly ids: Ids;
  readonly keys: Keys;
  readonly log: Log;
  readonly site: Site;
  /** Protocol documents taken into use for new preparations, as data. */
  readonly protocols?: readonly unknown[];
  /** The same, compiled by whoever read them. */
  readonly compiled?: readonly Protocol[];
  readonly people: P;
  /** What this site knows of each type of equipment; without it none can be registered. */
  readonly equipmentTypes?: EquipmentTypes;
  /** Invented patients only: preparations may begin on protocols that nobody approved. */
  readonly demo?: boolean;
  readonly version: string;
  /** 0 takes a spare port. */
  readonly port: number;
  readonly host: string;
  /** Web origins that may connect besides the page's own. */
  readonly origins?: readonly string[];
  /** The web's door: `createApp` of `http/app.ts`. */
  readonly app: (services: Services & { readonly people: P }) => RequestListener;
}
export interface WardReady {
  readonly address: AddressInfo;
  readonly preparations: Desk;
  readonly protocols: Protocols;
  readonly deadlines: Deadlines;
  readonly equipment: Equipment;
  readonly callBacks: CallBacks;
  /** Lets what is under way finish, then stops listening. */
  close(): Promise<void>;
}

/** Twice what a screen takes to say that it has heard nothing. */
const feedAgeMaxMs: Milliseconds = 4_000;
/** A loss is said for a day: whoever looks at it in the morning hears of the night. */
const lostSaidMs: Milliseconds = 24 * 3_600_000;
/** A slow sender may take this long for its headers, and for its whole request. */
const headersTimeoutMs: Milliseconds = 10_000;
const requestTimeoutMs: Milliseconds = 30_000;

/** `driftMs`: how far the machine's clock is from the time this node goes by. */
const clockSays = (driftMs: Milliseconds): string =>
  `The clock of this machine jumped ${driftMs > 0 ? 'forward' : 'back'} by ${Math.round(Math.abs(driftMs) / 1000)} s; this node goes on with the time from before. Put the clock right; if it is right now, start the node again.`;

const lostSays = (at: Instant): string =>
  `At ${new Date(at).toISOString()} the store no longer had what screens had been shown last, as after a failover that lost it. Screens show what the store has now; tablets offer what they sent in the ten minutes before once more. Look through the ward with the people who were there.`;

/** @throws BadProtocol when a protocol does not compile; StoreUnavailable; and what listening throws (the port is taken). */
export async function createServer<P extends People>(options: ServerOptions<P>): Promise<WardReady> {
  const { store, clock, ids, keys, log, site, people, version, port, host, origins = [], app, demo = false } = options;
  const equipment = createEquipment({ store, clock, keys, types: options.equipmentTypes ?? noTypes, scan: site.scan });
  const protocols = createProtocols({ store, clock });
  for (const document of options.protocols ?? []) await protocols.add(document);
  for (const protocol of options.compiled ?? []) await protocols.use(protocol);
  const desk = createDesk({ store, clock, ids, keys, log, site, protocols, equipment, demo });
  const watched = options.clockHealth ?? steadyClock(clock, log);

  const health = async (): Promise<Health> => {
    const durability = await store.durability();
    const age = gateway.tail.ageMs();
    const feedAgeMs = age === null ? null : Math.round(age);
    const clockHealthy = watched.healthy();
    const feedHealthy = feedAgeMs !== null && feedAgeMs <= feedAgeMaxMs;
    const lostAt = gateway.tail.lostAt();
    const problems = [
      ...(lostAt === null || clock.now() - lostAt > lostSaidMs ? [] : [lostSays(lostAt)]),
      ...durability.unsafe,
      ...durability.runningOut,
      ...(durability.missing ?? []),
      ...(clockHealthy ? [] : [clockSays(watched.driftMs())]),
      ...(feedHealthy ? [] : ['The feed has not been read for some seconds: screens are not current.']),
    ];
    return {
      version,
      durability,
      clockDriftMs: watched.driftMs(),
      clockHealthy,
      feedAgeMs,
      ready: feedHealthy,
      problems,
    };
  };
  const services: Services & { readonly people: P } = {
    preparations: desk,
    protocols,
    people,
    equipment,
    store,
    clock,
    ids,
    log,
    site,
    version,
    health,
  };

  const trouble = watchTrouble({ store, clock, clockHealth: watched, log, demo });
  const http = createHttpServer({ headersTimeout: headersTimeoutMs, requestTimeout: requestTimeoutMs }, app(services));
  const ending = endingOf(http);
  const gateway = await startGateway({ http, services, desk, trouble, origins });
  const deadlines = startDeadlines({ store, clock, keys, log, knowledge: desk.knowledge });
  const callBacks = startCallBacks({ clock, log, equipment, desk });

  const close = async (): Promise<void> => {
    watched.stop();
    ending.begin();
    await callBacks.close();
    await deadlines.close();
    // Ends the sockets and with them the HTTP server that carries them.
    await gateway.close();
  };
  try {
    await new Promise<void>((resolve, reject) => {
      http.once('error', reject);
      http.listen(port, host, resolve);
    });
  } catch (error) {
    await close();
    throw error;
  }
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  return { address, preparations: desk, protocols, deadlines, equipment, callBacks, close };
}
