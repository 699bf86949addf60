/** Which rows to see, each with how many there are; and the way to add a patient. */
import type { BoardRow } from '../../machines/index.ts';
import { Button } from '../ui/button.tsx';
import { isShown, shows, type Show } from './show.ts';
import { deskWords } from './words.ts';
import styles from './show-bar.module.css';

interface ShowBarProps {
  readonly show: Show;
  readonly onShow: (show: Show) => void;
  readonly rows: readonly BoardRow[];
  readonly me: string;
  readonly onAdd: () => void;
}

export function ShowBar({ show, onShow, rows, me, onAdd }: ShowBarProps) {
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
      <p className={styles.sorted}>{say('show.sorted')}</p>
      <Button onPress={onAdd}>{say('show.add')}</Button>
    </div>
  );
}
