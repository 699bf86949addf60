/** What others did, and what the server did not take, in one place above the acts: nothing moves for it, and it is no button. */
import type { PreparationId } from '../../machines/index.ts';
import type { Shown } from '../link/overlay.ts';
import { nameOf } from '../link/staff.ts';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { useHands } from './hands.ts';
import { newsSays, type StepNews } from './news.ts';
import styles from './news-bar.module.css';

export function NewsBar({ shown, news }: { readonly shown: Shown; readonly news: readonly StepNews[] }) {
  const say = tabletWords.use();
  const { me, staff, refusalOf } = useHands();
  const { preparation, steps } = shown.checklist;
  const refused = steps.flatMap(({ short, complete, completedBy }) =>
    completedBy === null ? notCompleted(preparation, short, complete.event) : [],
  );
  const lines = [...refused, ...news.map((one) => newsSays(one, me.id, (person) => nameOf(staff, person)))];
  return (
    <div className={styles.place} role="status">
      {lines.length > 0 && (
        <p className={styles.news} data-refused={refused.length > 0 || undefined}>
          {lines.join(' ')}
        </p>
      )}
    </div>
  );

  function notCompleted(of: PreparationId, step: string, event: string): readonly string[] {
    const refusal = refusalOf(of, event);
    return refusal === null ? [] : [say('news.notCompleted', { step, why: refusal.says })];
  }
}
