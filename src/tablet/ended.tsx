/** A patient who has gone: said plainly, with what can still happen and the way back. Nothing looks like open work. */
import { useState } from 'react';
import type { Shown } from '../link/overlay.ts';
import { Glyph } from '../ui/glyph.tsx';
import { tabletWords } from '../ui/words/en-tablet.ts';
import actions from './actions-bar.module.css';
import { Band } from './band.tsx';
import { Banners, Stops } from './banners.tsx';
import { useHands } from './hands.ts';
import styles from './patient-screen.module.css';
import { PatientSheets, type Open } from './patient-sheets.tsx';
import { Strip } from './strip.tsx';
import { Target } from './target.tsx';
import { useStarting } from './use-starting.ts';

export function Ended({ shown }: { readonly shown: Shown }) {
  const say = tabletWords.use();
  const { toList } = useHands();
  const [open, setOpen] = useState<Open | null>(null);
  const { checklist } = shown;
  const { send, start } = useStarting(checklist, setOpen);
  return (
    <div className={styles.screen}>
      <Band checklist={checklist} ended>
        <Stops shown={shown} onAction={(action) => start(action, action.verb)} />
      </Band>
      <Strip />
      <main className={styles.items}>
        <Banners shown={shown} onAction={(action) => start(action, action.verb)} />
      </main>
      <footer className={actions.bar}>
        <Target className={actions.third} tone="stop" onPress={() => setOpen({ kind: 'stop' })}>
          <Glyph name="stop" size={34} />
          {say('actions.stop')}
        </Target>
        <Target className={actions.complete} tone="main" onPress={() => toList()}>
          {say('patient.toList')}
        </Target>
      </footer>
      {open !== null && (
        <PatientSheets
          open={open}
          shown={shown}
          onClose={() => setOpen(null)}
          onStart={start}
          onSend={send}
          onAnswerItem={() => setOpen(null)}
        />
      )}
    </div>
  );
}
