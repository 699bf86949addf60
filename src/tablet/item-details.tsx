/** Everything about one item: what was seen and by whom, why it is asked, and what else may be done with it. */
import type { ActionView, ItemView, Refusal } from '../../machines/index.ts';
import type { Mark } from '../link/overlay.ts';
import { nameOf } from '../link/staff.ts';
import { useNow } from '../ui/clock.ts';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { ActionTarget } from './banners.tsx';
import { useHands } from './hands.ts';
import { faceOf } from './item-face.ts';
import { Refused } from './item-row.tsx';
import { Sheet } from './sheet.tsx';
import styles from './item-details.module.css';

interface ItemDetailsProps {
  readonly item: ItemView;
  readonly mark: Mark | undefined;
  readonly refusal: Refusal | null;
  readonly onAction: (action: ActionView) => void;
  readonly onBack: () => void;
}

export function ItemDetails({ item, mark, refusal, onAction, onBack }: ItemDetailsProps) {
  const say = tabletWords.use();
  const { me, staff } = useHands();
  const face = faceOf(item, mark, (person) => nameOf(staff, person), me.id, { start: 0, now: useNow() });
  const missing = item.actions.flatMap((action) => (action.may || action.refusal === null ? [] : [action.refusal]));
  const first = missing[0];
  return (
    <Sheet title={item.text} hint={item.hint} onBack={onBack}>
      <dl className={styles.facts}>
        {face.value !== null && (
          <div>
            <dt>{say('detail.seen')}</dt>
            <dd className={styles.value}>{face.struck ? <s>{face.value}</s> : face.value}</dd>
          </div>
        )}
        {item.ordered !== undefined && (
          <div>
            <dt>{say('detail.ordered')}</dt>
            <dd>
              <bdi>{item.ordered}</bdi>
            </dd>
          </div>
        )}
        {(face.strong !== null || face.under !== null) && (
          <div>
            <dt>{face.strong ?? ''}</dt>
            <dd>{face.under}</dd>
          </div>
        )}
        <div>
          <dt>{say('detail.kind')}</dt>
          <dd>
            {say(`kind.${item.kind}`)}. {say(`class.${item.stop}`)}.
          </dd>
        </div>
        <div>
          <dt>{say('detail.source')}</dt>
          <dd>
            {item.source} ({item.sourceStatus})
          </dd>
        </div>
        {first !== undefined && first.missing.length > 1 && item.status === 'pending' && (
          <div>
            <dt>{say('pad.whyFirst')}</dt>
            <dd>
              {first.missing.map(({ subject, condition, says }) => (
                <span key={`${condition}.${subject}`} className={styles.missing}>
                  {says}
                </span>
              ))}
            </dd>
          </div>
        )}
      </dl>
      {refusal !== null && <Refused refusal={refusal} />}
      {item.actions.some(({ may }) => may) && (
        <section>
          <h3 className={styles.title}>{say('detail.actions')}</h3>
          <div className={styles.actions}>
            {item.actions
              .filter(({ may }) => may)
              .map((action) => (
                <ActionTarget key={action.event} action={action} onPress={() => onAction(action)} />
              ))}
          </div>
        </section>
      )}
    </Sheet>
  );
}
