/** Puts the faults of a plan into a running world, each at its time. */
import type { Protocol } from '../../../machines/index.ts';
import type { Node } from './node.ts';
import type { PlannedFault } from './plan.ts';
import type { Screen } from './screen.ts';
import type { Tablet } from './tablet.ts';
import { trim } from './tables.ts';
import type { World } from './world.ts';

export interface Staged {
  readonly world: World;
  readonly nodes: readonly Node[];
  readonly tablets: readonly Tablet[];
  readonly boards: readonly Screen[];
  readonly protocol: Protocol;
  readonly preparations: readonly string[];
  open(order: number, nodes: readonly Node[]): void;
}

/** Somebody starts a dead node again after so long. */
const restartMs = 1_500;

export function inject(staged: Staged, fault: PlannedFault): void {
  const { kind, ms, times, of } = fault;
  const { world, nodes, tablets, boards, protocol, preparations } = staged;
  const { scheduler, chance, armed, disk } = world;
  const node = nodes[of]!;
  const screen = [...boards, ...tablets.map((one) => one.screen)][of + (ms % 2) * boards.length]!;
  const tablet = tablets[of]!;
  const did = (): void => {
    armed.count(kind);
    world.say(`fault ${kind}`);
  };
  const again = (one: Node): void => void scheduler.after(restartMs, () => one.start(protocol));
  switch (kind) {
    case 'screenCut':
      did();
      return screen.cut();
    case 'boardReloaded':
      did();
      return boards[of]!.reload();
    case 'screenFrozen':
      did();
      return screen.freeze(ms);
    case 'nodeKilled':
      if (!node.alive()) return;
      did();
      return node.kill();
    case 'nodeStopped':
      if (!node.ready()) return;
      did();
      // Whoever stops it does not wait for ever.
      scheduler.after(5_000, () => node.kill());
      return void node.stop();
    case 'nodePaused':
      did();
      return node.pause(ms);
    case 'allNodesDown':
      return;
    case 'clockAhead':
      did();
      node.setClock(4 * 3_600_000);
      return void scheduler.after(ms, () => node.setClock(0));
    case 'clockBack':
      did();
      node.setClock(-4 * 3_600_000);
      return void scheduler.after(ms, () => node.setClock(0));
    case 'clockDrifts':
      did();
      node.setClock(chance.in(2) ? 900 : -900);
      return void scheduler.after(ms, () => node.setClock(0));
    case 'storeClockBack':
    case 'storeAway':
    case 'storeReadsFail':
    case 'storeSlow':
    case 'fsyncSlow':
    case 'dueUnread':
      world.say(`fault ${kind} for ${ms}`);
      return armed.last(kind, kind === 'dueUnread' ? ms + 6_000 : ms);
    case 'powerCut':
      did();
      disk.cut(0);
      return nodes.forEach((one) => {
        one.kill();
        again(one);
      });
    case 'powerCutInGroup':
      // Waits until a group is on its way.
      if (disk.waiting() < 2) {
        if (ms > 0) scheduler.after(1, () => inject(staged, { ...fault, ms: ms - 1 }));
        return;
      }
      did();
      disk.cut(Math.ceil(disk.waiting() / 2));
      return nodes.forEach((one) => {
        one.kill();
        again(one);
      });
    case 'feedTrimmed':
      did();
      node.pause(ms);
      for (let wait = 0; wait <= ms; wait += 50) scheduler.after(wait, () => trim(disk.tables(), Infinity));
      return;
    case 'lateTablet':
      did();
      return tablet.away(world.plan.seed % 2 === 0 ? ms + 10_000 : 40_000);
    case 'tabletReloaded':
      did();
      return tablet.reload();
    case 'tabletClockWrong':
      did();
      return tablet.setWall((chance.in(2) ? 1 : -1) * 4 * 3_600_000);
    case 'tabletsRace':
      did();
      return tablets.forEach((one) => void one.tap(preparations[0] ?? '', 0).catch(() => undefined));
    case 'openingsRace':
      did();
      return staged.open(100 + of, nodes);
    default:
      return armed.arm(kind, times);
  }
}
