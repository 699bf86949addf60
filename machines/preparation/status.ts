/** Where things stand, read from the state's value. */
import { type ItemStatus, itemStatuses } from '../terms.ts';
import type { State, StateValue } from './state.ts';

/** Charts have a few hundred paths and ask for them all the time; each is taken apart once. */
const taken = new Map<string, readonly string[]>();
function keysOf(path: string): readonly string[] {
  const known = taken.get(path);
  if (known !== undefined) return known;
  const keys = path.split('.');
  taken.set(path, keys);
  return keys;
}

/** The value below a dotted path, or undefined when the chart is not there. */
export const valueAt = (value: StateValue, path: string): StateValue | undefined => {
  const keys = keysOf(path);
  return below(value, keys, keys.length);
};

/** True while the chart is in this state: the reader's `stateIn`. */
export function isAt(value: StateValue, path: string): boolean {
  const keys = keysOf(path);
  const leaf = keys[keys.length - 1] ?? '';
  const parent = below(value, keys, keys.length - 1);
  return parent === leaf || (typeof parent === 'object' && leaf in parent);
}

function below(value: StateValue, keys: readonly string[], depth: number): StateValue | undefined {
  let now: StateValue | undefined = value;
  for (let n = 0; n < depth && now !== undefined; n += 1)
    now = typeof now === 'object' ? now[keys[n] ?? ''] : undefined;
  return now;
}

/** The item's status, or null after the preparation has ended. */
export function itemStatus({ value }: Pick<State, 'value'>, step: string, item: string): ItemStatus | null {
  const status = valueAt(value, `open.${step}.${item}`);
  return itemStatuses.find((known) => known === status) ?? null;
}

/** A region's state as one word: the topmost name below its path. */
export function standing(value: StateValue, path: string): string | null {
  const below = valueAt(value, path);
  if (below === undefined) return null;
  return typeof below === 'string' ? below : (Object.keys(below)[0] ?? null);
}
