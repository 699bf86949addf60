/** The four handles: the tablet's Wi-Fi, the server, the wall's page, a rule of the protocol. */
import { useState, type ReactNode } from 'react';
import { ago, serverNow, useNow } from '../ui/clock.ts';
import { Handle, type Position } from './handle.tsx';
import type { WindowState } from './read-window.ts';
import type { Handle as Thrown } from './use-window.ts';
import { Whole } from './whole.tsx';
import { windowWords } from './words.ts';
import styles from './ward-window.module.css';

export const freezeSeconds = 8;

interface HandlesProps {
  readonly state: WindowState;
  readonly frozen: boolean;
  readonly onThrow: (handle: Thrown) => void;
  readonly onFreeze: () => void;
  /** A rule is deleted from this page's copy. */
  readonly ruleDeleted: boolean;
  readonly onRules: () => void;
  readonly onRuleBack: () => void;
}

export function Handles({ state, frozen, onThrow, onFreeze, ruleDeleted, onRules, onRuleBack }: HandlesProps) {
  const say = windowWords.use();
  const nothing = () => undefined;
  const positions = (
    on: ReactNode,
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
  const server = {
    running: 'server.says',
    silent: 'server.saysSilent',
    dead: 'server.saysDead',
    starting: 'server.saysStarting',
  } as const;
  const count = freezeSeconds;
  // A cable that is whole connects nobody to a server that is dead.
  const alone = state.server !== 'running';
  const wifi = {
    whole: 'wifi.says',
    wholeAlone: 'wifi.saysAlone',
    cut: 'wifi.saysCut',
    cutAlone: 'wifi.saysCutAlone',
  } as const;
  const wifiSays = wifi[`${state.tabletCut ? 'cut' : 'whole'}${alone ? 'Alone' : ''}`];
  return (
    <div className={styles.handles}>
      <Handle
        title={say('wifi.title')}
        says={say(wifiSays)}
        otherwise={Object.values(wifi)
          .filter((key) => key !== wifiSays)
          .map((key) => say(key))}
        positions={positions(
          say(state.tabletCut ? 'wifi.mend' : alone ? 'wifi.alone' : 'wifi.on'),
          state.tabletCut ? <Since says={(age) => say('wifi.offFor', { age })} /> : say('wifi.off'),
          state.tabletCut,
          cut(false),
          cut(true),
        )}
      />
      <Handle
        title={say('server.title')}
        says={say(server[state.server])}
        otherwise={Object.values(server)
          .filter((key) => key !== server[state.server])
          .map((key) => say(key))}
        positions={positions(
          state.server === 'starting' ? (
            <Since key="starting" says={(age) => say('server.startingFor', { age })} />
          ) : state.server === 'silent' ? (
            <Since key="silent" says={(age) => say('server.silentFor', { age })} />
          ) : (
            say(state.server === 'dead' ? 'server.mend' : 'server.on')
          ),
          state.server === 'dead' ? (
            <Since says={(age) => say('server.offFor', { age })} />
          ) : (
            say(state.server === 'starting' ? 'server.dead' : 'server.off')
          ),
          state.server === 'starting' || state.server === 'dead',
          run(true),
          run(false),
        )}
      />
      <Handle
        title={say('freeze.title')}
        says={say(frozen ? 'freeze.saysFrozen' : 'freeze.says', { count })}
        otherwise={[say(frozen ? 'freeze.says' : 'freeze.saysFrozen', { count })]}
        positions={positions(
          say('freeze.on'),
          frozen ? <Since says={(age) => say('freeze.offFor', { age })} /> : say('freeze.off'),
          frozen,
          nothing,
          frozen ? nothing : onFreeze,
        )}
      />
      <Handle
        title={say('rule.title')}
        says={say(ruleDeleted ? 'rule.saysDeleted' : 'rule.says')}
        otherwise={[say(ruleDeleted ? 'rule.says' : 'rule.saysDeleted')]}
        positions={positions(
          say(ruleDeleted ? 'rule.mend' : 'rule.on'),
          say(ruleDeleted ? 'rule.deleted' : 'rule.off'),
          ruleDeleted,
          onRuleBack,
          onRules,
        )}
      />
    </div>
  );
}

/** `Cut, 41 s`: mounted when it breaks, so it counts from then. */
function Since({ says }: { readonly says: (age: string) => string }) {
  const [since] = useState(serverNow);
  return <Whole text={says(ago(useNow() - since))} />;
}
