/** A step's items in their one order, and which of them is in hand. */
import { useState } from 'react';
import { useNow } from '../ui/clock.ts';
import type { ActionView, ItemView, StepView } from '../../machines/index.ts';
import { isOpenHere, type Mark, type Shown } from '../link/overlay.ts';
import { nameOf } from '../link/staff.ts';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { CurrentItem } from './current-item.tsx';
import { useHands } from './hands.ts';
import { answering, type Face, faceOf, happenedIn, mayAnswer } from './item-face.ts';
import { ItemRow } from './item-row.tsx';
import { nextAct } from './next-act.ts';
import { foldsOf, NotNeeded } from './not-needed.tsx';
import type { Answered } from './pads/answer.ts';
import { StartCheck } from './start-check.tsx';
import { Target } from './target.tsx';
import { useDeaf } from './use-deaf.ts';

interface ItemsProps {
  readonly shown: Shown;
  readonly step: StepView;
  /** An item a person chose; null when the first open one is in hand. */
  readonly chosen: string | null;
  readonly onChoose: (item: string | null) => void;
  readonly onAnswer: (item: ItemView, action: ActionView, answered: Answered) => void;
  readonly onOther: (item: ItemView, action: ActionView) => void;
  readonly onDetails: (item: ItemView) => void;
  readonly onSecond: (item: ItemView) => void;
}

export function Items({ shown, step, chosen, onChoose, onAnswer, onOther, onDetails, onSecond }: ItemsProps) {
  const say = tabletWords.use();
  const { me, staff, link, refusalOf } = useHands();
  const { preparation, row } = shown.checklist;
  const now = useNow();
  // Put off by hand, on this screen only: nothing is recorded, and the step waits for it all the same.
  const [later, setLater] = useState<readonly string[]>([]);
  const [unfolded, setUnfolded] = useState<readonly string[]>([]);
  const current = currentItem(step, shown.marks, chosen, later);
  // Which sheet a press opened: the focus goes there, and only there.
  const [opened, setOpened] = useState<string | null>(null);
  const deaf = useDeaf(current, (before) =>
    before === null
      ? chosen === current || shown.pending.size > 0
      : chosen === current || later.includes(before) || shown.marks.has(before),
  );
  if (step.items.length === 0) return <li>{say('step.empty')}</li>;
  const choose = (item: string) => {
    setOpened(item);
    onChoose(item);
  };
  const folds = foldsOf(step.items);
  return step.items.map((item) => {
    const fold = folds.get(item.id);
    if (fold !== undefined && !unfolded.includes(fold[0]?.id ?? ''))
      return fold[0] === item ? (
        <NotNeeded key={item.id} items={fold} onOpen={() => setUnfolded([...unfolded, item.id])} />
      ) : null;
    const mark = shown.marks.get(item.id);
    const seen = faceOf(item, mark, (person) => nameOf(staff, person), me.id, {
      start: row.due,
      now,
      heard: link === 'live',
    });
    // Its lapse is the stop: a better time for the same thing lifts nothing, and is not what comes next.
    const isStop = step.standing.some(({ cause }) => cause?.happened === 'lapsed' && cause.item === item.id);
    const isPutOff = later.includes(item.id) && item.status === 'pending';
    const face: Face = {
      ...seen,
      ...(isStop ? { sheet: false } : {}),
      ...(isPutOff ? { under: say('item.putOff') } : {}),
    };
    const action = answering(item);
    const refusal = refusalOf(preparation, `item.${item.id}.answered`);
    const runsUntil = runningUntil(item, mark);
    if (item.id === current && (action !== null || runsUntil !== null)) {
      return (
        <CurrentItem
          key={item.id}
          item={item}
          start={row.due}
          face={face}
          verb={action?.verb ?? ''}
          runsUntil={runsUntil}
          draft={`${preparation}.${item.id}`}
          refusal={refusal}
          opened={opened === item.id}
          deaf={deaf}
          others={othersOf(item)}
          onAnswer={(answered) => {
            onChoose(null);
            if (action !== null) onAnswer(item, action, answered);
          }}
          onOther={(other) => onOther(item, other)}
          onLater={
            runsUntil === null && hasNext(step, shown.marks, item)
              ? () => {
                  onChoose(null);
                  setLater([...later.filter((id) => id !== item.id), item.id]);
                }
              : null
          }
        />
      );
    }
    const mayOpen =
      !isStop &&
      isOpenHere(mark) &&
      mayAnswer(item) &&
      !['awaiting', 'satisfied', 'used', 'overridden'].includes(item.status);
    return (
      <ItemRow
        key={item.id}
        id={item.id}
        text={item.text}
        face={face}
        refusal={refusal}
        onPress={() => (mayOpen ? choose(item.id) : onDetails(item))}
        button={isStop ? null : verbBeside(item, action, mark, { say, choose, onSecond })}
      />
    );
  });
}

/** The chosen one; else one that runs; else none while the step is stopped or its own act comes first; else the first that is open and may be answered here, those put off last. */
export function currentItem(
  step: StepView,
  marks: ReadonlyMap<string, Mark>,
  chosen: string | null,
  later: readonly string[] = [],
): string | null {
  if (
    chosen !== null &&
    step.items.some(
      (item) => item.id === chosen && mayAnswer(item) && !isScanned(item) && isOpenHere(marks.get(item.id)),
    )
  )
    return chosen;
  const running = step.items.find((item) => runningUntil(item, marks.get(item.id)) !== null);
  if (running !== undefined) return running.id;
  if (nextAct(step, marks) !== null || step.standing.some(({ bad }) => bad)) return null;
  const open = openItems(step, marks);
  return open.find((id) => !later.includes(id)) ?? later.find((id) => open.includes(id)) ?? null;
}

/** A scan answers from anywhere: the sheet that asked for it again has nothing more to ask. */
const isScanned = ({ kind, status }: ItemView): boolean => kind === 'sensed' && status === 'satisfied';

const openItems = (step: StepView, marks: ReadonlyMap<string, Mark>): readonly string[] =>
  step.items
    .filter((item) => item.status === 'pending' && mayAnswer(item) && isOpenHere(marks.get(item.id)))
    .map(({ id }) => id);
const hasNext = (step: StepView, marks: ReadonlyMap<string, Mark>, { id }: ItemView): boolean =>
  openItems(step, marks).some((other) => other !== id);

/** When a timed item will be done: by the server's word, or by this tablet's while it waits to be sent. */
export function runningUntil(item: ItemView, mark: Mark | undefined): number | null {
  if (item.status === 'running') return item.runsUntil;
  return mark?.kind === 'started' && item.answer.kind === 'timer' && item.status !== 'satisfied'
    ? mark.at + item.answer.takesMs
    : null;
}

const othersOf = (item: ItemView): readonly ActionView[] =>
  item.actions.filter(({ event, may }) => may && ['overridden', 'deferred', 'resolved'].includes(happenedIn(event)));

/** The one who answered first may not answer again, but may hand the tablet to somebody who may. */
const mayBegin = ({ may, refusal }: ActionView): boolean =>
  may || (refusal !== null && refusal.missing.every(({ subject }) => subject === 'person'));

interface Beside {
  readonly say: ReturnType<typeof tabletWords.use>;
  readonly choose: (item: string) => void;
  readonly onSecond: (item: ItemView) => void;
}

/** An expired or failed item has one verb, and so has a check that waits for a second person. */
function verbBeside(
  item: ItemView,
  action: ActionView | null,
  mark: Mark | undefined,
  { say, choose, onSecond }: Beside,
) {
  if (action === null || !isOpenHere(mark)) return null;
  if (item.status === 'awaiting') return mayBegin(action) ? <StartCheck onPress={() => onSecond(item)} /> : null;
  const again = item.status === 'expired' || item.status === 'failed';
  return again && action.may ? <Target onPress={() => choose(item.id)}>{say(`again.${item.kind}`)}</Target> : null;
}
