/** What a pad says of what was typed, in a place as large as the longest it may come to say: the keys beside it stay. */
import styles from './pads.module.css';

interface SaidProps {
  readonly says: string;
  readonly bad: boolean;
  /** What it may say of other figures; null is left out. */
  readonly mayCome: readonly (string | null)[];
}

export function Said({ says, bad, mayCome }: SaidProps) {
  return (
    <div className={styles.said}>
      <p className={styles.hint} data-bad={bad || undefined}>
        {says}
      </p>
      {/* Nobody is told these: they are drawn unseen, so that their room is kept. */}
      {[...new Set(mayCome)].map(
        (text) => text !== null && <i key={text} className={styles.hint} data-bad data-room={text} aria-hidden />,
      )}
    </div>
  );
}
