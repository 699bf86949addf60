/** One patient whose items are answered here, one after another: what is tapped waits to be sent, as on a real tablet. */
import { type ReactNode, useState } from 'react';
import { overlay } from '../../src/link/overlay.ts';
import type { Waiting } from '../../src/link/waiting.ts';
import { HandsProvider, useHands } from '../../src/tablet/hands.ts';
import { PatientScreen } from '../../src/tablet/patient-screen.tsx';
import { checklist, item, waiting } from './tablet-fixtures.ts';

const choice = (...labels: readonly string[]) => ({
  kind: 'choice' as const,
  choices: labels.map((label) => ({ value: label, label })),
});
const asked = [
  item('states', 'attested', 'Patient states name and birth date', { answer: choice('BOTH MATCH', 'DO NOT MATCH') }),
  item('allergies', 'attested', 'Allergies', { answer: choice('NO ALLERGIES', 'ALLERGIES') }),
  item('alerts', 'attested', 'Alerts', { answer: choice('NONE', 'SOME') }),
];
const list = checklist(asked);

export function OwnAnswer(): ReactNode {
  const hands = useHands();
  const [taps, setTaps] = useState<readonly Waiting[]>([]);
  return (
    <HandsProvider
      value={{
        ...hands,
        act: async (act) => {
          await hands.act(act);
          setTaps((before) => [
            ...before,
            waiting(before.length + 1, act.event, act.says.what, act.says.value, '07:39:00'),
          ]);
          return true;
        },
      }}
    >
      <PatientScreen shown={overlay(list, taps)} />
    </HandsProvider>
  );
}
