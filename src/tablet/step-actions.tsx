/** The step's own lifecycle, as rows below its items: what stands now, and the verb that moves it. */
import type { ActionView, StepView } from '../../machines/index.ts';
import type { Shown } from '../link/overlay.ts';
import { inSentence } from '../ui/status-words.ts';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { Glyph } from '../ui/glyph.tsx';
import { ActionTarget } from './banners.tsx';
import { useHands } from './hands.ts';
import { Refused } from './item-row.tsx';
import styles from './step-actions.module.css';

interface StepActionsProps {
  readonly shown: Shown;
  readonly step: StepView;
  /** The one of them that is to be done now, and no item before it. */
  readonly next: ActionView | null;
  readonly onAction: (action: ActionView) => void;
}

export function StepActions({ shown, step, next, onAction }: StepActionsProps) {
  const say = tabletWords.use();
  const { refusalOf } = useHands();
  // What is bad stands in its own block above, with its verb; a stop is behind Stop.
  const good = step.standing.filter(({ bad }) => !bad);
  const bad = good.length < step.standing.length;
  // What an act kept here has changed is not said as if it still stood: the act is, beside it.
  const standing = good.filter(
    ({ region }) => !step.actions.some(({ event, region: of = region }) => of === region && shown.pending.has(event)),
  );
  const actions = bad ? [] : step.actions.filter(({ group }) => group === 'step');
  if (actions.length === 0 && standing.length === 0) return null;
  return (
    <li
      className={styles.row}
      data-row={`acts.${step.id}`}
      data-next={next !== null || undefined}
      aria-current={next === null ? undefined : 'step'}
    >
      {next === null ? (
        <span className={styles.says}>{standing.map(({ says }) => says).join(' · ')}</span>
      ) : (
        <Heading step={step} standing={standing} next={next} />
      )}
      <span className={styles.actions}>
        {actions.map((action) =>
          shown.pending.has(action.event) ? (
            <span key={action.event} className={styles.saved}>
              {action.verb}: {say('step.actionSaved')} <Glyph name="savedHere" size={24} />
            </span>
          ) : (
            <ActionTarget key={action.event} action={action} main={action === next} onPress={() => onAction(action)} />
          ),
        )}
      </span>
      {actions.map(({ event }) => {
        const refusal = refusalOf(shown.checklist.preparation, event);
        return refusal === null ? null : <Refused key={event} refusal={refusal} />;
      })}
    </li>
  );
}

/** What comes before the items is asked for as they are, by a line of its own: `Consent: not asked yet`. */
function Heading({ step, standing, next }: Pick<StepActionsProps, 'step'> & HeadingProps) {
  const asked = standing.find(({ region }) => region === next.region) ?? standing[0];
  const rest = standing.filter((one) => one !== asked);
  return (
    <div className={styles.heading}>
      <h3>
        {asked === undefined
          ? step.title
          : tabletWords.say('step.stands', { step: step.title, says: inSentence(asked.says) })}
      </h3>
      {rest.length > 0 && <p>{rest.map(({ says }) => says).join(' · ')}</p>}
    </div>
  );
}

interface HeadingProps {
  readonly standing: StepView['standing'];
  readonly next: ActionView;
}
