/** One person: what they are trained for now and until when, what was ever registered, and a form for more. */
import { useState } from 'react';
import type { Instant, Problem } from '../../machines/index.ts';
import { Field } from '../desk/field.tsx';
import { nameOf, type StaffMember } from '../link/staff.ts';
import { Button } from '../ui/button.tsx';
import { clockTime } from '../ui/clock.ts';
import { dayAndTime } from '../ui/dates.ts';
import type { Me } from './office.tsx';
import { firstDayOf, lastDayOf, trainingWord, untilOf, type Training, type TrainingEntry } from './read-training.ts';
import { RegisterTraining } from './register-training.tsx';
import { officeWords, type OfficeSay } from './words.ts';
import styles from './office.module.css';

export interface PersonTrainingProps {
  readonly person: StaffMember;
  /** Null while it is read. */
  readonly training: Training | Problem | null;
  readonly me: Me;
  readonly staff: readonly StaffMember[];
  readonly at: Instant;
  /** Null when it was written. */
  readonly register: (body: object) => Promise<Problem | null>;
  readonly end: (competence: string, reason: string) => Promise<Problem | null>;
  readonly onClose: () => void;
}

export function PersonTraining(props: PersonTrainingProps) {
  const { person, training, me, staff, at, register, end, onClose } = props;
  const say = officeWords.use();
  const [ending, setEnding] = useState<string | null>(null);
  const [outcome, setOutcome] = useState('');
  const why = whyNot(person, me, say);
  const wrote = (problem: Problem | null, done: 'add.done' | 'add.ended'): boolean => {
    setOutcome(problem === null ? say(done, { time: clockTime(at) }) : say('add.refused', { says: problem.detail }));
    return problem === null;
  };
  return (
    <section aria-label={person.name}>
      <header className={styles.head}>
        <div>
          <h2 className={styles.title}>{person.name}</h2>
          <p>{say(`role.${person.role}`)}</p>
        </div>
        <Button onPress={onClose}>{say('side.close')}</Button>
      </header>
      {training === null && <p role="status">{say('page.reading')}</p>}
      {training !== null && 'detail' in training && <p role="alert">{training.detail}</p>}
      {training !== null && !('detail' in training) && (
        <>
          <h3 className={styles.heading}>{say('held.title')}</h3>
          {training.held.length === 0 && <p className={styles.quiet}>{say('held.none')}</p>}
          <ul className={styles.lines}>
            {training.held.map((competence) => (
              <li key={competence} className={styles.held}>
                <p>
                  <strong>{trainingWord(training, competence)}</strong> {saysUntil(training, competence, at, say)}
                </p>
                {why === null && (
                  <Button size="row" onPress={() => setEnding(competence)}>
                    {say('held.endOf', { what: trainingWord(training, competence) })}
                  </Button>
                )}
              </li>
            ))}
          </ul>
          {ending !== null && (
            <End
              key={ending}
              what={trainingWord(training, ending)}
              onBack={() => setEnding(null)}
              onEnd={async (reason) => {
                if (wrote(await end(ending, reason), 'add.ended')) setEnding(null);
              }}
            />
          )}
          <h3 className={styles.heading}>{say('add.title')}</h3>
          <RegisterTraining
            choices={[...new Set([...training.asked, ...training.held])].map((value) => ({
              value,
              label: trainingWord(training, value),
            }))}
            why={why}
            register={async (body) => wrote(await register(body), 'add.done')}
          />
          <p role="status" className={styles.outcome}>
            {outcome}
          </p>
          <h3 className={styles.heading}>{say('past.title')}</h3>
          {training.entries.length === 0 && <p className={styles.quiet}>{say('past.none')}</p>}
          <ol className={styles.lines}>
            {training.entries.toReversed().map((entry, index) => (
              <li key={training.entries.length - index}>
                <p>{saysEntry(entry, trainingWord(training, entry.competence), say)}</p>
                <p className={styles.quiet}>
                  {say('past.by', {
                    name: entry.by === null ? say('role.system') : nameOf(staff, entry.by),
                    when: dayAndTime(entry.at),
                  })}
                </p>
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
}

/** The server asks it again. */
function whyNot({ id }: StaffMember, me: Me, say: OfficeSay): string | null {
  if (me.role !== 'chargeNurse') return say('add.whyRole');
  return id === me.id ? say('add.whySelf') : null;
}

function saysUntil(training: Training, competence: string, at: Instant, say: OfficeSay): string {
  const until = untilOf(training, competence, at);
  return until === null ? '' : say('held.until', { day: lastDayOf(until) });
}

function saysEntry({ kind, from, until, reason }: TrainingEntry, what: string, say: OfficeSay): string {
  return kind === 'ended'
    ? say('past.ended', { what, reason: reason ?? '' })
    : say('past.registered', { what, from: firstDayOf(from ?? 0), until: lastDayOf(until ?? 0) });
}

interface EndProps {
  /** The competence, in words. */
  readonly what: string;
  readonly onEnd: (reason: string) => Promise<void>;
  readonly onBack: () => void;
}

function End({ what, onEnd, onBack }: EndProps) {
  const say = officeWords.use();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const lacking = reason.trim() === '';
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!lacking) void onEnd(reason.trim());
      }}
    >
      <Field
        label={say('held.reason')}
        value={reason}
        onChange={setReason}
        wrong={tried && lacking ? say('add.needed') : null}
      />
      <div className={styles.actions}>
        <Button tone="stop" type="submit">
          {say('held.endOf', { what })}
        </Button>
        <Button onPress={onBack}>{say('add.back')}</Button>
      </div>
    </form>
  );
}
