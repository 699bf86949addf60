/** A bed on the wall: number, line, status, how long, due. */
import type { Instant, WallRow as Row } from '../../machines/index.ts';
import type { Heard } from '../link/ward-rows.ts';
import { agoShort, clockTime, countdown } from '../ui/clock.ts';
import { Line } from '../ui/line.tsx';
import { StatusTile } from '../ui/status-tile.tsx';
import { lineSays } from '../ui/status-words.ts';
import { uiWords } from '../ui/words/en.ts';
import { isAway, lapsesEarly, type BedRow } from './bed-rows.ts';
import { Silent } from './silent.tsx';
import { wayShort, wayShorter } from './way.ts';
import { boardWords } from './words.ts';
import styles from './wall-row.module.css';

export function WallRow({
  bed,
  at,
  stale,
}: {
  readonly bed: BedRow<Heard<Row>>;
  readonly at: Instant;
  readonly stale: boolean;
}) {
  const say = boardWords.use();
  const number = (
    <span className={styles.bed} data-unapproved={('row' in bed && !bed.row.approved) || undefined}>
      <span className="said">{bed.bed === null ? say('row.noBed') : say('row.bed', { bed: '' })}</span>
      {bed.bed ?? '–'}
      {'row' in bed && !bed.row.approved && <span className="said">. {say('approval.not')}. </span>}
    </span>
  );
  switch (bed.kind) {
    case 'inUse':
    case 'empty':
      return (
        <li className={styles.row} data-tone="quiet">
          {number}
          <span className={styles.status}>{say(bed.kind === 'inUse' ? 'row.inUse' : 'row.empty')}</span>
        </li>
      );
    case 'gone':
      return (
        <li className={styles.row} data-tone="quiet">
          {number}
          <span className={styles.status}>{bed.sign.short}</span>
        </li>
      );
    case 'prepared':
      return (
        <li
          className={styles.row}
          data-tone={bed.sign.tone}
          data-hot={bed.sign.hot || undefined}
          data-tight={(isLong(bed) && bed.row.silentSince !== undefined && endsAt(bed) !== null) || undefined}
        >
          {number}
          <Line stops={bed.row.line} size="wall" says={lineSays(bed.row.line)} silent={bed.sign.tone === 'noNews'} />
          <span className={styles.status}>
            <StatusTile sign={bed.sign} board />
            <Word bed={bed} at={at} stale={stale} />
            {bed.row.silentSince !== undefined && <Silent since={bed.row.silentSince} brief={bed.sign.hot} />}
          </span>
          <HowLong bed={bed} at={at} />
          <span className={styles.due} data-lapses={endsAt(bed) !== null || undefined}>
            <span className="said">{say('row.due', { time: '' })}</span>
            {clockTime(bed.row.due)}
          </span>
        </li>
      );
  }
}

const longBed = 3;
type Prepared = Extract<BedRow<Heard<Row>>, { kind: 'prepared' }>;
/** `4B 12`, as a department writes it. */
const isLong = ({ row }: Prepared): boolean => row.bed !== null && row.bed.length > longBed;

function Word({ bed, at, stale }: { readonly bed: Prepared; readonly at: Instant; readonly stale: boolean }) {
  const say = uiWords.use();
  const sayBoard = boardWords.use();
  // Nobody may take an old "Ready" for a new one.
  const wasReady = stale && (bed.sign.tone === 'ready' || bed.sign.tone === 'exceptions');
  // Of an old "Ready" it is not even known whether it lasted so long.
  const ends = stale ? null : endsAt(bed);
  const left = ends === null ? null : countdown(ends, at);
  const waySince = stale ? null : waySinceOf(bed);
  const short = isLong(bed) || bed.row.silentSince !== undefined;
  const word = waySince !== null && short ? wayShorter(bed.row) : bed.sign.short;
  return (
    <>
      <span className={styles.word}>{wasReady ? say('status.wasReady') : word}</span>
      {/* In one breath with it: beside the time it is wanted, the two would read as a span. */}
      {ends !== null && (
        <b className={styles.ends}>
          {left === null
            ? sayBoard(short ? 'row.lapsesShort' : 'row.lapses', { time: clockTime(ends) })
            : sayBoard('row.left', { left })}
        </b>
      )}
      {waySince !== null && <b className={styles.ends}>{clockTime(waySince)}</b>}
    </>
  );
}

/** When readiness ends before it is wanted, where the row still says ready. */
const endsAt = ({ row, sign }: Prepared): Instant | null =>
  sign.since === null && sign.tone !== 'noNews' && !isAway(row) ? lapsesEarly(row) : null;

/** Since when they are where the row says, where that is what it says. */
const waySinceOf = ({ row, sign }: Prepared): Instant | null =>
  sign.since === null && sign.short === wayShort(row) ? (row.waySince ?? null) : null;

function HowLong({ bed, at }: { readonly bed: Prepared; readonly at: Instant }) {
  // The lane says it beside the same bed; here a long bed's name needs the room.
  if (bed.sign.hot && isLong(bed)) return null;
  return bed.sign.since === null ? null : <span className={styles.age}>{agoShort(at - bed.sign.since)}</span>;
}
