/** Where things stand, read from the state's value. */
import { type ItemStatus, itemStatuses } from '../terms.ts';
import type { State, StateValue } from './state.ts';

/** The value below a dotted path, or undefined when the chart is not there. */
export function valueAt(value: StateValue, path: string): StateValue | undefined {
  return path
    .split('.')
    .reduce<StateValue | undefined>((below, key) => (typeof below === 'object' ? below[key] : undefined), value);
}

/** True while the chart is in this state: the reader's `stateIn`. */
export function isAt(value: StateValue, path: string): boolean {
  const below = path.split('.');
  const leaf = below.pop() ?? '';
  const parent = below.length === 0 ? value : valueAt(value, below.join('.'));
  return parent === leaf || (typeof parent === 'object' && leaf in parent);
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
