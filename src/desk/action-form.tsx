/** What an action asks before it is sent, naming the patient; its button is the action's own verb. */
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react';
import type { ActionView, Ask, BoardRow, Instant } from '../../machines/index.ts';
import type { StaffMember } from '../link/staff.ts';
import type { CommandDraft } from '../link/waiting.ts';
import { Button } from '../ui/button.tsx';
import { serverNow } from '../ui/clock.ts';
import { dayTimeOf, instantOf, type DayTime } from '../ui/day-time.ts';
import { BedChoice, mayShare } from './bed-choice.tsx';
import type { Bed } from './beds.ts';
import { Choice, Field } from './field.tsx';
import { TimeField } from './time-field.tsx';
import { deskWords } from './words.ts';
import styles from './panel.module.css';

export type Answers = Partial<
  Pick<CommandDraft, 'value' | 'reason' | 'note' | 'start' | 'place' | 'person' | 'lookAgainAt'>
>;

interface ActionFormProps {
  readonly action: ActionView;
  readonly row: BoardRow;
  readonly beds: readonly Bed[];
  readonly staff: readonly StaffMember[];
  readonly waiting: boolean;
  readonly onSend: (answers: Answers) => void;
  readonly onBack: () => void;
  /** What to look at before it is sent. */
  readonly children?: ReactNode;
}

type Said = Readonly<Partial<Record<Ask, string>>>;
/** When to look again may stay open; everything else an action asks for is part of it. */
const optional: ReadonlySet<Ask> = new Set(['lookAgainAt']);
const lookAgainMinutes = [10, 15, 30, 60];

export function ActionForm({ action, row, beds, staff, waiting, onSend, onBack, children }: ActionFormProps) {
  const say = deskWords.use();
  const [said, setSaid] = useState<Said>({ place: row.place.bed ?? '', lookAgainAt: '15' });
  const [start, setStart] = useState(() => dayTimeOf(row.due));
  const [agreed, setAgreed] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  // The hand is where the question is.
  useEffect(() => form.current?.querySelector<HTMLElement>('input, textarea, select, button')?.focus(), []);
  const answer = (ask: Ask) => (value: string) => setSaid((before) => ({ ...before, [ask]: value }));
  const lacking = action.asks.filter((ask) =>
    ask === 'start' ? instantOf(start) === null : !optional.has(ask) && (said[ask] ?? '').trim() === '',
  );
  const mayPut = !action.asks.includes('place') || mayShare(beds, said.place ?? '', agreed);
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (lacking.length === 0 && mayPut && !waiting)
      onSend(answersOf(action.asks, said, start, row.place.ward, serverNow()));
  };
  const field = (ask: Ask) => ({
    label: say(`ask.${ask}`),
    value: said[ask] ?? '',
    onChange: answer(ask),
    wrong: tried && lacking.includes(ask) ? say('act.missing') : null,
  });
  return (
    <form ref={form} className={styles.form} onSubmit={send} noValidate>
      <h3 className={styles.formTitle}>{action.verb}</h3>
      <p>{say('act.about', { patient: row.patient.name, bed: row.place.bed ?? '–' })}</p>
      {children}
      {action.asks.map((ask) => {
        switch (ask) {
          // A result and its time are entered at the bedside, on the tablet.
          case 'takenAt':
            return null;
          case 'reason':
            return action.reasonsOnly === true ? (
              <Choice
                key={ask}
                {...field(ask)}
                choices={(action.reasons ?? []).map((value) => ({ value, label: value }))}
              />
            ) : (
              <Field key={ask} {...field(ask)} />
            );
          case 'value':
            return <Field key={ask} {...field(ask)} />;
          case 'note':
            return <Field key={ask} {...field(ask)} lines={3} />;
          case 'start':
            return (
              <TimeField
                key={ask}
                label={say('ask.start')}
                value={start}
                onChange={setStart}
                wrong={field(ask).wrong}
              />
            );
          case 'place':
            return (
              <BedChoice
                key={ask}
                {...field(ask)}
                beds={beds}
                agreed={agreed}
                onAgree={setAgreed}
                wrong={tried && !mayPut ? say('bed.notAgreed') : field(ask).wrong}
              />
            );
          case 'person':
            return (
              <Choice
                key={ask}
                {...field(ask)}
                choices={staff.map(({ id, name, role }) => ({ value: id, label: `${name}, ${say(`role.${role}`)}` }))}
              />
            );
          case 'lookAgainAt':
            return (
              <Choice
                key={ask}
                {...field(ask)}
                choices={lookAgainMinutes.map((count) => ({
                  value: String(count),
                  label: say('ask.inMinutes', { count }),
                }))}
              />
            );
        }
      })}
      <div className={styles.actions}>
        <Button tone="main" type="submit" waiting={waiting}>
          {action.verb}
        </Button>
        <Button onPress={onBack}>{say('act.back')}</Button>
      </div>
    </form>
  );
}

function answersOf(asks: readonly Ask[], said: Said, dayTime: DayTime, ward: string, now: Instant): Answers {
  const text = (ask: Ask) => (asks.includes(ask) ? (said[ask] ?? '').trim() : '');
  const start = asks.includes('start') ? instantOf(dayTime) : null;
  const minutes = Number(text('lookAgainAt'));
  return {
    ...(text('value') === '' ? {} : { value: text('value') }),
    ...(text('reason') === '' ? {} : { reason: text('reason') }),
    ...(text('note') === '' ? {} : { note: text('note') }),
    ...(start === null ? {} : { start }),
    ...(text('place') === '' ? {} : { place: { ward, bed: text('place') } }),
    ...(text('person') === '' ? {} : { person: text('person') }),
    ...(minutes > 0 ? { lookAgainAt: now + minutes * 60_000 } : {}),
  };
}
