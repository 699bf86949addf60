/** Answers side by side, of one size, none chosen before: the same reach for yes as for no. */
import { Target } from '../target.tsx';
import type { PadProps } from './answer-pad.tsx';
import styles from './pads.module.css';

interface ChoicePadProps extends PadProps {
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}

export function ChoicePad({ heading, hint, choices, onAnswer }: ChoicePadProps) {
  const columns = choices.length === 4 ? 2 : Math.min(3, Math.max(1, choices.length));
  return (
    <div className={styles.stacked}>
      {heading}
      {hint !== null && <p className={styles.hint}>{hint}</p>}
      <div className={styles.choices} data-columns={columns}>
        {choices.map(({ value, label }) => (
          <Target key={value} className={styles.choice} onPress={() => onAnswer({ value, how: 'said', says: label })}>
            {label}
          </Target>
        ))}
      </div>
    </div>
  );
}
