/** The wristband's number by hand, when the scanner fails. All of it: a part of it is somebody else's too. */
import { useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { useHands } from './hands.ts';
import { Keys } from './pads/keys.tsx';
import { Sheet } from './sheet.tsx';
import { Target } from './target.tsx';
import styles from './type-number.module.css';

interface TypeNumberProps {
  readonly onBack: () => void;
  /** What the number is for: opening a patient, or matching the one that is open. */
  readonly verb: 'type.open' | 'type.match';
}

export function TypeNumber({ onBack, verb }: TypeNumberProps) {
  const say = tabletWords.use();
  const { typed } = useHands();
  const [number, setNumber] = useState('');
  const go = (): void => {
    onBack();
    typed(number.trim());
  };
  return (
    <Sheet
      title={say('type.title')}
      hint={say('type.hint')}
      below="top"
      onBack={onBack}
      act={
        <Target tone="main" why={number.trim().length < 4 ? say('type.hint') : null} onPress={go}>
          {say(verb)}
        </Target>
      }
    >
      <div className={styles.typing}>
        <TextField className={styles.field ?? ''} value={number} onChange={setNumber} autoComplete="off" maxLength={40}>
          <Label>{say('type.field')}</Label>
          <Input onKeyDown={(event) => event.key === 'Enter' && number.trim().length >= 4 && go()} />
        </TextField>
        <Keys
          onKey={(key) => setNumber(key === 'back' ? number.slice(0, -1) : key === 'point' ? number : number + key)}
        />
      </div>
    </Sheet>
  );
}
