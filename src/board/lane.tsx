/** The one loud place: who needs somebody, on white, in blocks. */
import type { CSSProperties } from 'react';
import type { Instant, WallRow } from '../../machines/index.ts';
import type { Heard } from '../link/ward-rows.ts';
import { agoShort, clockTime } from '../ui/clock.ts';
import { StatusBlock } from '../ui/status-tile.tsx';
import { statusSign } from '../ui/status-words.ts';
import { Silent } from './silent.tsx';
import { boardWords } from './words.ts';
import styles from './lane.module.css';

interface LaneProps {
  readonly rows: readonly Heard<WallRow>[];
  readonly leftOut: number;
  readonly units: number;
  readonly at: Instant;
  /** The width of the widest bed: `12`, or `4B 12` in a department. */
  readonly bedUnits: number;
}

export function Lane({ rows, leftOut, units, at, bedUnits }: LaneProps) {
  const say = boardWords.use();
  const style: CSSProperties & Record<`--${string}`, number | string> = {
    blockSize: `calc(${units} * var(--u))`,
    '--bed-column': bedUnits,
  };
  return (
    <section className={styles.lane} aria-label={say('lane.title')} style={style}>
      {rows.length === 0 && <p className={styles.empty}>{say('lane.empty')}</p>}
      <ol>
        {rows.map((row) => (
          <LaneRow key={row.preparation} row={row} at={at} />
        ))}
        {leftOut > 0 && <li className={styles.more}>{say('lane.more', { count: leftOut })}</li>}
      </ol>
    </section>
  );
}

function LaneRow({ row, at }: { readonly row: Heard<WallRow>; readonly at: Instant }) {
  const say = boardWords.use();
  const sign = statusSign(row.status, at);
  const since = sign.since ?? row.attention?.since ?? null;
  return (
    <li className={styles.row}>
      <span className={styles.bed}>
        <span className="said">{say('row.bed', { bed: '' })}</span>
        {row.bed ?? '–'}
      </span>
      <StatusBlock sign={sign} />
      <span className={styles.says}>
        <span>{laneSays(row, say)}</span>
        {row.silentSince !== undefined && <Silent since={row.silentSince} />}
      </span>
      <span className={styles.age}>{since !== null && agoShort(at - since)}</span>
      <span className={styles.due}>
        <span className="said">{say('row.due', { time: '' })}</span>
        {clockTime(row.due)}
      </span>
    </li>
  );
}

/** Never a reason: the wall hangs where anybody may read it. */
function laneSays(row: WallRow, say: ReturnType<typeof boardWords.use>): string {
  if (row.attention?.stage === 'escalated') return say('lane.escalated');
  if (row.attention?.stage === 'acknowledged') return say('lane.seen');
  switch (row.status.kind) {
    case 'stop':
      return say('lane.seeTheTablet');
    case 'held':
      return say('lane.lookAgain');
    case 'emergency':
      return say('lane.goingAhead', { count: row.status.count ?? 0 });
    default:
      return say(row.owned ? 'lane.somebodyHasIt' : 'lane.nobodyHasIt');
  }
}
