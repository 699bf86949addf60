/** In which world a path begins: what is needed there, and what that hangs on. Each path begins in another where several do. */
import type { Protocol } from '../machines/index.ts';
import type { Slice } from './slice.ts';
import { deciding, scope, unneededIn, type World, worldsOf } from './world.ts';

/** A world in which exactly these items are not needed from the beginning, one of those that leave most to be seen. */
export function worldFor(slice: Slice, judged: readonly string[], turn: number): World | undefined {
  const { worlds = [] } = sortedOf(slice).get([...judged].sort().join()) ?? {};
  return worlds[turn % worlds.length];
}

interface AsGood {
  readonly worlds: readonly World[];
  readonly left: number;
}
const begun = new WeakMap<Slice, ReadonlyMap<string, AsGood>>();
function sortedOf(slice: Slice): ReadonlyMap<string, AsGood> {
  const sorted = begun.get(slice) ?? sortedWorlds(slice);
  begun.set(slice, sorted);
  return sorted;
}

function sortedWorlds({ protocol }: Slice): ReadonlyMap<string, AsGood> {
  const best = new Map<string, AsGood>();
  for (const world of worldsOf(protocol)) {
    const key = unneededIn(protocol, world)
      .map((id) => `item.${id}.notNeeded`)
      .sort()
      .join();
    const left = scope(protocol, world) + deciding(protocol, world).replaceAll('0', '').length;
    const found = best.get(key);
    if (found === undefined || left > found.left) best.set(key, { worlds: [world], left });
    else if (left === found.left) best.set(key, { worlds: [...found.worlds, world], left });
  }
  return new Map([...best].map(([key, { worlds, left }]) => [key, { worlds: inTurn(protocol, worlds), left }]));
}

/** A way to begin: what is not needed, and which of the worlds that make it so. */
export interface Beginning {
  readonly judged: readonly string[];
  readonly turn: number;
  /** What is not needed, and by which question alone. */
  readonly because: string;
}

/** Beginnings in which one question alone keeps something from being needed: one of each, so that none can be lost unseen. */
export function beginnings(slice: Slice): readonly Beginning[] {
  return [...sortedOf(slice)].flatMap(([key, { worlds }]) => {
    const questions = worlds.map((world) => deciding(slice.protocol, world));
    return questions.flatMap((question, turn): readonly Beginning[] =>
      key === '' || !question.includes('1') || questions.indexOf(question) < turn
        ? []
        : [{ judged: key.split(','), turn, because: `${key} by ${question}` }],
    );
  });
}

/** One world of each deciding question after the other, then the second of each. */
function inTurn(protocol: Protocol, worlds: readonly World[]): readonly World[] {
  const groups = new Map<string, World[]>();
  for (const world of worlds) {
    const question = deciding(protocol, world);
    groups.set(question, [...(groups.get(question) ?? []), world]);
  }
  const longest = Math.max(0, ...[...groups.values()].map(({ length }) => length));
  return Array.from({ length: longest }, (_, n) => [...groups.values()].flatMap((group) => group[n] ?? [])).flat();
}
