/** Patients whom a colleague wants you to take: until you answer they are the colleague's. */
import type { BoardRow } from '../../machines/index.ts';
import { nameOf, type StaffMember } from '../link/staff.ts';
import { Button } from '../ui/button.tsx';
import { deskWords } from './words.ts';
import styles from './desk-lane.module.css';

interface OfferedLaneProps {
  readonly rows: readonly BoardRow[];
  readonly staff: readonly StaffMember[];
  readonly onOpen: (preparation: string) => void;
}

export function OfferedLane({ rows, staff, onOpen }: OfferedLaneProps) {
  const say = deskWords.use();
  if (rows.length === 0) return null;
  const title = say('offered.title', { count: rows.length });
  return (
    <section className={styles.lane} aria-label={title}>
      <h2 className={styles.heading}>{title}</h2>
      <ol>
        {rows.map((row) => {
          const bed = row.place.bed ?? '–';
          return (
            <li key={row.preparation} className={styles.offer}>
              <b className={styles.bed}>{bed}</b>
              <b className={styles.name}>
                <bdi>{row.patient.name}</bdi>{' '}
                <span>
                  {row.patient.age} {row.patient.sex}
                </span>
              </b>
              <span>{row.procedure}</span>
              <span className={styles.who}>{row.responsible !== null && nameOf(staff, row.responsible)}</span>
              <Button size="row" onPress={() => onOpen(row.preparation)} label={say('offered.openBed', { bed })}>
                {say('offered.open')}
              </Button>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
