/** One patient: band, strip, line, the step's items, and the four acts at the thumb. Which sheet is open is its only state. */
import { useState } from 'react';
import type { ActionView, ItemView } from '../../machines/index.ts';
import type { Shown } from '../link/overlay.ts';
import { serverClock } from '../link/server-clock.ts';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { ActionsBar } from './actions-bar.tsx';
import { Band } from './band.tsx';
import { Banners, Stops } from './banners.tsx';
import { useHands } from './hands.ts';
import { Items } from './items.tsx';
import { moreOf } from './more-sheet.tsx';
import { nextAct } from './next-act.ts';
import type { Answered } from './pads/answer.ts';
import { PatientSheets, type Open } from './patient-sheets.tsx';
import { StepActions } from './step-actions.tsx';
import { StepLine } from './step-line.tsx';
import { placeIn, stepShown } from './step-shown.ts';
import { Strip } from './strip.tsx';
import { Target } from './target.tsx';
import { TitleRow } from './title-row.tsx';
import { WayBlock } from './way-block.tsx';
import { UndoBar, type Undoable } from './undo-bar.tsx';
import { useStarting } from './use-starting.ts';
import styles from './patient-screen.module.css';

interface PatientScreenProps {
  readonly shown: Shown;
  /** For the gallery: what is open at the start. */
  readonly begin?: Open | null;
  readonly beginUndo?: (Undoable & { readonly event: string }) | null;
  readonly beginStep?: string | null;
}

export function PatientScreen({ shown, begin = null, beginUndo = null, beginStep = null }: PatientScreenProps) {
  const say = tabletWords.use();
  const { act, toList } = useHands();
  const { checklist, marks } = shown;
  const [open, setOpen] = useState<Open | null>(begin);
  const [stepChosen, setStepChosen] = useState<string | null>(beginStep);
  const [itemChosen, setItemChosen] = useState<string | null>(null);
  const [undoable, setUndoable] = useState(beginUndo);
  const { send, start } = useStarting(checklist, setOpen, (action) => {
    if (action.undoneBy === undefined) return;
    setUndoable({
      command: `${action.event}.${performance.now()}`,
      what: action.verb,
      value: null,
      event: action.undoneBy,
    });
  });
  const step = stepShown(shown, stepChosen);
  if (step === undefined) return null;
  const hold = checklist.actions.find(({ group, asks }) => group === 'flow' && asks.includes('lookAgainAt')) ?? null;

  // What opens the items below it stands above them.
  const moves = step.actions.some(({ group, may }) => group === 'step' && may);

  const answer = (item: ItemView, action: ActionView, { says, ...given }: Answered): void => {
    // The second person looks at this same screen and queue: the first answer is written on neither.
    const value = item.kind === 'secondPerson' ? null : says;
    void act({ checklist, event: action.event, given, says: { what: item.text, value } }).then((saved) => {
      if (saved)
        setUndoable({
          command: `${item.id}.${performance.now()}`,
          what: item.text,
          value,
          event: `item.${item.id}.corrected`,
        });
    });
  };
  const undo = (): void => {
    if (undoable === null) return;
    setUndoable(null);
    void act({
      checklist,
      event: undoable.event,
      given: { reason: 'undo' },
      says: { what: `${say('undo.undo')}: ${undoable.what}`, value: null },
    });
  };

  return (
    <div className={styles.screen}>
      <Band checklist={checklist} marks={marks}>
        <Stops shown={shown} onAction={(action) => start(action, action.verb)} />
      </Band>
      <Strip />
      <StepLine shown={shown} step={step.id} onShow={(id) => (setStepChosen(id), setItemChosen(null))} />
      <main className={styles.items}>
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
          {moreOf(checklist).length > 0 && (
            <li className={styles.more}>
              <Target tone="bare" onPress={() => setOpen({ kind: 'more' })}>
                {say('step.more')}
              </Target>
            </li>
          )}
        </ul>
      </main>
      {undoable !== null && (
        <UndoBar key={undoable.command} undoable={undoable} onUndo={undo} onGone={() => setUndoable(null)} />
      )}
      <ActionsBar
        shown={shown}
        step={step}
        hold={hold}
        onStop={() => setOpen({ kind: 'stop' })}
        onHold={() => hold !== null && setOpen({ kind: 'ask', action: hold, what: checklist.row.procedure })}
        onPause={() =>
          toList({ preparation: checklist.preparation, at: serverClock.now(), ...placeIn(step, marks, itemChosen) })
        }
        onComplete={(action) => {
          setStepChosen(null);
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
