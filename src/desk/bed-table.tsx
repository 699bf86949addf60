/** Every bed, one row of 25 px; the opened one is a white sheet with an edge. Arrows, or j and k, go through it. */
import { useRef, type KeyboardEvent } from 'react';
import type { BoardRow, Instant } from '../../machines/index.ts';
import type { BedRow } from '../board/bed-rows.ts';
import type { StaffMember } from '../link/staff.ts';
import type { Heard } from '../link/ward-rows.ts';
import { BedTableRow } from './bed-table-row.tsx';
import { deskWords } from './words.ts';
import styles from './bed-table.module.css';

interface BedTableProps {
  readonly beds: readonly BedRow<Heard<BoardRow>>[];
  readonly at: Instant;
  readonly staff: readonly StaffMember[];
  readonly stale: boolean;
  readonly opened: string | null;
  readonly similar: ReadonlyMap<string, BoardRow>;
  readonly onOpen: (preparation: string) => void;
  readonly onClose: () => void;
  readonly finding: boolean;
}

const columns = ['bed', 'patient', 'procedure', 'status', 'steps', 'for', 'who', 'due'] as const;

export function BedTable({ beds, at, staff, stale, opened, similar, onOpen, onClose, finding }: BedTableProps) {
  const say = deskWords.use();
  const table = useRef<HTMLTableElement>(null);
  const entry = beds.find((bed) => bed.key === opened && 'row' in bed)?.key ?? beds.find((bed) => 'row' in bed)?.key;
  const move = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') return onClose();
    const by =
      event.key === 'j' || event.key === 'ArrowDown' ? 1 : event.key === 'k' || event.key === 'ArrowUp' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    const rows = [...(table.current?.querySelectorAll<HTMLButtonElement>('tbody button') ?? [])];
    const from = rows.findIndex((row) => row === document.activeElement);
    rows[from + by]?.focus();
  };
  if (beds.length === 0) return <p className={styles.none}>{say(finding ? 'table.noMatch' : 'table.noBeds')}</p>;
  return (
    <table ref={table} className={styles.table} onKeyDown={move}>
      <caption className="said">{say('table.title')}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col" data-column={column}>
              {say(`table.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {beds.map((bed) => (
          <BedTableRow
            key={bed.key}
            bed={bed}
            at={at}
            staff={staff}
            stale={stale}
            opened={bed.key === opened}
            isEntry={bed.key === entry}
            similar={similar}
            onOpen={onOpen}
          />
        ))}
      </tbody>
    </table>
  );
}
