/** One patient open on this tablet while somebody works on them at another. */
import { type ReactNode, useEffect, useState } from 'react';
import { overlay } from '../../src/link/overlay.ts';
import { PatientScreen } from '../../src/tablet/patient-screen.tsx';
import { at } from './fixtures.ts';
import { checklist, equipment, finishedByOthers, item, weight } from './tablet-fixtures.ts';

/** `galleryNext`: what another tablet does to the patient who is open on this one. */
function OthersFinish(): ReactNode {
  const [finished, setFinished] = useState(false);
  useEffect(() => {
    globalThis.galleryNext = () => setFinished(true);
  }, []);
  return <PatientScreen shown={overlay(finishedByOthers(finished), [])} />;
}

function OthersAnswer(): ReactNode {
  const [answered, setAnswered] = useState(false);
  useEffect(() => {
    globalThis.galleryNext = () => setAnswered(true);
  }, []);
  const [first, ...rest] = equipment.slice(1, 4);
  const done = first === undefined ? [] : [answered ? { ...first, status: 'satisfied' as const, actions: [] } : first];
  const items = [...done, ...rest.map((one) => ({ ...one, status: 'pending' as const }))];
  return <PatientScreen shown={overlay(checklist(items), [])} />;
}

/** Eight lines above what is in hand; somebody else corrects two of them, and each says more than before. */
function OthersGrow(): ReactNode {
  const [said, setSaid] = useState(false);
  useEffect(() => {
    globalThis.galleryNext = () => setSaid(true);
  }, []);
  const long =
    'Asked the daughter, who brought the list of what is taken at home, and the ward round was told of it, by the nurse who was there at the time, before breakfast';
  const above = Array.from({ length: 8 }, (_, index) =>
    item(`line${index}`, 'attested', `Line ${index + 1} of what was asked before`, {
      status: said && index < 2 ? 'overridden' : 'satisfied',
      evidence: {
        at: at('07:30'),
        by: 'p-kim',
        how: 'said',
        value: 'yes',
        says: 'YES',
        reason: said && index < 2 ? long : null,
      },
      actions: [],
    }),
  );
  const below = [1, 2, 3].map((index) => item(`below${index}`, 'attested', `Line ${index} of what comes after`));
  return <PatientScreen shown={overlay(checklist([...above, weight, ...below]), [])} />;
}

/** Null for a state in which nobody else does anything. */
export function othersScreen(state: string): ReactNode {
  if (state === 'others-finish') return <OthersFinish />;
  if (state === 'others-answer') return <OthersAnswer />;
  return state === 'others-grow' ? <OthersGrow /> : null;
}
