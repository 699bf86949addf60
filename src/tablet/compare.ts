/** Two texts, cell by cell: what differs is found by its place. */
export interface CompareCell {
  readonly character: string;
  readonly differs: boolean;
}

/** Both get as many cells as the longer has, so that the cells line up. */
export function compared(
  a: string,
  b: string,
  longest = 20,
): { readonly a: readonly CompareCell[]; readonly b: readonly CompareCell[] } {
  const [one, other] = [[...squeezed(a)], [...squeezed(b)]];
  const count = Math.min(longest, Math.max(one.length, other.length));
  const cells = (of: readonly string[], against: readonly string[]): readonly CompareCell[] =>
    Array.from({ length: count }, (_, at) => ({
      character: of[at] ?? '',
      differs: (of[at] ?? '') !== (against[at] ?? ''),
    }));
  return { a: cells(one, other), b: cells(other, one) };
}

/** A space is no character of a name: it would make a cell that cannot be read. */
const squeezed = (text: string): string => text.replace(/\s+/g, '').toLocaleUpperCase();
