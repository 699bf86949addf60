/** One bed on the desk. Pressing anywhere on it opens the patient; the name is the button for the keyboard. */
import type { BoardRow, Instant } from '../../machines/index.ts';
import { lapsesEarly, type BedRow } from '../board/bed-rows.ts';
import { Silent } from '../board/silent.tsx';
import { wayFull } from '../board/way.ts';
import { boardWords } from '../board/words.ts';
import type { Heard } from '../link/ward-rows.ts';
import { nameOf, type StaffMember } from '../link/staff.ts';
import { ago, clockTime, countdown } from '../ui/clock.ts';
import { Line } from '../ui/line.tsx';
import { StatusTile } from '../ui/status-tile.tsx';
import { lineSays } from '../ui/status-words.ts';
import { uiWords } from '../ui/words/en.ts';
import { Like } from './like.tsx';
import { deskWords } from './words.ts';
import styles from './bed-table.module.css';

interface BedTableRowProps {
  readonly bed: BedRow<Heard<BoardRow>>;
  readonly at: Instant;
  readonly staff: readonly StaffMember[];
  /** Not current: nobody may take an old "Ready" for a new one. */
  readonly stale: boolean;
  readonly opened: boolean;
  /** The row the Tab key comes to; the arrows go on from there. */
  readonly isEntry: boolean;
  /** By preparation: whose name could be taken for theirs. */
  readonly similar: ReadonlyMap<string, BoardRow>;
  readonly onOpen: (preparation: string) => void;
}

export function BedTableRow({ bed, at, staff, stale, opened, isEntry, similar, onOpen }: BedTableRowProps) {
  const say = deskWords.use();
  const sayUi = uiWords.use();
  const sayBoard = boardWords.use();
  if (!('row' in bed)) {
    return (
      <tr data-tone="quiet">
        <th scope="row">{bed.bed}</th>
        <td colSpan={2} />
        <td colSpan={5}>{say(bed.kind === 'inUse' ? 'table.inUse' : 'table.empty')}</td>
      </tr>
    );
  }
  const { row, sign } = bed;
  const gone = bed.kind === 'gone';
  const silentSince = gone ? undefined : row.silentSince;
  const lapse = lapsesEarly(row);
  const left = lapse === null ? null : countdown(lapse, at);
  const howLong =
    sign.since !== null
      ? ago(at - sign.since)
      : lapse === null
        ? null
        : left === null
          ? say('table.lapses', { time: clockTime(lapse) })
          : say('table.left', { left });
  return (
    <tr
      data-tone={gone ? 'quiet' : sign.tone}
      data-hot={sign.hot || undefined}
      data-opened={opened || undefined}
      onClick={() => onOpen(row.preparation)}
    >
      <th scope="row">
        <span className="said">{bed.bed === null ? say('table.noBed') : ''}</span>
        {bed.bed ?? '–'}
      </th>
      <td>
        <button type="button" className={styles.open} tabIndex={isEntry ? 0 : -1} aria-pressed={opened}>
          {/* A name written from the right keeps to itself, or it changes places with the age. */}
          <bdi>{row.patient.name}</bdi>{' '}
          <span>
            {row.patient.age} {row.patient.sex}
          </span>
          {!gone && <Like other={similar.get(row.preparation)} />}
        </button>
      </td>
      <td data-column="procedure">
        {!row.approved && <Unapproved says={sayBoard('approval.not')} />}
        {row.procedure}
      </td>
      <td>
        <span className={styles.status}>
          <StatusTile sign={sign} board />
          <span className={styles.word}>
            {[
              stale && (sign.tone === 'ready' || sign.tone === 'exceptions')
                ? sayUi('status.wasReady')
                : sign.tone === 'noNews' || row.limits !== undefined || silentSince !== undefined
                  ? sign.short
                  : sign.full,
              // Before the way and after a short status: what is cut is never that a consent is limited.
              row.limits === undefined ? null : say('table.limits'),
              gone ? null : wayFull(row),
            ]
              .filter((word) => word !== null)
              .join(' · ')}
          </span>
          {silentSince !== undefined && <Silent since={silentSince} />}
        </span>
      </td>
      <td>
        {!gone && <Line stops={row.line} size="desk" says={lineSays(row.line)} silent={sign.tone === 'noNews'} />}
      </td>
      <td data-column="for" data-lapses={(sign.since === null && lapse !== null) || undefined}>
        {howLong}
      </td>
      <td>{row.responsible !== null && nameOf(staff, row.responsible)}</td>
      <td data-column="due">{!gone && clockTime(row.due)}</td>
    </tr>
  );
}

/** The dashed square means the same here as on the wall; the words are said, and stand in the patient's own panel. */
function Unapproved({ says }: { readonly says: string }) {
  return (
    <span className={styles.unapproved} title={says}>
      <span className="said">{says}. </span>
    </span>
  );
}
