/** Whom to call for next, on white: where they lie, whether they are ready, and the button that calls. */
import type { BoardRow } from '../../machines/index.ts';
import { placeLabel } from '../board/bound-rows.ts';
import { Button } from '../ui/button.tsx';
import { clockTime } from '../ui/clock.ts';
import { StatusBlock } from '../ui/status-tile.tsx';
import { statusSign } from '../ui/status-words.ts';
import type { Sends } from './department.tsx';
import { departmentWords } from './words.ts';
import styles from './department.module.css';

interface NextProps {
  readonly row: BoardRow | null;
  readonly sends: Sends;
  readonly waiting: boolean;
  readonly onCall: (row: BoardRow) => void;
}

export function Next({ row, sends, waiting, onCall }: NextProps) {
  const say = departmentWords.use();
  if (row === null)
    return (
      <section className={styles.next} aria-label={say('next.title')}>
        <p>{say('next.none')}</p>
      </section>
    );
  const from = sends.find(({ ward }) => ward === row.place.ward);
  return (
    <section className={styles.next} aria-label={say('next.title')}>
      <h2>{say('next.title')}</h2>
      <div className={styles.nextWho}>
        <p>
          <b>
            <bdi>{row.patient.name}</bdi> {row.patient.age} {row.patient.sex}
          </b>
          , {placeLabel(sends, row.place.ward, row.place.bed)}, {say('next.due', { time: clockTime(row.due) })}
        </p>
        {from !== undefined && from.phone !== '' && (
          <p className={styles.quiet}>{say('next.phone', { ward: from.title, phone: from.phone })}</p>
        )}
      </div>
      <span className={styles.block}>
        <StatusBlock sign={statusSign(row.status)} words="full" />
      </span>
      <Button tone="main" onPress={() => onCall(row)} waiting={waiting}>
        {say('next.call', { patient: row.patient.name })}
      </Button>
    </section>
  );
}
