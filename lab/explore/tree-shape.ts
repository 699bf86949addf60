/** Trees of a chart that is seen by a few digits: those digits renumbered, and what makes no difference taken out. */
import { keyOf, renumbered } from './condition.ts';
import type { Leaf, Tree } from './tree.ts';

/** A step that could not be read: instead of a digit of the chart. */
const unreadable = -1;

/** The same tree of nothing but what it asks and writes. */
export function plainTree(tree: Tree): Tree {
  switch (tree.kind) {
    case 'if':
      return { ...tree, yes: plainTree(tree.yes), no: plainTree(tree.no) };
    case 'either':
      return { ...tree, ways: tree.ways.map(plainTree) };
    case 'assign':
      return { ...tree, next: plainTree(tree.next) };
    case 'leaf': {
      const writes: Leaf['writes'] = tree.refused === null ? tree.writes : [[unreadable, 1]];
      return { kind: 'leaf', heard: true, taken: [], refused: null, writes };
    }
    case 'unknown':
      return tree;
  }
}

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

/** The same tree without questions whose answer makes no difference, and without ways that are the same. */
export function foldTree(tree: Tree): Tree {
  switch (tree.kind) {
    case 'if': {
      const [yes, no] = [foldTree(tree.yes), foldTree(tree.no)];
      return treeKey(yes) === treeKey(no) ? yes : { ...tree, yes, no };
    }
    case 'either': {
      const ways = tree.ways.map(foldTree).flatMap((way) => (way.kind === 'either' ? way.ways : [way]));
      const distinct = [...new Map(ways.map((way) => [treeKey(way), way])).values()];
      return distinct.length === 1 ? (distinct[0] as Tree) : { kind: 'either', ways: distinct };
    }
    case 'assign':
      return { ...tree, next: foldTree(tree.next) };
    case 'leaf':
    case 'unknown':
      return tree;
  }
}

const keys = new WeakMap<Tree, string>();
/** Equal for trees that do the same, written the same way. */
export function treeKey(tree: Tree): string {
  const known = keys.get(tree);
  if (known !== undefined) return known;
  const key = keyOfTree(tree);
  keys.set(tree, key);
  return key;
}

function keyOfTree(tree: Tree): string {
  switch (tree.kind) {
    case 'if':
      return `?${keyOf(tree.condition)}{${treeKey(tree.yes)}|${treeKey(tree.no)}}`;
    case 'either':
      return `+{${tree.ways.map(treeKey).sort().join('|')}}`;
    case 'assign':
      return `g${tree.opaque};${treeKey(tree.next)}`;
    case 'leaf':
      return [...tree.writes]
        .sort(([one], [other]) => one - other)
        .map(
          ([digit, value]) =>
            `${digit}=${typeof value === 'number' ? value : `${value.was}${value.map?.join() ?? ''}`}`,
        )
        .join();
    case 'unknown':
      return '-';
  }
}
