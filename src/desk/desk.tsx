/** The desk: the ward on the left, one patient on the right. Everything the wall shows, with names, and what to do. */
import { useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import type { BoardRow, Instant, Problem, Trouble, WardLayout } from '../../machines/index.ts';
import { bedRows, bedOf, goneFrom } from '../board/bed-rows.ts';
import { laneRows } from '../board/lane-rows.ts';
import type { StaffMember } from '../link/staff.ts';
import { hasEnded } from '../link/lapse.ts';
import type { Heard } from '../link/ward-rows.ts';
import { similarNames } from '../tablet/similar.ts';
import { useNow } from '../ui/clock.ts';
import type { Freshness } from '../ui/freshness.ts';
import { Button } from '../ui/button.tsx';
import { ServerTrouble } from '../ui/trouble.tsx';
import { Veil } from '../ui/veil.tsx';
import { BedTable } from './bed-table.tsx';
import { DeskHeader } from './desk-header.tsx';
import { DeskLane } from './desk-lane.tsx';
import { KeyHints } from './key-hints.tsx';
import { OfferedLane } from './offered-lane.tsx';
import { isShown, matches, type Show } from './show.ts';
import { ShowBar } from './show-bar.tsx';
import { deskWords } from './words.ts';
import styles from './desk.module.css';

export interface Me {
  readonly id: string;
  readonly name: string;
  readonly role: StaffMember['role'];
}

/** What the right side holds: one patient, the form for a new one, or nothing. */
export type Side =
  | { readonly kind: 'patient'; readonly preparation: string }
  | { readonly kind: 'add' }
  | { readonly kind: 'handOver' }
  | { readonly kind: 'delay' }
  | { readonly kind: 'none' };

export interface DeskProps {
  readonly ward: string;
  readonly layout: WardLayout | null;
  readonly rows: ReadonlyMap<string, Heard<BoardRow>>;
  readonly freshness: Freshness;
  readonly lastNews: Instant | null;
  readonly trouble?: readonly Trouble[];
  readonly problem: Problem | null;
  readonly me: Me;
  readonly onSignOut: () => void;
  readonly staff: readonly StaffMember[];
  readonly side: Side;
  readonly onSide: (side: Side) => void;
  /** The right side's contents, which the page fetches. */
  readonly panel: ReactNode;
}

export function Desk({
  ward,
  layout,
  rows,
  freshness,
  lastNews,
  trouble = [],
  problem,
  me,
  onSignOut,
  staff,
  side,
  onSide,
  panel,
}: DeskProps) {
  const say = deskWords.use();
  const [show, setShow] = useState<Show>('ward');
  const [find, setFind] = useState('');
  const aside = useRef<HTMLElement>(null);
  const shownSide = side.kind === 'patient' ? side.preparation : side.kind;
  // What opens, opens at its top, however far down the last one was read.
  useLayoutEffect(() => {
    aside.current?.scrollTo(0, 0);
  }, [shownSide]);
  const now = useNow();
  const stale = freshness.level === 'veiled';
  const at = stale && lastNews !== null ? lastNews : now;
  const all = [...rows.values()];
  const lane = laneRows(all);
  const similar = similarNames(all.filter((row) => !hasEnded(row)));
  const open = (preparation: string) => onSide({ kind: 'patient', preparation });
  if (problem !== null || layout === null) {
    return (
      <main className={styles.message}>
        <h1>{problem === null ? say('desk.connecting') : say('desk.cannotShow', { ward })}</h1>
        {problem !== null && <p>{problem.detail}</p>}
        {/* Often it is somebody of another ward: the next person is let in. */}
        {problem !== null && <Button onPress={onSignOut}>{say('header.signOut')}</Button>}
        {problem === null && <Veil freshness={freshness} of="desk" lastNews={lastNews} phone={null} />}
      </main>
    );
  }
  const beds = [...bedRows(layout, all, at), ...(find === '' ? [] : goneFrom(layout, all, at))].filter((bed) =>
    'row' in bed
      ? isShown(bed.row, show, me.id) && matches(find, [bedOf(bed.row) ?? '', bed.row.patient.name, bed.row.procedure])
      : show === 'ward' && matches(find, [bed.bed]),
  );
  const needYou = say('header.needYou', { count: lane.length });
  const offered = all.filter(({ offeredTo }) => offeredTo === me.id);
  const firstFound = beds.find(({ kind }) => kind === 'prepared') ?? beds.find((bed) => 'row' in bed);
  return (
    <div className={styles.desk}>
      {/* What is not current cannot be acted on; what was being typed stays. */}
      <div className={styles.screen} inert={stale}>
        <DeskHeader
          title={layout.title}
          counts={[
            say('header.beds', { count: layout.beds.length }),
            needYou,
            say('header.ready', { count: all.filter((row) => isShown(row, 'ready', me.id)).length }),
          ]}
          heavy={lane.length > 0 ? needYou : null}
          find={find}
          onFind={setFind}
          onFindFirst={() => firstFound !== undefined && 'row' in firstFound && open(firstFound.row.preparation)}
          freshness={freshness}
          lastNews={lastNews}
          me={me}
          onSignOut={onSignOut}
        />
        <main className={styles.ward}>
          <ServerTrouble trouble={trouble} of="desk" />
          <ShowBar ward={layout.ward} show={show} onShow={setShow} rows={all} me={me.id} onSide={onSide} />
          <OfferedLane rows={offered} staff={staff} onOpen={open} />
          <DeskLane rows={lane} at={at} staff={staff} similar={similar} onOpen={open} />
          <BedTable
            beds={beds}
            at={at}
            staff={staff}
            stale={stale}
            opened={side.kind === 'patient' ? side.preparation : null}
            similar={similar}
            onOpen={open}
            onClose={() => onSide({ kind: 'none' })}
            finding={find !== ''}
          />
        </main>
        <aside ref={aside} className={styles.side} aria-label={say('panel.title')}>
          {side.kind === 'none' ? <p className={styles.choose}>{say('panel.choose')}</p> : panel}
        </aside>
        <KeyHints
          unapproved={all.some(({ approved }) => !approved)}
          sexes={(['X', 'U'] as const).filter((sex) => all.some(({ patient }) => patient.sex === sex))}
          silent={all.some(({ silentSince }) => silentSince !== undefined)}
        />
      </div>
      <Veil freshness={freshness} of="desk" lastNews={lastNews} phone={layout.phone} />
    </div>
  );
}
