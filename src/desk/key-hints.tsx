/** The keys, where they can be seen, and the ways out of the ward. They act only inside the list, so typing a name opens nothing. */
import type { PatientLabel } from '../../machines/index.ts';
import { boardWords } from '../board/words.ts';
import { sexSays } from '../ui/age-sex.ts';
import { Glyph } from '../ui/glyph.tsx';
import { deskWords } from './words.ts';
import styles from './key-hints.module.css';

/** What is decided away from a bed. */
const offices = ['protocols', 'training', 'equipment'] as const;

interface KeyHintsProps {
  readonly unapproved: boolean;
  readonly silent: boolean;
  /** The letters that stand for a sex in the list and are not read by themselves. */
  readonly sexes: readonly PatientLabel['sex'][];
}

export function KeyHints({ unapproved, silent, sexes }: KeyHintsProps) {
  const say = deskWords.use();
  const sayBoard = boardWords.use();
  return (
    <footer className={styles.hints}>
      <p>
        <kbd>j</kbd> <kbd>k</kbd> {say('keys.move')}
      </p>
      <p>
        <kbd>Enter</kbd> {say('keys.open')}
      </p>
      <p>
        <kbd>Esc</kbd> {say('keys.close')}
      </p>
      <p>
        <kbd>Ctrl K</kbd> {say('keys.find')}
      </p>
      <nav aria-label={say('office.title')}>
        {offices.map((one) => (
          <a key={one} href={`/${one}`}>
            {say(`office.${one}`)}
          </a>
        ))}
      </nav>
      {sexes.map((sex) => (
        <p key={sex}>
          <b>{sex}</b> {sexSays(sex)}
        </p>
      ))}
      {silent && (
        <p>
          <Glyph name="outOfReach" /> {sayBoard('band.silent')}
        </p>
      )}
      {unapproved && (
        <p>
          <span className={styles.square} /> {sayBoard('approval.not')}
        </p>
      )}
    </footer>
  );
}
