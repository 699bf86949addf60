/** What is about to be overridden: the value seen, of when and by whom, and beside it what was wanted. */
import type { Checklist, ItemView } from '../../machines/index.ts';
import { itemOf } from '../link/overlay.ts';
import { nameOf } from '../link/staff.ts';
import { useNow } from '../ui/clock.ts';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { useHands } from './hands.ts';
import { byWhom, faceOf, saidOf } from './item-face.ts';
import { ageSays, limitSays } from './wanted.ts';
import styles from './overridden.module.css';

/** The item that this event accepts although it does not satisfy; null for every other event. */
export function overriddenBy(event: string, { steps }: Checklist): ItemView | null {
  const about = itemOf(event);
  if (about?.happened !== 'overridden') return null;
  return steps.flatMap(({ items }) => items).find(({ id }) => id === about.id) ?? null;
}

interface OverriddenProps {
  readonly item: ItemView;
  readonly row: Checklist['row'];
}

export function Overridden({ item, row: { due: start } }: OverriddenProps) {
  const say = tabletWords.use();
  const { staff } = useHands();
  const now = useNow();
  const named = (person: string): string => nameOf(staff, person);
  const { strong } = faceOf(item, undefined, named, null, { start, now });
  const wanted = limitSays(item, start, now);
  const age = ageSays(item);
  return (
    <dl className={styles.facts}>
      <div>
        <dt>{say('detail.seen')}</dt>
        <dd className={styles.value}>{saidOf(item, now) ?? say('override.nothing')}</dd>
        {item.evidence !== null && <dd>{byWhom(item, named, now)}</dd>}
        {strong !== null && <dd>{strong}</dd>}
      </div>
      {(wanted ?? age) !== null && (
        <div>
          <dt>{say('override.wanted')}</dt>
          {wanted !== null && <dd className={styles.value}>{wanted}</dd>}
          {age !== null && <dd>{age}</dd>}
        </div>
      )}
    </dl>
  );
}
