/** What somebody meant who wrote a name that is not there. */

/** `; did you mean "…"?` when a known name is at most two letters away, and nothing otherwise. */
export function suggest(wrong: string, names: Iterable<string>): string {
  const near = [...names].map((name) => [distance(wrong, name), name] as const).filter(([far]) => far <= 2);
  const best = near.sort(([a], [b]) => a - b)[0];
  return best === undefined ? '' : `; did you mean "${best[1]}"?`;
}

/** Letters to add, drop or change (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(
        Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)),
      );
    row = next;
  }
  return row[b.length] ?? 0;
}
