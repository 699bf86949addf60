/**
 * A row's status: a block where somebody must act, else a tile beside its words. Where this tablet has gone further than
 * the server has heard, that goes first, and what is known of the patient otherwise stands below it as what it is: the last.
 */
import type { BoardRow, Instant } from '../../machines/index.ts';
import { lapsesEarly } from '../board/bed-rows.ts';
import { boardWords } from '../board/words.ts';
import type { Here } from '../link/here.ts';
import { hasLapsed, isReady } from '../link/lapse.ts';
import { clockTime, countdown, useNow } from '../ui/clock.ts';
import { Glyph } from '../ui/glyph.tsx';
import { StatusBlock, StatusTile } from '../ui/status-tile.tsx';
import { statusSign, unconfirmedSign } from '../ui/status-words.ts';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { useHands } from './hands.ts';
import { hereSays } from './here-says.ts';
import styles from './worklist.module.css';

interface RowStatusProps {
  readonly row: BoardRow;
  readonly here: Here | undefined;
  /** They have not come. */
  readonly cannot: boolean;
  /** When the list was last heard of. */
  readonly lastNews: Instant | null;
}

export function RowStatus({ row, here, cannot, lastNews }: RowStatusProps) {
  const say = tabletWords.use();
  const sayBoard = boardWords.use();
  const { status } = row;
  const { link } = useHands();
  const now = useNow();
  const kept = here === undefined || here.count === 0 ? null : <Kept count={here.count} />;
  if (cannot)
    return (
      <>
        <b className={styles.cannot}>{say('list.cannot')}</b>
        {kept}
      </>
    );
  const confirmed = link === 'live' || !isReady(status) || hasLapsed(status, now) || lastNews === null;
  const sign = confirmed ? statusSign(status, now) : unconfirmedSign(lastNews);
  if (sign.hot)
    return (
      <>
        <StatusBlock sign={sign} words="full" />
        {kept}
      </>
    );
  // As the wall says it, and never of readiness that is not heard or is over.
  const ends = isReady(status) && sign.tone !== 'noNews' ? lapsesEarly(row) : null;
  const left = ends === null ? null : countdown(ends, now);
  const until =
    ends === null
      ? null
      : left === null
        ? sayBoard('row.lapses', { time: clockTime(ends) })
        : sayBoard('row.left', { left });
  const known = until === null ? sign.full : `${sign.full} ${until}`;
  const further = here === undefined || kept === null ? null : hereSays(here);
  return (
    <>
      <span className={styles.status}>
        {further === null ? <StatusTile sign={sign} /> : <Glyph name="savedHere" size={24} />}
        <b>
          {further ?? sign.full}
          {further === null && until !== null && <span className={styles.ends}> {until}</span>}
        </b>
      </span>
      {further === null ? (
        kept
      ) : (
        <>
          <span className={styles.lastKnown}>{say('step.here', { count: here?.count ?? 0 })}</span>
          <span className={styles.lastKnown}>{say('list.lastKnown', { status: known })}</span>
        </>
      )}
    </>
  );
}

/** What this tablet has still to send of one patient. */
export function Kept({ count }: { readonly count: number }) {
  const say = tabletWords.use();
  return (
    <span className={styles.here}>
      <Glyph name="savedHere" size={19} /> {say('step.here', { count })}
    </span>
  );
}
