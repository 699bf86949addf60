/** One patient's checklist, from this tablet's memory or the server, or why it is not here. */
import { useEffect, useMemo } from 'react';
import type { BoardRow, Checklist, Instant, PreparationId } from '../../machines/index.ts';
import { useChecklist } from '../link/checklist.ts';
import { hasEnded, standsNow } from '../link/lapse.ts';
import type { Shown } from '../link/overlay.ts';
import { useNow } from '../ui/clock.ts';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { useHands } from './hands.ts';
import { Ended } from './ended.tsx';
import { PatientScreen } from './patient-screen.tsx';
import { Strip } from './strip.tsx';
import { Target } from './target.tsx';
import styles from './patient-gate.module.css';

interface PatientGateProps {
  readonly preparation: PreparationId;
  /** The ward list's, where it has one. */
  readonly row: BoardRow | undefined;
  /** When the list was last heard of. */
  readonly lastNews: Instant | null;
  /** The root decides what a scan means here, so it must know what is on the screen. */
  readonly onShown: (shown: Shown | null) => void;
}

export function PatientGate({ preparation, row, lastNews, onShown }: PatientGateProps) {
  const state = useChecklist(preparation);
  const shown = useStandsNow(state.kind === 'shown' ? state.shown : null, row, lastNews);
  useEffect(() => onShown(shown), [shown, onShown]);
  if (shown !== null && hasEnded(shown.checklist.row)) return <Ended shown={shown} />;
  if (shown !== null) return <PatientScreen key={preparation} shown={shown} />;
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

/** Drawn again when something lapses, and not at every second or heartbeat. */
function useStandsNow(shown: Shown | null, row: BoardRow | undefined, lastNews: Instant | null): Shown | null {
  const { link } = useHands();
  const now = useNow();
  const heardAt = link === 'live' ? null : lastNews;
  const ends = useMemo(() => (shown === null ? [] : endsIn(shown.checklist)), [shown]);
  const passed = ends.filter((end) => end <= now).length;
  return useMemo(
    () => (shown === null ? null : { ...shown, checklist: standsNow(shown.checklist, row, heardAt, now) }),
    // What stands changes only when another end has passed.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [shown, row, heardAt, passed],
  );
}

const endsIn = ({ steps }: Checklist): readonly Instant[] =>
  steps.flatMap(({ items }) => items.map(({ until }) => until)).filter((until) => until !== null);
