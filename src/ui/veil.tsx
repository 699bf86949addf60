/**
 * The *not current* veil. Two layers, because a page that has stopped cannot say so by running:
 * the live one is drawn when the ladder says so; the other is a keyframe animation that is always running towards
 * being seen and is set back to its start by every tick. A stuck script sets nothing back, and the compositor shows it.
 */
import { useEffect, useRef } from 'react';
import type { Instant } from '../../machines/index.ts';
import { ago, clockSeconds, useNow } from './clock.ts';
import { tickMs } from './freshness.ts';
import type { Freshness } from './freshness.ts';
import { Rich } from './rich.tsx';
import { uiWords } from './words/en.ts';
import styles from './veil.module.css';

interface VeilProps {
  readonly freshness: Freshness;
  readonly of: 'board' | 'desk';
  readonly lastNews: Instant | null;
  readonly phone: string | null;
}

export function Veil(props: VeilProps) {
  return (
    <>
      {props.freshness.level === 'veiled' && <LiveVeil {...props} />}
      <FrozenVeil {...props} />
    </>
  );
}

function LiveVeil({ freshness, of, lastNews, phone }: VeilProps) {
  const say = uiWords.use();
  return (
    <div className={styles.veil} data-of={of} role="alert">
      <div className={styles.band}>
        <p className={styles.title}>{say(of === 'board' ? 'veil.board' : 'veil.desk')}</p>
        <p>
          <Why freshness={freshness} lastNews={lastNews} />
        </p>
        <Instead phone={phone} />
      </div>
    </div>
  );
}

/** The age is that of news that stays away: of what has begun to come again it would say `0 s old`, under a veil. */
function Why({ freshness: { cause, goodSince }, lastNews }: Pick<VeilProps, 'freshness' | 'lastNews'>) {
  const say = uiWords.use();
  if (goodSince !== null) return say('veil.back');
  if (cause === 'stuck') return say('veil.stuck');
  if (cause === 'gap' && lastNews !== null) return <Rich text={say('veil.gap', { time: clockSeconds(lastNews) })} />;
  return <Age lastNews={lastNews} />;
}

/** Its own component: only these words change every second. */
function Age({ lastNews }: { readonly lastNews: Instant | null }) {
  const say = uiWords.use();
  const now = useNow();
  if (lastNews === null) return say('veil.noNewsYet');
  return (
    <span aria-live="off">
      <Rich text={say('veil.lastNews', { time: clockSeconds(lastNews), age: ago(now - lastNews) })} />
    </span>
  );
}

/** This screen cannot know whether the tablets hear the server; each of them does, and says so. */
function Instead({ phone }: { readonly phone: string | null }) {
  const say = uiWords.use();
  return (
    <>
      <p>{phone === null ? say('veil.insteadNoPhone') : <Rich text={say('veil.instead', { phone })} />}</p>
      <p>
        <Rich text={say('veil.tablets')} />
      </p>
    </>
  );
}

function FrozenVeil({ of, lastNews, phone }: VeilProps) {
  const say = uiWords.use();
  const now = useNow();
  const layer = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const rearm = () => {
      for (const animation of layer.current?.getAnimations() ?? []) animation.currentTime = 0;
    };
    rearm();
    const timer = setInterval(rearm, tickMs);
    return () => clearInterval(timer);
  }, []);
  return (
    <div ref={layer} className={styles.frozen} data-of={of} aria-hidden="true">
      {/* The head still says "Live", and nothing is left that could change it. */}
      <i className={styles.head} />
      <div className={styles.band}>
        <p className={styles.title}>{say(of === 'board' ? 'veil.board' : 'veil.desk')}</p>
        <p>
          <Rich text={say('veil.frozen', { time: clockSeconds(lastNews ?? now) })} />
        </p>
        <Instead phone={phone} />
      </div>
    </div>
  );
}
