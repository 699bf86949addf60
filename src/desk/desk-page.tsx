/** `/desk/:ward`, for somebody who is signed in. What is open is in the address, so it can be sent and reloaded. */
import { useState } from 'react';
import type { BoardRow } from '../../machines/index.ts';
import { useChecklist } from '../link/checklist.ts';
import { ask, isRecord } from '../link/http.ts';
import { session, useSession } from '../link/session.ts';
import { useStaff } from '../link/staff.ts';
import { useWard } from '../link/ward-feed.ts';
import { clockTime, serverNow } from '../ui/clock.ts';
import { actOn, type ActAnswers } from './act-on.ts';
import { AddPatient } from './add-patient.tsx';
import { bedsOf } from './beds.ts';
import { Desk, type Me, type Side } from './desk.tsx';
import { HandOver } from './hand-over.tsx';
import { ListDelay } from './list-delay.tsx';
import { hasEnded } from '../link/lapse.ts';
import { similarNames } from '../tablet/similar.ts';
import { PatientPanel, type PatientPanelProps } from './patient-panel.tsx';
import type { bodyOf } from './new-patient.ts';
import { lookAt } from './read-checklist.ts';
import { sendFromDesk } from './send-from-desk.ts';
import { nextShiftEnds } from './shift.ts';
import { isMine } from './show.ts';
import { useChecklists } from './use-checklists.ts';
import { useHistory } from './use-history.ts';
import { useProtocols } from './use-protocols.ts';
import { deskWords } from './words.ts';

export function DeskPage({ ward: name }: { readonly ward: string }) {
  const signedIn = useSession();
  if (signedIn.kind !== 'in') return null;
  return <SignedInDesk ward={name} me={signedIn.session.person} />;
}

function SignedInDesk({ ward: name, me }: { readonly ward: string; readonly me: Me }) {
  const ward = useWard('desk', name);
  const staff = useStaff(name);
  const protocols = useProtocols();
  const [side, setSide] = useState<Side>(sideInAddress);
  const [added, setAdded] = useState<{ readonly preparation: string; readonly says: string } | null>(null);
  const open = (next: Side) => {
    setSide(next);
    setAdded(null);
    rememberSide(next);
  };
  const close = () => open({ kind: 'none' });
  const addPatient = async (body: NewBody) => {
    const answer = await ask('POST', '/preparations', readOpened, body);
    if (!answer.ok) return answer.problem;
    open({ kind: 'patient', preparation: answer.value });
    setAdded({ preparation: answer.value, says: addedSays(body) });
    return null;
  };
  const act = (row: BoardRow, event: string, answers: ActAnswers) =>
    actOn({ look: lookAt, send: sendFromDesk, me: me.id }, row, event, answers);
  const rows = [...ward.rows.values()];
  const mine = rows
    .filter((row) => isMine(row, me.id))
    .toSorted((a, b) => (a.place.bed ?? '').localeCompare(b.place.bed ?? '', 'en', { numeric: true }));
  const checklists = useChecklists(side.kind === 'handOver' ? mine : []);
  const until = nextShiftEnds(serverNow(), ward.layout?.shiftHours);
  const panel = () => {
    switch (side.kind) {
      case 'none':
        return null;
      case 'add':
        return ward.layout === null ? null : (
          <AddPatient
            ward={ward.layout.ward}
            beds={bedsOf(ward.layout, rows)}
            protocols={protocols}
            add={addPatient}
            onClose={close}
          />
        );
      case 'handOver':
        return (
          <HandOver
            rows={mine}
            checklists={checklists}
            staff={staff}
            me={me}
            until={until}
            offer={(row, answers) => act(row, 'responsibility.offered', answers)}
            onClose={close}
          />
        );
      case 'delay':
        return <ListDelay rows={rows} move={(row, answers) => act(row, 'plan.moved', answers)} onClose={close} />;
      case 'patient':
        return (
          <>
            {added?.preparation === side.preparation && <p role="status">{added.says}</p>}
            <OpenPatient
              preparation={side.preparation}
              similar={similarNames(rows.filter((row) => !hasEnded(row))).get(side.preparation)}
              silentSince={ward.rows.get(side.preparation)?.silentSince}
              beds={bedsOf(ward.layout, rows, side.preparation)}
              staff={staff}
              me={me}
              until={until}
              answer={act}
              onClose={close}
            />
          </>
        );
    }
  };
  return (
    <Desk
      ward={name}
      {...ward}
      me={me}
      onSignOut={() => void session.signOut()}
      staff={staff}
      side={side}
      onSide={open}
      panel={panel()}
    />
  );
}

type NewBody = ReturnType<typeof bodyOf>;

const readOpened = (body: unknown): string | null =>
  isRecord(body) && typeof body['preparation'] === 'string' ? body['preparation'] : null;

function addedSays({ patient: { givenName, familyName }, bed }: NewBody): string {
  const { say } = deskWords;
  const place = bed === null ? say('add.noBed').toLocaleLowerCase() : say('panel.inBed', { bed });
  return say('add.done', { name: `${givenName} ${familyName}`, place, time: clockTime(serverNow()) });
}

interface OpenPatientProps extends Omit<PatientPanelProps, 'checklist' | 'history' | 'send'> {
  readonly preparation: string;
}

/** One patient's panel, followed live; the department's list opens the same one. */
export function OpenPatient({ preparation, ...rest }: OpenPatientProps) {
  const say = deskWords.use();
  const checklist = useChecklist(preparation);
  const shown = checklist.kind === 'shown' ? checklist.shown.checklist : null;
  const history = useHistory(preparation, shown?.revision ?? null);
  if (shown !== null) return <PatientPanel checklist={shown} history={history} send={sendFromDesk} {...rest} />;
  if (checklist.kind === 'missing')
    return (
      <p role="alert">
        {checklist.problem === null ? say('panel.left') : `${say('panel.missing')}. ${checklist.problem.detail}`}
      </p>
    );
  return <p role="status">{say('panel.loading')}</p>;
}

const openKey = 'open';

export function sideInAddress(): Side {
  const preparation = new URLSearchParams(location.search).get(openKey);
  return preparation === null ? { kind: 'none' } : { kind: 'patient', preparation };
}

export function rememberSide(side: Side): void {
  const address = new URL(location.href);
  if (side.kind === 'patient') address.searchParams.set(openKey, side.preparation);
  else address.searchParams.delete(openKey);
  history.replaceState(history.state, '', address);
}
