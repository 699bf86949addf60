/** Items that do not apply, folded where they stand: how many, and by which rule. Nothing is hidden, only made short. */
import type { ItemView } from '../../machines/index.ts';
import { Glyph } from '../ui/glyph.tsx';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { Target } from './target.tsx';
import styles from './item-row.module.css';

interface NotNeededProps {
  readonly items: readonly ItemView[];
  readonly onOpen: () => void;
}

export function NotNeeded({ items, onOpen }: NotNeededProps) {
  const say = tabletWords.use();
  const rules = [...new Set(items.flatMap(({ why }) => (why === null ? [] : [why])))];
  return (
    <li className={styles.row} data-row={`fold.${items[0]?.id ?? ''}`} data-quiet>
      <Target className={styles.face} tone="bare" onPress={onOpen}>
        <span className={styles.gutter}>
          <Glyph name="notNeeded" size={26} />
        </span>
        <span className={styles.words}>
          <span className={styles.text}>{say('item.folded', { count: items.length })}</span>
          <span className={styles.under}>{rules.join(' · ')}</span>
        </span>
      </Target>
    </li>
  );
}

/** Runs of two or more that stand beside each other, by each of their items. */
export function foldsOf(items: readonly ItemView[]): ReadonlyMap<string, readonly ItemView[]> {
  const folds = new Map<string, readonly ItemView[]>();
  let run: ItemView[] = [];
  const close = (): void => {
    if (run.length > 1) for (const { id } of run) folds.set(id, run);
    run = [];
  };
  for (const item of items) {
    if (item.status === 'notNeeded') run.push(item);
    else close();
  }
  close();
  return folds;
}
