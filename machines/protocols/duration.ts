/** Lengths of time as people write them in documents: `30 s`, `15 min`, `8 h`, `84 d`. */
import type { Milliseconds } from '../terms.ts';

const lengths: Readonly<Record<string, Milliseconds>> = { s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000 };

/** The length in milliseconds, or a sentence saying what is wrong with it. */
export function parseDuration(text: string): Milliseconds | string {
  const match = /^(\d+(?:\.\d+)?) ([A-Za-z]+)$/.exec(text);
  const [, amount, unit] = match ?? [];
  if (amount === undefined || unit === undefined)
    return `"${text}" is not a length of time; write a number, a space and a unit, such as 15 min`;
  const length = lengths[unit];
  if (length === undefined) return `"${unit}" is not a unit of time; use ${Object.keys(lengths).join(', ')}`;
  return Number(amount) * length;
}
