/** A row of digits said as XState says it: status, state value, context, and what histories remember. */
import type { Digit, Node } from './chart.ts';
import type { Ground, Model } from './model.ts';
import { holds, movesFrom, type Move, type Stand } from './table.ts';

export type StateValue = string | { readonly [key: string]: StateValue };
export interface ExploredState {
  readonly status: 'active' | 'done';
  readonly value: StateValue;
  readonly context: object;
  /** By the history state's id, the ids of what it remembers. */
  readonly historyValue: Readonly<Record<string, readonly string[]>>;
}

export function stateOf({ chart, contexts, done }: Ground, { digits, context }: Stand): ExploredState {
  const active = ({ place }: Node): boolean =>
    place === null || (place.mask & (1n << BigInt(digits[place.digit] ?? 0))) !== 0n;
  const valueOf = (node: Node): StateValue => {
    if (node.kind === 'parallel')
      return Object.fromEntries(node.children.map((child) => [child.raw.key, valueOf(child)]));
    const child = node.children.find(active);
    if (child === undefined) return {};
    return child.children.length === 0 ? child.raw.key : { [child.raw.key]: valueOf(child) };
  };
  return {
    status: holds(done, digits, context, contexts) ? 'done' : 'active',
    value: valueOf(chart.root),
    context: contexts.at(context),
    historyValue: Object.fromEntries(
      [...chart.remembered].flatMap(([history, places]) => {
        const nodes = remembered(
          history,
          places.map(({ digit }) => [chart.digits[digit] as Digit, digits[digit] ?? 0]),
        );
        return nodes === null ? [] : [[history.id, nodes.map(({ id }) => id)]];
      }),
    ),
  };
}

function remembered(history: Node, places: readonly (readonly [Digit, number])[]): readonly Node[] | null {
  if (places.some(([, value]) => value === 0)) return null;
  const nodes = places.flatMap(([{ values }, value]) => values[value] ?? []);
  if (history.raw.history === 'deep') return nodes.filter(({ kind }) => kind === 'atomic' || kind === 'final');
  return nodes[0] === history.parent ? (history.parent?.children ?? []) : nodes;
}

/** Every state, breadth first, with its moves: by the trees as they are, for comparing and for drawing. */
export function everyMove(
  model: Model,
  statesMax: number,
): {
  readonly states: readonly Stand[];
  readonly moves: readonly (readonly [from: number, move: Move, to: number])[];
  readonly whole: boolean;
} {
  const numbers = new Map<string, number>();
  const states: Stand[] = [];
  const moves: (readonly [number, Move, number])[] = [];
  const number = (stand: Stand): number => {
    const key = `${stand.digits.join()};${stand.context}`;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, states.length);
    return states.push(stand) - 1;
  };
  number(model.initial);
  for (let at = 0; at < states.length; at++) {
    if (states.length > statesMax) return { states, moves, whole: false };
    for (const move of movesFrom(model, states[at] as Stand)) moves.push([at, move, number(move)]);
  }
  return { states, moves, whole: true };
}
