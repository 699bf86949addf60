/** A value and when it was taken: first the one, then the other, and both in one glance before they are recorded. */
import { type ComponentType, useState } from 'react';
import type { Answer } from '../../../machines/index.ts';
import { inSentence } from '../../ui/status-words.ts';
import { tabletWords } from '../../ui/words/en-tablet.ts';
import { Target } from '../target.tsx';
import type { Answered } from './answer.ts';
import type { PadProps } from './answer-pad.tsx';
import { WhenPad } from './when-pad.tsx';
import styles from './pads.module.css';

interface DatedPadProps extends PadProps {
  readonly answer: Answer;
  readonly dated: string;
  readonly verb: string;
  readonly runsUntil: number | null;
  readonly pad: ComponentType<Omit<DatedPadProps, 'dated' | 'pad'>>;
}

export function DatedPad({ dated, pad: Pad, ...props }: DatedPadProps) {
  const say = tabletWords.use();
  const [given, setGiven] = useState<Answered | null>(null);
  const question = dated.replace(/[?.]$/, '');
  if (given === null)
    return <Pad {...props} next={say('pad.next', { what: inSentence(question) })} onAnswer={setGiven} />;
  const { says } = given;
  return (
    <WhenPad
      draft={`${props.draft}.when`}
      {...(props.without === undefined ? {} : { without: props.without })}
      any
      heading={
        <>
          {props.about !== undefined && <p className={styles.about}>{props.about}</p>}
          <div className={styles.given}>
            <b>{says}</b>
            <Target onPress={() => setGiven(null)}>{say('pad.change')}</Target>
          </div>
          <h3 className={styles.asked}>{dated}</h3>
        </>
      }
      hint={null}
      age={props.age ?? null}
      notEnough={(at) => (given.value === undefined ? null : (props.notEnough?.(given.value, at) ?? null))}
      verb={(when) => say('pad.recordAnd', { value: says ?? '', when })}
      onWhen={(takenAt, when) => props.onAnswer({ ...given, takenAt, says: `${says ?? ''}, ${when}` })}
    />
  );
}
