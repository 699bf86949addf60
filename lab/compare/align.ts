/**
 * Two versions of a chart laid beside each other: which region and state of one is which of the other, so that a condition
 * and a state of one can be said of the other. A region that only one has stands where it begins, for as long as what it is
 * part of lasts: that is where a running preparation would find it.
 */
import type { Protocol } from '../../machines/index.ts';
import { lineageOf, type Digit, type ExploredChart, type Node } from '../explore/chart.ts';
import { all, any, not, type Condition } from '../explore/condition.ts';

/** What a path of one version is called in the other. */
export type Renamed = (path: string) => string;
export const asItIs: Renamed = (path) => path;

/** Items are known by their id, whatever step they are in. */
export function movedItems(one: Protocol, other: Protocol): Renamed {
  const moved = new Map<string, string>(
    [...one.items].flatMap(([id, { step }]) => {
      const there = other.items.get(id)?.step.id;
      return there === undefined || there === step.id
        ? []
        : [[`open.${step.id}.${id}`, `open.${there}.${id}`] as const];
    }),
  );
  if (moved.size === 0) return asItIs;
  return (path) => {
    const keys = path.split('.');
    const there = moved.get(keys.slice(0, 3).join('.'));
    return there === undefined ? path : [there, ...keys.slice(3)].join('.');
  };
}

export class Alignment {
  readonly one: ExploredChart;
  readonly other: ExploredChart;
  /** A path of the one in the other. */
  readonly path: Renamed;
  readonly #digits: readonly Carried[];

  constructor(one: ExploredChart, other: ExploredChart, path: Renamed) {
    this.one = one;
    this.other = other;
    this.path = path;
    this.#digits = one.digits.map((digit) => carried(digit, one, other, path));
  }

  /** The node of the other that this one is; null where it has none. */
  node({ path }: Node): Node | null {
    return this.other.byPath.get(this.path(path)) ?? null;
  }

  /** What a condition of the one says, asked of a state of the other. */
  condition(of: Condition): Condition {
    if (typeof of === 'boolean' || 'opaque' in of) return of;
    if ('not' in of) return not(this.condition(of.not));
    if ('all' in of) return all(of.all.map((part) => this.condition(part)));
    if ('any' in of) return any(of.any.map((part) => this.condition(part)));
    const { place, values, begins, lasts } = this.#digits[of.digit] as Carried;
    const has = (value: number): boolean => (of.mask & (1n << BigInt(value))) !== 0n;
    if (place === null) return any([...(has(begins) ? [lasts] : []), ...(has(0) ? [not(lasts)] : [])]);
    let mask = 0n;
    values.forEach((value, there) => {
      if (value !== null && has(value)) mask |= 1n << BigInt(there);
    });
    return mask === 0n ? false : { digit: place, mask };
  }

  /** A state of the other as a state of the one; a value that the one does not have is -1. */
  state(digits: readonly number[], holds: (condition: Condition) => boolean): readonly number[] {
    return this.#digits.map(({ place, values, begins, lasts }) =>
      place === null ? (holds(lasts) ? begins : 0) : (values[digits[place] ?? 0] ?? -1),
    );
  }
}

interface Carried {
  /** The digit of the other; null where it has no such region. */
  readonly place: number | null;
  /** For each value there the value here; null where it has none here. */
  readonly values: readonly (number | null)[];
  /** Where the region begins. */
  readonly begins: number;
  /** That what it is part of is active, in the other. */
  readonly lasts: Condition;
}

function carried({ kind, of, values }: Digit, one: ExploredChart, other: ExploredChart, path: Renamed): Carried {
  const there = other.digits.findIndex((digit) => digit.kind === kind && digit.of.path === path(of.path));
  const valueAt = new Map(values.flatMap((node, value) => (node === null ? [] : [[path(node.path), value] as const])));
  const begins = values.findIndex((node) => node === firstOf(of));
  return {
    place: there < 0 ? null : there,
    values: (other.digits[there]?.values ?? []).map((node) =>
      node === null ? (values[0] === null ? 0 : null) : (valueAt.get(node.path) ?? null),
    ),
    begins: Math.max(begins, 0),
    lasts: activeIn(of, other, path),
  };
}

/** Where a region is when it has just been entered. */
function firstOf(node: Node): Node {
  if (node.kind !== 'compound') return node;
  const first = node.raw.initial.target[0];
  const child = node.children.find(
    ({ raw }) => raw === first || first?.path.join('.').startsWith(raw.path.join('.')) === true,
  );
  return child === undefined ? node : firstOf(child);
}

/** The nearest state above that the other has. */
function activeIn(node: Node, other: ExploredChart, path: Renamed): Condition {
  for (const above of lineageOf(node).slice(1)) {
    const there = other.byPath.get(path(above.path));
    if (there !== undefined) return there.place === null ? true : { digit: there.place.digit, mask: there.place.mask };
  }
  return true;
}
