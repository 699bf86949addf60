/** A ward in a window: a tablet and a wall side by side, handles that break things, and what each screen admitted. */
import { lazy, Suspense, useEffect, useEffectEvent, useRef, useState } from 'react';
import { Counts } from './counts.tsx';
import { Commentary } from './commentary.tsx';
import { freezeSeconds, Handles } from './handles.tsx';
import { Pace } from './pace.tsx';
import type { WindowState } from './read-window.ts';
import { RuleAway } from './rule-away.tsx';
import { Scanner } from './scanner.tsx';
import { ScaledFrame } from './scaled-frame.tsx';
import { SignIns } from './sign-ins.tsx';
import { useOpened } from './use-opened.ts';
import type { Handle } from './use-window.ts';
import { windowWords } from './words.ts';
import styles from './ward-window.module.css';

// Whoever opens it only when nothing answers any more is told so; the rest of the page stays.
const RuleSheet = lazy(async () => {
  try {
    return { default: (await import('./rule/rule-sheet.tsx')).RuleSheet };
  } catch {
    return { default: RuleAway };
  }
});

interface WardWindowProps {
  readonly state: WindowState | null;
  readonly away: boolean;
  readonly onThrow: (handle: Handle) => void;
}

export function WardWindow({ state, away, onThrow }: WardWindowProps) {
  const say = windowWords.use();
  const alarm = away
    ? say(state === null ? 'head.none' : 'head.away')
    : state !== null && state.server !== 'running'
      ? say('head.noServer')
      : null;
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <h1>{say('head.title')}</h1>
        {state !== null && <Pace speed={state.speed} onThrow={onThrow} />}
        {state !== null && <SignIns signIns={state.signIns} />}
        {/* Behind the buttons, so that they stay where they are when something else is to be said. */}
        {alarm === null ? (
          <p className={styles.says}>{say('head.says')}</p>
        ) : (
          <p className={styles.alarm} role="alert">
            {alarm}
          </p>
        )}
        <p className={styles.aside}>{say('head.noPatients')}</p>
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
  const { protocol, person } = useOpened(tablet, state.tabletUrl);
  const sayWho = useEffectEvent((visitor: string) => onThrow({ path: 'visitor', body: { person: visitor } }));
  // The other staff do not play whoever the visitor is.
  useEffect(() => {
    if (person !== null) sayWho(person);
  }, [person]);
  const [rules, setRules] = useState(false);
  const [rule, setRule] = useState<string | null>(null);
  return (
    <main className={styles.ward} data-rules={rules || undefined}>
      <section className={styles.tablet} inert={rule !== null}>
        <h2>
          {say('tablet.title')} <span>{say('tablet.says')}</span>
        </h2>
        <ScaledFrame src={state.tabletUrl} title={say('tablet.title')} width={800} height={1280} frame={tablet} />
      </section>
      {!rules && <Scanner wristbands={state.wristbands} onScan={scan} />}
      <section className={styles.wall}>
        <h2>
          {say('wall.title')} <span>{say('wall.says')}</span>
        </h2>
        <ScaledFrame src={state.wallUrl} title={say('wall.title')} width={1920} height={1080} frame={wall} />
      </section>
      {rules && (
        <Suspense fallback={null}>
          <RuleSheet
            rule={rule}
            opened={protocol}
            onRule={setRule}
            onClose={() => {
              setRule(null);
              setRules(false);
            }}
            onThrow={onThrow}
          />
        </Suspense>
      )}
      <Handles
        state={state}
        frozen={frozen}
        onThrow={onThrow}
        onFreeze={freeze}
        ruleDeleted={rule !== null}
        onRules={() => setRules(true)}
        onRuleBack={() => setRule(null)}
      />
      {!rules && (
        <div className={styles.told}>
          <Counts counts={state.counts} />
          <Commentary events={state.events} />
        </div>
      )}
    </main>
  );
}
