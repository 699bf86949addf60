/** Which rows to see, each with how many there are; and what is done with several patients, or with a new one. */
import type { BoardRow } from '../../machines/index.ts';
import { Button } from '../ui/button.tsx';
import type { Side } from './desk.tsx';
import { PrintLink } from './print-link.tsx';
import { isShown, shows, type Show } from './show.ts';
import { deskWords } from './words.ts';
import styles from './show-bar.module.css';

interface ShowBarProps {
  readonly show: Show;
  readonly onShow: (show: Show) => void;
  readonly rows: readonly BoardRow[];
  readonly me: string;
  readonly ward: string;
  readonly onSide: (side: Side) => void;
}

export function ShowBar({ ward, show, onShow, rows, me, onSide }: ShowBarProps) {
  const say = deskWords.use();
  return (
    <div className={styles.bar}>
      <div role="group" aria-label={say('show.title')} className={styles.shows}>
        {shows.map((one) => (
          <button
            key={one}
            type="button"
            className={styles.show}
            aria-pressed={one === show}
            onClick={() => onShow(one)}
          >
            {say(`show.${one}`, { count: rows.filter((row) => isShown(row, one, me)).length })}
          </button>
        ))}
      </div>
      <div className={styles.acts}>
        <PrintLink to={`/print/handover/${encodeURIComponent(ward)}`} />
        <Button onPress={() => onSide({ kind: 'delay' })}>{say('show.delay')}</Button>
        <Button onPress={() => onSide({ kind: 'handOver' })}>{say('show.handOver')}</Button>
        <Button onPress={() => onSide({ kind: 'add' })}>{say('show.add')}</Button>
      </div>
    </div>
  );
}
