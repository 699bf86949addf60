/** Stop from the worklist: the same sheet, for a patient who is not open. */
import { useState } from 'react';
import type { ActionView, PreparationId } from '../../machines/index.ts';
import { useChecklist } from '../link/checklist.ts';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { AskSheet } from './ask-sheet.tsx';
import { useHands, type Given } from './hands.ts';
import { Sheet } from './sheet.tsx';
import { StopSheet } from './stop-sheet.tsx';

export function StopFromList({
  preparation,
  onBack,
}: {
  readonly preparation: PreparationId;
  readonly onBack: () => void;
}) {
  const say = tabletWords.use();
  const { act, ward } = useHands();
  const state = useChecklist(preparation);
  const [asking, setAsking] = useState<ActionView | null>(null);
  if (state.kind !== 'shown') {
    return (
      <Sheet title={say('stop.title')} below="top" onBack={onBack}>
        <p>
          {state.kind === 'loading'
            ? say('stop.loading')
            : (state.problem?.detail ?? say('stop.notHere', { phone: ward.phone }))}
        </p>
      </Sheet>
    );
  }
  const { checklist } = state.shown;
  const send = (action: ActionView, given: Given): void => {
    onBack();
    void act({ checklist, event: action.event, given, says: { what: action.verb, value: given.reason ?? null } });
  };
  if (asking !== null) {
    return (
      <AskSheet
        action={asking}
        shown={state.shown}
        what={`${checklist.row.place.bed ?? '–'} ${checklist.row.patient.name}`}
        below="top"
        onSend={(given) => send(asking, given)}
        onBack={() => setAsking(null)}
      />
    );
  }
  return (
    <StopSheet
      checklist={checklist}
      below="top"
      onBack={onBack}
      onStop={(action, reason) =>
        action.asks.length > 0 ? setAsking(action) : send(action, reason === undefined ? {} : { reason })
      }
    />
  );
}
