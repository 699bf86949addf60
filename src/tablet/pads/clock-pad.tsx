/** A time of day that has passed: four figures, and the day is the last one on which that time was. */
import { serverClock } from '../../link/server-clock.ts';
import { tabletWords } from '../../ui/words/en-tablet.ts';
import { pastClock } from '../dates.ts';
import { Target } from '../target.tsx';
import type { PadProps } from './answer-pad.tsx';
import { Comb } from './comb.tsx';
import { useDraft } from './drafts.ts';
import { Keys } from './keys.tsx';
import styles from './pads.module.css';

export function ClockPad({ heading, hint, draft, onAnswer }: PadProps) {
  const say = tabletWords.use();
  const [typed, setTyped] = useDraft(draft);
  const time = timeOf(typed);
  const wrong = typed.length === 4 && time === null;
  const past = time === null ? null : pastClock(time.hours, time.minutes, serverClock.now());
  const words = time === null ? '' : `${typed.slice(0, 2)}:${typed.slice(2)}`;
  const cell = (at: number) => ({ text: typed[at] ?? '', next: at === typed.length });
  return (
    <div className={styles.beside}>
      <div className={styles.left}>
        {heading}
        <Comb
          groups={[
            [cell(0), cell(1)],
            [cell(2), cell(3)],
          ]}
          between=":"
          unit={null}
          says={typed === '' ? say('pad.nothingTyped') : say('pad.typed', { value: typed })}
        />
        <p className={styles.hint} data-bad={wrong || undefined}>
          {wrong ? say('pad.clockWrong') : (hint ?? say('pad.clockHint'))}
        </p>
        <Target
          className={styles.record}
          tone="main"
          why={past === null ? say('pad.clockHint') : null}
          onPress={() => {
            if (past === null) return;
            setTyped('');
            onAnswer({ value: past.at, how: 'typed', says: words });
          }}
        >
          {past === null
            ? say('pad.recordNothing')
            : say(past.yesterday ? 'pad.yesterday' : 'pad.record', { value: words })}
        </Target>
      </div>
      <Keys
        onKey={(key) => {
          if (key === 'back') setTyped(typed.slice(0, -1));
          else if (key !== 'point' && typed.length < 4) setTyped(typed + key);
        }}
      />
    </div>
  );
}

function timeOf(typed: string): { readonly hours: number; readonly minutes: number } | null {
  const [hours, minutes] = [Number(typed.slice(0, 2)), Number(typed.slice(2))];
  return typed.length === 4 && hours < 24 && minutes < 60 ? { hours, minutes } : null;
}
