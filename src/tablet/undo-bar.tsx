/** Ten seconds to take back the last tap. It never takes anything away: undoing is a correction, on record. */
import { Undo2 } from 'lucide-react';
import { useEffect, useEffectEvent, useState } from 'react';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { Target } from './target.tsx';
import styles from './undo-bar.module.css';

export interface Undoable {
  readonly command: string;
  readonly what: string;
  readonly value: string | null;
  /** The step that is open until it is answered again, once somebody completed it: undoing takes back the answer, never the tap on "Complete step". */
  readonly opens?: string;
}

export const undoForMs = 10_000;

interface UndoBarProps {
  readonly undoable: Undoable;
  readonly onUndo: () => void;
  readonly onGone: () => void;
}

export function UndoBar({ undoable, onUndo, onGone }: UndoBarProps) {
  const say = tabletWords.use();
  const [left, setLeft] = useState(undoForMs / 1000);
  const gone = useEffectEvent(onGone);
  useEffect(() => {
    const endsAt = performance.now() + undoForMs;
    const timer = setInterval(() => {
      const seconds = Math.ceil((endsAt - performance.now()) / 1000);
      setLeft(Math.max(0, seconds));
      if (seconds <= 0) gone();
    }, 250);
    return () => clearInterval(timer);
  }, []);
  const { what, value, opens } = undoable;
  return (
    <Target className={styles.bar} onPress={onUndo} tone="bare">
      <Undo2 size={28} strokeWidth={2.4} aria-hidden />
      <b>{say('undo.undo')}</b>
      <span className={styles.said}>
        <span className={styles.what}>{say('undo.what', { what: value === null ? what : `${what}:` })}</span>
        {value !== null && <b className={styles.value}>{value}</b>}
        {opens !== undefined && <span className={styles.opens}>{say('undo.opens', { step: opens })}</span>}
      </span>
      <span aria-live="off">{say('undo.seconds', { count: left })}</span>
      <i className={styles.left} aria-hidden />
    </Target>
  );
}
