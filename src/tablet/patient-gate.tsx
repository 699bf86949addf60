/** One patient's checklist, from this tablet's memory or the server, or why it is not here. */
import { useEffect } from 'react';
import type { PreparationId } from '../../machines/index.ts';
import { useChecklist } from '../link/checklist.ts';
import type { Shown } from '../link/overlay.ts';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { useHands } from './hands.ts';
import { Ended, hasEnded } from './ended.tsx';
import { PatientScreen } from './patient-screen.tsx';
import { Strip } from './strip.tsx';
import { Target } from './target.tsx';
import styles from './patient-gate.module.css';

interface PatientGateProps {
  readonly preparation: PreparationId;
  /** The root decides what a scan means here, so it must know what is on the screen. */
  readonly onShown: (shown: Shown | null) => void;
}

export function PatientGate({ preparation, onShown }: PatientGateProps) {
  const state = useChecklist(preparation);
  const shown = state.kind === 'shown' ? state.shown : null;
  useEffect(() => onShown(shown), [shown, onShown]);
  if (state.kind === 'shown' && hasEnded(state.shown.checklist.row)) return <Ended shown={state.shown} />;
  if (state.kind === 'shown') return <PatientScreen key={preparation} shown={state.shown} />;
  return (
    <NotHere
      problem={state.kind === 'missing' ? (state.problem?.detail ?? null) : null}
      loading={state.kind === 'loading'}
    />
  );
}

export function NotHere({ problem, loading }: { readonly problem: string | null; readonly loading: boolean }) {
  const say = tabletWords.use();
  const { toList } = useHands();
  return (
    <div className={styles.screen}>
      <Strip />
      <main className={styles.words}>
        <h1>{say(loading ? 'patient.loading' : 'patient.missing')}</h1>
        {!loading && <p>{problem ?? say('patient.missingHint')}</p>}
        <Target tone="main" onPress={() => toList()}>
          {say('patient.toList')}
        </Target>
      </main>
    </div>
  );
}
