/**
 * "The list is delayed": every later patient's start moves by the same minutes in one act. Each is a command of its own,
 * judged by its own protocol; who could not be moved is said by name and can be tried again.
 */
import { useState, type FormEvent } from 'react';
import type { BoardRow } from '../../machines/index.ts';
import { Button } from '../ui/button.tsx';
import { clockTime } from '../ui/clock.ts';
import { statusSign } from '../ui/status-words.ts';
import { actOnEach, type ActAnswers, type Told, type ToldOf } from './act-on.ts';
import { delayable, listsOf, minutesOf } from './delays.ts';
import { Choice, Field } from './field.tsx';
import { placeOf } from './place-of.ts';
import { ToldList } from './told-list.tsx';
import { deskWords } from './words.ts';
import panel from './panel.module.css';
import styles from './each.module.css';

export interface ListDelayProps {
  readonly rows: readonly BoardRow[];
  readonly move: (row: BoardRow, answers: ActAnswers) => Promise<Told>;
  readonly onClose: () => void;
}

export function ListDelay({ rows, move, onClose }: ListDelayProps) {
  const say = deskWords.use();
  const [list, setList] = useState('');
  const [minutes, setMinutes] = useState('');
  const [reason, setReason] = useState('');
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [tried, setTried] = useState(false);
  const [sending, setSending] = useState(false);
  const [told, setTold] = useState<readonly ToldOf[]>([]);
  /** As they stood when it was sent: a start that has moved must not be moved twice by a second press. */
  const [asked, setAsked] = useState<readonly BoardRow[]>([]);
  const done = new Set(told.flatMap(({ row, told: { kind } }) => (kind === 'done' ? [row.preparation] : [])));
  const later = asked.length > 0 ? asked : delayable(rows, list);
  const chosen = later.filter(({ preparation }) => !left.has(preparation) && !done.has(preparation));
  const by = minutesOf(minutes);
  const lacking = by === null || reason.trim() === '' || chosen.length === 0;
  const locked = asked.length > 0;

  const send = async () => {
    setTried(true);
    if (sending || lacking || by === null) return;
    setSending(true);
    setAsked(later);
    const before = told.filter(({ told: { kind } }) => kind === 'done');
    await actOnEach(
      chosen,
      (row) => move(row, { start: row.due + by * 60_000, reason: reason.trim() }),
      (so) => setTold([...before, ...so]),
    );
    setSending(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send();
  };
  const toggle = (preparation: string) =>
    setLeft((before) => {
      const next = new Set(before);
      if (!next.delete(preparation)) next.add(preparation);
      return next;
    });
  return (
    <form onSubmit={submit} noValidate className={panel.add}>
      <header className={panel.head}>
        <h2 className={panel.title}>{say('delay.title')}</h2>
        <Button onPress={onClose}>{say('panel.close')}</Button>
      </header>
      {!locked && (
        <div className={panel.fields}>
          <div className={panel.pair}>
            <Choice
              label={say('delay.list')}
              value={list}
              onChange={setList}
              choices={[
                { value: '', label: say('delay.everyList') },
                ...listsOf(rows).map((value) => ({ value, label: value })),
              ]}
            />
            <Field
              label={say('delay.minutes')}
              hint={say('delay.minutesHint')}
              value={minutes}
              onChange={setMinutes}
              inputMode="numeric"
              wrong={tried && by === null ? say('delay.minutesWrong') : null}
            />
          </div>
          <Field
            label={say('ask.reason')}
            value={reason}
            onChange={setReason}
            wrong={tried && reason.trim() === '' ? say('act.missing') : null}
          />
        </div>
      )}
      <ToldList told={told} of={told.length + (sending ? chosen.length : 0)} />
      <fieldset className={panel.fields}>
        <legend className={panel.heading}>{say('delay.who', { count: later.length })}</legend>
        {later.length === 0 && <p>{say('delay.nobody')}</p>}
        <ul className={styles.starts}>
          {later.map((row) => (
            <li key={row.preparation}>
              <label>
                <input
                  type="checkbox"
                  checked={!left.has(row.preparation)}
                  disabled={locked}
                  onChange={() => toggle(row.preparation)}
                />
                <span>
                  <b>{placeOf(row)}</b> <bdi>{row.patient.name}</bdi>, {row.procedure}. {statusSign(row.status).full}
                </span>
                <span className={styles.start}>
                  {by === null || left.has(row.preparation)
                    ? clockTime(row.due)
                    : say('delay.from', { from: clockTime(row.due), to: clockTime(row.due + by * 60_000) })}
                </span>
              </label>
            </li>
          ))}
        </ul>
      </fieldset>
      {chosen.length > 0 && (
        <div className={panel.actions}>
          <Button tone="main" type="submit" waiting={sending}>
            {locked ? say('delay.again', { count: chosen.length }) : say('delay.send', { count: chosen.length })}
          </Button>
        </div>
      )}
    </form>
  );
}
