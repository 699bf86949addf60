/** Which versions of a protocol something is written for: `1.0.0`, or comparisons such as `>=1.0.0 <2.0.0`. */

const exact = /^\d+\.\d+\.\d+$/;
const comparison = /^(>=|<=|>|<)(\d+\.\d+\.\d+)$/;

/** What is wrong with a range, as a sentence, or null. */
export function rangeProblem(range: string): string | null {
  const good = exact.test(range) || range.split(' ').every((one) => comparison.test(one));
  return good
    ? null
    : `"${range}" is not a version or a range of versions; write 1.0.0, or comparisons such as ">=1.0.0 <2.0.0"`;
}

/** @param version three numbers; anything else is in no range. */
export function isWithin(version: string, range: string): boolean {
  if (!exact.test(version)) return false;
  if (exact.test(range)) return version === range;
  return range.split(' ').every((one) => {
    const [, sign, than = ''] = comparison.exec(one) ?? [];
    const order = compare(version, than);
    if (sign === '>=') return order >= 0;
    if (sign === '<=') return order <= 0;
    return sign === '>' ? order > 0 : sign === '<' && order < 0;
  });
}

function compare(left: string, right: string): number {
  const [a, b] = [left.split('.').map(Number), right.split('.').map(Number)];
  for (let n = 0; n < 3; n += 1) {
    const difference = (a[n] ?? 0) - (b[n] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
