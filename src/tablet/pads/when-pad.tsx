/** Day keys, then four figures; a day further back by day, month and year. Never a keyboard. */
import type { ReactNode } from 'react';
import type { Instant } from '../../../machines/index.ts';
import { useNow } from '../../ui/clock.ts';
import { moment } from '../../ui/dates.ts';
import { tabletWords } from '../../ui/words/en-tablet.ts';
import { Target } from '../target.tsx';
import { Comb } from './comb.tsx';
import { useDraft } from './drafts.ts';
import { Keys } from './keys.tsx';
import { Said } from './said.tsx';
import { isOnDate, readWhen, typeWhen, whenOf, writeWhen, type When, type WhenDraft } from './when.ts';
import styles from './pads.module.css';

interface WhenPadProps {
  readonly heading: ReactNode;
  readonly hint: string | null;
  /** How old it may be, where that matters. */
  readonly age: string | null;
  readonly draft: string;
  /** Any day, and not only the last one on which that time was. */
  readonly any: boolean;
  readonly without?: 'first' | 'last';
  /** The furthest back it can be. */
  readonly hoursMax?: number;
  readonly notEnough: (at: Instant) => string | null;
  readonly verb: (when: string) => string;
  readonly onWhen: (at: Instant, when: string) => void;
  /** Another answer than a time. */
  readonly beside?: ReactNode;
}

export function WhenPad({ without = 'first', any, hoursMax, notEnough, verb, onWhen, ...props }: WhenPadProps) {
  const say = tabletWords.use();
  const now = useNow();
  const [text, setText] = useDraft(props.draft);
  const draft = readWhen(text);
  const put = (next: (was: WhenDraft) => WhenDraft): void => setText((was) => writeWhen(next(readWhen(was))));
  const when = whenOf(draft, now, without);
  const tooOld = when.kind === 'known' && hoursMax !== undefined && when.at < now - hoursMax * 3_600_000;
  const known = when.kind === 'known' && !tooOld ? when : null;
  const words = known === null ? '' : moment(known.at, now, known.timeKnown);
  const bad =
    when.kind === 'wrong'
      ? say(`pad.when.${when.why}`)
      : tooOld
        ? say('pad.when.tooOld', { hours: hoursMax })
        : known === null
          ? null
          : notEnough(known.at);
  return (
    <div className={styles.beside}>
      <div className={styles.left}>
        {props.heading}
        {any && <Days chosen={draft.day} known={known} now={now} onDay={(day) => put((was) => ({ ...was, day }))} />}
        <div className={styles.combs}>
          {draft.day === 'earlier' && <DateComb date={draft.date} on={isOnDate(draft)} />}
          <TimeComb time={draft.time} on={!isOnDate(draft)} />
        </div>
        {props.age !== null && <p className={styles.age}>{props.age}</p>}
        <Said
          says={bad ?? hintFor(draft, known) ?? props.hint ?? say('pad.clockHint')}
          bad={bad !== null}
          mayCome={[say('pad.when.noSuchDay'), ...mayComeOf(notEnough, now, hoursMax)]}
        />
        {props.beside}
        <Target
          className={styles.record}
          tone="main"
          why={known === null ? (bad ?? say('pad.typeWhen')) : null}
          onPress={() => {
            if (known === null) return;
            setText(() => '');
            onWhen(known.at, words);
          }}
        >
          <span>
            {known === null ? say('pad.recordNothing') : verb(words)}
            {known === null && bad === null && <small className={styles.whyNot}>{say('pad.typeWhen')}</small>}
          </span>
        </Target>
      </div>
      <Keys onKey={(key) => put((was) => typeWhen(was, key))} />
    </div>
  );

  function hintFor(typed: WhenDraft, at: When | null): string | null {
    if (isOnDate(typed)) return say('pad.dateHint');
    return at?.kind === 'known' && !at.timeKnown ? say('pad.timeUnknown', { day: moment(at.at, now, false) }) : null;
  }
}

/** What is said of a time just now and of one as far back as it may be: too late, and too long ago. */
const mayComeOf = (
  notEnough: WhenPadProps['notEnough'],
  now: Instant,
  hoursMax: number = 24,
): readonly (string | null)[] => [notEnough(now - 60_000), notEnough(now - hoursMax * 3_600_000)];

interface DaysProps {
  readonly chosen: WhenDraft['day'];
  readonly known: When | null;
  readonly now: Instant;
  readonly onDay: (day: NonNullable<WhenDraft['day']>) => void;
}

/** Pressed is what was chosen, or the day that the typed time falls on. */
function Days({ chosen, known, now, onDay }: DaysProps) {
  const say = tabletWords.use();
  const isToday = (at: Instant): boolean => new Date(at).toDateString() === new Date(now).toDateString();
  const shown = chosen ?? (known?.kind === 'known' ? (isToday(known.at) ? 'today' : 'yesterday') : null);
  return (
    <div className={styles.days} role="group" aria-label={say('pad.days')}>
      {(['today', 'yesterday', 'earlier'] as const).map((day) => (
        <Target key={day} className={styles.day} pressed={shown === day} onPress={() => onDay(day)}>
          {say(`pad.day.${day}`)}
        </Target>
      ))}
    </div>
  );
}

/** `on`: the next figure goes here. What was typed stays in sight, so that a wrong day is seen before it is recorded. */
function DateComb({ date, on }: { readonly date: string; readonly on: boolean }) {
  const say = tabletWords.use();
  const cell = (at: number) => ({ text: date[at] ?? '', next: on && at === date.length });
  return (
    <Comb
      groups={[
        [cell(0), cell(1)],
        [cell(2), cell(3)],
        [cell(4), cell(5)],
      ]}
      between="."
      unit={null}
      says={date === '' ? say('pad.noDate') : say('pad.typed', { value: date })}
    />
  );
}

function TimeComb({ time, on }: { readonly time: string; readonly on: boolean }) {
  const say = tabletWords.use();
  const cell = (at: number) => ({ text: time[at] ?? '', next: on && at === time.length });
  return (
    <Comb
      groups={[
        [cell(0), cell(1)],
        [cell(2), cell(3)],
      ]}
      between=":"
      unit={null}
      says={time === '' ? say('pad.nothingTyped') : say('pad.typed', { value: time })}
    />
  );
}
