/** Trees of a chart that is seen by a few digits: what makes no difference is taken out, and those digits are renumbered. */
import { keyOf, renumbered } from './condition.ts';
import type { Leaf, Tree } from './tree.ts';

/** A tree of nothing but what it asks and writes, without what makes no difference. */
export interface Folded {
  readonly tree: Tree;
  /** Equal for trees that do the same, written the same way. */
  readonly same: number;
  /** Where it may go any of several ways. */
  readonly ways: readonly Folded[];
}

/** A step that could not be read: instead of a digit of the chart. */
const unreadable = -1;

/** Folds trees, which are the same or not among all that it folded. */
export class Folding {
  readonly #known = new Map<string, number>();

  /** The same tree without questions whose answer makes no difference, and without ways that are the same. */
  fold(tree: Tree): Folded {
    switch (tree.kind) {
      case 'if': {
        const [yes, no] = [this.fold(tree.yes), this.fold(tree.no)];
        if (yes.same === no.same) return yes;
        const key = `?${keyOf(tree.condition)}{${yes.same}|${no.same}}`;
        return this.#folded({ ...tree, yes: yes.tree, no: no.tree }, key);
      }
      case 'either': {
        const ways = tree.ways.map((way) => this.fold(way)).flatMap((way) => (way.ways.length > 0 ? way.ways : [way]));
        const distinct = [...new Map(ways.map((way) => [way.same, way])).values()];
        if (distinct.length === 1) return distinct[0] as Folded;
        const key = `+${distinct
          .map(({ same }) => same)
          .sort((one, other) => one - other)
          .join()}`;
        return this.#folded({ kind: 'either', ways: distinct.map((way) => way.tree) }, key, distinct);
      }
      case 'assign': {
        const next = this.fold(tree.next);
        return this.#folded({ ...tree, next: next.tree }, `g${tree.opaque};${next.same}`);
      }
      case 'leaf': {
        const writes: Leaf['writes'] = tree.refused === null ? tree.writes : [[unreadable, 1]];
        return this.#folded({ kind: 'leaf', heard: true, taken: [], refused: null, writes }, keyOfWrites(writes));
      }
      case 'unknown':
        return this.#folded(tree, '-');
    }
  }

  #folded(tree: Tree, key: string, ways: readonly Folded[] = []): Folded {
    const same = this.#known.get(key) ?? this.#known.size;
    this.#known.set(key, same);
    return { tree, same, ways };
  }
}

const keyOfWrites = (writes: Leaf['writes']): string =>
  [...writes]
    .sort(([one], [other]) => one - other)
    .map(([digit, value]) => `${digit}=${typeof value === 'number' ? value : `${value.was}${value.map?.join() ?? ''}`}`)
    .join();

/** @param unread the digit that says that a step could not be read. */
export function mapTree(tree: Tree, places: ReadonlyMap<number, number>, unread: number): Tree {
  const of = (part: Tree): Tree => mapTree(part, places, unread);
  const place = (digit: number): number => (digit === unreadable ? unread : (places.get(digit) as number));
  switch (tree.kind) {
    case 'if':
      return { ...tree, condition: renumbered(tree.condition, places), yes: of(tree.yes), no: of(tree.no) };
    case 'either':
      return { ...tree, ways: tree.ways.map(of) };
    case 'assign':
      return { ...tree, next: of(tree.next) };
    case 'leaf': {
      const writes = tree.writes.map(
        ([digit, value]) =>
          [place(digit), typeof value === 'number' ? value : { was: place(value.was), map: value.map }] as const,
      );
      return { ...tree, writes };
    }
    case 'unknown':
      return tree;
  }
}
