/**
 * The way back into a step, also long after it was completed: which of its answers is wrong. Correcting one strikes it out
 * in the record and asks for it again, and so opens the step by itself (docs/decisions/0005).
 */
import type { ActionView, ItemView, StepView } from '../../machines/index.ts';
import { nameOf } from '../link/staff.ts';
import { useNow } from '../ui/clock.ts';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { useHands } from './hands.ts';
import { byWhom, happenedIn, saidOf } from './item-face.ts';
import { Sheet } from './sheet.tsx';
import { Target } from './target.tsx';
import styles from './correct-sheet.module.css';

interface CorrectSheetProps {
  readonly step: StepView;
  readonly onCorrect: (action: ActionView, what: string) => void;
  readonly onBack: () => void;
}

/** What was answered in a step and can be corrected, by this person or by somebody else. */
export const correctable = ({ items }: StepView): readonly (readonly [ItemView, ActionView])[] =>
  items.flatMap((item) =>
    item.actions.flatMap((action) => (happenedIn(action.event) === 'corrected' ? [[item, action] as const] : [])),
  );

export function CorrectSheet({ step, onCorrect, onBack }: CorrectSheetProps) {
  const say = tabletWords.use();
  const { staff } = useHands();
  const now = useNow();
  return (
    <Sheet
      title={say('correct.title')}
      hint={say(step.completedBy === null ? 'correct.hint' : 'correct.hintCompleted', { step: step.short })}
      onBack={onBack}
    >
      <ul className={styles.list}>
        {correctable(step).map(([item, action]) => {
          const why = action.may ? null : (action.refusal?.says ?? '');
          return (
            <li key={item.id}>
              <Target className={styles.one} why={why} onPress={() => onCorrect(action, item.text)}>
                <span className={styles.what}>
                  {item.text}
                  <small>{byWhom(item, (person) => nameOf(staff, person), now)}</small>
                  {why !== null && <small>{why}</small>}
                </span>
                <b>{saidOf(item, now)}</b>
              </Target>
            </li>
          );
        })}
      </ul>
    </Sheet>
  );
}
