/**
 * A button is a verb with its object. One that cannot act yet stays in reach of the keyboard and says why under its
 * name: a greyed button that will not explain itself sends people to look for another way round.
 */
import { Button as AriaButton } from 'react-aria-components';
import type { ReactNode } from 'react';
import styles from './button.module.css';

export interface ButtonProps {
  readonly children: ReactNode;
  /** A submit button needs none: its form is told. */
  readonly onPress?: () => void;
  /** `main` is the one next act; `stop` is red at rest; `plain` is everything else. */
  readonly tone?: 'plain' | 'main' | 'stop';
  /** A row of the desk 26 px, the desk 36 px, the tablet 72 px, the tablet's action bar 120 px. */
  readonly size?: 'row' | 'desk' | 'tablet' | 'action';
  /** Why it cannot act now; shown under the name. Null when it can. */
  readonly why?: string | null;
  /** Its command is on its way: a second press would only be told "already so". */
  readonly waiting?: boolean;
  readonly label?: string;
  readonly type?: 'button' | 'submit';
}

export function Button({
  children,
  onPress,
  tone = 'plain',
  size = 'desk',
  why = null,
  waiting = false,
  label,
  type = 'button',
}: ButtonProps) {
  const cannot = why !== null || waiting;
  return (
    <AriaButton
      className={styles.button ?? ''}
      type={cannot ? 'button' : type}
      data-tone={tone}
      data-size={size}
      data-cannot={cannot || undefined}
      aria-disabled={cannot}
      onPress={() => {
        if (!cannot) onPress?.();
      }}
      {...(label === undefined ? {} : { 'aria-label': label })}
    >
      <span className={styles.name}>{children}</span>
      {why !== null && <span className={styles.why}>{why}</span>}
    </AriaButton>
  );
}
