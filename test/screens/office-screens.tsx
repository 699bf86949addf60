/** The office's screens with an invented protocol and invented people. */
import { useState } from 'react';
import { Approve } from '../../src/office/approve.tsx';
import type { Me } from '../../src/office/office.tsx';
import { PersonTraining } from '../../src/office/person-training.tsx';
import { Protocols } from '../../src/office/protocols.tsx';
import type { Difference, ProtocolInUse } from '../../src/office/read-protocols.ts';
import type { Training } from '../../src/office/read-training.ts';
import { TrainingScreen } from '../../src/office/training.tsx';
import { at, morning } from './fixtures.ts';

const day = 86_400_000;
const ito: Me = { id: 'c-ito', name: 'C. Ito', role: 'chargeNurse' };
const osei: Me = { id: 'a-osei', name: 'A. Osei', role: 'technician' };
const staff = [
  { id: 'a-osei', name: 'A. Osei', initials: 'AO', role: 'technician' },
  { id: 'b-nunez', name: 'B. Nunez', initials: 'BN', role: 'nurse' },
  { id: 'c-ito', name: 'C. Ito', initials: 'CI', role: 'chargeNurse' },
  { id: 'j-kim', name: 'J. Kim', initials: 'JK', role: 'technician' },
  { id: 't-marsh', name: 'T. Marsh', initials: 'TM', role: 'proceduralist' },
] as const;

const digest = (first: string) => `${first}3c1f09a8d2b47e6510cc7a9e4d8b6f2130a5c4e7b9d81f6a2c3e5d7f908b1a`.slice(0, 64);
const marsh = { person: 't-marsh', at: at('07:12:00') };
const itos = { person: 'c-ito', at: at('07:30:00') };
const protocol = (title: string, first: string, approvals: ProtocolInUse['approvals'] = []): ProtocolInUse => ({
  digest: digest(first),
  title,
  version: '1.1.0',
  status: 'unreviewed',
  approvals,
  approved: approvals.length > 1,
});

const difference: Difference = {
  digest: digest('a1'),
  inUse: { version: '1.0.0', approvedAt: morning - 20 * day },
  says: '3 places are otherwise than in the version approved before.',
  changes: [
    { path: 'version', before: '1.0.0', after: '1.1.0' },
    { path: 'times.egfrFor.is', before: '90 d', after: '30 d' },
    {
      path: 'steps.explanation.items.thyroid',
      after: { id: 'thyroid', kind: 'attested', text: 'Overactive thyroid, or thyroid disease not known which' },
    },
  ],
};
const first: Difference = {
  digest: digest('a1'),
  inUse: null,
  says: 'No version of this protocol was approved here before: read all of it.',
  changes: [],
};

/** `open` one more is wanted of me · `mine` I was the one · `both` · `role` I may not · `first` · `list` · `reading` · `error` */
export function ProtocolsScreen({ state }: { readonly state: string }) {
  const people = { open: [marsh], mine: [itos], both: [marsh, itos], role: [marsh] }[state] ?? [];
  const ct = protocol('CT scan with contrast', 'a1', people);
  const protocols = [ct, protocol('MRI scan', 'b2', [marsh, itos]), protocol('Blood transfusion', 'c3')];
  const [opened, setOpened] = useState<string | null>(state === 'list' ? null : ct.digest);
  const me = state === 'role' ? osei : ito;
  const unread = state === 'reading' || state === 'error';
  return (
    <Protocols
      protocols={unread ? null : protocols}
      problem={state === 'error' ? 'The server did not answer. Try again.' : null}
      me={me}
      staff={staff}
      opened={opened}
      onOpen={setOpened}
      onSignOut={() => undefined}
      panel={
        opened === null || unread ? null : (
          <Approve
            protocol={ct}
            difference={state === 'first' ? first : difference}
            me={me}
            staff={staff}
            approve={async () => ct}
            onClose={() => setOpened(null)}
          />
        )
      }
    />
  );
}

const training: Training = {
  held: ['mrLevel2', 'transfusion'],
  asked: ['mrLevel2', 'transfusion'],
  words: { mrLevel2: 'MR Level 2' },
  entries: [
    {
      kind: 'registered',
      competence: 'ecg',
      at: morning - 300 * day,
      by: null,
      from: morning - 300 * day,
      until: morning - 10 * day,
    },
    {
      kind: 'registered',
      competence: 'mrLevel2',
      at: morning - 90 * day,
      by: 'c-ito',
      from: morning - 90 * day,
      until: at('00:00:00') + 128 * day,
    },
    { kind: 'ended', competence: 'ecg', at: morning - 10 * day, by: 'c-ito', reason: 'Course not repeated' },
    {
      kind: 'registered',
      competence: 'transfusion',
      at: morning - 2 * day,
      by: 'c-ito',
      from: morning - 2 * day,
      until: at('00:00:00') + 365 * day,
    },
  ],
};

/** `open` · `self` · `role` · `list` · `refused` */
export function TrainingGallery({ state }: { readonly state: string }) {
  const [opened, setOpened] = useState<string | null>(state === 'list' ? null : state === 'self' ? 'c-ito' : 'j-kim');
  const person = staff.find(({ id }) => id === opened);
  const refused = {
    type: '/problems/wrong-ward',
    title: 'Not on your ward',
    status: 403,
    detail: 'They work on another ward. Ask its charge nurse.',
  };
  return (
    <TrainingScreen
      staff={staff}
      me={state === 'role' ? osei : ito}
      opened={opened}
      onOpen={setOpened}
      onSignOut={() => undefined}
      panel={
        person === undefined ? null : (
          <PersonTraining
            person={person}
            training={
              state === 'refused' ? refused : state === 'self' ? { ...training, held: [], entries: [] } : training
            }
            me={state === 'role' ? osei : ito}
            staff={staff}
            at={morning}
            register={async () => null}
            end={async () => null}
            onClose={() => setOpened(null)}
          />
        )
      }
    />
  );
}
