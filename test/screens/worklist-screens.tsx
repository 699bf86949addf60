/** The tablet's list in each of its states: come and not come, with what waits on the tablet laid over it. */
import { useEffect, useState, type ReactNode } from 'react';
import type { BoardRow, Checklist } from '../../machines/index.ts';
import { type HereByPatient, hereOf, rowsBehind } from '../../src/link/here.ts';
import type { Waiting } from '../../src/link/waiting.ts';
import { Worklist } from '../../src/tablet/worklist.tsx';
import { at, morning } from './fixtures.ts';
import { checklist, me, rows, waiting } from './tablet-fixtures.ts';

export function worklistOf(state: string): ReactNode {
  switch (state) {
    case 'empty':
      return <Worklist rows={rows('empty')} here={noneHere} left={null} lastNews={morning} problem={null} />;
    case 'loading':
      return <Worklist rows={null} here={noneHere} left={null} lastNews={null} problem={null} />;
    case 'error':
      return (
        <Worklist
          rows={null}
          here={noneHere}
          left={null}
          lastNews={null}
          problem="This tablet is not enrolled on this ward. Ask the charge nurse to enrol it at the desk."
        />
      );
    case 'worklist-here':
      return <Worklist rows={rows('busy')} here={listHere} left={null} lastNews={morning} problem={null} />;
    case 'worklist-came':
      return <CameLater />;
    case 'worklist-left-ready':
      // Bed 2 was left open, and has become ready since.
      return (
        <Worklist
          rows={rows('busy')}
          here={noneHere}
          left={{
            preparation: 'preparation-2',
            by: me.id,
            at: morning - 360_000,
            step: { short: 'Equipment', done: 3, total: 6 },
          }}
          lastNews={morning}
          problem={null}
        />
      );
    case 'worklist-left-here':
      // Bed 12 was left open, has something to send, and follows a protocol that nobody has approved.
      return (
        <Worklist
          rows={unapproved}
          here={listHere}
          left={{
            preparation: 'preparation-12',
            by: me.id,
            at: morning - 360_000,
            step: { short: 'Equipment', done: 3, total: 6 },
          }}
          lastNews={morning}
          problem={null}
        />
      );
    case 'worklist-left-stopped':
      // J. Kim left bed 12 open on this tablet, and it is stopped.
      return (
        <Worklist
          rows={rows('busy').map((row) =>
            row.place.bed === '12'
              ? {
                  ...row,
                  status: { kind: 'stop', stop: 'mismatch', says: 'Two wristbands do not match', since: morning },
                }
              : row,
          )}
          here={noneHere}
          left={{ preparation: 'preparation-12', by: 'p-kim', at: morning - 360_000, step: null }}
          lastNews={morning}
          problem={null}
        />
      );
    case 'worklist-long':
      return <Worklist rows={long} here={listHere} left={null} lastNews={morning} problem={null} />;
    case 'worklist-ends':
      return <Worklist rows={endingSoon} here={noneHere} left={null} lastNews={morning} problem={null} />;
    case 'worklist-unapproved':
      return <Worklist rows={unapproved} here={noneHere} left={null} lastNews={morning} problem={null} />;
    default:
      return (
        <Worklist
          rows={rows('busy')}
          here={noneHere}
          left={{
            preparation: 'preparation-12',
            by: me.id,
            at: morning - 360_000,
            step: { short: 'Equipment', done: 3, total: 6 },
          }}
          lastNews={morning}
          problem={null}
        />
      );
  }
}

/** Bed 12 follows a protocol that nobody has approved. */
export const unapproved = rows('busy').map((row) => (row.place.bed === '12' ? { ...row, approved: false } : row));

/** All ready: bed 6 and bed 2 not for as long as is wanted, bed 11 only for the next minutes, bed 15 until the start. */
const readiness: Readonly<Record<string, BoardRow['status']>> = {
  '2': { kind: 'readyWithExceptions', until: at('07:55'), exceptions: 2 },
  '6': { kind: 'ready', until: at('08:05') },
  '11': { kind: 'ready', until: at('07:40:30') },
  '15': { kind: 'ready', until: at('08:30') },
};
const endingSoon = rows('busy').flatMap((row) => {
  const status = readiness[row.place.bed ?? ''];
  return status === undefined ? [] : [{ ...row, status, responsible: me.id, due: at('08:30') }];
});

/** Names, procedures and reasons as long as they come, all on one list with every tag. */
const long = unapproved.map((row) => ({
  ...row,
  approved: false,
  procedure: 'Percutaneous transhepatic cholangiography with drainage, left lobe',
  patient: { ...row.patient, name: row.place.bed === '4' ? 'N. VAN DER WESTHUIZEN' : row.patient.name },
  ...(row.status.kind === 'held'
    ? { status: { ...row.status, reason: 'Waiting for the sign language interpreter' } }
    : {}),
}));

/** By the list 13 is nobody's, 3 has not come and 12 is at the last step: not so on this tablet. Taps of 9 and 4 change no status. */
export const takenHere: readonly Waiting[] = [
  waiting(1, 'responsibility.taken', 'Take this patient', null, '07:38:01', 'preparation-13'),
  waiting(2, 'item.explained.attested', 'What will be done', 'EXPLAINED', '07:38:02', 'preparation-13'),
  waiting(3, 'patient.arrived', 'Patient is here', null, '07:38:03', 'preparation-3'),
  waiting(4, 'step.equipment.completed', 'Complete step', null, '07:38:04', 'preparation-12'),
  waiting(5, 'item.explained.attested', 'What will be done', 'EXPLAINED', '07:38:05', 'preparation-9'),
  waiting(6, 'band.missing', 'No wristband', null, '07:38:05', 'preparation-4'),
];
const noneHere: HereByPatient = new Map();
const listHere = hereOf(rows('busy'), new Map([['preparation-12', checklist([])]]), takenHere);

/** Of the ward, one who was ready and one who had come are stopped on this tablet. */
export function StoppedHere({ all }: { readonly all: readonly Shown[] }): ReactNode {
  const stopped = all.map(({ checklist: { row } }, index) => ({
    ...row,
    place: { ...row.place, bed: ['12', '14'][index] ?? null },
  }));
  const kept = new Map(all.map(({ checklist: one }) => [one.preparation, one]));
  const here = hereOf(
    stopped,
    kept,
    all.flatMap(({ waiting: taps }) => taps),
  );
  const others = rows('busy').filter(({ place }) => !['12', '14'].includes(place.bed ?? ''));
  return (
    <Worklist
      rows={rowsBehind([...stopped, ...others], here)}
      here={here}
      left={null}
      lastNews={morning}
      problem={null}
    />
  );
}
interface Shown {
  readonly checklist: Checklist;
  readonly waiting: readonly Waiting[];
}

/** As a tablet begins: the list is drawn before it has come. */
function CameLater(): ReactNode {
  const [came, setCame] = useState(false);
  useEffect(() => void Promise.resolve().then(() => setCame(true)), []);
  return <Worklist rows={came ? rows('busy') : null} here={noneHere} left={null} lastNews={morning} problem={null} />;
}
