/**
 * Anything a gloved finger may press: at least 72 px, acted on when the finger lifts inside it, and deaf for 400 ms
 * afterwards, because a glove or a drop of gel taps twice. By the time of the taps, not of their handling: a busy tablet
 * handles honest ones late and together.
 */
import { useRef, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { tapHappenedAt } from './tap-time.ts';
import styles from './target.module.css';

export interface TargetProps {
  readonly onPress: () => void;
  readonly children: ReactNode;
  readonly className?: string | undefined;
  readonly tone?: 'sheet' | 'main' | 'stop' | 'bare' | 'red' | 'redMain';
  /** Why it cannot act now. It stays focusable, and says so. */
  readonly why?: string | null;
  readonly label?: string;
  readonly pressed?: boolean;
  readonly autoFocus?: boolean;
  /** A second tap within this is the same tap. */
  readonly deafMs?: number;
}

export function Target({
  onPress,
  children,
  className = '',
  tone = 'sheet',
  why = null,
  label,
  pressed,
  autoFocus = false,
  deafMs = 400,
}: TargetProps) {
  const pressedAt = useRef(Number.NEGATIVE_INFINITY);
  return (
    <Button
      className={`${styles.target} ${className}`}
      data-tone={tone}
      data-cannot={why ?? undefined}
      data-chosen={pressed === true || undefined}
      aria-disabled={why !== null}
      autoFocus={autoFocus}
      onPress={() => {
        const happened = tapHappenedAt();
        if (why !== null || happened - pressedAt.current < deafMs) return;
        pressedAt.current = happened;
        onPress();
      }}
      {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
      {...(label === undefined ? {} : { 'aria-label': label })}
    >
      {children}
    </Button>
  );
}
