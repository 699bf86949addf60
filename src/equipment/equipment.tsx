/** The equipment screen: what there is on the left, one thing on the right; the round of the morning; and on paper. */
import type { ReactNode } from 'react';
import type { Instant, Problem, Role } from '../../machines/index.ts';
import { Button } from '../ui/button.tsx';
import { ago, clockSeconds, useNow } from '../ui/clock.ts';
import { dayAndTime } from '../ui/dates.ts';
import type { Freshness } from '../ui/freshness.ts';
import { Veil } from '../ui/veil.tsx';
import { uiWords } from '../ui/words/en.ts';
import type { Act } from './act.ts';
import { Checks } from './checks.tsx';
import { EquipmentTable } from './equipment-table.tsx';
import type { Thing, ThingType } from './read-equipment.ts';
import { isShown, matches, shows, type Show } from './standing.ts';
import { equipmentWords } from './words.ts';
import styles from './equipment.module.css';

export interface EquipmentProps {
  readonly things: readonly Thing[] | null;
  readonly types: readonly ThingType[];
  readonly titles: ReadonlyMap<string, string>;
  readonly freshness: Freshness;
  readonly lastNews: Instant | null;
  readonly problem: Problem | null;
  readonly me: { readonly name: string; readonly role: Role };
  readonly show: Show;
  readonly onShow: (show: Show) => void;
  readonly find: string;
  readonly onFind: (find: string) => void;
  readonly opened: string | null;
  readonly onOpen: (asset: string) => void;
  readonly onFailed: (thing: Thing) => void;
  readonly act: Act;
  /** The thing that is open, which the page fetches. */
  readonly panel: ReactNode;
}

export function Equipment(props: EquipmentProps) {
  const { things, types, titles, freshness, lastNews, problem, me, show, find, opened, panel } = props;
  const say = equipmentWords.use();
  const sayUi = uiWords.use();
  const now = useNow();
  const stale = freshness.level === 'veiled';
  const at = stale && lastNews !== null ? lastNews : now;
  if (things === null)
    return (
      <main className={styles.message}>
        <h1>{say(problem === null ? 'page.connecting' : 'page.cannotShow')}</h1>
        {problem !== null && <p>{problem.detail}</p>}
      </main>
    );
  const shown = things.filter((thing) => isShown(thing, show, types, at) && matches(find, thing));
  const marked = freshness.level === 'marked' || stale;
  return (
    <div className={styles.equipment}>
      <div className={styles.screen} data-open={panel !== null || undefined} inert={stale}>
        <header className={styles.header}>
          <h1 className={styles.name}>{say('head.title')}</h1>
          <input
            type="search"
            className={styles.find}
            value={find}
            placeholder={say('head.find')}
            aria-label={say('head.find')}
            onChange={(event) => props.onFind(event.target.value)}
          />
          <p className={styles.alive} data-marked={marked || undefined}>
            {marked && lastNews !== null
              ? sayUi('link.marked', { age: ago(now - lastNews) })
              : say('head.live', { time: clockSeconds(now) })}
          </p>
          <p>{say('head.person', { name: me.name, role: say(`role.${me.role}`) })}</p>
        </header>
        <main className={styles.list}>
          <div className={styles.bar}>
            <div role="group" aria-label={say('show.title')} className={styles.shows}>
              {shows.map((one) => (
                <button
                  key={one}
                  type="button"
                  className={styles.show}
                  aria-pressed={one === show}
                  onClick={() => props.onShow(one)}
                >
                  {say(`show.${one}`, { count: things.filter((thing) => isShown(thing, one, types, at)).length })}
                </button>
              ))}
            </div>
            <Button onPress={() => window.print()}>{say('show.print')}</Button>
          </div>
          <p className={styles.printed}>{say('print.at', { when: dayAndTime(lastNews ?? at) })}</p>
          {show === 'checks' ? (
            <Checks things={shown} types={types} at={at} titles={titles} act={props.act} onFailed={props.onFailed} />
          ) : (
            <EquipmentTable
              things={shown}
              at={at}
              titles={titles}
              opened={opened}
              finding={find !== '' || show !== 'all'}
              onOpen={props.onOpen}
            />
          )}
        </main>
        {panel !== null && (
          <aside className={styles.side} aria-label={say('thing.title')}>
            {panel}
          </aside>
        )}
      </div>
      <Veil freshness={freshness} of="desk" lastNews={lastNews} phone={null} />
    </div>
  );
}
