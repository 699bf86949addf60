/** One seed, one run: people work while things go wrong, then nothing goes wrong any more and everything must come right. */
import { check } from '../history/check.ts';
import type { Flaw } from '../history/flaw.ts';
import type { History } from '../history/history.ts';
import type { CrashPoint, Fault } from './faults.ts';
import { inject, type Staged } from './inject.ts';
import { nodeCount, planOf, preparationCount, workMs, type Plan } from './plan.ts';
import { readHistory } from './read-history.ts';
import type { Switches } from './safeguards.ts';
import { createScreen } from './screen.ts';
import { signIn, stage } from './stage.ts';
import { createWorld, type World } from './world.ts';

export interface Result {
  readonly flaws: readonly Flaw[];
  readonly history: History;
  /** One line for everything that happened, in order. */
  readonly trace: readonly string[];
  readonly happened: ReadonlyMap<Fault, number>;
  readonly died: ReadonlyMap<CrashPoint, number>;
  readonly events: number;
  readonly simulatedMs: number;
}

/** Nodes are up, screens are joined, deadlines are recorded; a tablet that still rests is waited for. */
const settleMs = 12_000;
const settleMoreMs = 5_000;
const settlesMax = 8;
const laterOpenings = [7_000, 17_000];

export async function run(seed: number, without: Switches = {}): Promise<Result> {
  return play(planOf(seed), without);
}

export async function play(plan: Plan, without: Switches = {}): Promise<Result> {
  const world = createWorld(plan, without);
  const staged = stage(world);
  const { scheduler, armed } = world;
  const { nodes, tablets, boards, protocol } = staged;
  for (const node of nodes) node.start(protocol);
  await scheduler.until(600);
  for (let order = 1; order <= preparationCount; order += 1) staged.open(order, [nodes[order % nodeCount]!]);
  for (const [index, tablet] of tablets.entries()) await signIn(world, staged, tablet, index);
  for (const board of boards) board.connect(nodes[world.chance.below(nodeCount)]!);
  await scheduler.until(1_000);

  // Patients come while others are being prepared.
  for (const [index, instant] of laterOpenings.entries())
    at(world, instant, () => staged.open(10 + index, [nodes[index]!]));
  for (const fault of plan.faults) at(world, fault.at, () => inject(staged, fault));
  for (const crash of plan.crashes) at(world, crash.at, () => armed.crash(crash.point, crash.nth));
  for (const tap of plan.taps)
    at(world, tap.at, () => {
      const preparation = staged.preparations[tap.preparation];
      // A tablet that cannot reach anybody taps on the checklist it has; the store being away, there is none to look at.
      if (preparation !== undefined) void tablets[tap.tablet]!.tap(preparation, tap.ahead).catch(() => undefined);
    });
  await scheduler.until(workMs);
  await allDown(world, staged);

  armed.clear();
  for (const node of nodes) node.setClock(0);
  const down = plan.faults.some(({ kind }) => kind === 'allNodesDown');
  if (down) armed.last('dueUnread', plan.seed % 3 === 0 ? 4_000 : 0);
  for (const node of nodes) node.start(protocol);
  await scheduler.until(scheduler.now() + settleMs);
  for (
    let more = 0;
    more < settlesMax && tablets.some((tablet) => tablet.waiting() > 0 || !tablet.screen.live());
    more += 1
  )
    await scheduler.until(scheduler.now() + settleMoreMs);
  return judged(world, staged);
}

const at = ({ scheduler }: World, instant: number, work: () => void): void =>
  void scheduler.after(instant - scheduler.now(), work);

/** Time goes by with nobody there. */
async function allDown(world: World, { nodes }: Staged): Promise<void> {
  const down = Math.max(0, ...world.plan.faults.flatMap(({ kind, ms }) => (kind === 'allNodesDown' ? [ms] : [])));
  if (down === 0) return;
  world.downUntil = workMs + down;
  world.armed.count('allNodesDown');
  world.say('fault allNodesDown');
  for (const node of nodes) node.kill();
  await world.scheduler.until(workMs + down);
}

async function judged(world: World, { nodes, tablets, boards, protocol, preparations }: Staged): Promise<Result> {
  const { scheduler } = world;
  // Somebody who comes only now sees what there is.
  const witness = createScreen({ world, name: 'witness', view: 'wall', grant: () => null, choose: () => nodes[0]! });
  witness.connect(nodes[0]!);
  const end = world.instant() - 2_000;
  await scheduler.until(scheduler.now() + 1_500);
  const history = await readHistory({
    world,
    protocol,
    opened: preparations,
    screens: [...boards, ...tablets.map((one) => one.screen), witness],
    end,
  });
  const flaws = check(history);
  for (const { kind, says } of flaws) world.say(`flaw ${kind}: ${says}`);
  return {
    flaws,
    history,
    trace: world.trace,
    happened: world.happened,
    died: world.died,
    events: scheduler.events(),
    simulatedMs: scheduler.now(),
  };
}
