/** The wall's header: which ward, how it stands in three numbers, and the clock that proves it is alive. */
import type { Instant } from '../../machines/index.ts';
import { ago, clockSeconds, useNow } from '../ui/clock.ts';
import type { Freshness } from '../ui/freshness.ts';
import { Glyph } from '../ui/glyph.tsx';
import { uiWords } from '../ui/words/en.ts';
import { boardWords } from './words.ts';
import styles from './band.module.css';

interface BandProps {
  readonly title: string;
  readonly of: 'ward' | 'department';
  /** Beds of a ward; patients bound for a department. */
  readonly beds: number;
  readonly needYou: number;
  readonly ready: number;
  /** Rows on this page follow a protocol that is not approved here; their beds have a dashed edge. */
  readonly unapproved: boolean;
  /** Some rows on this page have a tablet that is not heard; they have the same sign. */
  readonly silent: boolean;
  readonly page: { readonly page: number; readonly pages: number } | null;
  readonly freshness: Freshness;
  readonly lastNews: Instant | null;
}

export function Band({ title, of, beds, needYou, ready, unapproved, silent, page, freshness, lastNews }: BandProps) {
  const say = boardWords.use();
  const marked = freshness.level === 'marked';
  return (
    <header className={styles.band} data-full={unapproved && silent ? 'both' : unapproved || silent || undefined}>
      <h1 className={styles.ward}>{title}</h1>
      {/* What is not approved or not heard, and which page, take the room of what the board shows anyway; how many are ready stays. */}
      {page === null && !unapproved && !silent && (
        <p>{say(of === 'ward' ? 'band.beds' : 'band.patients', { count: beds })}</p>
      )}
      <p className={needYou > 0 ? styles.strong : undefined}>{say('band.needYou', { count: needYou })}</p>
      <p>{say('band.ready', { count: ready })}</p>
      {page !== null && !(unapproved && (marked || silent)) && <p>{say('band.page', page)}</p>}
      {unapproved && <p className={styles.unapproved}>{say('approval.not')}</p>}
      {silent && (
        <p className={styles.silent}>
          <Glyph name="outOfReach" /> <span>{say('band.silent')}</span>
          <span>{say('band.silentShort')}</span>
        </p>
      )}
      <Alive freshness={freshness} lastNews={lastNews} />
    </header>
  );
}

function Alive({ freshness, lastNews }: Pick<BandProps, 'freshness' | 'lastNews'>) {
  const say = uiWords.use();
  const sayBoard = boardWords.use();
  const now = useNow();
  if (freshness.level === 'veiled') return null;
  if (lastNews === null) return <p className={styles.alive}>{say('link.connecting')}</p>;
  const marked = freshness.level === 'marked';
  return (
    <p className={styles.alive} data-marked={marked || undefined}>
      <span>{marked ? sayBoard('band.marked', { age: ago(now - lastNews) }) : say('link.live')}</span>
      <time className={styles.clock}>{clockSeconds(now)}</time>
    </p>
  );
}
