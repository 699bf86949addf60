/** Who is open: bed, name, birth date, last five, when the wristband last matched, for what, and who has them. It never scrolls. */
import { ScanBarcode } from 'lucide-react';
import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { dayWords, type BoardRow, type Checklist, type Instant, type PersonId } from '../../machines/index.ts';
import type { Mark } from '../link/overlay.ts';
import { nameOf } from '../link/staff.ts';
import { ageAndSex } from '../ui/age-sex.ts';
import { clockTime, useNow } from '../ui/clock.ts';
import { when } from '../ui/dates.ts';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { BandNotes } from './band-notes.tsx';
import { useHands } from './hands.ts';
import { Similar } from './worklist-row.tsx';
import styles from './band.module.css';

interface BandProps {
  readonly checklist: Checklist;
  readonly marks?: ReadonlyMap<string, Mark>;
  /** Who took the patient on this tablet, as long as the server has not said so. */
  readonly takenBy?: PersonId | null;
  /** Nobody touches a patient who has gone: no wristband is asked for. */
  readonly ended?: boolean;
  /** What stops this patient. */
  readonly children?: ReactNode;
}

export function Band({ checklist, marks, takenBy = null, ended = false, children }: BandProps) {
  const say = tabletWords.use();
  const { patient, place, procedure } = checklist.row;
  const similar = useHands().similarTo(checklist.preparation);
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
            <bdi>{ageAndSex(patient)}</bdi>
            <bdi>{say('band.born', { date: dayWords(patient.birthDate) })}</bdi>
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
      <p className={styles.what}>
        <b>{procedure}</b>
        {similar !== null && <Similar other={similar} />}
        {!ended && <Responsible row={checklist.row} takenBy={takenBy} />}
      </p>
      <BandNotes checklist={checklist} />
      {children}
    </header>
  );
}

/** Whose patient it is: the one who has them now, and to whom they were offered. */
function Responsible({ row, takenBy }: { readonly row: BoardRow; readonly takenBy: PersonId | null }) {
  const say = tabletWords.use();
  const { me, staff } = useHands();
  const { responsible, offeredTo } = row;
  const named = (person: PersonId): string => (person === me.id ? say('band.you') : nameOf(staff, person));
  const who = responsible === null ? say('band.nobody') : named(responsible);
  return (
    <span>
      {takenBy === null ? say('band.responsible', { who }) : say('band.takenHere', { who: named(takenBy) })}
      {offeredTo !== undefined && ` ${say('band.offered', { who: named(offeredTo) })}`}
    </span>
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
