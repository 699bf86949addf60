/** The lane on the desk: the wall's own order, with names and reasons. */
import type { BoardRow, Instant } from '../../machines/index.ts';
import { Silent } from '../board/silent.tsx';
import type { Heard } from '../link/ward-rows.ts';
import { nameOf, type StaffMember } from '../link/staff.ts';
import { Button } from '../ui/button.tsx';
import { ago, clockTime } from '../ui/clock.ts';
import { StatusBlock } from '../ui/status-tile.tsx';
import { statusSign } from '../ui/status-words.ts';
import { Like } from './like.tsx';
import { deskWords } from './words.ts';
import styles from './desk-lane.module.css';

interface DeskLaneProps {
  readonly rows: readonly Heard<BoardRow>[];
  readonly at: Instant;
  readonly staff: readonly StaffMember[];
  readonly similar: ReadonlyMap<string, BoardRow>;
  readonly onOpen: (preparation: string) => void;
}

export function DeskLane({ rows, at, staff, similar, onOpen }: DeskLaneProps) {
  const say = deskWords.use();
  return (
    <section className={styles.lane} aria-label={say('lane.title')}>
      {rows.length === 0 && <p className={styles.empty}>{say('lane.empty')}</p>}
      <ol>
        {rows.map((row) => {
          const sign = statusSign(row.status, at);
          const since = sign.since ?? row.attention?.since ?? null;
          const bed = row.place.bed ?? '–';
          return (
            <li key={row.preparation} className={styles.row}>
              <b className={styles.bed}>{bed}</b>
              <b className={styles.name}>
                <bdi>{row.patient.name}</bdi>{' '}
                <span>
                  {row.patient.age} {row.patient.sex}
                </span>
                <Like other={similar.get(row.preparation)} />
              </b>
              <span className={styles.status}>
                <StatusBlock sign={sign} words="full" />
                {row.silentSince !== undefined && <Silent since={row.silentSince} />}
              </span>
              <span>{since !== null && ago(at - since)}</span>
              <span className={styles.who}>
                {row.responsible === null ? say('lane.nobody') : nameOf(staff, row.responsible)}
              </span>
              <Button size="row" onPress={() => onOpen(row.preparation)} label={say('lane.openBed', { bed })}>
                {say('lane.open')}
              </Button>
              <b className={styles.due}>{clockTime(row.due)}</b>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
