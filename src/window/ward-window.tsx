/** A ward in a window: a tablet and a wall side by side, handles that break things, and what each screen admitted. */
import { useRef, useState } from 'react';
import { Counts } from './counts.tsx';
import { Commentary } from './commentary.tsx';
import { freezeSeconds, Handles } from './handles.tsx';
import type { WindowState } from './read-window.ts';
import { Scanner } from './scanner.tsx';
import { ScaledFrame } from './scaled-frame.tsx';
import type { Handle } from './use-window.ts';
import { windowWords } from './words.ts';
import styles from './ward-window.module.css';

interface WardWindowProps {
  readonly state: WindowState | null;
  readonly away: boolean;
  readonly onThrow: (handle: Handle) => void;
}

export function WardWindow({ state, away, onThrow }: WardWindowProps) {
  const say = windowWords.use();
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <h1>{say('head.title')}</h1>
        <p>{say('head.says')}</p>
        <p className={styles.aside}>{away ? <b role="alert">{say('head.away')}</b> : say('head.noPatients')}</p>
      </header>
      {state !== null && <Ward state={state} onThrow={onThrow} />}
    </div>
  );
}

function Ward({ state, onThrow }: { readonly state: WindowState; readonly onThrow: (handle: Handle) => void }) {
  const say = windowWords.use();
  const wall = useRef<HTMLIFrameElement>(null);
  const tablet = useRef<HTMLIFrameElement>(null);
  const scan = (text: string) =>
    tablet.current?.contentWindow?.postMessage({ wardready: 'scan', text }, new URL(state.tabletUrl).origin);
  const [frozen, setFrozen] = useState(false);
  const freeze = () => {
    wall.current?.contentWindow?.postMessage({ wardready: 'freeze', seconds: freezeSeconds }, state.wallOrigin);
    setFrozen(true);
    onThrow({ path: 'note', body: { says: say('happened.froze'), figure: say('happened.promise') } });
    // The frozen page cannot say when it runs again, so this page keeps the time.
    setTimeout(() => {
      setFrozen(false);
      onThrow({ path: 'note', body: { says: say('happened.thawed') } });
    }, freezeSeconds * 1000);
  };
  return (
    <main className={styles.ward}>
      <section className={styles.tablet}>
        <h2>
          {say('tablet.title')} <span>{say('tablet.says')}</span>
        </h2>
        <ScaledFrame src={state.tabletUrl} title={say('tablet.title')} width={800} height={1280} frame={tablet} />
      </section>
      <Scanner wristbands={state.wristbands} onScan={scan} />
      <div className={styles.right}>
        <section className={styles.wall}>
          <h2>
            {say('wall.title')} <span>{say('wall.says')}</span>
          </h2>
          <ScaledFrame src={state.wallUrl} title={say('wall.title')} width={1920} height={1080} frame={wall} />
        </section>
        <Counts counts={state.counts} />
        <Handles state={state} frozen={frozen} onThrow={onThrow} onFreeze={freeze} />
        <Commentary events={state.events} />
      </div>
    </main>
  );
}
