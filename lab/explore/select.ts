/** Which transitions an event takes, as XState selects them: innermost first, the first whose guard holds. */
import { isBelow, type Node, type Transition } from './chart.ts';
import type { Contexts } from './contexts.ts';
import { domainOf, exitsMeet } from './domain.ts';
import { effectful } from './actions.ts';
import { conditionOf } from './guards.ts';
import type { Happening } from './happening.ts';
import { Refused } from './refused.ts';
import type { Run } from './run.ts';

export function select(run: Run, event: Happening, contexts: Contexts, within: Node = run.chart.root): Transition[] {
  const { own, above, below } = run.hearing.of(event.type);
  return above.has(within) && run.is(within) ? selectIn(within) : [];

  function selectIn(node: Node): Transition[] {
    const mine = own.get(node) ?? [];
    const children = below.get(node) ?? [];
    run.heard ||= mine.some(moves);
    const inner: Transition[] = [];
    if (node.kind === 'parallel') for (const child of children) inner.push(...selectIn(child));
    else {
      const active = children.find((child) => run.is(child));
      if (active !== undefined) inner.push(...selectIn(active));
    }
    return inner.length > 0 ? inner : firstOf(mine, run, event, contexts);
  }
}

/** One that neither moves nor acts forbids its event; XState does not count it as heard. */
export const moves = ({ targets, actions, reenter }: Transition): boolean =>
  targets !== null || actions.length > 0 || reenter;

/** Every active atomic state takes the first it finds on the way up; several may find the same one. */
export function selectEventless(run: Run, event: Happening, contexts: Contexts): Transition[] {
  const { own, above } = run.hearing.eventless();
  if (own.size === 0) return [];
  const { found } = selectIn(run.chart.root);
  return inOrder(run, [...new Set(found)]);

  /** `open`: some atomic state below has found nothing yet, and looks further up. */
  function selectIn(node: Node): { readonly found: readonly Transition[]; readonly open: boolean } {
    let open = node.children.length === 0;
    const below: Transition[] = [];
    const active =
      node.kind === 'parallel' ? node.children : node.children.filter((child) => above.has(child) && run.is(child));
    if (node.kind === 'compound' && active.length === 0) open = true;
    for (const child of active) {
      if (!above.has(child)) open = true;
      else {
        const inner = selectIn(child);
        below.push(...inner.found);
        open ||= inner.open;
      }
    }
    const mine = open ? firstOf(own.get(node) ?? [], run, event, contexts) : [];
    return { found: [...below, ...mine], open: open && mine.length === 0 };
  }
}

function firstOf(listed: readonly Transition[], run: Run, event: Happening, contexts: Contexts): Transition[] {
  for (const transition of listed)
    if (run.ask(conditionOf(transition.guard, event, run, contexts))) return [transition];
  return [];
}

/** More transitions at once than this, whose order matters, is more orders than are tried. */
const ordersMax = 4;

/**
 * XState takes several eventless transitions in the order in which their states were entered, and keeps that order
 * nowhere: a machine that was restored may go another way. Where the order matters, every order is followed. (Transitions
 * of an event go by region, and regions are always entered together, in the chart's order.)
 */
function inOrder(run: Run, selected: Transition[]): Transition[] {
  if (selected.length < 2 || !orderMatters(run, selected)) return selected;
  if (selected.length > ordersMax)
    throw new Refused(
      selected[0]?.source.path ?? '',
      `${selected.length} transitions are taken at once and their order decides the outcome; let one region act and raise what follows`,
    );
  const orders = permutations(selected);
  return orders[run.answers.choose(orders.length)] as Transition[];
}

function orderMatters(run: Run, selected: readonly Transition[]): boolean {
  if (selected.filter(({ actions }) => effectful(actions, run.chart)).length > 1) return true;
  const domains = selected.map((transition) => domainOf(transition, run));
  return selected.some((one, index) =>
    selected.some(
      (other, place) =>
        place > index &&
        exitsMeet(domains[index] ?? null, domains[place] ?? null) &&
        !isBelow(one.source, other.source) &&
        !isBelow(other.source, one.source),
    ),
  );
}

function permutations<T>(of: readonly T[]): T[][] {
  if (of.length < 2) return [[...of]];
  return of.flatMap((first, index) =>
    permutations([...of.slice(0, index), ...of.slice(index + 1)]).map((rest) => [first, ...rest]),
  );
}
