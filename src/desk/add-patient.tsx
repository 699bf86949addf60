/** The form for a new patient: the order as it was written, field by field. It keeps what was typed when it is refused. */
import { useEffect, useRef, useState, type FormEvent } from 'react';
import type { Problem, WardId } from '../../machines/index.ts';
import { Button } from '../ui/button.tsx';
import { serverNow } from '../ui/clock.ts';
import { dayTimeOf } from '../ui/day-time.ts';
import { BedChoice, mayShare } from './bed-choice.tsx';
import type { Bed } from './beds.ts';
import { Choice, Field } from './field.tsx';
import { bodyOf, wrongIn, nobodyYet, type NewPatient } from './new-patient.ts';
import { DayField, TimeField } from './time-field.tsx';
import { deskWords } from './words.ts';
import styles from './panel.module.css';

export interface AddPatientProps {
  readonly ward: WardId;
  readonly beds: readonly Bed[];
  readonly protocols: readonly { readonly id: string; readonly title: string }[];
  /** Null when it was added. */
  readonly add: (body: ReturnType<typeof bodyOf>) => Promise<Problem | null>;
  readonly onClose: () => void;
}

export function AddPatient({ ward, beds, protocols, add, onClose }: AddPatientProps) {
  const say = deskWords.use();
  const [patient, setPatient] = useState<NewPatient>(() => nobodyYet(dayTimeOf(serverNow()).day));
  const [agreed, setAgreed] = useState<string | null>(null);
  const [tries, setTries] = useState(0);
  const tried = tries > 0;
  const form = useRef<HTMLFormElement>(null);
  // The eye and the hand are where the first thing is wrong, wherever the form was scrolled to.
  useEffect(() => {
    const first = tries > 0 ? form.current?.querySelector<HTMLElement>('[aria-invalid=true]') : null;
    first?.focus();
    first?.scrollIntoView({ block: 'center' });
  }, [tries]);
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const lacking = wrongIn(patient);
  const mayPut = mayShare(beds, patient.bed, agreed);
  const send = async () => {
    setTries((before) => before + 1);
    if (lacking.size > 0 || !mayPut || sending) return;
    setSending(true);
    setProblem(await add(bodyOf(patient, ward)));
    setSending(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send();
  };
  const set = (part: Partial<NewPatient>) => setPatient((before) => ({ ...before, ...part }));
  const wrong = (name: keyof NewPatient) => {
    const why = tried ? lacking.get(name) : undefined;
    return why === undefined ? null : say(`add.${why}`);
  };
  const field = (name: Exclude<keyof NewPatient, 'sex' | 'start' | 'birthDate'>) => ({
    label: say(`add.${name}`),
    value: patient[name],
    onChange: (value: string) => set({ [name]: value }),
    wrong: wrong(name),
  });
  const sexes = (['F', 'M', 'X', 'U'] as const).map((value) => ({ value, label: say(`add.sex${value}`) }));
  const setSex = (value: string) => set({ sex: sexes.find((sex) => sex.value === value)?.value ?? 'U' });
  return (
    <form ref={form} onSubmit={submit} noValidate className={styles.add}>
      <header className={styles.head}>
        <h2 className={styles.title}>{say('add.title')}</h2>
        <Button onPress={onClose}>{say('panel.close')}</Button>
      </header>
      <fieldset className={styles.fields}>
        <legend className={styles.heading}>{say('add.patient')}</legend>
        <div className={styles.pair}>
          <Field {...field('familyName')} />
          <Field {...field('givenName')} />
        </div>
        <DayField
          label={say('add.birthDate')}
          value={patient.birthDate}
          onChange={(birthDate) => set({ birthDate })}
          wrong={wrong('birthDate')}
        />
        <div className={styles.pair}>
          <Choice label={say('add.sex')} value={patient.sex} onChange={setSex} choices={sexes} />
          <Field {...field('number')} />
        </div>
      </fieldset>
      <fieldset className={styles.fields}>
        <legend className={styles.heading}>{say('add.procedure')}</legend>
        <div className={styles.pair}>
          {protocols.length > 0 ? (
            <Choice {...field('protocol')} choices={protocols.map(({ id, title }) => ({ value: id, label: title }))} />
          ) : (
            <Field {...field('protocol')} />
          )}
          <Field {...field('orderNumber')} />
        </div>
        <TimeField
          label={say('add.start')}
          value={patient.start}
          onChange={(start) => set({ start })}
          wrong={wrong('start')}
        />
        <BedChoice
          {...field('bed')}
          beds={beds}
          noBed={say('add.noBed')}
          agreed={agreed}
          onAgree={setAgreed}
          wrong={tried && !mayPut ? say('bed.notAgreed') : null}
        />
        <Field {...field('facts')} lines={2} hint={say('add.factsHint')} />
      </fieldset>
      {problem !== null && (
        <p role="alert" className={styles.outcome}>
          {`${problem.title}. ${problem.detail}`}
        </p>
      )}
      <div className={styles.actions}>
        <Button tone="main" type="submit" waiting={sending}>
          {say('add.send')}
        </Button>
      </div>
    </form>
  );
}
