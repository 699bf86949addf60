/** One screen by its address: `?screen=wall&state=busy&theme=dark`. The clock starts at 07:38:08. */
import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { Wall } from '../../src/board/wall.tsx';
import { AddPatient } from '../../src/desk/add-patient.tsx';
import { bedsOf } from '../../src/desk/beds.ts';
import { similarNames } from '../../src/tablet/similar.ts';
import { Desk, type Side } from '../../src/desk/desk.tsx';
import { PatientPanel } from '../../src/desk/patient-panel.tsx';
import { HandOver } from '../../src/desk/hand-over.tsx';
import { ListDelay } from '../../src/desk/list-delay.tsx';
import { wallRow, type BoardRow } from '../../machines/index.ts';
import { boundRows, DepartmentScreen, mri, PrintScreen } from './receiver-screens.tsx';
import { WardWindow } from '../../src/window/ward-window.tsx';
import { heardServer } from '../../src/ui/clock.ts';
import type { Freshness } from '../../src/ui/freshness.ts';
import '../../src/ui/tokens.css';
import { demoStaff } from '../../server/people/demo-staff.ts';
import { EquipmentScreen } from './equipment-screen.tsx';
import { ProtocolsScreen, TrainingGallery } from './office-screens.tsx';
import { widestRows } from './widest.ts';
import { troubleAsked } from './trouble-asked.ts';
import { at, boardRows, checklistOf, history, layout, morning, overMidnight, type Situation } from './fixtures.ts';

const asked = new URLSearchParams(location.search);
const state = asked.get('state') ?? 'busy';
const theme = asked.get('theme');
if (theme !== null) document.documentElement.dataset['theme'] = theme;

const live: Freshness = { level: 'live', cause: null, goodSince: 0 };
const veiled: Freshness = { level: 'veiled', cause: 'silence', goodSince: null };
const marked: Freshness = { level: 'marked', cause: null, goodSince: null };
const freshnessIn: Readonly<Record<string, Freshness>> = {
  stale: veiled,
  gap: { ...veiled, cause: 'gap' },
  stuck: { ...veiled, cause: 'stuck' },
  back: { ...veiled, goodSince: 0 },
  marked,
  'widest-marked': marked,
  connecting: { level: 'connecting', cause: null, goodSince: null },
  offline: { ...veiled, cause: 'noNewsYet' },
};
const freshness = freshnessIn[state] ?? live;
const lastNews = state === 'offline' || state === 'connecting' ? null : morning;
const situation: Situation = state === 'calm' || state === 'empty' || state === 'more-than-three' ? state : 'busy';
const problem =
  state === 'error'
    ? {
        type: '/problems/not-this-ward',
        title: 'Not this ward',
        status: 403,
        detail: 'This wall is paired with another ward. Pair it again at the desk.',
      }
    : null;

heardServer(morning + (state === 'stale' ? 14_000 : state.endsWith('marked') ? 3_000 : 0));

const byId = <Row extends { readonly preparation: string }>(rows: readonly Row[]) =>
  new Map(rows.map((row) => [row.preparation, row]));
const bedsAsked = Number(asked.get('beds') ?? '0');
const ward =
  bedsAsked === 0
    ? layout
    : { ...layout, beds: Array.from({ length: bedsAsked }, (_none, index) => String(index + 1)) };
const trouble = troubleAsked();
const common = { freshness, lastNews, trouble, problem, layout: lastNews === null ? null : ward };

function screen() {
  switch (asked.get('screen')) {
    case 'wall':
      return asked.has('bound') ? (
        <Wall ward="mri" {...common} layout={mri} rows={byId(boundRows.map((row) => wallRow(row)))} />
      ) : state.startsWith('widest') ? (
        <Wall
          ward="b4"
          {...common}
          layout={
            /there|marked/.test(state)
              ? { ...layout, title: 'Endoscopy', beds: [], sends: [{ ward: 'b4', title: '4B', phone: '' }] }
              : layout
          }
          rows={byId(widestRows({ few: /few|there/.test(state), silent: state.includes('silent') }))}
        />
      ) : (
        <Wall
          ward="b4"
          {...common}
          rows={byId(
            deskRows.map(({ silentSince, ...row }) => ({
              ...wallRow(row),
              ...(silentSince === undefined ? {} : { silentSince }),
            })),
          )}
        />
      );
    case 'desk':
      return <DeskScreen />;
    case 'equipment':
      return <EquipmentScreen state={state} freshness={freshness} />;
    case 'protocols':
      return <ProtocolsScreen state={state} />;
    case 'training':
      return <TrainingGallery state={state} />;
    case 'window':
      return <WindowScreen />;
    case 'department':
      return <DepartmentScreen {...common} state={state} />;
    case 'print':
      return <PrintScreen state={state} />;
    default:
      return <p>?screen=wall|desk|window</p>;
  }
}

/** Names and procedures as long as the demonstration's and the day lists', and one that is written from the right. */
const longer = ({ patient, place, procedure }: BoardRow): Partial<BoardRow> => ({
  patient: { ...patient, name: longNamed[place.bed ?? ''] ?? patient.name },
  procedure: longProcedures[place.bed ?? ''] ?? procedure,
});
const longNamed: Readonly<Record<string, string>> = {
  '3': 'Ł. WIŚNIEWSKI',
  '4': 'ل. حداد',
  '7': 'T. NGUYỄN',
  '11': 'A. D’ARCY, THE YOUNGER',
  '24': 'M. VAN DER BERGH-O’SULLIVAN',
};
const longProcedures: Readonly<Record<string, string>> = {
  '3': 'Blood sample',
  '6': 'Blood transfusion',
  '7': 'Upper GI endoscopy',
  '12': 'Blood sample',
};

/** Bed 9 is offered to whoever sits here; bed 6 is called for, bed 11 on the way, bed 12 follows a protocol that is not approved. */
const deskRows = [...boardRows(situation), ...(asked.has('again') ? [leftBefore()] : [])].map((row) => ({
  ...row,
  ...(asked.has('long') ? longer(row) : {}),
  ...(row.place.bed === '9' && asked.has('offered') ? { offeredTo: 'C. Ito' } : {}),
  ...(row.place.bed === '6'
    ? { transfer: 'calledFor' as const, transferSince: at('07:31'), offeredTo: 'B. Nunez' }
    : {}),
  ...(row.place.bed === '11' ? { transfer: 'left' as const, transferSince: at('07:35') } : {}),
  ...(row.place.bed === '7' || row.place.bed === '6'
    ? { limits: { says: 'No blood products', since: at('07:05') } }
    : {}),
  ...(row.place.bed === '12' || row.place.bed === '9' ? { approved: false } : {}),
  ...(state === 'silent' && Number(row.place.bed) < 14 ? { silentSince: at('07:29') } : {}),
}));
/** Who had bed 22 earlier this morning, and whose row comes last all the same. */
function leftBefore(): ReturnType<typeof boardRows>[number] {
  const last = boardRows('busy').find(({ place }) => place.bed === '22');
  if (last === undefined) throw new Error('Nobody has left bed 22');
  return { ...last, preparation: 'preparation-0', status: { kind: 'gone', at: at('07:09'), reconciling: false } };
}
const offeredChecklist = (bed: number) => {
  const checklist = checklistOf(bed);
  const row = deskRows.find(({ preparation }) => preparation === checklist.preparation);
  return row?.status.kind === 'gone'
    ? {
        ...checklist,
        row,
        warnings: [{ item: 'faints', text: 'Faints, bleeding or blood thinners', is: 'open' as const }],
      }
    : { ...checklist, row: row ?? checklist.row };
};

const me = { id: 'C. Ito', name: 'C. Ito', role: 'chargeNurse' } as const;
const staff = [
  { id: 'A. Osei', name: 'A. Osei', initials: 'AO', role: 'technician' },
  { id: 'B. Nunez', name: 'B. Nunez', initials: 'BN', role: 'nurse' },
] as const;

function DeskScreen() {
  const bed = Number(asked.get('bed') ?? '9');
  const [side, setSide] = useState<Side>(
    asked.has('add')
      ? { kind: 'add' }
      : asked.has('closed')
        ? { kind: 'none' }
        : asked.has('handOver')
          ? { kind: 'handOver' }
          : asked.has('delay')
            ? { kind: 'delay' }
            : { kind: 'patient', preparation: `preparation-${bed}` },
  );
  const close = () => setSide({ kind: 'none' });
  const refuse = async () => ({
    type: '/problems/order-taken',
    title: 'This order is already being prepared',
    status: 409,
    detail: 'Bed 9 has it. Open bed 9, or check the order number.',
  });
  const panel =
    side.kind === 'add' ? (
      <AddPatient
        ward={layout.ward}
        beds={bedsOf(layout, deskRows)}
        protocols={[{ id: 'mri', title: 'MRI' }]}
        add={refuse}
        onClose={close}
      />
    ) : side.kind === 'handOver' ? (
      <HandOver
        rows={
          situation === 'empty' ? [] : deskRows.filter(({ place }) => ['7', '9', '12', '6'].includes(place.bed ?? ''))
        }
        checklists={new Map([7, 9].map((one) => [`preparation-${one}`, checklistOf(one)]))}
        staff={staff}
        me={me}
        until={at('19:30')}
        offer={async ({ place }) =>
          place.bed === '9' ? { kind: 'notDone', says: 'Nobody is signed in for them any more.' } : { kind: 'done' }
        }
        onClose={close}
      />
    ) : side.kind === 'delay' ? (
      <ListDelay
        rows={situation === 'empty' ? [] : deskRows}
        move={async ({ place }) =>
          place.bed === '9'
            ? { kind: 'notDone', says: 'The hold was resumed meanwhile. Look again.' }
            : { kind: 'done' }
        }
        onClose={close}
      />
    ) : (
      <PatientPanel
        until={at('19:30')}
        answer={async () => ({ kind: 'notDone', says: 'The offer lapsed at 07:36.' })}
        checklist={offeredChecklist(bed)}
        similar={similarNames(deskRows).get(`preparation-${bed}`)}
        silentSince={deskRows.find(({ place }) => place.bed === String(bed))?.silentSince}
        history={
          state === 'error'
            ? { kind: 'failed', says: 'The server did not answer.' }
            : { kind: 'shown', entries: asked.has('night') ? overMidnight() : history }
        }
        beds={bedsOf(layout, deskRows, `preparation-${bed}`)}
        staff={staff}
        me={me}
        send={async () => ({
          kind: 'refused',
          command: 'c',
          revision: 12,
          head: 'h',
          at: morning,
          refusal: { code: 'notNow', says: 'The hold was already resumed by B. Nunez.', missing: [] },
        })}
        onClose={close}
      />
    );
  return (
    <Desk
      ward="b4"
      {...common}
      rows={byId(deskRows)}
      me={me}
      onSignOut={() => undefined}
      staff={staff}
      side={side}
      onSide={setSide}
      panel={panel}
    />
  );
}

const tablet = `<!doctype html><html lang="en"><title>Tablet</title><body style="margin:0;display:grid;place-content:center;height:100vh;font:40px sans-serif">the tablet</body></html>`;

const serverIn: Readonly<Record<string, 'silent' | 'starting' | 'dead'>> = {
  silent: 'silent',
  starting: 'starting',
  dead: 'dead',
  'dead-cut': 'dead',
};

function WindowScreen() {
  const broken = state === 'offline' || state.endsWith('-cut');
  const events = broken
    ? [
        {
          at: at('07:38:46'),
          says: 'A. Osei recorded \u201cMetal off: ALL OFF\u201d. It is kept on the tablet: 3 waiting to send.',
          figure: null,
        },
        {
          at: at('07:38:18'),
          says: 'The wall hatched bed 12 and took its status away: No news.',
          figure: '10.0 s, promised 10 s',
        },
        { at: at('07:38:10'), says: 'The tablet said it first: Not connected.', figure: '1.6 s, promised 2 s' },
        {
          at: at('07:38:08'),
          says: 'You cut this tablet\u2019s Wi-Fi. It goes on working, and keeps what you tap.',
          figure: null,
        },
      ]
    : [];
  return (
    <WardWindow
      away={state === 'error'}
      onThrow={() => undefined}
      state={{
        wristbands: boardRows('busy')
          .filter(({ status }) => status.kind !== 'gone' && status.kind !== 'notDone')
          .map(({ place, patient }) => ({
            bed: place.bed ?? '',
            name: longNamed[place.bed ?? ''] ?? patient.name,
            number: `99900${patient.lastFive}`,
          })),
        tabletUrl: `data:text/html,${encodeURIComponent(tablet)}`,
        wallUrl: `/?screen=wall&state=busy${theme === null ? '' : `&theme=${theme}`}`,
        wallOrigin: location.origin,
        signIns: demoStaff([]).map(({ name, role, pin }) => ({ name, role, pin: pin ?? '' })),
        tabletCut: broken,
        server: serverIn[state] ?? 'running',
        speed: 1,
        events,
        counts: { yours: 37, staff: 177, waiting: broken ? 3 : 0, lost: 0, doubled: 0 },
      }}
    />
  );
}

const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<StrictMode>{screen()}</StrictMode>);
