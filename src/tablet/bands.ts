/** The open patient's wristband and the one that was scanned, side by side: what is known of each. */
import type { BoardRow, Checklist } from '../../machines/index.ts';
import { endedWith, endIn } from './lists.ts';
import type { ScanEffect } from './scan-effect.ts';
import type { Wrong } from './use-wrong.ts';

/** Another's wristband: whose, where the tablet or the server knows, and its number. */
export type ScannedBand = Pick<Extract<ScanEffect, { kind: 'wrong' }>, 'scanned' | 'number'>;

/** The two wristbands, as far as this ward's list knows the other. */
export function bandsOf(
  open: Checklist,
  { scanned, number }: ScannedBand,
  rows: readonly BoardRow[],
  how: 'scan' | 'typed' = 'scan',
): Pick<Wrong, 'open' | 'scanned'> {
  const { row, patient } = open;
  const other = rows.find(({ preparation }) => preparation === scanned) ?? endedWith(number, rows);
  const end = other === null ? null : endIn(other);
  return {
    open: { bed: row.place.bed, label: row.patient, number: patient.number, approved: row.approved },
    scanned: {
      bed: other?.place.bed ?? null,
      label: other?.patient ?? null,
      number,
      ...(how === 'typed' ? { typed: true } : {}),
      ...(other === null ? {} : { approved: other.approved }),
      ...(end === null ? {} : { end }),
    },
  };
}
