/** What an action asks before it is sent. What is missing is said beside its name, and nothing is sent. */
import { useState } from 'react';
import { Field } from '../desk/field.tsx';
import { Button } from '../ui/button.tsx';
import type { Answers, ThingAction } from './actions.ts';
import { equipmentWords } from './words.ts';
import styles from './thing.module.css';

interface ThingFormProps {
  readonly action: ThingAction;
  readonly onSend: (report: object) => void;
  readonly onBack: () => void;
}

export function ThingForm({ action, onSend, onBack }: ThingFormProps) {
  const say = equipmentWords.use();
  const [answers, setAnswers] = useState<Answers>({});
  const [tried, setTried] = useState(false);
  const wrong = (key: string): boolean => action.asks.some((ask) => ask.key === key && !ask.read(answers[key] ?? ''));
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!action.asks.some(({ key }) => wrong(key))) onSend(action.report(answers));
      }}
    >
      {action.asks.map(({ key, words, values, hint }) => (
        <Field
          key={key}
          label={say(words, values)}
          value={answers[key] ?? ''}
          onChange={(value) => setAnswers({ ...answers, [key]: value })}
          wrong={tried && wrong(key) ? say('ask.needed') : null}
          {...(hint === undefined ? {} : { hint: say(hint) })}
        />
      ))}
      <div className={styles.actions}>
        <Button tone="main" type="submit">
          {say(action.words)}
        </Button>
        <Button onPress={onBack}>{say('act.back')}</Button>
      </div>
    </form>
  );
}
