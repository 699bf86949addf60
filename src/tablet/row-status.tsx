/**
 * A row's status: a block where somebody must act, else a tile beside its words. Where this tablet has gone further than
 * the server has heard, that goes first, and what is known of the patient otherwise stands below it as what it is: the last.
 */
import type { BoardStatus, Instant } from '../../machines/index.ts';
import type { Here } from '../link/here.ts';
import { hasLapsed, isReady } from '../link/lapse.ts';
import { useNow } from '../ui/clock.ts';
import { Glyph } from '../ui/glyph.tsx';
import { StatusBlock, StatusTile } from '../ui/status-tile.tsx';
import { statusSign, unconfirmedSign } from '../ui/status-words.ts';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { useHands } from './hands.ts';
import { hereSays } from './here-says.ts';
import styles from './worklist.module.css';

interface RowStatusProps {
  readonly status: BoardStatus;
  readonly here: Here | undefined;
  /** They have not come. */
  readonly cannot: boolean;
  /** When the list was last heard of. */
  readonly lastNews: Instant | null;
}

export function RowStatus({ status, here, cannot, lastNews }: RowStatusProps) {
  const say = tabletWords.use();
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
  const further = here === undefined || kept === null ? null : hereSays(here);
  return (
    <>
      <span className={styles.status}>
        {further === null ? <StatusTile sign={sign} /> : <Glyph name="savedHere" size={24} />}
        <b>{further ?? sign.full}</b>
      </span>
      {further === null ? (
        kept
      ) : (
        <>
          <span className={styles.lastKnown}>{say('step.here', { count: here?.count ?? 0 })}</span>
          <span className={styles.lastKnown}>{say('list.lastKnown', { status: sign.full })}</span>
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
