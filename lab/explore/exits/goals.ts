/** Which regions something stands in the way in, and where each stands in nobody's way. */
import type { ExploredChart } from '../chart.ts';
import type { Condition } from '../condition.ts';
import { both, everyValue, waysOf, type Standing } from './ways-of.ts';

/**
 * @param wanted what nothing shall stand in the way of; asked for in the first way in which it can be at all.
 * @param tags of states that stand in the way by themselves.
 * @param within the state below which all of this is.
 */
export function goalsOf(chart: ExploredChart, wanted: Condition, tags: readonly string[], within: string): Standing {
  const radixes = chart.digits.map(({ values }) => values.length);
  const [way = new Map()] = waysOf(wanted, radixes);
  const root = chart.byPath.get(within);
  const tagged = new Map<number, bigint>();
  for (const node of chart.nodes) {
    if (node.place === null || !node.tags.some((tag) => tags.includes(tag)) || !isWithin(node.path, within)) continue;
    const { digit, mask } = node.place;
    tagged.set(digit, (tagged.get(digit) ?? standing(chart, digit)) & ~mask);
  }
  const goals = both(way, tagged);
  if (goals === null) throw new Error('What is wanted stands in its own way.');
  return new Map(
    [...goals].filter(([digit, mask]) => digit !== root?.place?.digit && mask !== everyValue(radixes, digit)),
  );
}

/** Every value but "not active". */
const standing = ({ digits }: ExploredChart, digit: number): bigint =>
  (digits[digit]?.values ?? []).reduce((sum, node, value) => (node === null ? sum : sum | (1n << BigInt(value))), 0n);

const isWithin = (path: string, within: string): boolean => path.startsWith(`${within}.`);
