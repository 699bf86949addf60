/** The timer is the item: one large tap before the touch, and it records itself when it ends. */
import { minuteSecond, useNow } from '../../ui/clock.ts';
import { tabletWords } from '../../ui/words/en-tablet.ts';
import { useHands } from '../hands.ts';
import { Target } from '../target.tsx';
import type { PadProps } from './answer-pad.tsx';
import styles from './pads.module.css';

interface TimerPadProps extends PadProps {
  readonly takesMs: number;
  readonly verb: string;
  readonly runsUntil: number | null;
}

export function TimerPad({ heading, hint, takesMs, verb, runsUntil, onAnswer }: TimerPadProps) {
  const say = tabletWords.use();
  // The server says that it is done; a tablet it does not hear cannot, and says so instead of standing at nought and running.
  const isOver = useNow() >= (runsUntil ?? Number.POSITIVE_INFINITY);
  const { link } = useHands();
  const isAway = link === 'away';
  const isHeard = link === 'live' || link === 'silent';
  return (
    <div className={styles.timer}>
      <div className={styles.left}>
        {heading}
        <p className={styles.hint}>
          {runsUntil === null
            ? hint
            : isOver
              ? say(isHeard ? 'pad.recording' : 'pad.countsLater')
              : say(isHeard ? 'pad.goOn' : 'pad.goOnAway')}
        </p>
        {runsUntil === null && isAway && <p className={styles.hint}>{say('pad.timerAway')}</p>}
      </div>
      {runsUntil === null ? (
        <>
          <p className={styles.count}>
            {isLong(takesMs) ? minuteSecond(takesMs) : Math.round(takesMs / 1000)}
            <span>{say(isLong(takesMs) ? 'pad.minutes' : 'pad.seconds')}</span>
          </p>
          <Target className={styles.start} tone="main" onPress={() => onAnswer({ how: 'said', says: null })}>
            {verb}
          </Target>
        </>
      ) : isOver ? (
        <p className={styles.timeUp}>{say('pad.timeUp')}</p>
      ) : (
        <Countdown until={runsUntil} long={isLong(takesMs)} />
      )}
    </div>
  );
}

/** Two minutes are read as 2:00 and never as 120; from the first second to the last in the same way. */
const isLong = (takesMs: number): boolean => takesMs >= 60_000;

function Countdown({ until, long }: { readonly until: number; readonly long: boolean }) {
  const say = tabletWords.use();
  const left = Math.max(0, Math.ceil((until - useNow()) / 1000));
  const [minutes, count] = [Math.floor(left / 60), left % 60];
  return (
    <p
      className={styles.count}
      data-running
      role="timer"
      aria-label={long ? say('item.leftMinutes', { minutes, count }) : say('item.left', { count: left })}
    >
      {long ? minuteSecond(left * 1000) : left}
      <span aria-hidden>{say(long ? 'pad.minutes' : 'pad.seconds')}</span>
    </p>
  );
}
