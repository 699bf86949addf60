/** What an action asks before it is sent: why, who, when to look again. Each answer is a press; writing is the last resort. */
import { useState } from 'react';
import type { ActionView, Ask, Checklist } from '../../machines/index.ts';
import type { Shown } from '../link/overlay.ts';
import { serverClock } from '../link/server-clock.ts';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { Asking } from './asking.tsx';
import { useHands, type Given } from './hands.ts';
import { LookFirst, lookHint } from './look-first.tsx';
import { Overridden, overriddenBy } from './overridden.tsx';
import { Sheet } from './sheet.tsx';
import { Target } from './target.tsx';

interface AskSheetProps {
  readonly action: ActionView;
  readonly shown: Shown;
  readonly what: string;
  readonly below?: 'band' | 'top';
  readonly onSend: (given: Given) => void;
  readonly onBack: () => void;
}

export interface Asked {
  readonly reason?: string;
  readonly note?: string;
  readonly person?: string;
  readonly minutes?: number;
  readonly start?: number;
  readonly bed?: string;
}

export function AskSheet({ action, shown, what, below = 'band', onSend, onBack }: AskSheetProps) {
  const say = tabletWords.use();
  const { link } = useHands();
  const { checklist } = shown;
  const [asked, setAsked] = useState<Asked>({});
  const overridden = overriddenBy(action.event, checklist);
  const look = lookHint(action);
  // Of what is about nothing but the patient, the verb is all there is to say, and the title says it.
  const about = what === action.verb ? null : what;
  const missing = action.asks.filter((ask) => !isAnswered(ask, asked));
  const why =
    missing.length === 0
      ? cannotNow(action, checklist, link === 'live', say)
      : say('ask.missing', {
          what: missing
            .filter((ask) => ask !== 'value')
            .map((ask) =>
              say(ask === 'note' && action.reasonsOnly === true ? 'ask.missing.noteWhy' : `ask.missing.${ask}`),
            )
            .join(', '),
        });
  return (
    <Sheet
      title={action.verb}
      hint={
        look !== null
          ? say(look)
          : below === 'top' && !checklist.row.approved
            ? [say('note.notApproved'), ...(about === null ? [] : [about])].join('. ')
            : about
      }
      below={below}
      onBack={onBack}
      act={
        <Target
          tone={action.group === 'stop' ? 'stop' : 'main'}
          why={why}
          onPress={() => onSend(givenBy(asked, checklist))}
        >
          <span>
            {action.verb}
            {why !== null && <small style={{ display: 'block', fontWeight: 400 }}>{why}</small>}
          </span>
        </Target>
      }
    >
      {look !== null && <LookFirst action={action} shown={shown} />}
      {overridden !== null && <Overridden item={overridden} row={checklist.row} />}
      {action.asks.map((ask) => (
        <Asking key={ask} ask={ask} action={action} asked={asked} onAsked={setAsked} checklist={checklist} />
      ))}
    </Sheet>
  );
}

/** A page stays open while the ward goes on: what may be decided no more, or not out of reach, is not sent to be refused. */
function cannotNow(
  { event, late }: ActionView,
  { actions, steps }: Checklist,
  heard: boolean,
  say: ReturnType<typeof tabletWords.use>,
): string | null {
  if (late !== 'judgement') return null;
  const all = [
    ...actions,
    ...steps.flatMap((step) => [...step.actions, ...step.items.flatMap((item) => item.actions)]),
  ];
  const now = all.find((action) => action.event === event);
  return now?.may === false ? (now.refusal?.says ?? '') : heard ? null : say('actions.needsLink');
}

function isAnswered(ask: Ask, asked: Asked): boolean {
  switch (ask) {
    case 'reason':
      return hasWords(asked.reason);
    case 'note':
      return hasWords(asked.note);
    case 'person':
      return asked.person !== undefined;
    case 'lookAgainAt':
      return asked.minutes !== undefined;
    case 'start':
      return asked.start !== undefined;
    case 'place':
      return asked.bed !== undefined;
    case 'value':
    case 'takenAt':
      return true;
  }
}

const hasWords = (text: string | undefined): boolean => text !== undefined && text.trim() !== '';

function givenBy(asked: Asked, { row }: Checklist): Given {
  return {
    ...(asked.reason === undefined ? {} : { reason: asked.reason.trim() }),
    ...(asked.note === undefined ? {} : { note: asked.note.trim() }),
    ...(asked.person === undefined ? {} : { person: asked.person }),
    ...(asked.minutes === undefined ? {} : { lookAgainAt: serverClock.now() + asked.minutes * 60_000 }),
    ...(asked.start === undefined ? {} : { start: asked.start }),
    ...(asked.bed === undefined ? {} : { place: { ward: row.place.ward, bed: asked.bed } }),
  };
}
