/** One sentence about what was just scanned; it is pressed away, goes by itself, or the next one replaces it. */
import { tabletWords } from '../ui/words/en-tablet.ts';
import { Target } from './target.tsx';
import styles from './notice.module.css';

export function Notice({ says, onClose }: { readonly says: string; readonly onClose: () => void }) {
  const say = tabletWords.use();
  return (
    <div className={styles.notice} role="status" data-over-list>
      <Target className={styles.target} tone="bare" onPress={onClose}>
        <span>{says}</span>
        <span className="said">{say('scan.dismiss')}</span>
      </Target>
    </div>
  );
}
