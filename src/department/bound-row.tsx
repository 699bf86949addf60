/** One patient on the department's list. Pressing anywhere on it opens them; the name is the button for the keyboard. */
import type { BoardRow, Instant } from '../../machines/index.ts';
import { placeLabel } from '../board/bound-rows.ts';
import { wayFull } from '../board/way.ts';
import { boardWords } from '../board/words.ts';
import type { Heard } from '../link/ward-rows.ts';
import { Button } from '../ui/button.tsx';
import { clockTime } from '../ui/clock.ts';
import { Line } from '../ui/line.tsx';
import { StatusTile } from '../ui/status-tile.tsx';
import { lineSays, statusSign, untilSays } from '../ui/status-words.ts';
import { uiWords } from '../ui/words/en.ts';
import { actOf, isOver, isReady, missingOf } from './bound.ts';
import type { Sends } from './department.tsx';
import { departmentWords } from './words.ts';
import styles from './bound.module.css';

interface BoundRowProps {
  readonly row: Heard<BoardRow>;
  readonly sends: Sends;
  readonly at: Instant;
  readonly stale: boolean;
  readonly opened: boolean;
  readonly isEntry: boolean;
  readonly waiting: boolean;
  readonly onOpen: (preparation: string) => void;
  readonly onReceived: (row: BoardRow) => void;
}

export function BoundRow({ row, sends, at, stale, opened, isEntry, waiting, onOpen, onReceived }: BoundRowProps) {
  const say = departmentWords.use();
  const sayUi = uiWords.use();
  const sayBoard = boardWords.use();
  const sign = statusSign(row.status, at);
  const gone = isOver(row);
  const { status } = row;
  const ready = isReady(row) && sign.tone !== 'noNews';
  const until = ready && !stale && 'until' in status ? status.until : null;
  const missing = missingOf(row);
  const act = actOf(row);
  const way = wayFull(row);
  return (
    <tr
      data-tone={gone ? 'quiet' : sign.tone}
      data-opened={opened || undefined}
      onClick={() => onOpen(row.preparation)}
    >
      <td data-column="due">{!gone && clockTime(row.due)}</td>
      <th scope="row">{placeLabel(sends, row.place.ward, row.place.bed)}</th>
      <td>
        <button type="button" className={styles.open} tabIndex={isEntry ? 0 : -1} aria-pressed={opened}>
          {/* A name written from the right keeps to itself, or it changes places with the age. */}
          <bdi>{row.patient.name}</bdi> {row.patient.age} {row.patient.sex}
        </button>
        <span className={styles.under}>
          {!row.approved && <span className={styles.unapproved}>{sayBoard('approval.not')}</span>} {row.procedure}
        </span>
      </td>
      <td data-way={row.transfer}>
        {gone ? null : (way ?? say('table.onWard'))}
        {row.transferReason !== undefined && <span className={styles.under}>{row.transferReason}</span>}
      </td>
      <td>
        <span className={styles.status}>
          <StatusTile sign={sign} board />
          <span>
            {stale && ready ? sayUi('status.wasReady') : sign.full}
            {until !== null && <span className={styles.under}>{untilSays(until, row.due, { now: at })}</span>}
            {!gone && row.silentSince !== undefined && (
              <span className={styles.under}>{sayBoard('silent.since', { time: clockTime(row.silentSince) })}</span>
            )}
            {row.limits !== undefined && (
              <span className={styles.under}>{`${say('table.refuses')}: ${row.limits.says}`}</span>
            )}
          </span>
        </span>
      </td>
      <td>
        {!gone && <Line stops={row.line} size="desk" says={lineSays(row.line)} silent={sign.tone === 'noNews'} />}
        {missing !== 'all' && missing.length === 0 ? null : (
          <span className={styles.under}>{missing === 'all' ? say('table.everything') : missing.join(', ')}</span>
        )}
      </td>
      <td data-column="act" onClick={(event) => event.stopPropagation()}>
        {act === 'received' && (
          <Button
            onPress={() => onReceived(row)}
            waiting={waiting}
            label={say('act.receivedLabel', { patient: row.patient.name })}
          >
            {say('act.received')}
          </Button>
        )}
        {act === 'accept' && (
          <Button onPress={() => onOpen(row.preparation)} label={say('act.acceptLabel', { patient: row.patient.name })}>
            {say('act.accept')}
          </Button>
        )}
      </td>
    </tr>
  );
}
