/** The wall: band, lane, beds. It is read from four metres by people who cannot touch it. */
import type { CSSProperties } from 'react';
import type { Instant, Problem, Trouble, WallRow as Row, WardLayout } from '../../machines/index.ts';
import type { Heard } from '../link/ward-rows.ts';
import { useNow } from '../ui/clock.ts';
import type { Freshness } from '../ui/freshness.ts';
import { ServerTrouble } from '../ui/trouble.tsx';
import { Veil } from '../ui/veil.tsx';
import { Band } from './band.tsx';
import { bedRows } from './bed-rows.ts';
import { boundRows } from './bound-rows.ts';
import { laneRows } from './lane-rows.ts';
import { Lane } from './lane.tsx';
import { WallRow } from './wall-row.tsx';
import { pageAt, wallRoom } from './wall-room.ts';
import { boardWords } from './words.ts';
import styles from './wall.module.css';

export interface WallProps {
  readonly ward: string;
  readonly layout: WardLayout | null;
  readonly rows: ReadonlyMap<string, Heard<Row>>;
  readonly freshness: Freshness;
  readonly lastNews: Instant | null;
  readonly trouble?: readonly Trouble[];
  readonly problem: Problem | null;
}

export function Wall({ ward, layout, rows, freshness, lastNews, trouble = [], problem }: WallProps) {
  const stale = freshness.level === 'veiled';
  return (
    <main className={styles.wall}>
      <div className={styles.board} aria-hidden={stale || undefined}>
        {problem !== null && <Message title={ward} problem={problem} />}
        {problem === null && layout === null && <Message title={ward} problem={null} />}
        {problem === null && layout !== null && (
          <Board
            layout={layout}
            rows={[...rows.values()]}
            freshness={freshness}
            lastNews={lastNews}
            trouble={trouble}
            stale={stale}
          />
        )}
      </div>
      {problem === null && <Veil freshness={freshness} of="board" lastNews={lastNews} phone={layout?.phone ?? null} />}
    </main>
  );
}

/** A letter of a bed's number in a row, and in the lane; a department's beds are written with their ward. */
const bedLetterUnits = 28;
const laneLetterUnits = 36;

interface BoardProps {
  readonly layout: WardLayout;
  readonly rows: readonly Heard<Row>[];
  readonly freshness: Freshness;
  readonly lastNews: Instant | null;
  readonly trouble: readonly Trouble[];
  readonly stale: boolean;
}

function Board({ layout, rows, freshness, lastNews, trouble, stale }: BoardProps) {
  const say = boardWords.use();
  const now = useNow();
  // What is not current does not go on ageing as if it were known.
  const at = stale && lastNews !== null ? lastNews : now;
  const isDepartment = layout.sends !== undefined;
  const shown = isDepartment ? boundRows(layout, rows) : rows;
  const lane = laneRows(shown);
  const beds = bedRows(layout, shown, at);
  const room = wallRoom(lane.length, beds.length, trouble.length > 0);
  const page = pageAt(at, room.pages);
  const onPage = beds.slice(page * 2 * room.bedsPerColumn, (page + 1) * 2 * room.bedsPerColumn);
  const columns = [onPage.slice(0, room.bedsPerColumn), onPage.slice(room.bedsPerColumn)];
  const ready = rows.filter(({ status }) => status.kind === 'ready' || status.kind === 'readyWithExceptions').length;
  const longest = Math.max(2, ...shown.map(({ bed }) => bed?.length ?? 1));
  const rowHeight: CSSProperties & Record<`--${string}`, number> = {
    '--bed-row': room.bedRowUnits,
    '--bed-column': Math.max(60, longest * bedLetterUnits),
    ...(isDepartment ? { '--row-gap': 16 } : {}),
  };
  return (
    <>
      <Band
        title={layout.title}
        of={isDepartment ? 'department' : 'ward'}
        beds={isDepartment ? beds.length : layout.beds.length}
        needYou={lane.length}
        ready={ready}
        unapproved={onPage.some((bed) => 'row' in bed && !bed.row.approved)}
        silent={[...lane, ...onPage.flatMap((bed) => ('row' in bed ? [bed.row] : []))].some(isSilent)}
        page={room.pages > 1 ? { page: page + 1, pages: room.pages } : null}
        freshness={freshness}
        lastNews={lastNews}
      />
      <ServerTrouble trouble={trouble} of="wall" />
      <Lane
        rows={lane.slice(0, room.laneRows)}
        leftOut={room.laneLeftOut}
        units={room.laneUnits}
        at={at}
        bedUnits={Math.max(82, longest * laneLetterUnits)}
      />
      {beds.length === 0 && <p className={styles.message}>{say(isDepartment ? 'wall.nobodyBound' : 'wall.noBeds')}</p>}
      <section className={styles.beds} aria-label={say('row.beds')} style={rowHeight}>
        {columns.map((column, index) => (
          <ol key={index}>
            {column.map((bed) => (
              <WallRow key={bed.key} bed={bed} at={at} stale={stale} />
            ))}
          </ol>
        ))}
      </section>
    </>
  );
}

const isSilent = ({ silentSince }: Heard<Row>): boolean => silentSince !== undefined;

function Message({ title, problem }: { readonly title: string; readonly problem: Problem | null }) {
  const say = boardWords.use();
  return (
    <div className={styles.message}>
      <h1>{problem === null ? say('wall.connecting') : say('wall.cannotShow', { ward: title })}</h1>
      {problem !== null && <p>{problem.detail}</p>}
    </div>
  );
}
