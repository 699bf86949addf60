/** The receiver's screens: a department's list, and papers made by the real machines. */
import type { ComponentProps } from 'react';
import type { BoardRow, WardLayout } from '../../machines/index.ts';
import { Department } from '../../src/department/department.tsx';
import { PatientPanel } from '../../src/desk/patient-panel.tsx';
import { HandoverPaper } from '../../src/print/handover-paper.tsx';
import { Fetching, Message } from '../../src/print/print-page.tsx';
import { readRecord } from '../../src/print/read-record.ts';
import { RecordPaper } from '../../src/print/record-paper.tsx';
import { record, short, ward } from 'virtual:papers';
import { at, boardRows, checklistOf, history } from './fixtures.ts';

export const mri: WardLayout = {
  ward: 'mri',
  title: 'MRI',
  beds: [],
  phone: '4200',
  inUse: [],
  sends: [
    { ward: 'b4', title: '4B', phone: '4242' },
    { ward: 'a5', title: '5A', phone: '4251' },
  ],
};

const way: Readonly<Record<string, Partial<BoardRow>>> = {
  '2': { transfer: 'arrivedThere', transferSince: at('07:33') },
  '6': { transfer: 'left', transferSince: at('07:31') },
  '7': {
    transfer: 'left',
    transferSince: at('07:36'),
    transferReason: 'Scanner is free only now; the rest is done there by the receiving nurse',
    limits: { says: 'No contrast', since: at('07:05') },
  },
  '11': { transfer: 'calledFor', transferSince: at('07:35'), approved: false },
};
export const boundRows: readonly BoardRow[] = boardRows('busy').map((row, index) => ({
  ...row,
  procedure: 'MRI',
  approved: index % 4 !== 0,
  place: { ward: index % 3 === 0 ? 'a5' : 'b4', bed: row.place.bed },
  ...way[row.place.bed ?? ''],
}));
const thirty = [0, 1].flatMap((copy) =>
  boundRows.map((row) => ({ ...row, preparation: `${row.preparation}-${copy}`, due: row.due + copy * 7_200_000 })),
);

const fromTheRight = (row: BoardRow): BoardRow => ({ ...row, patient: { ...row.patient, name: 'ل. حداد' } });

const me = { id: 'm-reid', name: 'M. Reid', role: 'nurse' } as const;

interface DepartmentScreenProps extends Pick<
  ComponentProps<typeof Department>,
  'freshness' | 'lastNews' | 'trouble' | 'problem' | 'layout'
> {
  readonly state: string;
}

export function DepartmentScreen({ state, layout, ...rest }: DepartmentScreenProps) {
  const rows =
    state === 'empty' ? [] : state === 'thirty' ? thirty : state === 'calm' ? boundRows.slice(0, 2) : boundRows;
  const asked = new URLSearchParams(location.search);
  const open = asked.has('open');
  const named = asked.has('right') ? rows.map(fromTheRight) : rows;
  const { row, ...checklist } = checklistOf(7);
  return (
    <Department
      department="mri"
      {...rest}
      layout={layout === null ? null : mri}
      rows={new Map(named.map((one) => [one.preparation, one]))}
      me={me}
      onSignOut={() => undefined}
      opened={open ? 'preparation-7' : null}
      onOpen={() => undefined}
      act={async () => ({ kind: 'notDone', says: 'The patient is not ready to leave.' })}
      panel={
        open ? (
          <PatientPanel
            checklist={{ ...checklist, row: { ...row, ...way['7'] } }}
            history={{ kind: 'shown', entries: history }}
            from="department"
            lies="4B 7"
            beds={[]}
            staff={[]}
            me={me}
            until={null}
            send={() => new Promise(() => undefined)}
            onClose={() => undefined}
          />
        ) : null
      }
    />
  );
}

const staff = [{ id: 'a-osei', name: 'A. Osei', initials: 'AO', role: 'technician' }] as const;

export function PrintScreen({ state }: { readonly state: string }) {
  switch (state) {
    case 'short':
      return <Read paper={short} />;
    case 'ward':
      return <HandoverPaper sheet={ward} staff={staff} />;
    case 'ward-empty':
      return <HandoverPaper sheet={{ ...ward, patients: [] }} staff={staff} />;
    case 'error':
      return <Message title="This cannot be printed now" says="The server did not answer. Work is kept here." />;
    case 'fetching':
      return <Fetching />;
    default:
      return <Read paper={record} />;
  }
}

/** By way of what reads the server's answer. */
function Read({ paper }: { readonly paper: unknown }) {
  const read = readRecord(paper);
  return read === null ? <p>not a record</p> : <RecordPaper record={read} />;
}
