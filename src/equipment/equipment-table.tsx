/** Everything in the equipment log, one row each, always in the order of its number. */
import type { Instant } from '../../machines/index.ts';
import { StatusTile } from '../ui/status-tile.tsx';
import type { Thing } from './read-equipment.ts';
import { saysDue, saysWhere, signOf } from './standing.ts';
import { equipmentWords } from './words.ts';
import styles from './equipment-table.module.css';

interface EquipmentTableProps {
  readonly things: readonly Thing[];
  readonly at: Instant;
  readonly titles: ReadonlyMap<string, string>;
  readonly opened: string | null;
  readonly finding: boolean;
  readonly onOpen: (asset: string) => void;
}

export function EquipmentTable({ things, at, titles, opened, finding, onOpen }: EquipmentTableProps) {
  const say = equipmentWords.use();
  if (things.length === 0) return <p className={styles.none}>{say(finding ? 'table.noMatch' : 'table.none')}</p>;
  return (
    <table className={styles.table} aria-label={say('table.title')}>
      <thead>
        <tr>
          {(['asset', 'what', 'stands', 'next', 'where', 'lot'] as const).map((column) => (
            <th key={column} scope="col" data-column={column}>
              {say(`table.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {things.map((thing) => {
          const sign = signOf(thing, at);
          // What is put aside is not made ready by a check.
          const next = thing.standing === 'inService' ? thing.dues.find((due) => due.at > at) : undefined;
          return (
            <tr
              key={thing.asset}
              data-hot={sign.hot || undefined}
              data-quiet={thing.standing === 'retired' || undefined}
              data-opened={thing.asset === opened || undefined}
              onClick={() => onOpen(thing.asset)}
            >
              <th scope="row">
                <button type="button" className={styles.open} onClick={() => onOpen(thing.asset)}>
                  {thing.asset.replace(/^lot:/, '')}
                </button>
              </th>
              <td>{thing.title}</td>
              <td>
                <span className={styles.stands}>
                  <StatusTile sign={sign} board />
                  <span className={styles.word}>{sign.short}</span>
                </span>
              </td>
              <td data-column="next">{next === undefined ? '' : saysDue(next, at)}</td>
              <td>{saysWhere(thing, titles)}</td>
              <td data-column="lot">{thing.lot ?? ''}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
