/** One patient: band, strip, line, the step's items, and the four acts at the thumb. Which sheet is open is its only state. */
import { useState } from 'react';
import type { ActionView, ItemView, StepView } from '../../machines/index.ts';
import { itemOf, type Shown } from '../link/overlay.ts';
import { mayBeLeft, progressOf, totalOf } from '../link/progress.ts';
import { serverClock } from '../link/server-clock.ts';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { ActionsBar } from './actions-bar.tsx';
import { Band } from './band.tsx';
import { Banners, Stops } from './banners.tsx';
import { correctable } from './correct-sheet.tsx';
import { type Left, useHands } from './hands.ts';
import { Items } from './items.tsx';
import { moreOf } from './more-sheet.tsx';
import { NewsBar } from './news-bar.tsx';
import { useNews } from './news.ts';
import { nextAct } from './next-act.ts';
import type { Answered } from './pads/answer.ts';
import { PatientSheets, type Open } from './patient-sheets.tsx';
import { StepActions } from './step-actions.tsx';
import { StepLine } from './step-line.tsx';
import { Still } from './still.tsx';
import { Strip } from './strip.tsx';
import { Target } from './target.tsx';
import { TitleRow } from './title-row.tsx';
import { WayBlock } from './way-block.tsx';
import { UndoBar, type Undoable } from './undo-bar.tsx';
import { useStarting } from './use-starting.ts';
import { useStep } from './use-step.ts';
import styles from './patient-screen.module.css';

/** What can be taken back, by which event, and the step in which it was done: whoever takes it back is shown it there. */
interface Done extends Undoable {
  readonly event: string;
  readonly step: string;
}

function leftAt(step: StepView, marks: Shown['marks']): Left['step'] {
  const progress = progressOf(step, marks);
  return { short: step.short, done: progress.done, total: totalOf(progress) };
}

/**
 * Completing a step is not undone by itself. What can still be taken back behind it is an answer that opens the step again,
 * and the bar says so; any other would look like undoing the tap that was just made.
 */
function behindComplete(done: Done | null, step: StepView): Done | null {
  if (done === null || done.step !== step.id) return null;
  const item = step.items.find(({ id }) => id === itemOf(done.event)?.id);
  return item === undefined || mayBeLeft(item.stop) ? null : { ...done, opens: step.short };
}

interface PatientScreenProps {
  readonly shown: Shown;
  /** For the gallery: what is open at the start. */
  readonly begin?: Open | null;
  readonly beginUndo?: Done | null;
  readonly beginStep?: string | null;
}

export function PatientScreen({ shown, begin = null, beginUndo = null, beginStep = null }: PatientScreenProps) {
  const say = tabletWords.use();
  const { me, act, toList } = useHands();
  const { checklist, marks } = shown;
  const [open, setOpen] = useState<Open | null>(begin);
  const { step, show, keep } = useStep(shown, beginStep);
  const [news, seen] = useNews(shown);
  const [itemChosen, setItemChosen] = useState<string | null>(null);
  const [undoable, setUndoable] = useState(beginUndo);
  const { send, start } = useStarting(checklist, setOpen, (action) => {
    if (action.event === step?.complete.event) {
      show(null);
      setUndoable((done) => behindComplete(done, step));
    }
    if (action.undoneBy === undefined || step === undefined) return;
    setUndoable({
      command: `${action.event}.${performance.now()}`,
      what: action.verb,
      value: null,
      event: action.undoneBy,
      step: step.id,
    });
  });
  if (step === undefined) return null;
  const hold = checklist.actions.find(({ group, asks }) => group === 'flow' && asks.includes('lookAgainAt')) ?? null;

  // What opens the items below it stands above them.
  const moves = step.actions.some(({ group, may }) => group === 'step' && may);

  const answer = (item: ItemView, action: ActionView, { says, ...given }: Answered): void => {
    seen();
    // The second person looks at this same screen and queue: the first answer is written on neither.
    const value = item.kind === 'secondPerson' ? null : says;
    void act({ checklist, event: action.event, given, says: { what: item.text, value } }).then((saved) => {
      if (saved)
        setUndoable({
          command: `${item.id}.${performance.now()}`,
          what: item.text,
          value,
          event: `item.${item.id}.corrected`,
          step: step.id,
        });
    });
  };
  const goTo = (id: string): void => {
    seen();
    show(id);
    setItemChosen(null);
  };

  const undo = (): void => {
    if (undoable === null) return;
    setUndoable(null);
    // Completing a step turns the page, and an item that is open again must not be so out of sight.
    goTo(undoable.step);
    void act({
      checklist,
      event: undoable.event,
      given: { reason: 'undo' },
      says: { what: `${say('undo.undo')}: ${undoable.what}`, value: null },
    });
  };

  return (
    <div className={styles.screen} onPointerDownCapture={keep}>
      <Band checklist={checklist} marks={marks} takenBy={shown.pending.get('responsibility.taken')?.says.by ?? null}>
        <Stops shown={shown} onAction={(action) => start(action, action.verb)} />
      </Band>
      <Strip />
      <StepLine shown={shown} step={step.id} onShow={goTo} />
      <Still shown={shown} className={styles.items}>
        <Banners shown={shown} onAction={(action) => start(action, action.verb)} />
        <WayBlock shown={shown} onAction={(action) => start(action, action.verb)} />
        <TitleRow step={step} marks={marks} due={checklist.row.due} />
        <ul>
          {moves && (
            <StepActions
              shown={shown}
              step={step}
              next={itemChosen === null ? nextAct(step, marks) : null}
              onAction={(action) => start(action, action.verb)}
            />
          )}
          <Items
            shown={shown}
            step={step}
            chosen={itemChosen}
            onChoose={setItemChosen}
            onAnswer={answer}
            onOther={(item, action) => start(action, item.text)}
            onDetails={(item) => setOpen({ kind: 'details', item: item.id })}
            onSecond={(item) => {
              setUndoable(null);
              setOpen({ kind: 'second', item: item.id });
            }}
          />
          {!moves && (
            <StepActions
              shown={shown}
              step={step}
              next={itemChosen === null ? nextAct(step, marks) : null}
              onAction={(action) => start(action, action.verb)}
            />
          )}
          <li className={styles.more} data-row="more">
            {correctable(step).length > 0 && (
              <Target tone="bare" onPress={() => setOpen({ kind: 'correct', step: step.id })}>
                {say('step.correct')}
              </Target>
            )}
            {moreOf(checklist).length > 0 && (
              <Target tone="bare" onPress={() => setOpen({ kind: 'more' })}>
                {say('step.more')}
              </Target>
            )}
          </li>
        </ul>
      </Still>
      <div className={styles.over}>
        {undoable !== null && (
          <div className={styles.undo}>
            <UndoBar key={undoable.command} undoable={undoable} onUndo={undo} onGone={() => setUndoable(null)} />
          </div>
        )}
      </div>
      <NewsBar shown={shown} news={news} />
      <ActionsBar
        shown={shown}
        step={step}
        hold={hold}
        onStop={() => setOpen({ kind: 'stop' })}
        onHold={() => hold !== null && setOpen({ kind: 'ask', action: hold, what: checklist.row.procedure })}
        onPause={() =>
          toList({
            preparation: checklist.preparation,
            by: me.id,
            at: serverClock.now(),
            step: leftAt(step, marks),
          })
        }
        onGoOn={goTo}
        onComplete={(action) => {
          seen();
          send(action, `${say('actions.complete')}: ${step.title}`);
        }}
      />
      {open !== null && (
        <PatientSheets
          open={open}
          shown={shown}
          onClose={() => setOpen(null)}
          onStart={start}
          onSend={send}
          onAnswerItem={(item) => {
            setOpen(null);
            setItemChosen(item);
          }}
        />
      )}
    </div>
  );
}
