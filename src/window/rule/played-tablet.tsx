/** The tablet beside the walk: it lies over the ward's own, which goes on beneath. */
import { useEffect, useRef, useState } from 'react';
import { ScaledFrame } from '../scaled-frame.tsx';
import type { Found } from './messages.ts';
import { saysPlace } from './place.ts';
import type { ToPlayed } from './played-page.tsx';
import styles from './rule.module.css';
import { ruleWords } from './words.ts';

interface PlayedTabletProps {
  readonly found: Found | null;
  readonly at: number;
  /** It is still being looked for. */
  readonly looking: boolean;
}

export function PlayedTablet({ found, at, looking }: PlayedTabletProps) {
  const say = ruleWords.use();
  const frame = useRef<HTMLIFrameElement>(null);
  const [ready, setReady] = useState(false);
  useEffect(() => {
    const hear = ({ source, origin, data }: MessageEvent<{ readonly wardready?: string }>) => {
      if (source !== frame.current?.contentWindow || origin !== window.location.origin) return;
      if (data.wardready === 'playedReady') setReady(true);
    };
    window.addEventListener('message', hear);
    return () => window.removeEventListener('message', hear);
  }, []);
  const scene = found?.scenes[at] ?? null;
  const says = scene !== null ? saysPlace(found?.scenes ?? [], at) : say(looking ? 'played.waiting' : 'played.none');
  useEffect(() => {
    if (!ready) return;
    const message: ToPlayed = { wardready: 'played', says, number: at, scene };
    frame.current?.contentWindow?.postMessage(message, window.location.origin);
  }, [ready, scene, at, says]);
  return (
    <section className={styles.tablet}>
      <h2>
        {say('tablet.title')} <span>{say('tablet.says')}</span>
      </h2>
      <ScaledFrame
        src={`/window/played${window.location.search}`}
        title={say('tablet.says')}
        width={800}
        height={1280}
        frame={frame}
      />
    </section>
  );
}
