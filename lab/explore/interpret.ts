/** The same exploration without made code, for where a page may not make any: trees are walked as they are. */
import type { Ran } from './code.ts';
import type { Condition } from './condition.ts';
import type { Model } from './model.ts';
import type { Packing } from './packing.ts';
import { holds, movesFrom, type Move, type Stand } from './table.ts';

/** @param seen every move, for what is taken and written somewhere. */
export function interpret(
  model: Model,
  packing: Packing,
  looked: readonly Condition[],
  limit: number,
  seen: (move: Move) => void,
): Ran {
  const numbers = new Map<string, number>();
  const states: Stand[] = [];
  const from: number[] = [];
  const via: number[] = [];
  const first = looked.map(() => -1);
  let moves = 0;
  let silent = -1;
  let at = -1;
  const add = (stand: Stand, trial: number): void => {
    const key = `${packing.pack(stand.digits).join()};${stand.context}`;
    if (numbers.has(key)) return;
    numbers.set(key, states.length);
    states.push({ digits: stand.digits, context: stand.context });
    from.push(at);
    via.push(trial);
  };
  add(model.initial, -1);
  for (at = 0; at < states.length && states.length <= limit; at++) {
    const stand = states[at] as Stand;
    looked.forEach((condition, index) => {
      if (first[index] === -1 && holds(condition, stand.digits, stand.context, model.contexts)) first[index] = at;
    });
    const found = movesFrom(model, stand);
    for (const move of found) {
      seen(move);
      add(move, move.trial);
    }
    moves += found.length;
    if (found.length === 0 && silent < 0 && !holds(model.done, stand.digits, stand.context, model.contexts))
      silent = at;
  }
  return {
    states: states.length,
    explored: at,
    moves,
    first,
    silent,
    at: (state) => [...packing.pack((states[state] as Stand).digits), (states[state] as Stand).context],
    from: Int32Array.from(from),
    via: Int32Array.from(via),
  };
}
