/** Nobody is signed in, or the screen is locked: no patient is on this screen. A badge is enough; a PIN is the other way. */
import { IdCard, WifiOff } from 'lucide-react';
import { useState } from 'react';
import type { Credentials, Session } from '../link/session.ts';
import type { LinkState } from '../link/link-state.ts';
import type { StaffMember } from '../link/staff.ts';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { PersonPicker } from './person-picker.tsx';
import styles from './sign-in.module.css';

interface SignInProps {
  /** What this screen is, while nobody is signed in. */
  readonly title: string;
  readonly staff: readonly StaffMember[];
  readonly locked: Session['person'] | null;
  readonly waiting: number;
  readonly link: LinkState;
  /** What a scan or the server said. */
  readonly says: string | null;
  readonly signIn: (credentials: Credentials) => Promise<string | null>;
}

export function SignIn({ title, staff, locked, waiting, link, says, signIn }: SignInProps) {
  const say = tabletWords.use();
  const [problem, setProblem] = useState<string | null>(null);
  const away = link === 'away';
  return (
    <main className={styles.screen}>
      <header className={styles.top}>
        <h1 className={styles.title}>{locked === null ? title : say('signIn.locked')}</h1>
        {waiting > 0 && <p>{say('signIn.paused', { count: waiting })}</p>}
        {away && (
          <p className={styles.away}>
            <WifiOff size={24} strokeWidth={2.2} aria-hidden />
            {locked === null ? say('signIn.awayNobody') : say('signIn.away', { name: locked.name })}
          </p>
        )}
      </header>
      <p className={styles.badge}>
        <IdCard size={56} strokeWidth={2} aria-hidden />
        {say('signIn.badge')}
      </p>
      <PersonPicker
        key={staff.length === 0 ? 'none' : 'some'}
        staff={staff}
        first={locked?.id ?? null}
        lead={say('signIn.badgeHint')}
        problem={problem ?? says}
        // White is what can be acted on: out of reach, that is whoever is signed in here.
        never={(member) => (away && member.id !== locked?.id ? say('signIn.needsLink') : null)}
        verb={say(locked === null ? 'signIn.go' : 'signIn.unlock')}
        onCredentials={async (credentials) => setProblem(await signIn(credentials))}
      />
    </main>
  );
}
