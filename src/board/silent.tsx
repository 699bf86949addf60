/** Beside whatever a row says, and instead of none of it: the tablet that has this patient open is not heard. */
import type { Instant } from '../../machines/index.ts';
import { clockTime } from '../ui/clock.ts';
import { Glyph } from '../ui/glyph.tsx';
import { boardWords } from './words.ts';
import styles from './silent.module.css';

/** The time gives way to a long word; the band says what the sign means. @param brief the sign alone, where the lane says since when */
export function Silent({ since, brief = false }: { readonly since: Instant; readonly brief?: boolean }) {
  const say = boardWords.use();
  const time = clockTime(since);
  return (
    <span className={styles.silent}>
      <span className="said">. {say('silent.since', { time })}. </span>
      <span className={styles.sign} aria-hidden="true">
        <Glyph name="outOfReach" />
        {!brief && <span className={styles.time}>{time}</span>}
      </span>
    </span>
  );
}
