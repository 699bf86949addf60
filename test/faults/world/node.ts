/**
 * One WardReady node in a simulation: the classes of `server/`, put together as `create-server.ts` does, over a store,
 * a clock, ids and timers of the simulation's own. Instead of sockets there are rooms with simulated screens in them.
 */
import { BrokenInvariant, type Frame, type Protocol, type Reply, type Verdict } from '../../../machines/index.ts';
import { createEquipment } from '../../../server/equipment/equipment.ts';
import { startCallBacks } from '../../../server/equipment/call-back.ts';
import { noTypes } from '../../../server/equipment/types.ts';
import { createAnnouncer } from '../../../server/live/announce.ts';
import { startFeedTail } from '../../../server/live/feed-tail.ts';
import { failureWords } from '../../../server/live/problems.ts';
import { hello, roomName, type Door } from '../../../server/live/questions.ts';
import { createSilences } from '../../../server/live/silence.ts';
import { takeCommand } from '../../../server/live/take-command.ts';
import type { Wire } from '../../../server/live/wire.ts';
import { authorize } from '../../../server/people/authorize.ts';
import { createGrants } from '../../../server/people/grants.ts';
import { createDesk, type Desk } from '../../../server/preparations/desk.ts';
import { startDeadlines } from '../../../server/preparations/deadlines.ts';
import { createProtocols } from '../../../server/preparations/protocols.ts';
import { problemOf } from '../../../server/problems.ts';
import { createKeys } from '../../../server/record/keys.ts';
import type { Grant, Services } from '../../../server/services.ts';
import { site } from '../../support/ward.ts';
import { faultyStore } from './faulty-store.ts';
import { idOf } from './ids.ts';
import { createLife, type Life } from './life.ts';
import { unfolded } from './safeguards.ts';
import { openSimulatedStore } from './store.ts';
import type { World } from './world.ts';

/** A screen as its node knows it. */
export interface Connected {
  readonly wire: Wire;
  receive(frame: Frame): void;
}

export interface Node {
  readonly name: string;
  readonly alive: () => boolean;
  readonly ready: () => boolean;
  readonly desk: () => Desk | null;
  start(protocol: Protocol): void;
  kill(): void;
  /** Lets what is under way finish, then stops. */
  stop(): Promise<void>;
  pause(ms: number): void;
  setClock(offsetMs: number): void;
  connect(screen: Connected): void;
  leave(screen: Connected): void;
  command(grant: Grant, raw: unknown): Promise<Reply<Verdict>>;
  hello(screen: Connected, raw: unknown): ReturnType<typeof hello>;
  grants(): ReturnType<typeof createGrants> | null;
}

interface Running {
  readonly life: Life;
  readonly desk: Desk;
  readonly door: Door;
  readonly services: Services;
  readonly grants: ReturnType<typeof createGrants>;
  close(): Promise<void>;
}

export function createNode(world: World, name: string, died: (node: Node) => void): Node {
  const { scheduler } = world;
  const screens = new Set<Connected>();
  let running: Running | null = null;
  let life: Life | null = null;
  let pausedUntil = 0;
  let offset = 0;
  let made = 0;

  async function begin(mine: Life, protocol: Protocol): Promise<void> {
    const clock = { now: () => Math.max(0, world.instant() + offset), monotonic: () => scheduler.now() };
    const ids = { next: () => idOf(world, name, (made += 1)) };
    const timers = { after: (ms: number, work: () => void) => scheduler.after(ms, () => mine.run(work)) };
    const say = (level: string) => (fields: object, message: string) => {
      if ('error' in fields && fields.error === 'BrokenInvariant') world.invariants.push(message);
      world.say(`${name} ${level}: ${message}`);
    };
    const log = { info: say('info'), warn: say('warn'), error: say('error') };
    const bare = openSimulatedStore({ disk: world.disk, clock: storeClock, without: world.without });
    const store = faultyStore(world, bare, mine);
    const keys = createKeys({ master: world.master, documents: store, random: world.random });
    const equipment = createEquipment({ store, clock, keys, types: noTypes, scan: site.scan });
    const protocols = createProtocols({ store, clock });
    await protocols.use(protocol);
    const desk = createDesk({
      store,
      clock,
      ids,
      keys,
      log,
      site,
      protocols,
      equipment,
      demo: true,
      ...(world.without.advanceBeforeStep === true ? { judge: unfolded } : {}),
    });
    const grants = createGrants(store, clock, ids);
    const people = { grant: grants.find, authorize } as unknown as Services['people'];
    const services = {
      preparations: desk,
      protocols,
      people,
      equipment,
      store,
      clock,
      ids,
      log,
      site,
      version: 'simulated',
    };
    const start = await store.position();
    const silences = createSilences({ store, clock, log });
    const announcer = createAnnouncer({
      store,
      desk,
      site,
      clock,
      log,
      rooms: rooms(mine),
      start,
      beside: () => ({ silent: silences.now(), trouble: [] }),
    });
    const tail = startFeedTail({ store, clock, log, timers, from: start, heard: (news) => announcer.heard(news) });
    const deadlines = startDeadlines({ store, clock, keys, log, timers, knowledge: desk.knowledge });
    const callBacks = startCallBacks({ clock, log, timers, equipment, desk });
    const close = async (): Promise<void> => {
      await callBacks.close();
      await deadlines.close();
      await tail.close();
    };
    const all = services as unknown as Services;
    running = {
      life: mine,
      desk,
      door: { services: all, desk, announcer, tail, silences },
      services: all,
      grants,
      close,
    };
    if (world.downUntil > 0 && scheduler.now() >= world.downUntil && !world.armed.lasts('dueUnread'))
      world.recoveredAt ??= world.instant();
    world.say(`${name} is up`);
  }

  /** The store's own clock: not the node's. */
  const storeClock = (): number => world.instant() - (world.armed.lasts('storeClockBack') ? 3_600_000 : 0);

  const rooms = (mine: Life): Parameters<typeof createAnnouncer>[0]['rooms'] => {
    const inside = (room: string) => [...screens].filter(({ wire }) => wire.data.room === room);
    return {
      occupied: (ward, view) => inside(roomName(ward, view)).length > 0,
      send(ward, view, frame) {
        const told = inside(roomName(ward, view));
        if (told.length === 0 || !mine.alive) return;
        // A heartbeat announces nothing.
        const news = frame.rows.length + frame.gone.length > 0;
        if (news && world.armed.dies('beforeAnnounce')) return mine.kill();
        for (const [index, screen] of told.entries()) {
          screen.receive(frame);
          if (news && index === 0 && world.armed.dies('halfAnnounced')) return mine.kill();
        }
      },
    };
  };

  /** A door's answer, unless the node dies before it. */
  function knock<T>(work: (at: Running) => Promise<Reply<T>>): Promise<Reply<T>> {
    return new Promise((resolve) => {
      const at = running;
      if (at === null) return;
      at.life.run(() => {
        void work(at)
          .catch((error: unknown): Reply<T> => {
            if (error instanceof BrokenInvariant) world.invariants.push(error.message);
            world.say(`${name} could not answer: ${error instanceof Error ? error.message : 'unknown'}`);
            return { ok: false, problem: problemOf(error, failureWords) };
          })
          .then((reply) => at.life.run(() => resolve(reply)));
      });
    });
  }

  const node: Node = {
    name,
    alive: () => life?.alive === true,
    ready: () => running !== null,
    desk: () => running?.desk ?? null,
    grants: () => running?.grants ?? null,
    start(protocol) {
      if (life?.alive === true) return;
      const mine = createLife(scheduler, {
        pausedUntil: () => pausedUntil,
        ended() {
          running = null;
          world.say(`${name} is dead`);
          screens.clear();
          died(node);
        },
      });
      life = mine;
      begin(mine, protocol).catch(() => {
        // The store was away: whoever looks after it starts it again.
        mine.kill();
      });
    },
    kill: () => life?.kill(),
    async stop() {
      const at = running;
      if (at === null) return;
      // In production whoever closes waits without end; a simulated store may never answer.
      await at.close();
      at.life.kill();
    },
    pause: (ms) => void (pausedUntil = scheduler.now() + ms),
    setClock: (ms) => void (offset = ms),
    connect: (screen) => void screens.add(screen),
    leave: (screen) => void screens.delete(screen),
    command: (grant, raw) =>
      knock(({ desk, services: { people, clock } }) => takeCommand({ desk, people, clock }, grant, raw)),
    hello: (screen, raw) => knock(({ door }) => hello(door, screen.wire, raw)),
  };
  return node;
}
