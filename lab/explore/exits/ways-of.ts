/** A condition as the ways in which it can be so, each a row of regions and where each of them stands. */
import { keyOf, possible, type Condition } from '../condition.ts';
import { Refused } from '../refused.ts';

/** For each digit that matters a bit for each value it may have. */
export type Standing = ReadonlyMap<number, bigint>;

/** More ways than this, and it is refused: none of them would be tried in reason. */
const waysMax = 256;

/** @param radixes how many values each digit has. */
export function waysOf(condition: Condition, radixes: readonly number[]): readonly Standing[] {
  return of(possible(condition, true, () => true));

  function of(part: Condition): readonly Standing[] {
    if (typeof part === 'boolean') return part ? [new Map()] : [];
    if ('opaque' in part) throw new Refused('', 'what leads out hangs on the context, which is not looked at here');
    if ('digit' in part) return [new Map([[part.digit, part.mask]])];
    if ('not' in part) {
      const inner = part.not as { readonly digit: number; readonly mask: bigint };
      return [new Map([[inner.digit, everyValue(radixes, inner.digit) & ~inner.mask]])];
    }
    if ('any' in part) return merged(part.any.flatMap(of));
    let found: readonly Standing[] = [new Map()];
    for (const one of part.all) {
      const others = of(one);
      found = merged(found.flatMap((before) => others.flatMap((other) => both(before, other) ?? [])));
      if (found.length > waysMax) throw new Refused('', `what leads out can be so in more than ${waysMax} ways`);
    }
    return found;
  }
}

export const everyValue = (radixes: readonly number[], digit: number): bigint =>
  (1n << BigInt(radixes[digit] ?? 0)) - 1n;

/** Null where they contradict each other. */
export function both(one: Standing, other: Standing): Standing | null {
  const found = new Map(one);
  for (const [digit, mask] of other) {
    const left = (found.get(digit) ?? mask) & mask;
    if (left === 0n) return null;
    found.set(digit, left);
  }
  return found;
}

/** "Here or there" of one region is one way. */
function merged(ways: readonly Standing[]): readonly Standing[] {
  const found = new Map<string, Map<number, bigint>>();
  for (const way of ways) {
    const [only] = way;
    const key = way.size === 1 && only !== undefined ? `one ${only[0]}` : keyOf(conditionThat(way));
    const before = found.get(key);
    if (before === undefined) found.set(key, new Map(way));
    else if (way.size === 1 && only !== undefined) before.set(only[0], (before.get(only[0]) ?? 0n) | only[1]);
  }
  return [...found.values()];
}

export const conditionThat = (standing: Standing): Condition => ({
  all: [...standing].sort(([one], [other]) => one - other).map(([digit, mask]) => ({ digit, mask })),
});
