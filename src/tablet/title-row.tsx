/** The step's name, how much of it is done, and when the procedure is due. */
import type { StepView } from '../../machines/index.ts';
import { type Shown } from '../link/overlay.ts';
import { progressOf, totalOf, type Progress } from '../link/progress.ts';
import { clockTime, useNow } from '../ui/clock.ts';
import { when } from '../ui/dates.ts';
import { Rich } from '../ui/rich.tsx';
import { tabletWords } from '../ui/words/en-tablet.ts';
import styles from './title-row.module.css';

interface TitleRowProps {
  readonly step: StepView;
  readonly marks: Shown['marks'];
  readonly due: number;
}

export function TitleRow({ step, marks, due }: TitleRowProps) {
  return (
    <div className={styles.row}>
      <h2 className={styles.title}>{step.title}</h2>
      <p className={styles.done}>{doneSays(progressOf(step, marks))}</p>
      <Due due={due} />
    </div>
  );
}

/** `2 of 3 items done, 1 can wait`: the third is the one that the button below says is still open. An act of the step is none. */
function doneSays(progress: Progress): string {
  const { done, here, mayBeLeft } = progress;
  const total = totalOf(progress);
  return [
    total > 0 ? tabletWords.say('step.done', { done, count: total }) : null,
    here > 0 ? tabletWords.say('step.hereBeside', { count: here }) : null,
    mayBeLeft > 0 ? tabletWords.say('step.mayBeLeft', { count: mayBeLeft }) : null,
  ]
    .filter((part) => part !== null)
    .join(', ');
}

function Due({ due }: { readonly due: number }) {
  const say = tabletWords.use();
  const now = useNow();
  return (
    <p className={styles.due}>
      <Rich text={say('step.due', { time: clockTime(due), when: when(due, now) })} />
    </p>
  );
}
