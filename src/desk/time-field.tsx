/** A day and a time in 24 hours. The browser's own field follows its language: it may ask for a month first, and for AM. */
import { useId } from 'react';
import { months } from '../../machines/index.ts';
import { serverNow } from '../ui/clock.ts';
import { daysFrom, type DayTime } from '../ui/day-time.ts';
import { Choice, Field } from './field.tsx';
import { deskWords } from './words.ts';
import styles from './field.module.css';

const daysAhead = 15;

interface TimeFieldProps {
  readonly label: string;
  readonly value: DayTime;
  readonly onChange: (value: DayTime) => void;
  readonly wrong: string | null;
}

export function TimeField({ label, value, onChange, wrong }: TimeFieldProps) {
  const say = deskWords.use();
  const days = daysFrom(serverNow(), daysAhead);
  const shown = days.some((day) => day.value === value.day)
    ? days
    : [...daysFrom(Date.parse(`${value.day}T12:00`), 1), ...days];
  return (
    <fieldset className={styles.several}>
      <legend>{label}</legend>
      <div className={styles.dayTime}>
        <Choice
          label={say('ask.day')}
          value={value.day}
          onChange={(day) => onChange({ ...value, day })}
          choices={shown}
        />
        <Field
          label={say('ask.time')}
          value={value.time}
          onChange={(time) => onChange({ ...value, time })}
          wrong={wrong}
          hint={say('ask.timeHint')}
          inputMode="numeric"
        />
      </div>
    </fieldset>
  );
}

interface DayFieldProps {
  readonly label: string;
  readonly value: DayParts;
  readonly onChange: (value: DayParts) => void;
  readonly wrong: string | null;
}
export interface DayParts {
  readonly day: string;
  readonly month: string;
  readonly year: string;
}

/** Day, month in letters, year: nobody can take 03/06 for the sixth of March. */
export function DayField({ label, value, onChange, wrong }: DayFieldProps) {
  const say = deskWords.use();
  const id = useId();
  const choices = months.map((month, index) => ({ value: String(index + 1), label: month }));
  return (
    <fieldset className={styles.several} aria-describedby={id}>
      <legend>{label}</legend>
      <div className={styles.birthDate}>
        <Field
          label={say('ask.day')}
          value={value.day}
          onChange={(day) => onChange({ ...value, day })}
          invalid={wrong !== null}
          inputMode="numeric"
        />
        <Choice
          label={say('ask.month')}
          value={value.month}
          onChange={(month) => onChange({ ...value, month })}
          invalid={wrong !== null}
          choices={choices}
        />
        <Field
          label={say('ask.year')}
          value={value.year}
          onChange={(year) => onChange({ ...value, year })}
          invalid={wrong !== null}
          inputMode="numeric"
        />
      </div>
      <p id={id} className={styles.wrong}>
        {wrong}
      </p>
    </fieldset>
  );
}
