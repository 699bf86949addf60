/**
 * A number by hand, when the scanner fails. All of it: a part of it is somebody else's too. A wristband that is matched
 * so says why it was not scanned: each such reason is something to mend.
 */
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
  /** What the number is for: opening a patient, matching the one that is open, a piece of equipment, a label. */
  readonly verb: TypedFor;
}
/** Why a wristband is not scanned. */
const reasons = ['type.whyBand', 'type.whyAway', 'type.whyBroken'] as const;
export type TypedFor = 'type.open' | 'type.match' | 'type.asset' | 'type.label';

export function TypeNumber({ onBack, verb }: TypeNumberProps) {
  const say = tabletWords.use();
  const { typed } = useHands();
  const [number, setNumber] = useState('');
  const [why, setWhy] = useState<string | null>(null);
  const isBand = verb === 'type.open' || verb === 'type.match';
  const shortest = isBand ? 4 : 2;
  const asksWhy = verb === 'type.match';
  const missing =
    number.trim().length < shortest
      ? say(isBand ? 'type.hint' : 'type.hintAll')
      : asksWhy && why === null
        ? say('type.why')
        : null;
  const go = (): void => {
    onBack();
    typed(number.trim(), why);
  };
  return (
    <Sheet
      title={say(isBand ? 'type.title' : `${verb}Title`)}
      hint={say(isBand ? 'type.hint' : 'type.hintAll')}
      below="top"
      onBack={onBack}
      act={
        <Target tone="main" why={missing} onPress={go}>
          {say(verb)}
        </Target>
      }
    >
      {asksWhy && (
        <div role="group" aria-label={say('type.why')} className={styles.reasons}>
          {reasons.map((reason) => (
            <Target key={reason} pressed={why === say(reason)} onPress={() => setWhy(say(reason))}>
              {say(reason)}
            </Target>
          ))}
        </div>
      )}
      <div className={styles.typing}>
        <TextField className={styles.field ?? ''} value={number} onChange={setNumber} autoComplete="off" maxLength={40}>
          <Label>{say(isBand ? 'type.field' : `${verb}Field`)}</Label>
          <Input onKeyDown={(event) => event.key === 'Enter' && missing === null && go()} />
        </TextField>
        <Keys
          onKey={(key) => setNumber((was) => (key === 'back' ? was.slice(0, -1) : key === 'point' ? was : was + key))}
        />
      </div>
    </Sheet>
  );
}
