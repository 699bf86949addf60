/** A department's list: everybody bound for it, wherever they lie, and on the right the one that is opened. */
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { BoardRow, Instant, Problem, Trouble, WardLayout } from '../../machines/index.ts';
import { placeLabel } from '../board/bound-rows.ts';
import { DeskHeader } from '../desk/desk-header.tsx';
import type { Me } from '../desk/desk.tsx';
import { matches } from '../desk/show.ts';
import type { Told } from '../desk/act-on.ts';
import { deskWords } from '../desk/words.ts';
import type { Heard } from '../link/ward-rows.ts';
import { useNow } from '../ui/clock.ts';
import type { Freshness } from '../ui/freshness.ts';
import { Button } from '../ui/button.tsx';
import { ServerTrouble } from '../ui/trouble.tsx';
import { Veil } from '../ui/veil.tsx';
import { BoundRow } from './bound-row.tsx';
import { inOrder, isOver, isReady, nextOf } from './bound.ts';
import { Next } from './next.tsx';
import { departmentWords } from './words.ts';
import desk from '../desk/desk.module.css';
import bound from './bound.module.css';
import styles from './department.module.css';

export type Sends = NonNullable<WardLayout['sends']>;
export interface DepartmentProps {
  readonly department: string;
  readonly layout: WardLayout | null;
  readonly rows: ReadonlyMap<string, Heard<BoardRow>>;
  readonly freshness: Freshness;
  readonly lastNews: Instant | null;
  readonly trouble?: readonly Trouble[];
  readonly problem: Problem | null;
  readonly me: Me;
  readonly onSignOut: () => void;
  readonly opened: string | null;
  readonly onOpen: (preparation: string | null) => void;
  readonly act: (row: BoardRow, event: 'patient.calledFor' | 'patient.received') => Promise<Told>;
  /** The right side's contents, which the page fetches. */
  readonly panel: ReactNode;
}

const columns = ['due', 'place', 'patient', 'where', 'status', 'missing', 'act'] as const;

export function Department(props: DepartmentProps) {
  const {
    department,
    layout,
    rows,
    freshness,
    lastNews,
    trouble = [],
    problem,
    me,
    onSignOut,
    opened,
    onOpen,
    act,
    panel,
  } = props;
  const say = departmentWords.use();
  const sayDesk = deskWords.use();
  const [find, setFind] = useState('');
  const [waiting, setWaiting] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const now = useNow();
  const table = useRef<HTMLTableElement>(null);
  const stale = freshness.level === 'veiled';
  const at = stale && lastNews !== null ? lastNews : now;
  if (problem !== null || layout === null) {
    return (
      <main className={desk.message}>
        <h1>{problem === null ? sayDesk('desk.connecting') : sayDesk('desk.cannotShow', { ward: department })}</h1>
        {problem !== null && <p>{problem.detail}</p>}
        {problem !== null && <Button onPress={onSignOut}>{sayDesk('header.signOut')}</Button>}
        {problem === null && <Veil freshness={freshness} of="desk" lastNews={lastNews} phone={null} />}
      </main>
    );
  }
  const sends = layout.sends ?? [];
  const all = inOrder(rows.values());
  const shown = all.filter((row) =>
    matches(find, [
      row.place.bed ?? '',
      row.patient.name,
      row.procedure,
      placeLabel(sends, row.place.ward, row.place.bed),
    ]),
  );
  const entry = shown.find(({ preparation }) => preparation === opened) ?? shown[0];
  const tap = async (row: BoardRow, event: 'patient.calledFor' | 'patient.received') => {
    setWaiting(row.preparation);
    const told = await act(row, event);
    const patient = row.patient.name;
    const verb = say(event === 'patient.calledFor' ? 'act.called' : 'act.arrived');
    setSaid(
      told.kind === 'done' ? say('act.done', { patient, verb }) : say('act.notDone', { patient, says: told.says }),
    );
    setWaiting(null);
  };
  const move = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return onOpen(null);
    const by = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key] ?? 0;
    if (by === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const names = [...(table.current?.querySelectorAll<HTMLButtonElement>('tbody [aria-pressed]') ?? [])];
    names[names.findIndex((name) => name === document.activeElement) + by]?.focus();
  };
  const open = all.filter((row) => !isOver(row));
  return (
    <div className={desk.desk}>
      {/* What is not current cannot be acted on; what was being typed stays. */}
      <div className={styles.screen} inert={stale}>
        <DeskHeader
          title={layout.title}
          counts={[
            say('header.patients', { count: open.length }),
            say('header.coming', { count: open.filter(({ transfer }) => transfer === 'left').length }),
            say('header.ready', { count: open.filter((row) => isReady(row) && row.transfer === undefined).length }),
          ]}
          find={find}
          onFind={setFind}
          onFindFirst={() => entry !== undefined && onOpen(entry.preparation)}
          freshness={freshness}
          lastNews={lastNews}
          me={me}
          onSignOut={onSignOut}
        />
        <main className={desk.ward}>
          <ServerTrouble trouble={trouble} of="desk" />
          <Next
            row={nextOf(open)}
            sends={sends}
            waiting={waiting !== null}
            onCall={(row) => void tap(row, 'patient.calledFor')}
          />
          <p role="status" className={styles.said}>
            {said}
          </p>
          {shown.length === 0 ? (
            <p className={styles.none}>{say(find === '' ? 'table.empty' : 'table.noMatch')}</p>
          ) : (
            <table ref={table} className={bound.table} onKeyDown={move}>
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
                {shown.map((row) => (
                  <BoundRow
                    key={row.preparation}
                    row={row}
                    sends={sends}
                    at={at}
                    stale={stale}
                    opened={row.preparation === opened}
                    isEntry={row === entry}
                    waiting={waiting === row.preparation}
                    onOpen={onOpen}
                    onReceived={(one) => void tap(one, 'patient.received')}
                  />
                ))}
              </tbody>
            </table>
          )}
        </main>
        <aside className={desk.side} aria-label={say('side.title')}>
          {panel ?? <p className={desk.choose}>{say('side.choose')}</p>}
        </aside>
      </div>
      <Veil freshness={freshness} of="desk" lastNews={lastNews} phone={layout.phone} />
    </div>
  );
}
