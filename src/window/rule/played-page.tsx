/**
 * `/window/played`: a tablet that shows a preparation which exists on this page only. It has no link, no queue and no
 * session; what it shows is handed to it by the window around it, scene by scene.
 */
import { useEffect, useState } from 'react';
import { overlay } from '../../link/overlay.ts';
import { hasEnded } from '../../link/lapse.ts';
import type { Scene } from '../../../lab/index.ts';
import { Ended } from '../../tablet/ended.tsx';
import { HandsProvider, type Hands } from '../../tablet/hands.ts';
import { PatientScreen } from '../../tablet/patient-screen.tsx';
import { heardServer } from '../../ui/clock.ts';
import styles from './played.module.css';
import { ruleWords } from './words.ts';

export interface ToPlayed {
  readonly wardready: 'scene';
  readonly number: number;
  readonly scene: Scene;
}

export function PlayedPage() {
  const say = ruleWords.use();
  const [shown, setShown] = useState<ToPlayed | null>(null);
  useEffect(() => {
    const hear = ({ data, origin, source }: MessageEvent<ToPlayed>) => {
      if (origin !== window.location.origin || source !== window.parent || data.wardready !== 'scene') return;
      heardServer(data.scene.at);
      setShown(data);
    };
    window.addEventListener('message', hear);
    window.parent.postMessage({ wardready: 'playedReady' }, window.location.origin);
    return () => window.removeEventListener('message', hear);
  }, []);
  return (
    <div className={styles.page}>
      <p className={styles.banner} role="note">
        <b>{say('played.banner')}</b> {say('played.rest')}
      </p>
      {shown === null ? (
        <p className={styles.waiting}>{say('played.waiting')}</p>
      ) : (
        // What is shown is looked at; a tap would be answered by nobody.
        <div className={styles.tablet} inert>
          <Tablet key={shown.number} scene={shown.scene} />
        </div>
      )}
    </div>
  );
}

function Tablet({ scene }: { readonly scene: Scene }) {
  const shown = overlay(scene.checklist, []);
  return (
    <HandsProvider value={handsOf(scene)}>
      {hasEnded(scene.checklist.row) ? <Ended shown={shown} /> : <PatientScreen shown={shown} beginStep={scene.step} />}
    </HandsProvider>
  );
}

const nothing = (): void => undefined;

/** Hands that do nothing: there is nobody to hold this tablet. */
function handsOf({ by, who, staff, checklist: { row } }: Scene): Hands {
  return {
    me: { id: by.person, name: who, role: by.role },
    took: false,
    ward: { id: row.place.ward, title: row.place.ward, phone: '' },
    beds: [],
    staff,
    link: 'live',
    heardAt: null,
    queue: { waiting: [], cards: [], sent: [] },
    locksIn: null,
    act: async () => false,
    refusalOf: () => null,
    onBadge: () => nothing,
    proveSecond: async () => ({
      ok: false,
      problem: { type: 'about:blank', title: '', status: 0, detail: '' },
    }),
    lock: nothing,
    wipe: nothing,
    call: nothing,
    openQueue: nothing,
    openStop: nothing,
    open: nothing,
    toList: nothing,
    readCard: nothing,
    showWrongAgain: null,
    openedByNumber: null,
    typed: nothing,
  };
}
