/** A department's patients, the next first, each with the ward they lie on: `4B 12`. */
import type { WallRow, WardLayout } from '../../machines/index.ts';
import type { Heard } from '../link/ward-rows.ts';

export const boundRows = (
  { sends = [] }: Pick<WardLayout, 'sends'>,
  rows: readonly Heard<WallRow>[],
): readonly Heard<WallRow>[] =>
  rows
    .map((row) => ({ ...row, bed: placeLabel(sends, row.ward, row.bed) }))
    .toSorted((a, b) => a.due - b.due || a.bed.localeCompare(b.bed, 'en', { numeric: true }));

/** The ward's title and the bed, where it is known; the ward's id when the site does not name it. */
export function placeLabel(sends: NonNullable<WardLayout['sends']>, ward: string, bed: string | null): string {
  const title = sends.find((one) => one.ward === ward)?.title ?? ward;
  return bed === null ? title : `${title} ${bed}`;
}
