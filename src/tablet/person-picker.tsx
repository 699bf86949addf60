/** Who you are, without a badge: choose yourself, then a PIN on keys of 98 by 72 or on a keyboard. Nothing typed is ever shown. */
import { useEffect, useRef, useState } from 'react';
import type { PersonId } from '../../machines/index.ts';
import type { Credentials } from '../link/session.ts';
import type { StaffMember } from '../link/staff.ts';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { Keys, type Key } from './pads/keys.tsx';
import { Target } from './target.tsx';
import styles from './person-picker.module.css';

interface PersonPickerProps {
  readonly staff: readonly StaffMember[];
  readonly lead: string;
  readonly problem: string | null;
  readonly onCredentials: (credentials: Credentials) => Promise<void>;
  /** On a locked screen: the one who is signed in. */
  readonly first?: PersonId | null;
  readonly verb?: string;
  /** Why somebody of the list may not do it at all. They stay in their place, so that nobody looks for them. */
  readonly never?: (member: StaffMember) => string | null;
}

/** As staff are enrolled: six figures. */
const pinLength = 6;

export function PersonPicker({ staff, lead, problem, onCredentials, first = null, verb, never }: PersonPickerProps) {
  const say = tabletWords.use();
  const [person, setPerson] = useState<StaffMember | null>(staff.find(({ id }) => id === first) ?? null);
  const [pin, setPin] = useState('');
  const [checking, setChecking] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  // The hand on a keyboard goes on with the PIN.
  useEffect(() => field.current?.focus(), [person]);
  const go = async (typed: string): Promise<void> => {
    if (person === null) return;
    setChecking(true);
    await onCredentials({ person: person.id, pin: typed });
    setPin('');
    setChecking(false);
  };
  const press = (key: Key): void => {
    // In a burst the next key comes before the last one is drawn.
    if (key === 'back') setPin((was) => was.slice(0, -1));
    else if (key !== 'point') setPin((was) => (was.length < pinLength ? was + key : was));
    field.current?.focus();
  };
  const chosen = person === null ? null : (never?.(person) ?? null);
  const cannot = (typed: string): string | null =>
    checking
      ? say('signIn.checking')
      : (chosen ?? (typed.length < pinLength ? say('signIn.pin', { count: typed.length }) : null));
  return (
    <div>
      <p className={styles.lead}>{lead}</p>
      <div className={styles.people} role="group" aria-label={say('signIn.people')}>
        {staff.map((member) => (
          <Target
            key={member.id}
            pressed={person?.id === member.id}
            onPress={() => (setPerson(member), setPin(''), field.current?.focus())}
            className={styles.person}
            why={never?.(member) ?? null}
          >
            <b>{member.initials}</b>
            <span>
              {member.name}
              <Never why={never?.(member) ?? null} />
            </span>
          </Target>
        ))}
      </div>
      {staff.length === 0 && <p>{say('signIn.noStaff')}</p>}
      {problem !== null && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
      {person !== null && (
        <div className={styles.pin}>
          <div>
            <p className={styles.of}>{say('signIn.pinOf', { name: person.name })}</p>
            <div className={styles.typed}>
              <p className={styles.dots} role="status" aria-label={say('signIn.pin', { count: pin.length })}>
                {Array.from({ length: pinLength }, (_, at) => (
                  <i key={at} data-typed={at < pin.length || undefined} />
                ))}
              </p>
              <input
                ref={field}
                data-pin
                type="password"
                // The keys beside it are the glove's; no other keyboard comes up.
                inputMode="none"
                autoComplete="off"
                aria-label={say('signIn.pinOf', { name: person.name })}
                value={pin}
                onChange={(event) => setPin(event.target.value.replaceAll(/\D/g, '').slice(0, pinLength))}
                onKeyDown={(event) => {
                  // What the scanner gave back a moment ago is in the field before it is drawn.
                  const typed = event.currentTarget.value;
                  if (event.key === 'Enter' && cannot(typed) === null) void go(typed);
                }}
                onBlur={(event) => event.relatedTarget === null && event.currentTarget.focus()}
              />
            </div>
            <Target tone="main" className={styles.go} why={cannot(pin)} onPress={() => void go(pin)}>
              {checking ? say('signIn.checking') : (verb ?? say('signIn.go'))}
            </Target>
          </div>
          <Keys onKey={press} />
        </div>
      )}
    </div>
  );
}

const Never = ({ why }: { readonly why: string | null }) =>
  why === null ? null : <small className={styles.never}>{why}</small>;
