/** The ward's list: what you left open, the scanner, your patients in the order they are due. */
import { Droplets, PhoneCall, ScanBarcode } from 'lucide-react';
import { useState } from 'react';
import type { BoardRow } from '../../machines/index.ts';
import type { HereByPatient } from '../link/here.ts';
import { clockSeconds, useNow } from '../ui/clock.ts';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { useHands, type Left } from './hands.ts';
import { areOfToday, listsOf, type Tab } from './lists.ts';
import { ResumeSheet } from './resume-sheet.tsx';
import { similarNames } from './similar.ts';
import { Strip } from './strip.tsx';
import { Target } from './target.tsx';
import { TypeNumber } from './type-number.tsx';
import { WorklistRow } from './worklist-row.tsx';
import styles from './worklist.module.css';

interface WorklistProps {
  /** Null until the first word of the server, or of this tablet's memory. */
  readonly rows: readonly BoardRow[] | null;
  /** What waits on this tablet. */
  readonly here: HereByPatient;
  readonly left: Left | null;
  /** When the list was last heard of. */
  readonly lastNews: number | null;
  readonly problem: string | null;
}

export function Worklist({ rows, here, left, lastNews, problem }: WorklistProps) {
  const say = tabletWords.use();
  const { me, ward, link, call, wipe } = useHands();
  const [typing, setTyping] = useState(false);
  const now = useNow();
  const lists = listsOf(rows ?? [], me.id, now, here);
  const [chosen, setTab] = useState<Tab | null>(null);
  // Settled when the list comes, and by a finger after that: a tab that turns by itself takes the rows from under one.
  const settled = rows === null ? null : lists.mine.length === 0 ? 'ward' : 'mine';
  const tab = chosen ?? settled;
  if (chosen === null && settled !== null) setTab(settled);
  const similar = similarNames(lists.ward);
  const resumed = left === null ? undefined : rows?.find((row) => row.preparation === left.preparation);
  return (
    <div className={styles.screen}>
      <header>
        <h1 className="said">{say('list.title', { ward: ward.title })}</h1>
        <Strip ward />
      </header>
      <main className={styles.main}>
        {left !== null && resumed !== undefined && (
          <ResumeSheet
            left={left}
            row={resumed}
            here={here.get(resumed.preparation)}
            similar={similar.get(resumed.preparation)}
          />
        )}
        <div className={styles.find}>
          <p className={styles.scan}>
            <ScanBarcode size={34} strokeWidth={2.2} aria-hidden />
            {say('list.scan')}
          </p>
          <Target className={styles.type} onPress={() => setTyping(true)}>
            {say('list.type')}
          </Target>
        </div>
        <div className={styles.tabs} role="group" aria-label={say('list.tabs')}>
          {(['mine', 'ward', 'done'] as const).map((one) => (
            <Target key={one} tone="bare" className={styles.tab} pressed={tab === one} onPress={() => setTab(one)}>
              <span>{say(one === 'done' && areOfToday(lists.done, now) ? 'list.doneToday' : `list.${one}`)}</span>
              {/* What has not come is not nought. */}
              <span>{rows === null ? '–' : lists[one].length}</span>
            </Target>
          ))}
        </div>
        {/* Its place is kept: what comes and goes by itself must not move a row from under the finger. */}
        <p className={styles.old} role="status">
          {(link === 'away' || link === 'silent') &&
            lastNews !== null &&
            say('list.old', { time: clockSeconds(lastNews) })}
        </p>
        <Rows
          rows={tab === null ? null : lists[tab]}
          here={here}
          empty={say(`list.empty${tab === 'mine' ? 'Mine' : tab === 'ward' ? 'Ward' : 'Done'}`)}
          problem={problem}
          similar={similar}
          lastNews={lastNews}
        />
      </main>
      <footer className={styles.foot}>
        <Target onPress={() => call(null)}>
          <PhoneCall size={26} strokeWidth={2.2} aria-hidden />
          {say('list.call')}
        </Target>
        <Target onPress={wipe}>
          <Droplets size={28} strokeWidth={2.2} aria-hidden />
          {say('list.wipe')}
        </Target>
      </footer>
      {typing && <TypeNumber verb="type.open" onBack={() => setTyping(false)} />}
    </div>
  );
}

interface RowsProps {
  readonly rows: readonly BoardRow[] | null;
  readonly here: HereByPatient;
  readonly empty: string;
  readonly problem: string | null;
  readonly similar: ReadonlyMap<string, BoardRow>;
  readonly lastNews: number | null;
}

function Rows({ rows, here, empty, problem, similar, lastNews }: RowsProps) {
  const say = tabletWords.use();
  if (problem !== null && rows === null) {
    return (
      <p className={styles.note} role="alert">
        <b>{say('list.problem')}.</b> {problem}
      </p>
    );
  }
  if (rows === null) return <p className={styles.note}>{say('list.loading')}</p>;
  if (rows.length === 0) return <p className={styles.note}>{empty}</p>;
  return (
    <ul className={styles.rows}>
      {rows.map((row) => (
        <WorklistRow
          key={row.preparation}
          row={row}
          here={here.get(row.preparation)}
          similar={similar.get(row.preparation)}
          lastNews={lastNews}
        />
      ))}
    </ul>
  );
}
