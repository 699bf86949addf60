/** A row's status: a block where somebody must act, else a tile beside its words. */
import type { BoardStatus } from '../../machines/index.ts';
import { StatusBlock, StatusTile } from '../ui/status-tile.tsx';
import { statusSign } from '../ui/status-words.ts';
import { tabletWords } from '../ui/words/en-tablet.ts';
import styles from './worklist.module.css';

export function RowStatus({ status }: { readonly status: BoardStatus }) {
  const say = tabletWords.use();
  if (cannotStart(status)) return <b className={styles.cannot}>{say('list.cannot')}</b>;
  const sign = statusSign(status);
  if (sign.hot) return <StatusBlock sign={sign} words="full" />;
  return (
    <span className={styles.status}>
      <StatusTile sign={sign} />
      <b>{sign.full}</b>
    </span>
  );
}

export const cannotStart = (status: BoardStatus): boolean => status.kind === 'notStarted' && !status.arrived;
