/** Which ward, how it stands, a field to find anybody, proof of life, and who is signed in. */
import { useEffect, useRef } from 'react';
import { Search } from 'lucide-react';
import type { Instant } from '../../machines/index.ts';
import { Button } from '../ui/button.tsx';
import { ago, clockSeconds, useNow } from '../ui/clock.ts';
import type { Freshness } from '../ui/freshness.ts';
import { uiWords } from '../ui/words/en.ts';
import type { Me } from './desk.tsx';
import { deskWords } from './words.ts';
import styles from './desk-header.module.css';

interface DeskHeaderProps {
  readonly title: string;
  /** How it stands, in a few numbers; one that somebody must act on is heavy. */
  readonly counts: readonly string[];
  readonly heavy?: string | null;
  readonly find: string;
  readonly onFind: (find: string) => void;
  readonly onFindFirst: () => void;
  readonly freshness: Freshness;
  readonly lastNews: Instant | null;
  readonly me: Me;
  /** The next person signs in as themselves. */
  readonly onSignOut: () => void;
}

export function DeskHeader({
  title,
  counts,
  heavy = null,
  find,
  onFind,
  onFindFirst,
  freshness,
  lastNews,
  me,
  onSignOut,
}: DeskHeaderProps) {
  const say = deskWords.use();
  return (
    <header className={styles.header}>
      <h1 className={styles.ward}>{title}</h1>
      {counts.map((count) => (
        <p key={count} className={count === heavy ? styles.strong : undefined}>
          {count}
        </p>
      ))}
      <Find find={find} onFind={onFind} onFindFirst={onFindFirst} />
      <Alive freshness={freshness} lastNews={lastNews} />
      <p>{say('header.person', { name: me.name, role: say(`role.${me.role}`) })}</p>
      <Button onPress={onSignOut}>{say('header.signOut')}</Button>
    </header>
  );
}

function Find({ find, onFind, onFindFirst }: Pick<DeskHeaderProps, 'find' | 'onFind' | 'onFindFirst'>) {
  const say = deskWords.use();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      field.current?.select();
    };
    addEventListener('keydown', focus);
    return () => removeEventListener('keydown', focus);
  }, []);
  return (
    <search className={styles.find}>
      <Search size={18} strokeWidth={2} aria-hidden />
      <input
        ref={field}
        type="search"
        value={find}
        placeholder={say('header.find')}
        aria-label={say('header.find')}
        onChange={(event) => onFind(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onFindFirst();
          if (event.key === 'Escape') onFind('');
        }}
      />
      <kbd className={styles.key}>Ctrl K</kbd>
    </search>
  );
}

function Alive({ freshness, lastNews }: Pick<DeskHeaderProps, 'freshness' | 'lastNews'>) {
  const say = deskWords.use();
  const sayUi = uiWords.use();
  const now = useNow();
  const marked = freshness.level === 'marked' || freshness.level === 'veiled';
  if (lastNews === null) return <p className={styles.alive}>{sayUi('link.connecting')}</p>;
  return (
    <p className={styles.alive} data-marked={marked || undefined}>
      {marked ? sayUi('link.marked', { age: ago(now - lastNews) }) : say('header.live', { time: clockSeconds(now) })}
    </p>
  );
}
