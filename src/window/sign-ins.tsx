/**
 * How a visitor signs in: the invented staff with their PINs, which the demonstration tells this page. They stand in no
 * file that a ward's own server serves.
 */
import { useId } from 'react';
import type { SignIn } from './read-window.ts';
import styles from './sign-ins.module.css';
import { windowWords } from './words.ts';

export function SignIns({ signIns }: { readonly signIns: readonly SignIn[] }) {
  const say = windowWords.use();
  const id = useId();
  if (signIns.length === 0) return null;
  return (
    <>
      <button type="button" className={styles.open} popoverTarget={id}>
        {say('signIn.open')}
      </button>
      <div id={id} popover="auto" className={styles.sheet} role="dialog" aria-label={say('signIn.title')}>
        <h2>{say('signIn.title')}</h2>
        <p>{say('signIn.how')}</p>
        <dl>
          {signIns.map(({ name, role, pin }) => (
            <div key={name}>
              <dt>
                <b>{name}</b> {say(`signIn.${role}`)}
              </dt>
              <dd>{pin}</dd>
            </div>
          ))}
        </dl>
      </div>
    </>
  );
}
