/**
 * "Hand over my patients": each of one's patients is offered to a colleague in one act, and stays one's own until the
 * colleague has accepted them on their card.
 */
import { useState, type FormEvent } from 'react';
import type { BoardRow, Checklist, Instant } from '../../machines/index.ts';
import type { StaffMember } from '../link/staff.ts';
import { Button } from '../ui/button.tsx';
import { statusSign } from '../ui/status-words.ts';
import { actOnEach, type ActAnswers, type Told, type ToldOf } from './act-on.ts';
import type { Me } from './desk.tsx';
import { Choice, Field } from './field.tsx';
import { steadiness } from './handover-card.ts';
import { HandoverSays } from './handover-says.tsx';
import { placeOf } from './place-of.ts';
import { ToldList } from './told-list.tsx';
import { deskWords } from './words.ts';
import panel from './panel.module.css';
import styles from './each.module.css';

export interface HandOverProps {
  /** My patients, by bed. */
  readonly rows: readonly BoardRow[];
  /** Where they have come; a patient whose list has not come yet is offered all the same. */
  readonly checklists: ReadonlyMap<string, Checklist>;
  readonly staff: readonly StaffMember[];
  readonly me: Me;
  /** The end of the next shift. */
  readonly until: Instant | null;
  readonly offer: (row: BoardRow, answers: ActAnswers) => Promise<Told>;
  readonly onClose: () => void;
}

interface Giving {
  readonly person: string;
  readonly how: string;
  readonly note: string;
}
const nothing: Giving = { person: '', how: '', note: '' };

export function HandOver({ rows, checklists, staff, me, until, offer, onClose }: HandOverProps) {
  const say = deskWords.use();
  const [toAll, setToAll] = useState('');
  const [giving, setGiving] = useState<Readonly<Record<string, Partial<Giving>>>>({});
  const [tried, setTried] = useState(false);
  const [sending, setSending] = useState(false);
  const [told, setTold] = useState<readonly ToldOf[]>([]);
  const [asked, setAsked] = useState(0);
  const of = ({ preparation }: BoardRow): Giving => ({ ...nothing, person: toAll, ...giving[preparation] });
  const set = ({ preparation }: BoardRow, part: Partial<Giving>) =>
    setGiving((before) => ({ ...before, [preparation]: { ...before[preparation], ...part } }));
  // Offered already: the colleague has it in front of them.
  const mine = rows.filter(({ offeredTo }) => offeredTo === undefined);
  const waiting = rows.filter(({ offeredTo }) => offeredTo !== undefined);
  const colleagues = staff
    .filter(({ id }) => id !== me.id)
    .map(({ id, name, role }) => ({ value: id, label: `${name}, ${say(`role.${role}`)}` }));
  const lacking = (row: BoardRow) => of(row).person === '' || of(row).how === '';

  const send = async () => {
    setTried(true);
    if (sending || mine.some(lacking)) return;
    setSending(true);
    setAsked(mine.length);
    await actOnEach(
      mine,
      (row) => {
        const { person, how, note } = of(row);
        return offer(row, { person, reason: how, ...(note.trim() === '' ? {} : { note: note.trim() }) });
      },
      setTold,
    );
    setSending(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send();
  };
  return (
    <form onSubmit={submit} noValidate className={panel.add}>
      <header className={panel.head}>
        <h2 className={panel.title}>{say('give.title')}</h2>
        <Button onPress={onClose}>{say('panel.close')}</Button>
      </header>
      <p>{rows.length === 0 ? say('give.none') : say('give.how')}</p>
      <ToldList told={told} of={asked} />
      {mine.length > 0 && <Choice label={say('give.toAll')} value={toAll} onChange={setToAll} choices={colleagues} />}
      <ol className={styles.each}>
        {mine.map((row) => {
          const checklist = checklists.get(row.preparation);
          const wrong = (missing: boolean) => (tried && missing ? say('act.missing') : null);
          return (
            <li key={row.preparation}>
              <fieldset className={panel.fields}>
                <legend className={panel.heading}>
                  {placeOf(row)} <bdi>{row.patient.name}</bdi>
                </legend>
                <p>{`${row.procedure}. ${statusSign(row.status).full}`}</p>
                {checklist !== undefined && <HandoverSays checklist={checklist} until={until} staff={staff} />}
                <div className={panel.pair}>
                  <Choice
                    label={say('give.steadiness')}
                    value={of(row).how}
                    onChange={(how) => set(row, { how })}
                    wrong={wrong(of(row).how === '')}
                    choices={steadiness.map((one) => ({ value: say(`give.${one}`), label: say(`give.${one}`) }))}
                  />
                  <Choice
                    label={say('give.to')}
                    value={of(row).person}
                    onChange={(person) => set(row, { person })}
                    wrong={wrong(of(row).person === '')}
                    choices={colleagues}
                  />
                </div>
                <Field
                  label={say('give.note')}
                  hint={say('give.noteHint')}
                  value={of(row).note}
                  onChange={(note) => set(row, { note })}
                  lines={2}
                />
              </fieldset>
            </li>
          );
        })}
      </ol>
      {mine.length > 0 && (
        <div className={panel.actions}>
          <Button tone="main" type="submit" waiting={sending}>
            {say('give.send', { count: mine.length })}
          </Button>
        </div>
      )}
      {waiting.length > 0 && (
        <ul className={styles.waiting} aria-label={say('give.waitingTitle')}>
          {waiting.map((row) => (
            <li key={row.preparation}>
              {say('give.waiting', {
                patient: row.patient.name,
                place: placeOf(row),
                person: staff.find(({ id }) => id === row.offeredTo)?.name ?? row.offeredTo ?? '',
              })}
            </li>
          ))}
        </ul>
      )}
    </form>
  );
}
