/** One patient: band, strip, line, the step's items, and the four acts at the thumb. Which sheet is open is its only state. */
import { useState } from 'react';
import type { ActionView, ItemView, StepView } from '../../machines/index.ts';
import { stillOpen, type Shown } from '../link/overlay.ts';
import { serverClock } from '../link/server-clock.ts';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { ActionsBar } from './actions-bar.tsx';
import { AskSheet } from './ask-sheet.tsx';
import { Band } from './band.tsx';
import { Banners } from './banners.tsx';
import { useHands, type Given } from './hands.ts';
import { ItemDetails } from './item-details.tsx';
import { answering } from './item-face.ts';
import { currentItem, Items } from './items.tsx';
import { MoreSheet, moreOf } from './more-sheet.tsx';
import type { Answered } from './pads/answer.ts';
import { SecondCheck } from './second-check.tsx';
import { StepActions } from './step-actions.tsx';
import { StepLine } from './step-line.tsx';
import { StopSheet } from './stop-sheet.tsx';
import { Strip } from './strip.tsx';
import { Target } from './target.tsx';
import { TitleRow } from './title-row.tsx';
import { UndoBar, type Undoable } from './undo-bar.tsx';
import styles from './patient-screen.module.css';

export type Open =
  | { readonly kind: 'stop' }
  | { readonly kind: 'more' }
  | { readonly kind: 'ask'; readonly action: ActionView; readonly what: string }
  | { readonly kind: 'details'; readonly item: string }
  | { readonly kind: 'second'; readonly item: string };

interface PatientScreenProps {
  readonly shown: Shown;
  /** A badge scanned while a second check is open. */
  readonly badge?: string | null;
  /** For the gallery: what is open at the start. */
  readonly begin?: Open | null;
  readonly beginUndo?: Undoable & { readonly event: string } | null;
  readonly beginStep?: string | null;
  readonly onSecondOpen?: (open: boolean) => void;
}

export function PatientScreen({ shown, badge = null, begin = null, beginUndo = null, beginStep = null, onSecondOpen }: PatientScreenProps) {
  const say = tabletWords.use();
  const { act, refusalOf, toList } = useHands();
  const { checklist, marks } = shown;
  const [open, setOpen] = useState<Open | null>(begin);
  const [stepChosen, setStepChosen] = useState<string | null>(beginStep);
  const [itemChosen, setItemChosen] = useState<string | null>(null);
  const [undoable, setUndoable] = useState(beginUndo);
  const step = stepShown(shown, stepChosen);
  if (step === undefined) return null;
  const hold = checklist.actions.find(({ group, asks }) => group === 'flow' && asks.includes('lookAgainAt')) ?? null;

  const show = (next: Open | null): void => {
    setOpen(next);
    onSecondOpen?.(next?.kind === 'second');
  };
  const send = (action: ActionView, what: string, given: Given = {}): void => {
    show(null);
    void act({ checklist, event: action.event, given, says: { what, value: given.reason ?? null } });
  };
  /** At once when nothing is asked; the sheet asks the rest. */
  const start = (action: ActionView, what: string): void => {
    if (action.asks.some((ask) => ask !== 'value')) show({ kind: 'ask', action, what });
    else send(action, what);
  };
  const answer = (item: ItemView, action: ActionView, { says, ...given }: Answered): void => {
    void act({ checklist, event: action.event, given, says: { what: item.text, value: says } }).then(() => {
      setUndoable({ command: `${item.id}.${performance.now()}`, what: item.text, value: says, event: `item.${item.id}.corrected` });
    });
  };
  const undo = (): void => {
    if (undoable === null) return;
    setUndoable(null);
    void act({ checklist, event: undoable.event, given: { reason: 'undo' }, says: { what: `${say('undo.undo')}: ${undoable.what}`, value: null } });
  };
  const itemNamed = (id: string): ItemView | undefined => checklist.steps.flatMap(({ items }) => items).find((item) => item.id === id);
  const detailed = open?.kind === 'details' || open?.kind === 'second' ? itemNamed(open.item) : undefined;

  return (
    <div className={styles.screen}>
      <Band checklist={checklist} />
      <Strip />
      <StepLine steps={checklist.steps} shown={step.id} onShow={(id) => (setStepChosen(id), setItemChosen(null))} />
      <main className={styles.items}>
        <Banners checklist={checklist} onAction={(action) => start(action, action.verb)} />
        <TitleRow step={step} due={checklist.row.due} />
        <ul>
          <Items
            shown={shown}
            step={step}
            chosen={itemChosen}
            onChoose={setItemChosen}
            onAnswer={answer}
            onOther={(item, action) => start(action, item.text)}
            onDetails={(item) => show({ kind: 'details', item: item.id })}
            onSecond={(item) => show({ kind: 'second', item: item.id })}
          />
          <StepActions shown={shown} step={step} onAction={(action) => start(action, action.verb)} />
          {moreOf(checklist).length > 0 && (
            <li className={styles.more}>
              <Target tone="bare" onPress={() => show({ kind: 'more' })}>
                {say('step.more')}
              </Target>
            </li>
          )}
        </ul>
      </main>
      {undoable !== null && <UndoBar key={undoable.command} undoable={undoable} onUndo={undo} onGone={() => setUndoable(null)} />}
      <ActionsBar
        shown={shown}
        step={step}
        hold={hold}
        onStop={() => show({ kind: 'stop' })}
        onHold={() => hold !== null && show({ kind: 'ask', action: hold, what: checklist.row.procedure })}
        onPause={() => toList({ preparation: checklist.preparation, at: serverClock.now(), ...placeIn(step, marks, itemChosen) })}
        onComplete={(action) => {
          setStepChosen(null);
          send(action, `${say('actions.complete')}: ${step.title}`);
        }}
      />
      {open?.kind === 'stop' && <StopSheet checklist={checklist} below="band" onStop={(action) => start(action, action.verb)} onBack={() => show(null)} />}
      {open?.kind === 'more' && <MoreSheet checklist={checklist} onAction={(action) => start(action, action.verb)} onBack={() => show(null)} />}
      {open?.kind === 'ask' && <AskSheet key={open.action.event} action={open.action} what={open.what} checklist={checklist} onSend={(given) => send(open.action, open.what, given)} onBack={() => show(null)} />}
      {open?.kind === 'details' && detailed !== undefined && (
        <ItemDetails
          item={detailed}
          mark={marks.get(detailed.id)}
          refusal={detailed.actions.map(({ event }) => refusalOf(checklist.preparation, event)).find((refusal) => refusal !== null) ?? null}
          onAction={(action) => {
            if (action !== answering(detailed)) return start(action, detailed.text);
            show(null);
            setItemChosen(detailed.id);
          }}
          onBack={() => show(null)}
        />
      )}
      {open?.kind === 'second' && detailed !== undefined && (
        <SecondCheck
          item={detailed}
          badge={badge}
          draft={`${checklist.preparation}.${detailed.id}`}
          onBack={() => show(null)}
          onAnswer={({ says, ...given }, second) => {
            const action = answering(detailed);
            show(null);
            if (action === null) return;
            const under = second === null ? {} : { grant: second.grant };
            void act({ checklist, event: action.event, given: { ...given, ...under }, says: { what: detailed.text, value: says }, ...(second === null ? {} : { by: second.person.id }) });
          }}
        />
      )}
    </div>
  );
}

/** The chosen step, else the one in progress, else the first that is not done, else the last; one completed here is behind us. */
export function stepShown({ checklist: { steps }, pending }: Pick<Shown, 'checklist' | 'pending'>, chosen: string | null): StepView | undefined {
  const ahead = steps.filter(({ complete }) => !pending.has(complete.event));
  return steps.find(({ id }) => id === chosen) ?? ahead.find(({ mark }) => mark !== 'done' && mark !== 'open') ?? ahead.find(({ mark }) => mark === 'open') ?? steps.at(-1);
}

/** "At item 4 of 7": the one in hand, or the first not done. */
function placeIn(step: StepView, marks: Shown['marks'], chosen: string | null): { readonly item: number; readonly total: number } {
  const total = step.items.length;
  const current = currentItem(step, marks, chosen);
  const at = step.items.findIndex(({ id }) => id === current);
  return { item: at >= 0 ? at + 1 : Math.max(1, total - stillOpen(step, marks)), total };
}
