/** Which bed. A ward moves people in its own order, so a bed that somebody lies in may be chosen, but not by a slip. */
import { useId } from 'react';
import { bedSays, sharedBed, type Bed } from './beds.ts';
import { Choice } from './field.tsx';
import { deskWords } from './words.ts';
import styles from './field.module.css';

interface BedChoiceProps {
  readonly label: string;
  readonly beds: readonly Bed[];
  readonly value: string;
  readonly onChange: (bed: string) => void;
  /** The warning that was agreed to: when somebody else comes into the bed, another one stands there. */
  readonly agreed: string | null;
  readonly onAgree: (warning: string | null) => void;
  readonly wrong: string | null;
  /** Adding somebody who has no bed yet. */
  readonly noBed?: string;
}

/** Whether it may be sent: the bed is empty, or somebody said that two may lie in it. */
export const mayShare = (beds: readonly Bed[], bed: string, agreed: string | null): boolean => {
  const warning = sharedBed(beds, bed);
  return warning === null || warning === agreed;
};

export function BedChoice({ label, beds, value, onChange, agreed, onAgree, wrong, noBed }: BedChoiceProps) {
  const say = deskWords.use();
  const id = useId();
  const warning = sharedBed(beds, value);
  const choices = beds.map((bed) => ({ value: bed.bed, label: bedSays(bed) }));
  return (
    <div className={styles.field}>
      <Choice
        label={label}
        value={value}
        onChange={onChange}
        choices={noBed === undefined ? choices : [{ value: '', label: noBed }, ...choices]}
        wrong={wrong}
      />
      <div role="status">
        {warning !== null && (
          <div className={styles.warning}>
            <p id={id}>{warning}</p>
            <label className={styles.agree}>
              <input
                type="checkbox"
                checked={warning === agreed}
                aria-describedby={id}
                onChange={(event) => onAgree(event.target.checked ? warning : null)}
              />
              {say('bed.agree', { bed: value })}
            </label>
          </div>
        )}
      </div>
    </div>
  );
}
