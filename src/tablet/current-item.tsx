/** The item in hand: grown into a sheet with its pad, so that the eye and the hand are in one place. */
import { useEffect, useRef } from 'react';
import type { ActionView, ItemView, Refusal } from '../../machines/index.ts';
import { Glyph, type GlyphName } from '../ui/glyph.tsx';
import { StatusTile } from '../ui/status-tile.tsx';
import type { Face } from './item-face.ts';
import { Refused } from './item-row.tsx';
import type { Answered } from './pads/answer.ts';
import { AnswerPad } from './pads/answer-pad.tsx';
import { Target } from './target.tsx';
import styles from './current-item.module.css';

interface CurrentItemProps {
  readonly item: ItemView;
  readonly face: Face;
  readonly verb: string;
  readonly runsUntil: number | null;
  readonly draft: string;
  readonly refusal: Refusal | null;
  /** Opened by a press, so the focus follows it here. */
  readonly opened: boolean;
  /** What else may be done with it now: override, put off. */
  readonly others: readonly ActionView[];
  readonly onAnswer: (answered: Answered) => void;
  readonly onOther: (action: ActionView) => void;
}

export function CurrentItem({
  item,
  face,
  verb,
  runsUntil,
  draft,
  refusal,
  opened,
  others,
  onAnswer,
  onOther,
}: CurrentItemProps) {
  const sheet = useRef<HTMLLIElement>(null);
  useEffect(() => {
    sheet.current?.scrollIntoView({ block: 'nearest' });
    if (opened) sheet.current?.focus();
  }, [opened, item.id]);
  return (
    <li ref={sheet} className={styles.sheet} tabIndex={-1} aria-current="step">
      <AnswerPad
        answer={item.answer}
        verb={verb}
        runsUntil={runsUntil}
        draft={draft}
        hint={item.hint}
        heading={<Heading text={item.text} shape={face.shape} face={face} />}
        onAnswer={onAnswer}
      />
      {others.length > 0 && (
        <div className={styles.others}>
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

function Heading({
  text,
  shape,
  face,
}: {
  readonly text: string;
  readonly shape: GlyphName | null;
  readonly face: Face;
}) {
  return (
    <div className={styles.heading}>
      {shape !== null && (
        <span className={styles.shape}>
          <Glyph name={shape} size={36} />
        </span>
      )}
      <div>
        <h3 className={styles.text}>{text}</h3>
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
