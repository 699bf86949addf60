/** What an action asks before it is sent. What is missing is said beside its name, and nothing is sent. */
import { useState } from 'react';
import { Choice, Field } from '../desk/field.tsx';
import { Button } from '../ui/button.tsx';
import type { LookHeld } from './act.ts';
import type { Answers, ThingAction } from './actions.ts';
import { useHeld } from './use-held.ts';
import { equipmentWords } from './words.ts';
import styles from './thing.module.css';

interface ThingFormProps {
  readonly action: ThingAction;
  /** The wards by id, for what was moved. */
  readonly titles: ReadonlyMap<string, string>;
  readonly lookHeld: LookHeld;
  readonly onSend: (report: object) => void;
  readonly onBack: () => void;
}

export function ThingForm({ action, titles, lookHeld, onSend, onBack }: ThingFormProps) {
  const say = equipmentWords.use();
  const [answers, setAnswers] = useState<Answers>({});
  const [tried, setTried] = useState(false);
  const held = useHeld(action.held ?? null, lookHeld);
  const isKnown = action.held === undefined || held.kind === 'known';
  const wrong = (key: string): boolean => action.asks.some((ask) => ask.key === key && !ask.read(answers[key] ?? ''));
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (isKnown && !action.asks.some(({ key }) => wrong(key))) onSend(action.report(answers));
      }}
    >
      {action.held !== undefined && (
        <p role="status" className={styles.held}>
          {heldSays(held, say)}
        </p>
      )}
      {action.asks.map(({ key, words, values, hint, wardBut }) => {
        const field = {
          label: say(words, values),
          value: answers[key] ?? '',
          onChange: (value: string) => setAnswers({ ...answers, [key]: value }),
          wrong: tried && wrong(key) ? say('ask.needed') : null,
          ...(hint === undefined ? {} : { hint: say(hint) }),
        };
        const wards = [...titles].flatMap(([value, label]) => (value === wardBut ? [] : [{ value, label }]));
        return wardBut === undefined ? <Field key={key} {...field} /> : <Choice key={key} {...field} choices={wards} />;
      })}
      <div className={styles.actions}>
        <Button
          tone={action.held === undefined ? 'main' : 'stop'}
          type="submit"
          why={isKnown ? null : say('held.first')}
        >
          {say(action.words, action.values)}
        </Button>
        <Button onPress={onBack}>{say('act.back')}</Button>
      </div>
    </form>
  );
}

function heldSays(held: ReturnType<typeof useHeld>, say: ReturnType<typeof equipmentWords.use>): string {
  switch (held.kind) {
    case 'looking':
      return say('held.looking');
    case 'unknown':
      return say('held.unknown', { says: held.problem.detail });
    case 'known': {
      const { things, preparations } = held.held;
      const patients = preparations === 0 ? say('held.nobody') : say('held.preparations', { count: preparations });
      return `${say('held.things', { count: things })} ${patients}`;
    }
  }
}
