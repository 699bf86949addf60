/** Registers what somebody is trained for: what, from which day, until the end of which. */
import { useState } from 'react';
import { Choice } from '../desk/field.tsx';
import { DayField } from '../desk/time-field.tsx';
import { Button } from '../ui/button.tsx';
import { serverNow } from '../ui/clock.ts';
import { dayTimeOf } from '../ui/day-time.ts';
import { bodyOf, dayParts, noDay, wrongIn, type NewTraining } from './training-form.ts';
import { officeWords } from './words.ts';
import styles from './office.module.css';

interface RegisterTrainingProps {
  /** Competences by name and in words. */
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  /** Why it cannot be registered by whoever sits here. */
  readonly why: string | null;
  /** True when it was written. */
  readonly register: (body: object) => Promise<boolean>;
}

export function RegisterTraining({ choices, why, register }: RegisterTrainingProps) {
  const say = officeWords.use();
  const empty = (): NewTraining => ({ competence: '', from: dayParts(dayTimeOf(serverNow()).day), until: noDay });
  const [training, setTraining] = useState<NewTraining>(empty);
  const [tried, setTried] = useState(false);
  const [sending, setSending] = useState(false);
  const wrong = wrongIn(training);
  const saysWrong = (key: keyof NewTraining) => {
    const what = wrong[key];
    return tried && what !== undefined ? say(what) : null;
  };
  const send = async () => {
    setTried(true);
    if (Object.keys(wrong).length > 0 || sending || why !== null) return;
    setSending(true);
    if (await register(bodyOf(training))) {
      setTraining(empty());
      setTried(false);
    }
    setSending(false);
  };
  return (
    <form
      className={styles.form}
      aria-label={say('add.title')}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Choice
        label={say('add.what')}
        hint={say('add.whatHint')}
        value={training.competence}
        onChange={(competence) => setTraining({ ...training, competence })}
        wrong={saysWrong('competence')}
        choices={choices}
      />
      {(['from', 'until'] as const).map((key) => (
        <DayField
          key={key}
          label={say(`add.${key}`)}
          value={training[key]}
          onChange={(value) => setTraining({ ...training, [key]: value })}
          wrong={saysWrong(key)}
        />
      ))}
      <div className={styles.actions}>
        <Button tone="main" type="submit" waiting={sending} why={why}>
          {say('add.do')}
        </Button>
      </div>
    </form>
  );
}
