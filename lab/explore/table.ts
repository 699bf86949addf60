/** Trees walked as they are: what an explorer does where code may not be made, and what made code is compared with. */
import type { Condition } from './condition.ts';
import type { Contexts } from './contexts.ts';
import type { Model, Trial } from './model.ts';
import type { Leaf, Tree } from './tree.ts';

export interface Stand {
  readonly digits: readonly number[];
  readonly context: number;
}
export interface Move extends Stand {
  readonly trial: number;
  readonly taken: readonly number[];
}

export function holds(condition: Condition, digits: ArrayLike<number>, context: number, contexts: Contexts): boolean {
  if (typeof condition === 'boolean') return condition;
  if ('digit' in condition) return (condition.mask & (1n << BigInt(digits[condition.digit] ?? 0))) !== 0n;
  if ('opaque' in condition) return contexts.ask(condition.opaque, context) === 1;
  if ('not' in condition) return !holds(condition.not, digits, context, contexts);
  return 'all' in condition
    ? condition.all.every((part) => holds(part, digits, context, contexts))
    : condition.any.some((part) => holds(part, digits, context, contexts));
}

/** Every move out of a state, in the order of the trials. */
export function movesFrom(model: Model, { digits, context }: Stand): readonly Move[] {
  if (holds(model.done, digits, context, model.contexts)) return [];
  return model.trials.flatMap((trial, index) => movesBy(model, trial, index, digits, context));
}

/** Every move by one event. */
export function movesBy(model: Model, trial: Trial, index: number, digits: readonly number[], context: number): Move[] {
  const { contexts } = model;
  if (trial.tree === null && trial.parts === null)
    return model.stepped(index, { digits, context }).map((next) => ({
      digits: next.digits,
      context: next.context,
      trial: index,
      taken: next.taken.map((transition) => transition.index),
    }));
  const trees = trial.tree === null ? (trial.parts ?? []) : [trial.tree];
  let ways: { stand: Stand; heard: boolean; taken: readonly number[] }[] = [
    { stand: { digits, context }, heard: false, taken: [] },
  ];
  for (const tree of trees)
    ways = ways.flatMap((way) =>
      endsOf(tree, digits, way.stand.context, contexts).map(({ leaf, context: after }) => ({
        stand: {
          digits: leaf.writes.length === 0 ? way.stand.digits : written(leaf, digits, way.stand.digits),
          context: after,
        },
        heard: way.heard || leaf.heard,
        taken: [...way.taken, ...leaf.taken.map((transition) => transition.index)],
      })),
    );
  return ways.filter(({ heard }) => heard).map(({ stand, taken }) => ({ ...stand, trial: index, taken }));
}

/** Where a tree ends for a state; in several places, where the order of things is not kept. */
function endsOf(
  tree: Tree,
  digits: readonly number[],
  context: number,
  contexts: Contexts,
): { leaf: Leaf; context: number }[] {
  switch (tree.kind) {
    case 'if':
      return endsOf(holds(tree.condition, digits, context, contexts) ? tree.yes : tree.no, digits, context, contexts);
    case 'either':
      return tree.ways.flatMap((way) => endsOf(way, digits, context, contexts));
    case 'assign':
      return endsOf(tree.next, digits, contexts.ask(tree.opaque, context), contexts);
    case 'leaf':
      if (tree.refused !== null) throw tree.refused;
      return [{ leaf: tree, context }];
    case 'unknown':
      throw new Error('A tree was not grown to its end.');
  }
}

function written({ writes }: Leaf, before: readonly number[], now: readonly number[]): readonly number[] {
  const after = [...now];
  for (const [digit, value] of writes)
    after[digit] = typeof value === 'number' ? value : (value.map?.[before[value.was] ?? 0] ?? before[value.was] ?? 0);
  return after;
}
