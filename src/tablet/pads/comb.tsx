/** A value being typed, one figure a cell, as on the paper form. */
import styles from './pads.module.css';

export interface CombCell {
  readonly text: string;
  readonly next: boolean;
}

interface CombProps {
  /** Groups of cells with the sign between them: `.` or `:`. */
  readonly groups: readonly (readonly CombCell[])[];
  readonly between: string;
  readonly unit: string | null;
  readonly says: string;
}

export function Comb({ groups, between, unit, says }: CombProps) {
  return (
    <p className={styles.comb} role="status" aria-label={says}>
      {groups.map((cells, group) => (
        <span key={group} className={styles.group} aria-hidden>
          {group > 0 && <span className={styles.between}>{between}</span>}
          <span className={styles.cells}>
            {cells.map((cell, at) => (
              <span key={at} className={styles.cell} data-next={cell.next || undefined}>
                {cell.text}
              </span>
            ))}
          </span>
        </span>
      ))}
      {unit !== null && (
        <span className={styles.unit} aria-hidden>
          {unit}
        </span>
      )}
    </p>
  );
}
