/** How to reach a person: a tablet is no telephone, so it says the number, large. */
import type { BoardRow } from '../../machines/index.ts';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { useHands } from './hands.ts';
import { Sheet } from './sheet.tsx';
import styles from './call-sheet.module.css';

export function CallSheet({ row, onBack }: { readonly row: BoardRow | null; readonly onBack: () => void }) {
  const say = tabletWords.use();
  const { ward, staff } = useHands();
  const people = staff.filter(({ role }) => role === 'chargeNurse' || role === 'proceduralist');
  const unreached = people.filter(({ phone }) => phone === undefined);
  return (
    <Sheet
      title={say('call.title')}
      below="top"
      onBack={onBack}
      hint={row?.place.bed == null ? null : say('call.hint', { bed: row.place.bed })}
    >
      {ward.phone === '' ? (
        <p>{say('call.none')}</p>
      ) : (
        <p className={styles.phone}>
          {say('call.phone')}
          <b>{ward.phone}</b>
        </p>
      )}
      <ul className={styles.people}>
        {people.map(({ id, name, role, phone }) => (
          <li key={id}>
            <span>
              {name}, {say(`role.${role}`)}
            </span>
            {phone !== undefined && <b>{phone}</b>}
          </li>
        ))}
      </ul>
      {unreached.length > 0 && (
        <p className={styles.unreached}>
          {say('call.noNumber', { names: unreached.map(({ name }) => name).join(', ') })}
        </p>
      )}
    </Sheet>
  );
}
