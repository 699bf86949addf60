/** The pages over one patient: Stop, what an action asks, one item in full, the second check, and the rest. */
import type { ActionView, ItemView } from '../../machines/index.ts';
import type { Shown } from '../link/overlay.ts';
import { AskSheet } from './ask-sheet.tsx';
import { CorrectSheet } from './correct-sheet.tsx';
import { useHands, type Given } from './hands.ts';
import { ItemDetails } from './item-details.tsx';
import { answering } from './item-face.ts';
import { MoreSheet } from './more-sheet.tsx';
import { SecondCheck } from './second-check.tsx';
import { StopSheet } from './stop-sheet.tsx';

export type Open =
  | { readonly kind: 'stop' }
  | { readonly kind: 'more' }
  | { readonly kind: 'correct'; readonly step: string }
  | { readonly kind: 'ask'; readonly action: ActionView; readonly what: string }
  | { readonly kind: 'details'; readonly item: string }
  | { readonly kind: 'second'; readonly item: string };

interface PatientSheetsProps {
  readonly open: Open;
  readonly shown: Shown;
  readonly onClose: () => void;
  /** At once when nothing is asked, else its sheet. */
  readonly onStart: (action: ActionView, what: string) => void;
  readonly onSend: (action: ActionView, what: string, given: Given) => void;
  readonly onAnswerItem: (item: string) => void;
}

export function PatientSheets({ open, shown, onClose, onStart, onSend, onAnswerItem }: PatientSheetsProps) {
  const { checklist } = shown;
  const verb = (action: ActionView): void => onStart(action, action.verb);
  switch (open.kind) {
    case 'stop':
      return (
        <StopSheet
          checklist={checklist}
          below="band"
          onStop={(action, reason) => (reason === undefined ? verb(action) : onSend(action, action.verb, { reason }))}
          onBack={onClose}
        />
      );
    case 'more':
      return <MoreSheet checklist={checklist} onAction={verb} onBack={onClose} />;
    case 'correct': {
      const step = checklist.steps.find(({ id }) => id === open.step);
      return step === undefined ? null : <CorrectSheet step={step} onCorrect={onStart} onBack={onClose} />;
    }
    case 'ask':
      return (
        <AskSheet
          key={open.action.event}
          action={open.action}
          what={open.what}
          shown={shown}
          onSend={(given) => onSend(open.action, open.what, given)}
          onBack={onClose}
        />
      );
    case 'details':
    case 'second': {
      const item = checklist.steps.flatMap(({ items }) => items).find(({ id }) => id === open.item);
      if (item === undefined) return null;
      const props = { item, shown, onClose };
      return open.kind === 'details' ? (
        <Details {...props} onStart={onStart} onAnswerItem={onAnswerItem} />
      ) : (
        <Second {...props} />
      );
    }
  }
}

interface ItemSheetProps extends Pick<PatientSheetsProps, 'shown' | 'onClose'> {
  readonly item: ItemView;
}

function Details({
  item,
  shown,
  onClose,
  onStart,
  onAnswerItem,
}: ItemSheetProps & Pick<PatientSheetsProps, 'onStart' | 'onAnswerItem'>) {
  const { refusalOf } = useHands();
  return (
    <ItemDetails
      item={item}
      mark={shown.marks.get(item.id)}
      refusal={refusalOf(shown.checklist.preparation, `item.${item.id}.answered`)}
      onAction={(action) => (action === answering(item) ? onAnswerItem(item.id) : onStart(action, item.text))}
      onBack={onClose}
    />
  );
}

function Second({ item, shown: { checklist }, onClose }: ItemSheetProps) {
  const { act } = useHands();
  return (
    <SecondCheck
      item={item}
      draft={`${checklist.preparation}.${item.id}`}
      onBack={onClose}
      onAnswer={({ says: _says, ...given }, second) => {
        const action = answering(item);
        onClose();
        if (action === null) return;
        const under = second === null ? {} : { grant: second.grant };
        const by = second === null ? {} : { by: second.person.id };
        void act({
          checklist,
          event: action.event,
          given: { ...given, ...under },
          says: { what: item.text, value: null },
          ...by,
        });
      }}
    />
  );
}
