/** The step's name, how much of it is done, and when the procedure is due. */
import type { StepView } from '../../machines/index.ts';
import { clockTime, useNow } from '../ui/clock.ts';
import { Rich } from '../ui/rich.tsx';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { when } from './dates.ts';
import styles from './title-row.module.css';

export function TitleRow({ step, due }: { readonly step: StepView; readonly due: number }) {
  const say = tabletWords.use();
  return (
    <div className={styles.row}>
      <h2 className={styles.title}>{step.title}</h2>
      <p className={styles.done}>{step.total > 0 && say('step.done', { done: step.done, total: step.total })}</p>
      <Due due={due} />
    </div>
  );
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
