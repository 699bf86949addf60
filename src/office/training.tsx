/** Who works here; what somebody is trained for opens beside them. */
import type { ReactNode } from 'react';
import type { StaffMember } from '../link/staff.ts';
import { Office, type Me } from './office.tsx';
import { officeWords } from './words.ts';
import styles from './office.module.css';

export interface TrainingProps {
  readonly staff: readonly StaffMember[];
  readonly me: Me;
  readonly opened: string | null;
  readonly onOpen: (person: string) => void;
  readonly onSignOut: () => void;
  readonly panel: ReactNode;
}

export function TrainingScreen({ staff, me, opened, onOpen, onSignOut, panel }: TrainingProps) {
  const say = officeWords.use();
  const people = staff.toSorted((a, b) => a.name.localeCompare(b.name));
  return (
    <Office
      page="training"
      me={me}
      onSignOut={onSignOut}
      sideTitle={say('people.side')}
      side={panel ?? <p className={styles.choose}>{say('people.choose')}</p>}
    >
      {people.length === 0 ? (
        <p className={styles.none}>{say('people.none')}</p>
      ) : (
        <table className={styles.table} aria-label={say('people.table')}>
          <thead>
            <tr>
              <th scope="col">{say('people.name')}</th>
              <th scope="col">{say('people.role')}</th>
            </tr>
          </thead>
          <tbody>
            {people.map(({ id, name, role }) => (
              <tr key={id} data-opened={id === opened || undefined}>
                <th scope="row">
                  <button type="button" className={styles.open} aria-pressed={id === opened} onClick={() => onOpen(id)}>
                    {name}
                  </button>
                </th>
                <td>{say(`role.${role}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Office>
  );
}
