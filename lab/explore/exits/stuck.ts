/**
 * Where no order leads out: a state that nothing somebody may do leads out of, or a circle of states each of which waits
 * for another of them. Shown by a way to where they stand so.
 */
import { all, any, not, type Condition } from '../condition.ts';
import type { Finding, Claim } from '../prove.ts';
import type { Ready } from '../prove-reduced.ts';
import { decideLarge } from '../reduced.ts';
import type { Option, Options } from './options.ts';
import { isIn, type Order } from './order.ts';
import { conditionThat, type Standing } from './ways-of.ts';

interface Block {
  readonly digit: number;
  readonly value: number;
}
/** Broken or unknown; or states that turned out never to be. */
export type Stuck =
  | (Pick<Finding<Claim>, 'verdict' | 'way' | 'why'> & { readonly shortest: boolean })
  | { readonly never: readonly (readonly [digit: number, value: number])[] };

export function stuckFinding(
  { ground, influence }: Ready,
  open: Condition,
  { left, ranked }: Order,
  options: Options,
  goals: Standing,
): Stuck {
  const blocks = left.flatMap(({ digit, values }) => values.map((value): Block => ({ digit, value })));
  const says = ({ digit, value }: Block): string => ground.chart.digits[digit]?.values[value]?.path ?? '';
  const decide = (condition: Condition) => decideLarge(ground, influence, all([open, condition]));
  const never: (readonly [number, number])[] = [];
  let unknown = '';

  for (const block of blocks.filter((one) => optionsAt(one).length === 0)) {
    const closed = options.closed(block.digit, block.value);
    const why =
      closed.length === 0
        ? `nothing leads out of ${says(block)}`
        : `out of ${says(block)} leads only ${closed.join(', ')}, which is open to nobody`;
    const found = decide(standsAt(block));
    if (found.way?.feasible === true) return { verdict: 'broken', way: found.way, why, shortest: found.shortest };
    if (found.answer === 'never') never.push([block.digit, block.value]);
    else unknown ||= why;
  }
  if (never.length > 0) return { never };

  const tried = new Set<string>();
  for (const block of blocks) {
    const circle = circleFrom(block);
    const key = circle.map(says).sort().join();
    if (circle.length === 0 || tried.has(key)) continue;
    tried.add(key);
    const why = circle
      .map((one, place) => `${says(one)} waits for ${says(circle[(place + 1) % circle.length] as Block)}`)
      .join(', and ');
    const found = decide(all(circle.flatMap((one) => [standsAt(one), ...shut(one)])));
    if (found.way?.feasible === true) return { verdict: 'broken', way: found.way, why, shortest: found.shortest };
    unknown ||= why;
  }
  return { verdict: 'unknown', way: null, why: unknown || 'no order was found', shortest: false };

  function optionsAt({ digit, value }: Block): readonly Option[] {
    return [...options.direct(digit, value), ...options.raised(digit, value)];
  }

  /** No act that leads to something better can be done as things stand. */
  function shut(block: Block): readonly Condition[] {
    const leading = optionsAt(block).filter(({ to }) => to === null || isBetter(block.digit, to));
    return [not(any(leading.map(({ needs }) => conditionThat(needs))))];
  }

  /** Where nothing is known to lead out of the other state either, going there is no way out. */
  function isBetter(digit: number, to: number): boolean {
    return !blocks.some((one) => one.digit === digit && one.value === to);
  }

  /** From one to what it waits for, and so on, until one comes again. */
  function circleFrom(first: Block): readonly Block[] {
    const way: Block[] = [];
    for (let at: Block | null = first; at !== null; at = waitsFor(at)) {
      const before = way.findIndex((one) => one.digit === at?.digit && one.value === at.value);
      if (before >= 0) return way.slice(before);
      way.push(at);
    }
    return [];
  }

  function waitsFor(block: Block): Block | null {
    for (const { needs, to } of optionsAt(block)) {
      if (to === null || !isBetter(block.digit, to)) continue;
      for (const [digit, mask] of needs) {
        if (ranked.some((one) => one.digit === digit && (one.good & ~mask) === 0n)) continue;
        // Where the region begins, if that is what is waited for.
        const initial = ground.initial.digits[digit] ?? 0;
        const waited = blocks.filter((one) => one.digit === digit && !isIn(mask, one.value));
        const found = waited.find(({ value }) => value === initial) ?? waited[0];
        if (found !== undefined) return found;
      }
    }
    // What leads on only leads to others like it.
    const next = optionsAt(block).find(({ to }) => to !== null && to !== block.value && goals.has(block.digit));
    return next?.to == null ? null : { digit: block.digit, value: next.to };
  }
}

const standsAt = ({ digit, value }: Block): Condition => ({ digit, mask: 1n << BigInt(value) });
