/** What else the view offers for this patient: taking, handing to a colleague, planning. None of it is daily. */
import type { ActionView, Checklist } from '../../machines/index.ts';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { ActionTarget } from './banners.tsx';
import { Sheet } from './sheet.tsx';
import styles from './item-details.module.css';

interface MoreSheetProps {
  readonly checklist: Checklist;
  readonly onAction: (action: ActionView) => void;
  readonly onBack: () => void;
}

export const moreOf = (checklist: Checklist): readonly ActionView[] =>
  checklist.actions.filter(({ group, may }) => may && (group === 'people' || group === 'plan'));

export function MoreSheet({ checklist, onAction, onBack }: MoreSheetProps) {
  const say = tabletWords.use();
  const actions = moreOf(checklist);
  return (
    <Sheet title={say('more.title')} hint={`${checklist.row.procedure} · ${checklist.row.protocol}`} onBack={onBack}>
      {actions.length === 0 && <p>{say('more.nothing')}</p>}
      <div className={styles.actions}>
        {actions.map((action) => (
          <ActionTarget key={action.event} action={action} onPress={() => onAction(action)} />
        ))}
      </div>
    </Sheet>
  );
}
