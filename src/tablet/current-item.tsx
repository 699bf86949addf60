/** The item in hand: grown into a sheet with its pad, so that the eye and the hand are in one place. */
import { useEffect, useLayoutEffect, useRef } from 'react';
import type { ActionView, Instant, ItemView, Refusal } from '../../machines/index.ts';
import { Glyph } from '../ui/glyph.tsx';
import { useNow } from '../ui/clock.ts';
import { StatusTile } from '../ui/status-tile.tsx';
import { tabletWords } from '../ui/words/en-tablet.ts';
import type { Face } from './item-face.ts';
import { Refused } from './item-row.tsx';
import type { Answered } from './pads/answer.ts';
import { AnswerPad } from './pads/answer-pad.tsx';
import { coverPlaceOf } from './same-tap.ts';
import { Target } from './target.tsx';
import { ageSays, shortOf } from './wanted.ts';
import styles from './current-item.module.css';

interface CurrentItemProps {
  readonly item: ItemView;
  /** The planned start: a time is judged against it. */
  readonly start: Instant;
  readonly face: Face;
  readonly verb: string;
  readonly runsUntil: number | null;
  readonly draft: string;
  readonly refusal: Refusal | null;
  /** Opened by a press, so the focus follows it here. */
  readonly opened: boolean;
  /** It came a moment ago: no finger here means it yet. */
  readonly deaf: boolean;
  /** What else may be done with it now: override, put off. */
  readonly others: readonly ActionView[];
  readonly onAnswer: (answered: Answered) => void;
  readonly onOther: (action: ActionView) => void;
  /** Goes on with the next item; null where there is no other. */
  readonly onLater: (() => void) | null;
}

export function CurrentItem({
  item,
  start,
  face,
  verb,
  runsUntil,
  draft,
  refusal,
  opened,
  deaf,
  others,
  onAnswer,
  onOther,
  onLater,
}: CurrentItemProps) {
  const say = tabletWords.use();
  const now = useNow();
  const sheet = useRef<HTMLLIElement>(null);
  // Before the page is seen, and before anybody measures what has moved on it.
  useLayoutEffect(() => {
    const grown = sheet.current;
    if (grown === null) return;
    // A pad that grows under the hand stays whole on the glass.
    const sized = new ResizeObserver(() => grown.scrollIntoView({ block: 'nearest' }));
    sized.observe(grown);
    grown.scrollIntoView({ block: 'nearest' });
    return () => sized.disconnect();
  }, [opened, item.id]);
  // What is deaf takes no focus either.
  useEffect(() => {
    if (opened && !deaf) sheet.current?.focus();
  }, [opened, deaf, item.id]);
  /** Does it, and what comes to this place is not pressed by the same tap. */
  const once = (act: () => void): void => {
    if (sheet.current !== null) coverPlaceOf(sheet.current);
    act();
  };
  return (
    <li ref={sheet} className={styles.sheet} data-row={item.id} tabIndex={-1} aria-current="step" inert={deaf}>
      <AnswerPad
        answer={item.answer}
        dated={item.dated}
        without={item.wanted?.beforeStart?.atLeast === undefined ? 'first' : 'last'}
        about={item.text}
        age={ageSays(item)}
        notEnough={(value, takenAt) => shortOf(item, start, now, value, takenAt)}
        verb={verb}
        runsUntil={runsUntil}
        draft={draft}
        hint={item.hint}
        // The timer says itself how far it is.
        heading={<Heading item={item} face={item.status === 'running' ? { ...face, strong: null } : face} />}
        onAnswer={(answered) => once(() => onAnswer(answered))}
      />
      {(others.length > 0 || onLater !== null) && (
        <div className={styles.others}>
          {onLater !== null && (
            <Target className={styles.later} tone="bare" onPress={() => once(onLater)}>
              {say('item.later')}
            </Target>
          )}
          {others.map((action) => (
            <Target key={action.event} onPress={() => onOther(action)}>
              {action.verb}
            </Target>
          ))}
        </div>
      )}
      {refusal !== null && <Refused refusal={refusal} />}
    </li>
  );
}

function Heading({ item, face }: { readonly item: ItemView; readonly face: Face }) {
  const say = tabletWords.use();
  const { shape } = face;
  const { attemptsMax } = item;
  return (
    <div className={styles.heading}>
      {shape !== null && (
        <span className={styles.shape}>
          <Glyph name={shape} size={36} />
        </span>
      )}
      <div>
        <h3 className={styles.text}>{item.text}</h3>
        {item.ordered !== undefined && (
          <p className={styles.ordered}>
            <bdi>{item.ordered}</bdi>
          </p>
        )}
        {attemptsMax !== undefined && (
          <p className={styles.attempt}>
            {say('item.attempt', {
              count: Math.min(attemptsMax, (item.evidence?.attempts ?? 0) + 1),
              max: attemptsMax,
            })}
          </p>
        )}
        {item.verifiedBy?.competence !== undefined && item.status === 'pending' && (
          <p className={styles.attempt}>{say('item.thenSecond', { what: item.verifiedBy.competence.says })}</p>
        )}
        {face.strong !== null && face.tile === null && <p className={styles.attempt}>{face.strong}</p>}
        {face.strong !== null && face.tile !== null && (
          <p className={styles.was}>
            <StatusTile sign={{ tone: face.tile, short: '', full: '', since: null, hot: false }} />
            <span>
              <b>{face.strong}.</b> {face.under}
            </span>
          </p>
        )}
      </div>
    </div>
  );
}
