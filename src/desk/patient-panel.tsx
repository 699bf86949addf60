/** One patient on the desk: who, what is missing, what you can do about it, and what happened. In that order. */
import type { Checklist, Verdict } from '../../machines/index.ts';
import type { CommandDraft } from '../link/waiting.ts';
import type { StaffMember } from '../link/staff.ts';
import { Button } from '../ui/button.tsx';
import { clockTime } from '../ui/clock.ts';
import { birthDate } from './dates.ts';
import type { Me } from './desk.tsx';
import { History, type HistoryState } from './history.tsx';
import { PatientActions } from './patient-actions.tsx';
import { PatientMissing } from './patient-missing.tsx';
import { deskWords } from './words.ts';
import styles from './panel.module.css';

export interface PatientPanelProps {
  readonly checklist: Checklist;
  readonly history: HistoryState;
  readonly beds: readonly string[];
  readonly staff: readonly StaffMember[];
  readonly me: Me;
  readonly send: (draft: CommandDraft) => Promise<Verdict>;
  readonly onClose: () => void;
}

export function PatientPanel({ checklist, history, beds, staff, me, send, onClose }: PatientPanelProps) {
  const say = deskWords.use();
  const { row } = checklist;
  const { patient } = row;
  return (
    <>
      <header className={styles.head}>
        <div>
          <h2 className={styles.title}>
            <span>{row.place.bed === null ? say('table.noBed') : say('panel.bed', { bed: row.place.bed })}</span>{' '}
            <bdi>{patient.name}</bdi>
          </h2>
          <p>
            {say('panel.who', {
              age: patient.age,
              sex: patient.sex,
              date: birthDate(patient.birthDate),
              lastFive: patient.lastFive,
            })}
          </p>
          <p>{say('panel.due', { procedure: row.procedure, time: clockTime(row.due) })}</p>
          {!row.approved && <p>{say('panel.unapproved')}</p>}
        </div>
        <Button onPress={onClose}>{say('panel.close')}</Button>
      </header>
      {/* Another patient is another form: nothing half-written may cross over. */}
      <PatientActions key={checklist.preparation} checklist={checklist} beds={beds} staff={staff} me={me} send={send}>
        <PatientMissing checklist={checklist} staff={staff} />
      </PatientActions>
      <History history={history} staff={staff} />
    </>
  );
}
