/** Whether two names on a ward could be taken for one another: near-equal surnames, whoever they belong to. */
import type { BoardRow } from '../../machines/index.ts';

/** By preparation: the other row with the most similar name. */
export function similarNames(rows: readonly BoardRow[]): ReadonlyMap<string, BoardRow> {
  const alike = new Map<string, BoardRow>();
  for (const row of rows) {
    const other = rows
      .filter((one) => one.preparation !== row.preparation && areSimilar(row.patient.name, one.patient.name))
      .toSorted(
        (a, b) =>
          distance(surname(row.patient.name), surname(a.patient.name)) -
          distance(surname(row.patient.name), surname(b.patient.name)),
      )[0];
    if (other !== undefined) alike.set(row.preparation, other);
  }
  return alike;
}

/** Short surnames differ by one letter at most, long ones by two. */
export function areSimilar(one: string, other: string): boolean {
  const [a, b] = [surname(one), surname(other)];
  const far = Math.min(a.length, b.length) >= 7 ? 2 : 1;
  // Two-letter names one letter apart (LI, LU) would mark half a ward.
  return a === b || (Math.min(a.length, b.length) >= 3 && distance(a, b) <= far);
}

const surname = (name: string): string => name.replace(/^\S+\.\s*/, '').toLocaleUpperCase();

/** Letters to change, add, drop or swap with their neighbour to make one name of the other. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next[j] = Math.min(
        change,
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        swapped ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
