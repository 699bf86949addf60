/** The handles: the tablet's Wi-Fi, the server, the wall's page, and how fast the others work. */
import { useState, type ReactNode } from 'react';
import { ago, serverNow, useNow } from '../ui/clock.ts';
import { Handle, type Position } from './handle.tsx';
import type { WindowState } from './read-window.ts';
import type { Handle as Thrown } from './use-window.ts';
import { windowWords } from './words.ts';
import styles from './ward-window.module.css';

export const freezeSeconds = 8;
/** 0 is nobody moving. */
const speeds = [0, 1, 4, 16];

interface HandlesProps {
  readonly state: WindowState;
  readonly frozen: boolean;
  readonly onThrow: (handle: Thrown) => void;
  readonly onFreeze: () => void;
}

export function Handles({ state, frozen, onThrow, onFreeze }: HandlesProps) {
  const say = windowWords.use();
  const nothing = () => undefined;
  const positions = (
    on: string,
    off: ReactNode,
    thrown: boolean,
    mend: () => void,
    breakIt: () => void,
  ): readonly Position[] => [
    { key: 'on', label: on, on: !thrown, move: mend },
    { key: 'off', label: off, on: thrown, thrown: true, move: breakIt },
  ];
  const cut = (broken: boolean) => () => onThrow({ path: 'tablet', body: { cut: broken } });
  const run = (running: boolean) => () => onThrow({ path: 'server', body: { running } });
  const offered = speeds.includes(state.speed) ? speeds : [...speeds, state.speed].toSorted((a, b) => a - b);
  return (
    <div className={styles.handles}>
      <Handle
        title={say('wifi.title')}
        says={say(state.tabletCut ? 'wifi.saysCut' : 'wifi.says')}
        otherwise={say(state.tabletCut ? 'wifi.says' : 'wifi.saysCut')}
        positions={positions(
          say('wifi.on'),
          state.tabletCut ? <Since says={(age) => say('wifi.offFor', { age })} /> : say('wifi.off'),
          state.tabletCut,
          cut(false),
          cut(true),
        )}
      />
      <Handle
        title={say('server.title')}
        says={say('server.says')}
        positions={positions(
          say(state.server === 'starting' ? 'server.starting' : 'server.on'),
          state.server === 'dead' ? (
            <Since says={(age) => say('server.offFor', { age })} />
          ) : (
            say(state.server === 'starting' ? 'server.dead' : 'server.off')
          ),
          state.server !== 'running',
          run(true),
          run(false),
        )}
      />
      <Handle
        title={say('freeze.title')}
        says={say('freeze.says', { count: freezeSeconds })}
        positions={positions(
          say('freeze.on'),
          frozen ? <Since says={(age) => say('freeze.offFor', { age })} /> : say('freeze.off'),
          frozen,
          nothing,
          frozen ? nothing : onFreeze,
        )}
      />
      <Handle
        title={say('staff.title')}
        says={say('staff.says')}
        positions={offered.map((speed) => ({
          key: String(speed),
          label: speed === 0 ? say('staff.pause') : say('staff.speed', { speed }),
          on: speed === state.speed,
          move: () => onThrow({ path: 'speed', body: { speed } }),
        }))}
      />
    </div>
  );
}

/** `Cut, 41 s`: mounted when it breaks, so it counts from then. */
function Since({ says }: { readonly says: (age: string) => string }) {
  const [since] = useState(serverNow);
  return says(ago(useNow() - since));
}
