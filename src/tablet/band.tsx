/** Who is open: bed, name, birth date, last five, and when the wristband last matched. It never scrolls. */
import { ScanBarcode } from 'lucide-react';
import { type ReactNode, useLayoutEffect, useRef } from 'react';
import type { Checklist, Instant } from '../../machines/index.ts';
import type { Mark } from '../link/overlay.ts';
import { clockTime, useNow } from '../ui/clock.ts';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { BandNotes } from './band-notes.tsx';
import { birthDate, when } from './dates.ts';
import styles from './band.module.css';

interface BandProps {
  readonly checklist: Checklist;
  readonly marks?: ReadonlyMap<string, Mark>;
  /** Nobody touches a patient who has gone: no wristband is asked for. */
  readonly ended?: boolean;
  /** What stops this patient. */
  readonly children?: ReactNode;
}

export function Band({ checklist, marks, ended = false, children }: BandProps) {
  const say = tabletWords.use();
  const { patient, place } = checklist.row;
  const whole = useRef<HTMLElement>(null);
  // Sheets begin where the band ends, and it is as high as what has to be said of this patient.
  useLayoutEffect(() => {
    const header = whole.current;
    if (header === null) return;
    const root = document.documentElement.style;
    const sized = new ResizeObserver(() => root.setProperty('--band-end', `${header.offsetHeight}px`));
    sized.observe(header);
    root.setProperty('--band-end', `${header.offsetHeight}px`);
    return () => sized.disconnect();
  }, []);
  return (
    <header ref={whole}>
      <div className={styles.band}>
        <p className={styles.bed}>
          <span>{say('band.bed')}</span>
          <b>{place.bed ?? '–'}</b>
        </p>
        <div className={styles.who}>
          <h1 className={styles.name}>{patient.name}</h1>
          <p className={styles.facts}>
            <bdi>{`${patient.age} ${patient.sex}`}</bdi>
            <bdi>{say('band.born', { date: birthDate(patient.birthDate) })}</bdi>
            <bdi>{`…${patient.lastFive}`}</bdi>
          </p>
        </div>
        {!ended &&
          (isDoubted(checklist) ? (
            <Doubted />
          ) : (
            <Wristband at={checklist.identityMatchedAt} here={matchedHere(checklist, marks)} />
          ))}
      </div>
      <BandNotes checklist={checklist} />
      {children}
    </header>
  );
}

/** A wristband that did match, and of which somebody has since said that it is wrong, missing or one of two. */
const isDoubted = ({ steps }: Checklist): boolean =>
  steps.some(({ id, standing }) => id === 'identity' && standing.some(({ bad }) => bad));

function Doubted() {
  const say = tabletWords.use();
  return (
    <div className={styles.wristband} data-matched="not">
      <p className={styles.matched}>
        <ScanBarcode size={24} strokeWidth={2.2} aria-hidden />
        {say('band.doubted')}
      </p>
      <p className={styles.when}>{say('band.doubtedHint')}</p>
    </div>
  );
}

/** A match that waits on this tablet: it does not count before the server says so, and it is not "not matched" either. */
function matchedHere({ steps }: Checklist, marks: BandProps['marks']): Instant | null {
  const wristband = steps
    .flatMap(({ items }) => items)
    .find(({ answer }) => answer.kind === 'scan' && answer.of.startsWith('patient'));
  const mark = wristband === undefined ? undefined : marks?.get(wristband.id);
  return mark?.kind === 'answered' ? mark.at : null;
}

function Wristband({ at, here }: { readonly at: Instant | null; readonly here: Instant | null }) {
  const say = tabletWords.use();
  const now = useNow();
  const state = here !== null ? 'here' : at === null ? 'not' : 'matched';
  return (
    <div className={styles.wristband} data-matched={state}>
      <p className={styles.matched}>
        <ScanBarcode size={24} strokeWidth={2.2} aria-hidden />
        {say(state === 'here' ? 'band.here' : state === 'not' ? 'band.unmatched' : 'band.matched')}
      </p>
      <p className={styles.when}>
        {here !== null
          ? say('band.hereAt', { time: clockTime(here) })
          : at === null
            ? say('band.unmatchedHint')
            : say('band.matchedAt', { time: clockTime(at), when: when(at, now) })}
      </p>
    </div>
  );
}
