/** What happened, newest first, on one line down the page: by when it happened. One that was sent later says when. */
import { Fragment } from 'react';
import { nameOf, type StaffMember } from '../link/staff.ts';
import { ago, clockSeconds, useNow } from '../ui/clock.ts';
import { dayOf, timeOrDay } from '../ui/dates.ts';
import { isTime, type HistoryEntry } from './read-history.ts';
import { deskWords } from './words.ts';
import styles from './history.module.css';

export type HistoryState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly says: string }
  | { readonly kind: 'shown'; readonly entries: readonly HistoryEntry[] };

export function History({
  history,
  staff,
}: {
  readonly history: HistoryState;
  readonly staff: readonly StaffMember[];
}) {
  const say = deskWords.use();
  const now = useNow();
  return (
    <section className={styles.history}>
      <header className={styles.head}>
        <h3>{say('history.title')}</h3>
        {history.kind === 'shown' && <p>{say('history.count', { count: history.entries.length })}</p>}
      </header>
      {history.kind === 'failed' && <p>{say('history.failed', { says: history.says })}</p>}
      {history.kind === 'shown' && history.entries.length === 0 && <p>{say('history.none')}</p>}
      {history.kind === 'shown' && (
        <ol>
          {history.entries
            .toSorted((a, b) => happenedAt(b) - happenedAt(a) || b.revision - a.revision)
            .map((entry, index, all) => (
              <Fragment key={entry.revision}>
                {dayOf(happenedAt(entry)) !== dayOf(index === 0 ? now : happenedAt(all[index - 1] ?? entry)) && (
                  <li className={styles.day}>{dayOf(happenedAt(entry))}</li>
                )}
                <li className={styles.entry} data-mark={markOf(entry)}>
                  <time>{clockSeconds(happenedAt(entry))}</time>
                  <p>
                    {entry.says.replace(/\.$/, '')}
                    {entry.value === null && '.'}
                    {entry.value !== null && (
                      <b className={styles.value}>
                        {' '}
                        <bdi>{valueSays(entry.value, happenedAt(entry))}</bdi>.
                      </b>
                    )}
                    {entry.reason !== null && <bdi>{` ${entry.reason}.`}</bdi>}
                    {entry.note !== null && <bdi>{` ${say('history.note', { note: entry.note })}`}</bdi>}
                    {entry.person !== null && (
                      <span className={styles.who}>{` ${joined(nameOf(staff, entry.person), paceSays(entry))}.`}</span>
                    )}
                    {entry.late && (
                      <span
                        className={styles.who}
                      >{` ${say('history.late', { time: timeOrDay(entry.recordedAt, happenedAt(entry)) })}.`}</span>
                    )}
                  </p>
                </li>
              </Fragment>
            ))}
        </ol>
      )}
    </section>
  );
}

/** An answered time is kept as an instant; it is read in the ward's own time, with its day where that is another. */
const valueSays = (value: string, seenAt: number): string =>
  isTime(value) ? timeOrDay(Date.parse(value), seenAt) : value;

const happenedAt = ({ happenedAt, at }: HistoryEntry): number => happenedAt ?? at;

/** How soon after their last act for this patient; after an hour it says nothing any more. */
const paceSays = ({ afterMs }: HistoryEntry): string | null =>
  afterMs === null || afterMs >= 3_600_000 ? null : deskWords.say('history.after', { time: ago(afterMs) });

const joined = (name: string, more: string | null): string => (more === null ? name : `${name}, ${more}`);

/** A stop and a hold keep their colour in the record; what was written late is hollow. */
function markOf({ type, late }: HistoryEntry): 'held' | 'stop' | 'late' | 'done' {
  if (type === 'flow.held') return 'held';
  if (/mismatch|withdrawn|refused|contaminated|faulted|emergency\.declared/.test(type)) return 'stop';
  return late ? 'late' : 'done';
}
