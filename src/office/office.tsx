/** The frame of what is decided away from a bed: which page, who is signed in, a list, and on the right the one that is open. */
import type { ReactNode } from 'react';
import type { Role } from '../../machines/index.ts';
import { Button } from '../ui/button.tsx';
import { officeWords } from './words.ts';
import styles from './office.module.css';

export interface Me {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
}
export interface OfficeProps {
  readonly page: (typeof pages)[number];
  readonly me: Me;
  /** The second person signs in here as themselves. */
  readonly onSignOut: () => void;
  readonly children: ReactNode;
  readonly sideTitle: string;
  readonly side: ReactNode;
}

const pages = ['protocols', 'training'] as const;

export function Office({ page, me, onSignOut, children, sideTitle, side }: OfficeProps) {
  const say = officeWords.use();
  return (
    <div className={styles.screen}>
      <header className={styles.header}>
        <h1 className={styles.name}>{say(`head.${page}`)}</h1>
        <nav className={styles.pages} aria-label={say('head.pages')}>
          {pages.map((one) => (
            <a key={one} href={`/${one}`} aria-current={one === page ? 'page' : undefined}>
              {say(`head.${one}`)}
            </a>
          ))}
        </nav>
        <p className={styles.person}>{say('head.person', { name: me.name, role: say(`role.${me.role}`) })}</p>
        <Button onPress={onSignOut}>{say('head.signOut')}</Button>
      </header>
      <main className={styles.list}>{children}</main>
      <aside className={styles.side} aria-label={sideTitle}>
        {side}
      </aside>
    </div>
  );
}

/** Instead of a list: it is being read, or why it cannot be. */
export function Message({ says }: { readonly says: string | null }) {
  const say = officeWords.use();
  return (
    <div role="status" className={styles.message}>
      <h2>{say(says === null ? 'page.reading' : 'page.cannotShow')}</h2>
      {says !== null && <p>{says}</p>}
    </div>
  );
}
