/** One patient on the desk: who, what is missing, what you can do about it, and what happened. In that order. */
import { dayWords, type BoardRow, type Checklist, type Instant, type Verdict } from '../../machines/index.ts';
import { wayFull } from '../board/way.ts';
import type { CommandDraft } from '../link/waiting.ts';
import type { StaffMember } from '../link/staff.ts';
import { ageAndSex } from '../ui/age-sex.ts';
import { Button } from '../ui/button.tsx';
import { clockTime } from '../ui/clock.ts';
import type { ActAnswers, Told } from './act-on.ts';
import type { Bed } from './beds.ts';
import type { Me } from './desk.tsx';
import { History, type HistoryState } from './history.tsx';
import { similarSays } from './like.tsx';
import { isOver } from './missing-lines.ts';
import { PatientActions } from './patient-actions.tsx';
import { PatientMissing } from './patient-missing.tsx';
import { placeOf } from './place-of.ts';
import { PrintLink } from './print-link.tsx';
import type { HistoryEntry } from './read-history.ts';
import { TakeOver } from './take-over.tsx';
import { deskWords } from './words.ts';
import styles from './panel.module.css';

export interface PatientPanelProps {
  readonly checklist: Checklist;
  readonly history: HistoryState;
  readonly beds: readonly Bed[];
  readonly staff: readonly StaffMember[];
  readonly me: Me;
  readonly send: (draft: CommandDraft) => Promise<Verdict>;
  readonly onClose: () => void;
  /** The end of the next shift: what lapses before it is said when patients change hands. */
  readonly until: Instant | null;
  /** Whose name on this ward could be taken for theirs. */
  readonly similar?: BoardRow | undefined;
  /** Since when the tablet that has them open is not heard. */
  readonly silentSince?: Instant | undefined;
  /** Where the patient lies, where "Bed 9" is not enough. */
  readonly lies?: string;
  /** Where this stands: a department acts on who has come, and receives who has not. */
  readonly from?: 'ward' | 'department';
  /** Answers an offer; left out where patients are not handed over. */
  readonly answer?: (
    row: BoardRow,
    event: 'responsibility.taken' | 'responsibility.declined',
    answers: ActAnswers,
  ) => Promise<Told>;
}

export function PatientPanel({
  checklist,
  history,
  beds,
  staff,
  me,
  send,
  onClose,
  until,
  similar,
  silentSince,
  lies,
  from = 'ward',
  answer,
}: PatientPanelProps) {
  const say = deskWords.use();
  const { row } = checklist;
  const { patient } = row;
  const way = wayFull(row);
  return (
    <>
      <header className={styles.head}>
        <div>
          <h2 className={styles.title}>
            <span>{lies ?? placeOf(row)}</span> <bdi>{patient.name}</bdi>
          </h2>
          <p>
            {say('panel.who', {
              ageAndSex: ageAndSex(patient),
              date: dayWords(patient.birthDate),
              lastFive: patient.lastFive,
            })}
          </p>
          <p>{say('panel.due', { procedure: row.procedure, time: clockTime(row.due) })}</p>
          {similar !== undefined && <p className={styles.what}>{similarSays(similar)}</p>}
          {orderedIn(checklist).map((says) => (
            <p key={says} className={styles.what}>
              <bdi>{says}</bdi>
            </p>
          ))}
          {way !== null && <p className={styles.what}>{way}</p>}
          {row.transferReason !== undefined && (
            <p className={styles.what}>{say('panel.leftUnready', { reason: row.transferReason })}</p>
          )}
          {row.limits !== undefined && (
            <p className={styles.what}>
              {say('panel.limits', { says: row.limits.says, time: clockTime(row.limits.since) })}
            </p>
          )}
          {silentSince !== undefined && (
            <p className={styles.what}>{say('panel.silent', { time: clockTime(silentSince) })}</p>
          )}
          {!row.approved && <p className={styles.unapproved}>{say('panel.unapproved')}</p>}
          <PrintLink to={`/print/record/${encodeURIComponent(checklist.preparation)}`} label={say('panel.print')} />
        </div>
        <Button onPress={onClose}>{say('panel.close')}</Button>
      </header>
      {answer !== undefined && row.offeredTo === me.id && (
        <TakeOver
          checklist={checklist}
          staff={staff}
          until={until}
          offer={lastOffer(history)}
          answer={(event, answers) => answer(row, event, answers)}
        />
      )}
      {/* Another patient is another form: nothing half-written may cross over. */}
      <PatientActions
        key={checklist.preparation}
        checklist={checklist}
        from={from}
        beds={beds}
        staff={staff}
        me={me}
        send={send}
      >
        <PatientMissing checklist={checklist} staff={staff} />
      </PatientActions>
      <History history={history} staff={staff} />
    </>
  );
}

/** What the order says, for whoever lays it out before the tablet asks. Nothing of who needs it no more. */
const orderedIn = (checklist: Checklist): readonly string[] =>
  isOver(checklist) ? [] : checklist.steps.flatMap(({ items }) => items.flatMap(({ ordered }) => ordered ?? []));

const lastOffer = (history: HistoryState): HistoryEntry | null =>
  history.kind === 'shown' ? (history.entries.findLast(({ type }) => type === 'responsibility.offered') ?? null) : null;
