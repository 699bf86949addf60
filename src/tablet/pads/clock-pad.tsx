/** A time that has passed: four figures, and the day is the last one on which that time was, unless a day key says more. */
import type { Answer } from '../../../machines/index.ts';
import { tabletWords } from '../../ui/words/en-tablet.ts';
import { Target } from '../target.tsx';
import type { PadProps } from './answer-pad.tsx';
import { WhenPad } from './when-pad.tsx';
import styles from './pads.module.css';

type ClockAsk = Extract<Answer, { kind: 'clock' }>;

/** The answer of a clock item that says "not at all". */
const none = 'none';

export function ClockPad({
  heading,
  hint,
  draft,
  ask,
  notEnough,
  without,
  age = null,
  onAnswer,
}: PadProps & { readonly ask: ClockAsk }) {
  const say = tabletWords.use();
  const label = ask.none;
  return (
    <WhenPad
      heading={heading}
      hint={hint}
      age={age}
      draft={draft}
      any={ask.hoursMax > 24}
      hoursMax={ask.hoursMax}
      {...(without === undefined ? {} : { without })}
      notEnough={(at) => notEnough?.(at) ?? null}
      verb={(when) => say('pad.record', { value: when })}
      onWhen={(at, when) => onAnswer({ value: at, how: 'typed', says: when })}
      beside={
        label !== undefined && (
          <Target className={styles.none} onPress={() => onAnswer({ value: none, how: 'said', says: label })}>
            {label}
          </Target>
        )
      }
    />
  );
}
