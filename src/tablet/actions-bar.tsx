/** Stop far left, Complete far right, and a gap between what stops work and what ends it. */
import { ListChecks } from 'lucide-react';
import type { ActionView, StepView } from '../../machines/index.ts';
import { type Shown } from '../link/overlay.ts';
import { answeredSince, progressOf } from '../link/progress.ts';
import { nameOf } from '../link/staff.ts';
import { clockTime } from '../ui/clock.ts';
import { Glyph } from '../ui/glyph.tsx';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { useHands } from './hands.ts';
import { stepShown } from './step-shown.ts';
import { Target } from './target.tsx';
import styles from './actions-bar.module.css';

interface ActionsBarProps {
  readonly shown: Shown;
  readonly step: StepView;
  readonly hold: ActionView | null;
  readonly onStop: () => void;
  readonly onHold: () => void;
  readonly onPause: () => void;
  readonly onComplete: (action: ActionView) => void;
  /** To the step that comes next, once this one is done. */
  readonly onGoOn: (step: string) => void;
}

export function ActionsBar({ shown, step, hold, onStop, onHold, onPause, onComplete, onGoOn }: ActionsBarProps) {
  const isHeld = shown.checklist.row.status.kind === 'held';
  return (
    <footer className={styles.bar}>
      <Target className={styles.third} tone="stop" onPress={onStop}>
        <Glyph name="stop" size={34} />
        <Named name="stop" />
      </Target>
      <Target className={styles.third} onPress={onHold} why={hold?.may === true ? null : (hold?.refusal?.says ?? '')}>
        <Glyph name="held" size={34} />
        <Named name={isHeld ? 'holdAgain' : 'hold'} why={hold?.may === true ? null : (hold?.refusal?.says ?? null)} />
      </Target>
      <Target className={styles.third} onPress={onPause}>
        <ListChecks size={34} strokeWidth={2.4} aria-hidden />
        <Named name="pause" />
      </Target>
      <Complete shown={shown} step={step} onComplete={onComplete} onGoOn={onGoOn} />
    </footer>
  );
}

/** What sets the three apart, under each: two of them change something for the patient, the third nothing. Or why it cannot. */
function Named({
  name,
  why = null,
}: {
  readonly name: 'stop' | 'hold' | 'holdAgain' | 'pause';
  readonly why?: string | null;
}) {
  const say = tabletWords.use();
  return (
    <span>
      {say(`actions.${name}`)}
      <small>{why ?? say(`actions.${name}Hint`)}</small>
    </span>
  );
}

type CompleteProps = Pick<ActionsBarProps, 'shown' | 'step' | 'onComplete' | 'onGoOn'>;

function Complete({ shown, step, onComplete, onGoOn }: CompleteProps) {
  const say = tabletWords.use();
  const { staff } = useHands();
  const action = step.complete;
  const { open, mayBeLeft } = progressOf(step, shown.marks);
  const saved = shown.pending.has(action.event);
  const by = step.completedBy;
  // The step may stand complete by a tap that was made before its last answer.
  const last = answeredSince(step);
  const since = last === null ? [] : [say('step.answeredSince', { time: clockTime(last) })];
  const under =
    by !== null
      ? [say('step.completedBy', { name: nameOf(staff, by.person), time: clockTime(by.at) }), ...since].join(', ')
      : saved
        ? say('actions.savedHere')
        : action.may
          ? mayBeLeft > 0
            ? say('actions.mayBeLeft', { count: mayBeLeft })
            : null
          : open > 0
            ? [
                say('actions.open', { count: open }),
                // All that the title counts as not done: with one number only, the two would not add up.
                ...(mayBeLeft > 0 ? [say('step.mayBeLeft', { count: mayBeLeft })] : []),
              ].join(', ')
            : (action.refusal?.says ?? null);
  // Done, by whomever: the way on is where the finger was going anyway.
  const next = by === null && !saved ? undefined : nextOpen(shown, step);
  if (next !== undefined)
    return (
      <Target className={styles.complete} tone="main" onPress={() => onGoOn(next.id)}>
        <span>{say('actions.goOn', { step: next.short })}</span>
        {under !== null && <small>{under}</small>}
      </Target>
    );
  return (
    <Target
      className={styles.complete}
      tone={action.may && !saved ? 'main' : 'sheet'}
      why={action.may && !saved ? null : (under ?? '')}
      onPress={() => onComplete(action)}
    >
      <span>{by === null ? say('actions.complete') : say('actions.completed')}</span>
      {under !== null && <small>{under}</small>}
    </Target>
  );
}

function nextOpen(shown: Shown, step: StepView): StepView | undefined {
  const next = stepShown(shown, null);
  return next === undefined || next.id === step.id || next.mark === 'done' ? undefined : next;
}
