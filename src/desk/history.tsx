/** What happened, newest first, on one line down the page: by when it happened. One that was sent later says when. */
import { nameOf, type StaffMember } from '../link/staff.ts';
import { ago, clockSeconds, clockTime } from '../ui/clock.ts';
import type { HistoryEntry } from './read-history.ts';
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
            .map((entry) => (
              <li key={entry.revision} className={styles.entry} data-mark={markOf(entry)}>
                <time>{clockSeconds(happenedAt(entry))}</time>
                <p>
                  {entry.says}
                  {entry.reason !== null && <bdi>{` ${entry.reason}.`}</bdi>}
                  {entry.note !== null && <bdi>{` ${say('history.note', { note: entry.note })}`}</bdi>}
                  {entry.person !== null && (
                    <span className={styles.who}>{` ${joined(nameOf(staff, entry.person), paceSays(entry))}.`}</span>
                  )}
                  {entry.late && (
                    <span
                      className={styles.who}
                    >{` ${say('history.late', { time: clockTime(entry.recordedAt) })}.`}</span>
                  )}
                </p>
              </li>
            ))}
        </ol>
      )}
    </section>
  );
}

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
