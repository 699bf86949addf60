/** What became of an act on several patients: who it was done for, and by name who not and why. */
import type { ToldOf } from './act-on.ts';
import { placeOf } from './place-of.ts';
import { deskWords } from './words.ts';
import styles from './each.module.css';

interface ToldListProps {
  readonly told: readonly ToldOf[];
  readonly of: number;
}

export function ToldList({ told, of }: ToldListProps) {
  const say = deskWords.use();
  const done = told.filter(({ told: { kind } }) => kind === 'done').length;
  const failed = told.filter(({ told: { kind } }) => kind === 'notDone');
  return (
    <div role="status" className={styles.told}>
      {told.length > 0 && (
        <p>
          {told.length < of ? say('each.going', { count: told.length, of }) : say('each.done', { count: done, of })}
        </p>
      )}
      {failed.length > 0 && (
        <ul>
          {failed.map(({ row, told: why }) => (
            <li key={row.preparation} className={styles.failed}>
              <b>
                <bdi>{row.patient.name}</bdi>, {placeOf(row)}
              </b>{' '}
              {say('each.notDone', { says: why.kind === 'notDone' ? why.says : '' })}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
