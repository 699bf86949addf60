/** The tablet's list in each of its states: come and not come, with what waits on the tablet laid over it. */
import { useEffect, useState, type ReactNode } from 'react';
import { type HereByPatient, hereOf } from '../../src/link/here.ts';
import type { Waiting } from '../../src/link/waiting.ts';
import { Worklist } from '../../src/tablet/worklist.tsx';
import { morning } from './fixtures.ts';
import { checklist, rows, waiting } from './tablet-fixtures.ts';

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
          left={{ preparation: 'preparation-2', at: morning - 360_000, item: 4, total: 6 }}
          lastNews={morning}
          problem={null}
        />
      );
    case 'worklist-unapproved':
      return <Worklist rows={unapproved} here={noneHere} left={null} lastNews={morning} problem={null} />;
    default:
      return (
        <Worklist
          rows={rows('busy')}
          here={noneHere}
          left={{ preparation: 'preparation-12', at: morning - 360_000, item: 4, total: 6 }}
          lastNews={morning}
          problem={null}
        />
      );
  }
}

/** Bed 12 follows a protocol that nobody has approved. */
export const unapproved = rows('busy').map((row) => (row.place.bed === '12' ? { ...row, approved: false } : row));

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

/** As a tablet begins: the list is drawn before it has come. */
function CameLater(): ReactNode {
  const [came, setCame] = useState(false);
  useEffect(() => void Promise.resolve().then(() => setCame(true)), []);
  return <Worklist rows={came ? rows('busy') : null} here={noneHere} left={null} lastNews={morning} problem={null} />;
}
