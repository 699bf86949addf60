/** Why a step that was seen by a few digits cannot be taken from a state that is known: which of the others stood otherwise. */
import type { Condition } from './condition.ts';
import type { Happening } from './happening.ts';
import type { Local } from './local.ts';
import { localWays } from './local-ways.ts';
import type { Ground } from './model.ts';
import type { Stand } from './table.ts';

/**
 * The digits to know besides, for the step not to be thought possible again.
 * @param from a whole state. @param to where the known digits went, or null where the step could not be read.
 */
export function blameForStep(
  ground: Ground,
  { sight }: Local,
  event: Happening,
  from: Stand,
  to: readonly number[] | null,
): readonly number[] {
  let doubts: readonly number[] = [];
  for (const { reached, guesses, doubted } of localWays(ground, sight, event, from)) {
    if (to === null ? reached !== null : reached === null || reached.some((value, place) => value !== to[place]))
      continue;
    for (const { condition, holds } of guesses) {
      const found = blame(condition, holds, from.digits, ground.chart.digits.length);
      if (found !== null && found.length > 0) return found;
    }
    if (doubted.length > 0) doubts = doubted;
  }
  return [...new Set(doubts)];
}

/** The fewest digits that make a condition come out otherwise than was said; null where these say nothing against it. */
export function blame(
  condition: Condition,
  holds: boolean,
  digits: readonly number[],
  count: number,
): readonly number[] | null {
  if (typeof condition === 'boolean') return condition === holds ? null : [];
  if ('opaque' in condition) return null;
  if ('digit' in condition) {
    if (condition.digit >= count) return null;
    const is = (condition.mask & (1n << BigInt(digits[condition.digit] ?? 0))) !== 0n;
    return is === holds ? null : [condition.digit];
  }
  if ('not' in condition) return blame(condition.not, !holds, digits, count);
  const parts = 'all' in condition ? condition.all : condition.any;
  const found = parts.map((part) => blame(part, holds, digits, count));
  const wrong = found.filter((one) => one !== null);
  // "All hold" is wrong by one that does not; "not all hold" is wrong only when every one of them does.
  if ('all' in condition === holds) return fewest(wrong);
  return wrong.length < parts.length ? null : [...new Set(wrong.flat())];
}

function fewest(found: readonly (readonly number[])[]): readonly number[] | null {
  return [...found].sort((one, other) => one.length - other.length)[0] ?? null;
}
