/** An event that many regions hear at once, taken apart where they cannot disturb each other. */
import { lineageOf, type ExploredChart, type Node } from './chart.ts';
import { digitsIn, readsContext } from './condition.ts';
import type { Contexts } from './contexts.ts';
import type { Happening } from './happening.ts';
import { hearingOf } from './hearing.ts';
import { treeOf, type Tree } from './tree.ts';

interface Footprint {
  readonly reads: ReadonlySet<number>;
  readonly writes: ReadonlySet<number>;
  readonly context: boolean;
}

/**
 * The regions that hear an event, each with what it does alone; null when they may disturb each other.
 * No part writes what another reads or writes, and none touches the context: then it makes no difference in which order
 * they go, and all of them together do what XState does in one step.
 */
export function partsOf(chart: ExploredChart, contexts: Contexts, event: Happening): readonly Tree[] | null {
  const regions = listening(chart, event);
  if (regions === null || regions.length < 2) return null;
  const trees = regions.map((region) => treeOf(chart, contexts, event, { within: region }));
  if (!trees.every((tree) => tree !== null)) return null;
  const prints = trees.map(footprint);
  const apart = prints.every((one, index) =>
    prints.every(
      (other, place) =>
        place === index ||
        (!one.context && [...one.writes].every((digit) => !other.reads.has(digit) && !other.writes.has(digit))),
    ),
  );
  return apart ? trees : null;
}

/** The children of the innermost parallel state that holds every listener, where nothing above it listens. */
function listening(chart: ExploredChart, event: Happening): readonly Node[] | null {
  const own = [...hearingOf(chart).of(event.type).own.keys()];
  const [first, ...rest] = own;
  if (first === undefined) return null;
  const shared = lineageOf(first).find((above) => rest.every((node) => lineageOf(node).includes(above)));
  if (shared === undefined || shared.kind !== 'parallel' || own.includes(shared)) return null;
  return shared.children.filter((child) => own.some((node) => lineageOf(node).includes(child)));
}

function footprint(tree: Tree): Footprint {
  const reads = new Set<number>();
  const writes = new Set<number>();
  let context = false;
  const walk = (at: Tree): void => {
    if (at.kind === 'if') {
      for (const digit of digitsIn(at.condition)) reads.add(digit);
      context ||= readsContext(at.condition);
      walk(at.yes);
      walk(at.no);
    } else if (at.kind === 'either') at.ways.forEach(walk);
    else if (at.kind === 'assign') {
      context = true;
      walk(at.next);
    } else if (at.kind === 'leaf')
      for (const [digit, value] of at.writes) {
        writes.add(digit);
        if (typeof value !== 'number') reads.add(value.was);
      }
  };
  walk(tree);
  return { reads, writes, context };
}
