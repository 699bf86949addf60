/**
 * An order in which regions can be brought out of what stands in the way: each by acts whose needs are regions that come
 * earlier in it. What is found here is believed by nobody: every act of it is proved afterwards (`exits.ts`).
 */
import type { Option, Options } from './options.ts';
import type { Standing } from './ways-of.ts';

/** A region that has come out of the way, in the order in which it can. */
export interface Ranked {
  readonly digit: number;
  /** Where it stands in nobody's way. */
  readonly good: bigint;
  /** By value, how many acts it is away from that: 0 where it is good. */
  readonly away: ReadonlyMap<number, number>;
  /** For each value that is not good the acts that lead one nearer, the plainest first. */
  readonly exits: ReadonlyMap<number, readonly Option[]>;
}
export interface Order {
  readonly ranked: readonly Ranked[];
  /** Regions that do not come out, with the values nothing leads out of in any order. */
  readonly left: readonly { readonly digit: number; readonly values: readonly number[] }[];
}

/**
 * @param goals the regions, with the values that stand in nobody's way. @param never values that a region never has.
 * @param plain smaller for an act that moves less besides.
 */
export function orderOf(
  goals: Standing,
  options: Options,
  values: (digit: number) => readonly number[],
  plain: (option: Option) => number,
  initial: readonly number[],
): Order {
  const ranked: Ranked[] = [];
  let waiting = stagesOf(goals, options, values, initial);
  for (let more = true; more;) {
    // A whole round before any of it counts: what needs less comes earlier.
    const found = waiting.flatMap((goal) => nearer(goal, false) ?? nearer(goal, true) ?? []);
    ranked.push(...found);
    waiting = waiting.filter((goal) => !found.some(({ digit, good }) => digit === goal.digit && good === goal.good));
    more = found.length > 0;
  }
  const last = waiting.filter(({ digit, good }) => goals.get(digit) === good);
  return { ranked, left: last.map(({ digit, good }) => ({ digit, values: away({ digit, good }, true).stuck })) };

  function nearer(goal: Goal, withRaised: boolean): Ranked | null {
    const { exits, away: distance, stuck } = away(goal, withRaised);
    return stuck.length > 0 ? null : { ...goal, away: distance, exits };
  }

  /** Backwards from where the region is good. */
  function away({ digit, good }: Goal, withRaised: boolean) {
    const all = values(digit);
    const distance = new Map<number, number>(all.filter((value) => isIn(good, value)).map((value) => [value, 0]));
    const exits = new Map<number, readonly Option[]>();
    const usable = new Map(
      all.map((value) => [
        value,
        [...options.direct(digit, value), ...(withRaised ? options.raised(digit, value) : [])].filter(isUsable),
      ]),
    );
    for (let far = 0, grown = true; grown; far++) {
      grown = false;
      for (const value of all) {
        if (distance.has(value)) continue;
        const leading = (usable.get(value) ?? []).filter(({ to }) => to !== null && distance.get(to) === far);
        if (leading.length === 0) continue;
        exits.set(
          value,
          [...leading].sort((one, other) => plain(one) - plain(other)),
        );
        grown = true;
      }
      for (const value of exits.keys()) if (!distance.has(value)) distance.set(value, far + 1);
    }
    return { exits, away: distance, stuck: all.filter((value) => !distance.has(value)) };
  }

  function isUsable({ needs }: Option): boolean {
    return [...needs].every(([digit, mask]) => ranked.some((one) => one.digit === digit && (one.good & ~mask) === 0n));
  }
}

interface Goal {
  readonly digit: number;
  readonly good: bigint;
}

/**
 * A region may have to be brought out in stages: that the patient has not said no comes before identity is checked, and
 * that they have agreed comes after it. What something needs of a region is a stage of it, as long as each stage is within
 * the one before: what is brought out later must leave what was brought out earlier as it is.
 */
function stagesOf(
  goals: Standing,
  options: Options,
  values: (digit: number) => readonly number[],
  initial: readonly number[],
): readonly Goal[] {
  const stages = new Map<number, bigint[]>([...goals].map(([digit, good]) => [digit, [good]]));
  for (const digit of goals.keys())
    for (const value of values(digit))
      for (const { needs } of options.direct(digit, value))
        for (const [other, mask] of needs) {
          const [good = 0n, ...listed] = stages.get(other) ?? [];
          const stage = (good & ~mask) === 0n ? mask : good & mask;
          // Nobody brings about that a patient cannot decide, for somebody else to decide for them.
          const leaves = isIn(good, initial[other] ?? 0) && !isIn(stage, initial[other] ?? 0);
          const within = [good, ...listed].every((one) => (one & ~stage) === 0n || (stage & ~one) === 0n);
          if (stage !== 0n && !leaves && within) stages.set(other, [...new Set([good, ...listed, stage])]);
        }
  return [...stages].flatMap(([digit, masks]) => masks.map((good) => ({ digit, good })));
}

export const isIn = (mask: bigint, value: number): boolean => (mask & (1n << BigInt(value))) !== 0n;
