/** One patient of the list: the whole row opens them, and Stop beside it is one tap from Emergency. */
import type { BoardRow, Instant } from '../../machines/index.ts';
import type { Here } from '../link/here.ts';
import { hasEnded } from '../link/lapse.ts';
import { ageAndSex } from '../ui/age-sex.ts';
import { clockTime } from '../ui/clock.ts';
import { Glyph } from '../ui/glyph.tsx';
import { Line } from '../ui/line.tsx';
import { lineSays } from '../ui/status-words.ts';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { useHands } from './hands.ts';
import { cannotStart } from './lists.ts';
import { RowStatus } from './row-status.tsx';
import { Target } from './target.tsx';
import styles from './worklist.module.css';

interface WorklistRowProps {
  readonly row: BoardRow;
  readonly here: Here | undefined;
  readonly similar: BoardRow | undefined;
  readonly lastNews: Instant | null;
}

export function WorklistRow({ row, here, similar, lastNews }: WorklistRowProps) {
  const say = tabletWords.use();
  const { open, openStop } = useHands();
  const ended = hasEnded(row);
  const line = here?.line ?? row.line;
  const cannot = cannotStart(row, here);
  return (
    <li className={styles.row} data-cannot={cannot || undefined}>
      <Target className={styles.open} tone="bare" onPress={() => open(row.preparation)}>
        <span className={styles.bed}>{row.place.bed ?? '–'}</span>
        <span className={styles.who}>
          <span className={styles.name}>
            <b>{row.patient.name}</b>
            {similar !== undefined && <Similar other={similar} />}
            {!row.approved && <NotApproved />}
          </span>
          <span className={styles.procedure}>{row.procedure}</span>
          <span className={styles.progress}>
            <Line stops={line} size="row" says={lineSays(line)} />
            <span>{cannot ? say('list.notArrived') : ageAndSex(row.patient)}</span>
          </span>
        </span>
        <span className={styles.state}>
          <RowStatus row={row} here={here} cannot={cannot} lastNews={lastNews} />
        </span>
        <span className={styles.due}>{clockTime(row.due)}</span>
      </Target>
      {!ended && (
        <Target
          className={styles.stop}
          tone="bare"
          onPress={() => openStop(row.preparation)}
          label={say('stop.stopFor', { bed: row.place.bed ?? '–', name: row.patient.name })}
        >
          <Glyph name="stop" size={28} />
          {say('actions.stop')}
        </Target>
      )}
    </li>
  );
}

export function NotApproved() {
  const say = tabletWords.use();
  return <span className={styles.notApproved}>{say('note.notApproved')}</span>;
}

export function Similar({ other }: { readonly other: BoardRow }) {
  const say = tabletWords.use();
  return (
    <span className={styles.similar}>
      {other.place.bed === null ? say('list.similarNoBed') : say('list.similar', { bed: other.place.bed })}
    </span>
  );
}
