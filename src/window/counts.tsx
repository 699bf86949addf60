/** What is on record and by whom, what waits, and two counts that must stay at nought whatever is broken. */
import type { WindowState } from './read-window.ts';
import { windowWords } from './words.ts';
import styles from './ward-window.module.css';

const names = ['yours', 'staff', 'waiting', 'lost', 'doubled'] as const;

export function Counts({ counts }: { readonly counts: WindowState['counts'] }) {
  const say = windowWords.use();
  return (
    <dl className={styles.counts}>
      {names
        .filter((name) => counts[name] !== null)
        .map((name) => (
          <div key={name}>
            <dt>{say(`count.${name}`)}</dt>
            <dd>{counts[name]}</dd>
          </div>
        ))}
    </dl>
  );
}
