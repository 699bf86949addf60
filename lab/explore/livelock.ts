/**
 * States in which a machine goes on for ever by itself: from none of them, nor from any that they lead to, is there
 * anything left that somebody outside could do, an end, or a rest. Only deadlines (and what is raised or eventless in
 * their steps) are still taken.
 */
import type { Explored } from './explore.ts';
import type { Model } from './model.ts';
import { movesFrom, type Stand } from './table.ts';

export interface Livelock {
  /** How many such states there are. */
  readonly count: number;
  /** The number of the one that is found first; no way to any is shorter. */
  readonly first: number;
}

/** Null where there is none. Every state must have been seen. */
export function livelockIn({ model, packing, ran }: Explored): Livelock | null {
  const numbers = new Map<string, number>();
  const stands: Stand[] = [];
  for (let state = 0; state < ran.states; state++) {
    const words = ran.at(state);
    numbers.set(words.join(), state);
    stands.push({ digits: packing.unpack(words.slice(0, -1)), context: words.at(-1) ?? 0 });
  }
  const before = stands.map((): number[] => []);
  const waiting: number[] = [];
  stands.forEach((stand, state) => {
    const moves = movesFrom(model, stand).filter(({ taken }) => taken.length > 0);
    // One that has ended has no moves either.
    if (moves.length === 0 || moves.some(({ trial }) => !isDeadline(model, trial))) waiting.push(state);
    for (const { digits, context } of moves)
      before[numbers.get([...packing.pack(digits), context].join()) as number]?.push(state);
  });
  // From these somebody can do something, or it ends or rests; so it can from all that lead there.
  const free = new Set(waiting);
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop())
    for (const one of before[state] ?? [])
      if (!free.has(one)) {
        free.add(one);
        waiting.push(one);
      }
  if (free.size === stands.length) return null;
  return { count: stands.length - free.size, first: stands.findIndex((_stand, state) => !free.has(state)) };
}

const isDeadline = ({ trials, chart }: Model, trial: number): boolean =>
  chart.deadlines.has(trials[trial]?.event.type ?? '');
