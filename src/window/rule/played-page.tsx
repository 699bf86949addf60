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
  readonly wardready: 'played';
  /** Where the replay stands, or why there is none. */
  readonly says: string;
  readonly number: number;
  /** Null while there is nothing to show. */
  readonly scene: Scene | null;
}

export function PlayedPage() {
  const say = ruleWords.use();
  const [shown, setShown] = useState<ToPlayed | null>(null);
  useEffect(() => {
    const hear = ({ data, origin, source }: MessageEvent<ToPlayed>) => {
      if (origin !== window.location.origin || source !== window.parent || data.wardready !== 'played') return;
      if (data.scene !== null) heardServer(data.scene.at);
      setShown(data);
    };
    window.addEventListener('message', hear);
    window.parent.postMessage({ wardready: 'playedReady' }, window.location.origin);
    return () => window.removeEventListener('message', hear);
  }, []);
  return (
    <div className={styles.page}>
      <header className={styles.banner}>
        <p>
          <b>{say('tablet.title')}</b> <span>{shown?.scene != null && shown.says}</span>
        </p>
        <p>{say('played.banner')}</p>
      </header>
      {shown?.scene == null ? (
        <p className={styles.waiting}>{shown?.says}</p>
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
    replay: true,
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
    similarTo: () => null,
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
