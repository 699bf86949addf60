/** What happened, newest first, each promise with the figure measured against it. */
import { clockSeconds } from '../ui/clock.ts';
import type { Happening } from './read-window.ts';
import { windowWords } from './words.ts';
import { Whole } from './whole.tsx';
import styles from './commentary.module.css';

/** As many as fit; the whole record is the server's. */
const shownMax = 8;

export function Commentary({ events }: { readonly events: readonly Happening[] }) {
  const say = windowWords.use();
  const newest = events.toSorted((a, b) => b.at - a.at).slice(0, shownMax);
  return (
    <section className={styles.commentary} aria-label={say('happened.title')}>
      {newest.length === 0 && <p className={styles.none}>{say('happened.none')}</p>}
      <ol aria-live="polite" aria-relevant="additions">
        {newest.map(({ at, says, figure }, index) => (
          // Two of the same instant and words are two: one key for both leaves lines standing that nobody told.
          <li
            key={`${at} ${says} ${newest.slice(0, index).filter((one) => one.at === at && one.says === says).length}`}
          >
            <time>{clockSeconds(at)}</time>
            <p>
              <Whole text={says} />
            </p>
            {figure !== null && <Figure figure={figure} />}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** `1.6 s, promised 2 s`: what was measured is heavy, what was promised is not. */
function Figure({ figure }: { readonly figure: string }) {
  const [measured = '', ...promised] = figure.split(', ');
  return (
    <p className={styles.figure}>
      <b>
        <Whole text={measured} />
      </b>
      {promised.length > 0 && <Whole text={`, ${promised.join(', ')}`} />}
    </p>
  );
}
