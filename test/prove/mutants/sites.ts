/** The places of a protocol's chart where a mutation may bite: its states, their transitions, its named guards. */
import type { Edited, EditedState } from '../../../machines/index.ts';

export interface Act {
  readonly type: string;
  readonly params?: { readonly type?: string };
}
export interface Transition {
  readonly target?: string;
  readonly guard?: unknown;
  readonly actions?: readonly Act[];
  readonly reenter?: boolean;
}
/** One transition, by where it is written. */
export interface Wire {
  readonly path: string;
  readonly part: 'on' | 'after';
  /** The event's type, or the delay's name. */
  readonly name: string;
  readonly index: number;
  readonly transition: Transition;
}

/** A chart open to be changed, with what can be changed in it. */
export interface Sites {
  readonly chart: Edited;
  readonly paths: readonly string[];
  readonly wires: readonly Wire[];
}

export function sitesOf(chart: Edited, paths: readonly string[]): Sites {
  const wires = paths.flatMap((path) =>
    (['on', 'after'] as const).flatMap((part) =>
      Object.entries(chart.state(path)[part] ?? {}).flatMap(([name, listed]) =>
        ([listed].flat() as (string | Transition)[]).map((one, index) => ({
          path,
          part,
          name,
          index,
          transition: typeof one === 'string' ? { target: one } : one,
        })),
      ),
    ),
  );
  return { chart, paths, wires };
}

/** Writes another transition in the place of one; null takes it out. */
export function rewire({ chart }: Sites, { path, part, name, index }: Wire, to: Transition | null): void {
  const listed = chart.state(path)[part] as Record<string, unknown>;
  const next = [listed[name]].flat();
  next.splice(index, 1, ...(to === null ? [] : [to]));
  if (next.length === 0) delete listed[name];
  else listed[name] = next.length === 1 ? next[0] : next;
}

/** The other states that the state above has, where it is in one of them at a time. */
export function siblings({ chart }: Sites, path: string): readonly string[] {
  const parent = stateAbove(chart, path);
  if (parent === null || parent.type === 'parallel') return [];
  const own = path.split('.').at(-1);
  return Object.keys(parent.states ?? {}).filter((key) => key !== own);
}

export function stateAbove(chart: Edited, path: string): EditedState | null {
  const above = path.split('.').slice(0, -1).join('.');
  return above === '' ? null : chart.state(above);
}

export const isTold = ({ type }: Act): boolean => type === 'broadcast';
