/** How fast the demonstration's other staff work: nothing is broken by it, so it is no handle. */
import type { WindowState } from './read-window.ts';
import type { Handle as Thrown } from './use-window.ts';
import { windowWords } from './words.ts';
import styles from './pace.module.css';

/** 0 is nobody moving. */
const speeds = [0, 1, 4, 16];

interface PaceProps {
  readonly speed: WindowState['speed'];
  readonly onThrow: (handle: Thrown) => void;
}

export function Pace({ speed, onThrow }: PaceProps) {
  const say = windowWords.use();
  const offered = speeds.includes(speed) ? speeds : [...speeds, speed].toSorted((a, b) => a - b);
  return (
    <div role="group" aria-label={say('staff.title')} className={styles.pace}>
      <span aria-hidden>{say('staff.title')}</span>
      {offered.map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={one === speed}
          onClick={() => onThrow({ path: 'speed', body: { speed: one } })}
        >
          {one === 0 ? say('staff.pause') : say('staff.speed', { speed: one })}
        </button>
      ))}
    </div>
  );
}
