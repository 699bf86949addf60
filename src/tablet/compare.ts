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

/**
 * Two numbers by their last five, which is what people say; all of both where those do not tell them apart. Then they stand
 * against each other from the right: a scan that lost its first figures has empty cells where they should be.
 */
export function comparedNumbers(
  a: string,
  b: string,
): { readonly a: readonly CompareCell[]; readonly b: readonly CompareCell[]; readonly whole: boolean } {
  const whole = a !== b && a.slice(-5) === b.slice(-5);
  if (!whole) return { ...compared(a.slice(-5), b.slice(-5)), whole };
  const count = Math.max(a.length, b.length);
  const cells = (of: string, against: string): readonly CompareCell[] =>
    [...of.padStart(count)].map((character, at) => ({
      character: character.trim(),
      differs: character !== against.padStart(count)[at],
    }));
  return { a: cells(a, b), b: cells(b, a), whole };
}

/** A space is no character of a name: it would make a cell that cannot be read. */
const squeezed = (text: string): string => text.replace(/\s+/g, '').toLocaleUpperCase();
