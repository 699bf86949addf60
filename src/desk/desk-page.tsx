/** `/desk/:ward`, for somebody who is signed in. What is open is in the address, so it can be sent and reloaded. */
import { useState } from 'react';
import { useChecklist } from '../link/checklist.ts';
import { ask } from '../link/http.ts';
import { sendCommand } from '../link/send.ts';
import { useSession } from '../link/session.ts';
import { useStaff } from '../link/staff.ts';
import { useWard } from '../link/ward-feed.ts';
import { AddPatient } from './add-patient.tsx';
import { Desk, type Me, type Side } from './desk.tsx';
import { PatientPanel } from './patient-panel.tsx';
import { useHistory } from './use-history.ts';
import { useProtocols } from './use-protocols.ts';
import { deskWords } from './words.ts';

export function DeskPage({ ward: name }: { readonly ward: string }) {
  const session = useSession();
  if (session.kind !== 'in') return null;
  return <SignedInDesk ward={name} me={session.session.person} />;
}

function SignedInDesk({ ward: name, me }: { readonly ward: string; readonly me: Me }) {
  const ward = useWard('desk', name);
  const staff = useStaff(name);
  const protocols = useProtocols();
  const [side, setSide] = useState<Side>(sideInAddress);
  const open = (next: Side) => {
    setSide(next);
    rememberSide(next);
  };
  const close = () => open({ kind: 'none' });
  const addPatient = async (body: unknown) => {
    const answer = await ask('POST', '/preparations', () => true, body);
    if (answer.ok) close();
    return answer.ok ? null : answer.problem;
  };
  const panel =
    side.kind === 'add' && ward.layout !== null ? (
      <AddPatient layout={ward.layout} protocols={protocols} add={addPatient} onClose={close} />
    ) : side.kind === 'patient' ? (
      <OpenPatient
        preparation={side.preparation}
        beds={ward.layout?.beds ?? []}
        staff={staff}
        me={me}
        onClose={close}
      />
    ) : null;
  return <Desk ward={name} {...ward} me={me} staff={staff} side={side} onSide={open} panel={panel} />;
}

interface OpenPatientProps {
  readonly preparation: string;
  readonly beds: readonly string[];
  readonly staff: ReturnType<typeof useStaff>;
  readonly me: Me;
  readonly onClose: () => void;
}

function OpenPatient({ preparation, ...rest }: OpenPatientProps) {
  const say = deskWords.use();
  const checklist = useChecklist(preparation);
  const shown = checklist.kind === 'shown' ? checklist.shown.checklist : null;
  const history = useHistory(preparation, shown?.revision ?? null);
  if (shown !== null) return <PatientPanel checklist={shown} history={history} send={sendCommand} {...rest} />;
  if (checklist.kind === 'missing')
    return (
      <p role="alert">
        {checklist.problem === null ? say('panel.left') : `${say('panel.missing')}. ${checklist.problem.detail}`}
      </p>
    );
  return <p role="status">{say('panel.loading')}</p>;
}

const openKey = 'open';

function sideInAddress(): Side {
  const preparation = new URLSearchParams(location.search).get(openKey);
  return preparation === null ? { kind: 'none' } : { kind: 'patient', preparation };
}

function rememberSide(side: Side): void {
  const address = new URL(location.href);
  if (side.kind === 'patient') address.searchParams.set(openKey, side.preparation);
  else address.searchParams.delete(openKey);
  history.replaceState(history.state, '', address);
}
