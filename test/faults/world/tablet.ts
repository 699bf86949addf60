/** A tablet: the real outbox of `src/link` over a storage that outlives its page, and a network that does what it likes. */
import { createOutbox } from '../../../src/link/outbox.ts';
import { createServerClock } from '../../../src/link/server-clock.ts';
import { unanswered } from '../../../src/link/waiting.ts';
import type { Grant } from '../../../server/services.ts';
import { createCourier } from './courier.ts';
import { createKeep } from './keep.ts';
import type { Node } from './node.ts';
import { createScreen, type Screen } from './screen.ts';
import { tapOf } from './taps.ts';
import type { World } from './world.ts';

export interface Tablet {
  readonly name: string;
  readonly screen: Screen;
  grant: Grant | null;
  tap(preparation: string, ahead: number): Promise<void>;
  /** Out of reach until then. */
  away(ms: number): void;
  reload(): void;
  setWall(offsetMs: number): void;
  waiting(): number;
}

export function createTablet(world: World, index: number, nodes: readonly Node[], choose: () => Node | null): Tablet {
  const { scheduler } = world;
  const name = `tablet-${index}-0000`;
  const keep = createKeep();
  const courier = createCourier({ world, name, nodes, to: () => tablet.screen.node(), grant: () => tablet.grant });
  let awayUntil = 0;
  let wallOffset = 0;
  let page = 0;
  let made = 0;
  const wall = (): number => world.instant() + wallOffset;
  let clock = createServerClock(scheduler.now, wall);
  let outbox = newOutbox();

  const tablet: Tablet = {
    name,
    screen: createScreen({
      world,
      name,
      view: 'tablet',
      grant: () => tablet.grant,
      choose: () => (scheduler.now() < awayUntil || tablet.grant === null ? null : choose()),
      heard(at) {
        clock.heard(at);
        outbox.pulse();
      },
      joined: () => outbox.wake(),
    }),
    grant: null,
    async tap(preparation, ahead) {
      const desk = tablet.screen.node()?.desk() ?? nodes.find((node) => node.ready())?.desk();
      if (tablet.grant === null || desk === undefined || desk === null) return;
      const { person, role, id: grant, device } = tablet.grant;
      const seen = await desk.checklist(preparation, { person, role, grant, device });
      if (seen === null) return;
      const { event, more } = tapOf(world.step(preparation, ahead === 0), ahead, seen.patient.number, clock.now());
      const says = { patient: '', bed: null, what: event, value: null, by: person };
      const { digest, revision, head } = seen;
      await outbox.add({ preparation, event, ...more, base: { revision, head }, digest, grant, says }, null);
    },
    away(ms) {
      awayUntil = scheduler.now() + ms;
      tablet.screen.cut();
    },
    reload() {
      // Storage stays; what the page held in memory is gone.
      page += 1;
      const lastSync = clock.lastSync();
      clock = createServerClock(scheduler.now, wall);
      clock.remembered(lastSync);
      outbox = newOutbox();
      tablet.screen.reload();
    },
    setWall: (ms) => void (wallOffset = ms),
    waiting: () => unanswered(keep.all()).length,
  };

  function newOutbox() {
    const mine = page;
    return createOutbox({
      keep,
      send: (message) => (mine === page ? courier.send(message) : new Promise(() => undefined)),
      maySend: () => mine === page && scheduler.now() >= awayUntil && tablet.screen.live(),
      clock,
      device: async () => name,
      makeId: () => `command-${index}-${String((made += 1)).padStart(4, '0')}`,
      wall,
      later: (run, ms) => void scheduler.after(ms, () => mine === page && run()),
      alone: (run) => run(),
      tell: () => undefined,
    });
  }

  return tablet;
}
