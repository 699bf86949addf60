/** A labelled field. White, because your hand goes there; what is wrong is said beside its name. */
import { useId, type InputHTMLAttributes } from 'react';
import { deskWords } from './words.ts';
import styles from './field.module.css';

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly wrong?: string | null;
  /** What is wrong is said for several fields together. */
  readonly invalid?: boolean;
  readonly hint?: string;
  readonly inputMode?: InputHTMLAttributes<HTMLInputElement>['inputMode'];
  /** More than one makes it a text of several lines. */
  readonly lines?: number;
}

export function Field({
  label,
  value,
  onChange,
  wrong = null,
  invalid = wrong !== null,
  hint,
  inputMode = 'text',
  lines = 1,
}: FieldProps) {
  const id = useId();
  const common = {
    id,
    value,
    className: styles.input,
    'aria-invalid': invalid,
    'aria-describedby': `${id}-says`,
    autoComplete: 'off',
  };
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {lines > 1 ? (
        <textarea {...common} rows={lines} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <input {...common} inputMode={inputMode} onChange={(event) => onChange(event.target.value)} />
      )}
      <Says id={id} wrong={wrong} hint={hint} />
    </div>
  );
}

interface ChoiceProps extends Omit<FieldProps, 'inputMode' | 'lines'> {
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}

export function Choice({ label, value, onChange, wrong = null, invalid = wrong !== null, hint, choices }: ChoiceProps) {
  const say = deskWords.use();
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={value}
        className={styles.input}
        aria-invalid={invalid}
        aria-describedby={`${id}-says`}
        onChange={(event) => onChange(event.target.value)}
      >
        {!choices.some((choice) => choice.value === value) && <option value="">{say('ask.choose')}</option>}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
      <Says id={id} wrong={wrong} hint={hint} />
    </div>
  );
}

function Says({
  id,
  wrong,
  hint,
}: {
  readonly id: string;
  readonly wrong: string | null;
  readonly hint: string | undefined;
}) {
  return (
    <p id={`${id}-says`} className={wrong === null ? styles.hint : styles.wrong}>
      {wrong ?? hint}
    </p>
  );
}
