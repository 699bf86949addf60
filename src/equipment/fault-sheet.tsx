/** A fault in two taps: the button that opened this, and what is wrong. */
import { Button } from '../ui/button.tsx';
import type { Thing } from './read-equipment.ts';
import { equipmentWords } from './words.ts';
import styles from './thing.module.css';

const reasons = ['power', 'alarm', 'damage', 'result', 'dirty', 'other'] as const;

interface FaultSheetProps {
  readonly thing: Pick<Thing, 'asset' | 'title'>;
  readonly onFault: (reason: string) => void;
  readonly onBack: () => void;
}

export function FaultSheet({ thing, onFault, onBack }: FaultSheetProps) {
  const say = equipmentWords.use();
  return (
    <section className={styles.fault} aria-label={say('act.fault')}>
      <h2 className={styles.faultTitle}>{say('act.faultOf', { asset: thing.asset })}</h2>
      <p>{say('act.faultSays')}</p>
      <div className={styles.reasons}>
        {reasons.map((reason) => (
          <Button key={reason} tone="stop" size="tablet" onPress={() => onFault(say(`fault.${reason}`))}>
            {say(`fault.${reason}`)}
          </Button>
        ))}
      </div>
      <Button onPress={onBack}>{say('act.back')}</Button>
    </section>
  );
}
