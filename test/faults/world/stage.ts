/** Who is on the stage: nodes that are started again, boards, tablets with somebody signed in, and how a preparation is opened. */
import type { Protocol } from '../../../machines/index.ts';
import { venepuncture } from '../../support/protocol.ts';
import { importer } from '../../support/ward.ts';
import type { Staged } from './inject.ts';
import { createNode, type Node } from './node.ts';
import { boardCount, nodeCount, tabletCount } from './plan.ts';
import { createScreen } from './screen.ts';
import { createTablet } from './tablet.ts';
import type { World } from './world.ts';

/** Somebody, or something, starts a dead node again after so long. */
const restartMs = 1_200;

export function stage(world: World): Staged {
  const { scheduler, chance } = world;
  const protocol: Protocol = venepuncture();
  const preparations: string[] = [];
  const nodes: Node[] = Array.from({ length: nodeCount }, (_none, index) =>
    createNode(world, `node-${index}`, (node) => void scheduler.after(restartMs, () => startAgain(node))),
  );
  // While all are down nobody starts one.
  const startAgain = (node: Node): void => {
    const wait = world.downUntil - scheduler.now();
    if (wait <= 0) node.start(protocol);
    else scheduler.after(wait, () => startAgain(node));
  };
  const choose = (): Node | null => chance.of(nodes.filter((node) => node.ready())) ?? null;
  const boards = Array.from({ length: boardCount }, (_none, index) =>
    createScreen({ world, name: `board-${index}`, view: 'wall', grant: () => null, choose }),
  );
  const tablets = Array.from({ length: tabletCount }, (_none, index) => createTablet(world, index, nodes, choose));
  const open = (order: number, at: readonly Node[]): void => {
    for (const node of at) void openOrder(world, node, order, preparations, () => open(order, [choose() ?? node]));
  };
  return { world, nodes, tablets, boards, protocol, preparations, open };
}

/** One order, opened until somebody has opened it: whoever asked asks again when nobody could say. */
async function openOrder(
  { instant, scheduler }: World,
  node: Node,
  order: number,
  opened: string[],
  again: () => void,
): Promise<void> {
  const desk = node.desk();
  if (desk === null) return void scheduler.after(700, again);
  const number = `ORD-${order}`;
  const opening = {
    kind: 'open',
    protocol: 'venepuncture',
    opening: {
      // Soon enough that its deadline falls among the taps.
      start: instant() + 9_000 + 5_000 * (order % 3),
      order: { number, version: 1, facts: { fasting: 'none', armRestriction: 'none' } },
      patient: {
        familyName: 'Quillfeather',
        givenName: 'Marigold',
        birthDate: '1951-03-04',
        sex: 'F',
        number: `MRN${order}`,
      },
      place: { ward: 'w4B', bed: String(1 + (order % 6)) },
    },
  } as const;
  try {
    const outcome = await desk.apply([opening], importer);
    if (outcome.kind === 'applied') opened.push(...outcome.preparations.filter((one) => !opened.includes(one)));
    else if (outcome.code === 'clockAhead' || outcome.code === 'busy') scheduler.after(700, again);
  } catch {
    scheduler.after(700, again);
  }
}

const people = ['a-osei', 'b-nunez', 'j-kim'] as const;
export async function signIn(
  world: World,
  { nodes }: Staged,
  tablet: Staged['tablets'][number],
  index: number,
): Promise<void> {
  const person = {
    id: people[index]!,
    name: people[index]!,
    initials: 'XX',
    role: 'nurse',
    wards: ['w4B'],
  } as const;
  let grant = null;
  void nodes[index % nodeCount]!.grants()
    ?.give(person, tablet.name)
    .then((given) => (grant = given));
  await world.scheduler.until(world.scheduler.now() + 60);
  tablet.grant = grant;
  tablet.screen.connect(nodes[index % nodeCount]!);
}
