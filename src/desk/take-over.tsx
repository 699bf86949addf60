/**
 * A patient offered to you: what the giver says, what lapses on your shift, and in your own words what you will do first.
 * Saying it back is the acceptance (I-PASS: synthesis by the receiver); it is kept with the record.
 */
import { useState, type FormEvent } from 'react';
import type { Checklist, Instant } from '../../machines/index.ts';
import { nameOf, type StaffMember } from '../link/staff.ts';
import { Button } from '../ui/button.tsx';
import { clockTime } from '../ui/clock.ts';
import type { ActAnswers, Told } from './act-on.ts';
import { Field } from './field.tsx';
import { HandoverSays } from './handover-says.tsx';
import type { HistoryEntry } from './read-history.ts';
import { deskWords } from './words.ts';
import panel from './panel.module.css';
import styles from './each.module.css';

interface TakeOverProps {
  readonly checklist: Checklist;
  readonly staff: readonly StaffMember[];
  readonly until: Instant | null;
  /** The offer as it was written down; null while the record is not here. */
  readonly offer: HistoryEntry | null;
  readonly answer: (event: 'responsibility.taken' | 'responsibility.declined', answers: ActAnswers) => Promise<Told>;
}

export function TakeOver({ checklist, staff, until, offer, answer }: TakeOverProps) {
  const say = deskWords.use();
  const [said, setSaid] = useState('');
  const [tried, setTried] = useState(false);
  const [sending, setSending] = useState(false);
  const [told, setTold] = useState<Told | null>(null);
  const act = async (...[event, answers]: Parameters<TakeOverProps['answer']>) => {
    setSending(true);
    setTold(await answer(event, answers));
    setSending(false);
  };
  const accept = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (said.trim() !== '' && !sending) void act('responsibility.taken', { note: said.trim() });
  };
  const giver = offer?.person ?? checklist.row.responsible;
  return (
    <form className={styles.offered} onSubmit={accept} noValidate aria-label={say('take.title')}>
      <h3 className={panel.heading}>
        {say('take.from', {
          name: giver === null ? '' : nameOf(staff, giver),
          time: clockTime(offer?.at ?? checklist.at),
        })}
      </h3>
      {offer?.reason != null && <p className={panel.what}>{offer.reason}</p>}
      {offer?.note != null && (
        <p>
          <bdi>{offer.note}</bdi>
        </p>
      )}
      <HandoverSays checklist={checklist} until={until} staff={staff} />
      <Field
        label={say('take.sayBack')}
        hint={say('take.sayBackHint')}
        value={said}
        onChange={setSaid}
        lines={2}
        wrong={tried && said.trim() === '' ? say('act.missing') : null}
      />
      <div className={panel.actions}>
        <Button tone="main" type="submit" waiting={sending}>
          {say('take.accept')}
        </Button>
        <Button onPress={() => void act('responsibility.declined', {})} waiting={sending}>
          {say('take.decline')}
        </Button>
      </div>
      <p role="status" className={panel.outcome}>
        {told?.kind === 'notDone' ? say('each.notDone', { says: told.says }) : ''}
      </p>
    </form>
  );
}
