/**
 * One protocol, before it is approved: exactly which document it is, what is otherwise in it than in the one approved
 * before, and who approved it. It takes two people, each signed in as themselves.
 */
import { useState } from 'react';
import type { Problem } from '../../machines/index.ts';
import { nameOf, type StaffMember } from '../link/staff.ts';
import { Button } from '../ui/button.tsx';
import { serverNow } from '../ui/clock.ts';
import { dayAndTime } from '../ui/dates.ts';
import { isProblem, saysOutcome, whyNot } from './approving.ts';
import { Changes } from './changes.tsx';
import type { Me } from './office.tsx';
import type { Difference, ProtocolInUse } from './read-protocols.ts';
import { officeWords } from './words.ts';
import styles from './office.module.css';

export interface ApproveProps {
  readonly protocol: ProtocolInUse;
  /** Null while it is read. */
  readonly difference: Difference | Problem | null;
  readonly me: Me;
  readonly staff: readonly StaffMember[];
  /** What the server has now, or why it said no. */
  readonly approve: () => Promise<ProtocolInUse | Problem>;
  readonly onClose: () => void;
}

export function Approve({ protocol, difference, me, staff, approve, onClose }: ApproveProps) {
  const say = officeWords.use();
  const [sending, setSending] = useState(false);
  const [outcome, setOutcome] = useState('');
  const { approvals, approved, digest } = protocol;
  const send = async () => {
    setSending(true);
    const pressed = serverNow();
    const answer = await approve();
    setOutcome(saysOutcome(answer, me, pressed, say));
    setSending(false);
  };
  const read = difference === null || isProblem(difference) ? null : difference;
  return (
    <section aria-label={protocol.title}>
      <header className={styles.head}>
        <div>
          <h2 className={styles.title}>{protocol.title}</h2>
          <p>
            {say('approve.version', { version: protocol.version })}{' '}
            {say(protocol.status === 'reviewed' ? 'approve.reviewed' : 'approve.unreviewed')}
          </p>
        </div>
        <Button onPress={onClose}>{say('side.close')}</Button>
      </header>
      <h3 className={styles.heading}>{say('approve.digest')}</h3>
      <p className={styles.digest}>{(digest.match(/.{1,8}/g) ?? []).join(' ')}</p>
      <p className={styles.quiet}>{say('approve.digestSays')}</p>
      <h3 className={styles.heading}>{say('approve.changes')}</h3>
      {difference === null && <p role="status">{say('page.reading')}</p>}
      {difference !== null && isProblem(difference) && <p role="alert">{difference.detail}</p>}
      {read !== null && <Changes difference={read} />}
      <h3 className={styles.heading}>{say('approve.people')}</h3>
      <ul className={styles.lines}>
        {approvals.map(({ person, at }) => (
          <li key={person}>{say('approve.person', { name: nameOf(staff, person), when: dayAndTime(at) })}</li>
        ))}
      </ul>
      <p>{say(approved ? 'approve.twoPeople' : approvals.length > 0 ? 'approve.onePerson' : 'approve.noPeople')}</p>
      <div className={styles.actions}>
        {!approved && (
          <Button tone="main" waiting={sending} why={whyNot(protocol, read, me, say)} onPress={() => void send()}>
            {say('approve.do')}
          </Button>
        )}
      </div>
      <p role="status" className={styles.outcome}>
        {outcome}
      </p>
    </section>
  );
}
