/** How to reach a person: a tablet is no telephone, so it says the number, large. */
import type { BoardRow } from '../../machines/index.ts';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { useHands } from './hands.ts';
import { Sheet } from './sheet.tsx';
import styles from './call-sheet.module.css';

export function CallSheet({ row, onBack }: { readonly row: BoardRow | null; readonly onBack: () => void }) {
  const say = tabletWords.use();
  const { ward, staff } = useHands();
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
        {staff
          .filter(({ role }) => role === 'chargeNurse' || role === 'proceduralist')
          .map(({ id, name, role }) => (
            <li key={id}>
              {name}, {say(`role.${role}`)}
            </li>
          ))}
      </ul>
    </Sheet>
  );
}
