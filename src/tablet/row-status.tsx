/** A row's status: a block where somebody must act, else a tile beside its words. */
import type { BoardStatus, Instant } from '../../machines/index.ts';
import { hasLapsed, isReady } from '../link/lapse.ts';
import { useNow } from '../ui/clock.ts';
import { StatusBlock, StatusTile } from '../ui/status-tile.tsx';
import { statusSign, unconfirmedSign } from '../ui/status-words.ts';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { useHands } from './hands.ts';
import styles from './worklist.module.css';

interface RowStatusProps {
  readonly status: BoardStatus;
  /** They have not come. */
  readonly cannot: boolean;
  /** When the list was last heard of. */
  readonly lastNews: Instant | null;
}

export function RowStatus({ status, cannot, lastNews }: RowStatusProps) {
  const say = tabletWords.use();
  const { link } = useHands();
  const now = useNow();
  if (cannot) return <b className={styles.cannot}>{say('list.cannot')}</b>;
  const confirmed = link === 'live' || !isReady(status) || hasLapsed(status, now) || lastNews === null;
  const sign = confirmed ? statusSign(status, now) : unconfirmedSign(lastNews);
  if (sign.hot) return <StatusBlock sign={sign} words="full" />;
  return (
    <span className={styles.status}>
      <StatusTile sign={sign} />
      <b>{sign.full}</b>
    </span>
  );
}
