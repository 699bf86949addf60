/**
 * The wrong wristband: the whole screen, steady. Both wristbands as cells that line up, and only the cells that differ
 * are white, because differing characters are found by their place and not by reading two sentences.
 */
import { ArrowRight, PhoneCall, ScanBarcode } from 'lucide-react';
import { type CSSProperties, useState } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import type { PatientLabel } from '../../machines/index.ts';
import { clockSeconds } from '../ui/clock.ts';
import { Glyph } from '../ui/glyph.tsx';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { compared } from './compare.ts';
import { useHands } from './hands.ts';
import type { StopKept } from './scan-effect.ts';
import { Target } from './target.tsx';
import styles from './wrong-wristband.module.css';

/** What a wristband says; the name is null when nobody here has that number. */
export interface Wristband {
  readonly bed: string | null;
  readonly label: Pick<PatientLabel, 'name' | 'lastFive'> | null;
  readonly lastFive: string;
  /** Whether the protocol of this preparation is approved here. */
  readonly approved?: boolean;
}

interface WrongWristbandProps {
  readonly open: Wristband;
  readonly scanned: Wristband;
  readonly at: number;
  readonly stop: StopKept;
  readonly chargeNurse: string | null;
  readonly onGoTo: (() => void) | null;
  readonly onCall: () => void;
  readonly onAgain: () => void;
}

export function WrongWristband({ open, scanned, at, stop, chargeNurse, onGoTo, onCall, onAgain }: WrongWristbandProps) {
  const say = tabletWords.use();
  const { me } = useHands();
  const [waiting, setWaiting] = useState(false);
  const names = compared(open.label?.name ?? '', scanned.label?.name ?? '');
  const numbers = compared(open.lastFive, scanned.lastFive);
  return (
    <ModalOverlay isOpen className={styles.field ?? ''} isKeyboardDismissDisabled>
      <Modal className={styles.modal ?? ''}>
        <Dialog role="alertdialog" className={styles.frame ?? ''}>
          <div className={styles.title}>
            <Glyph name="stop" size={76} />
            <Heading slot="title" level={1}>
              {say('wrong.title')}
            </Heading>
          </div>
          <Bands title={say('wrong.open')} band={open} name={names.a} number={numbers.a} />
          <Bands title={say('wrong.scanned')} band={scanned} name={names.b} number={numbers.b} />
          <div className={styles.said}>
            <p>
              <b>{say('wrong.nothing')}</b>
            </p>
            <p>
              {say('wrong.aloud')}{' '}
              {say(`wrong.${stop}`, { bed: open.bed ?? '–', name: me.name, time: clockSeconds(at) })}{' '}
              {say('wrong.resolve')}
            </p>
          </div>
          <div className={styles.buttons}>
            {/* First what ends the stop; scanning again does not. */}
            <Target tone="redMain" className={styles.button} onPress={onCall}>
              <PhoneCall size={36} strokeWidth={2.2} aria-hidden />
              <b>{say('wrong.call')}</b>
              {chargeNurse !== null && <small>{chargeNurse}</small>}
            </Target>
            {onGoTo !== null && (
              <Target tone="red" className={styles.button} onPress={onGoTo}>
                <ArrowRight size={38} strokeWidth={2.2} aria-hidden />
                <b>{scanned.bed === null ? say('wrong.goToList') : say('wrong.goTo', { bed: scanned.bed })}</b>
                <small>{say('wrong.paused', { bed: open.bed ?? '–' })}</small>
              </Target>
            )}
            <Target
              tone="red"
              className={styles.button}
              onPress={() => {
                setWaiting(true);
                onAgain();
              }}
            >
              <ScanBarcode size={38} strokeWidth={2.2} aria-hidden />
              <b>{say(waiting ? 'wrong.scanNow' : 'wrong.again')}</b>
              <small>{say('wrong.afterwards')}</small>
            </Target>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

interface BandsProps {
  readonly title: string;
  readonly band: Wristband;
  readonly name: readonly Cell[];
  readonly number: readonly Cell[];
}
type Cell = ReturnType<typeof compared>['a'][number];

function Bands({ title, band, name, number }: BandsProps) {
  const say = tabletWords.use();
  return (
    <section className={styles.band}>
      <h2>
        <b>
          {say('band.bed')} {band.bed ?? '–'}
        </b>{' '}
        {title}
        {band.approved === false && <span className={styles.notApproved}>{say('note.notApproved')}</span>}
      </h2>
      <div className={styles.rows}>
        {band.label === null ? (
          <p className={styles.unknown}>{say('wrong.unknown')}</p>
        ) : (
          <Cells label={say('wrong.name')} cells={name} text={band.label.name} />
        )}
        <Cells label={say('wrong.number')} cells={number} text={band.lastFive} />
      </div>
    </section>
  );
}

function Cells({
  label,
  cells,
  text,
}: {
  readonly label: string;
  readonly cells: readonly Cell[];
  readonly text: string;
}) {
  const say = tabletWords.use();
  return (
    <div className={styles.comb} style={{ '--cells': cells.length } as CSSProperties}>
      <p className={styles.label} aria-hidden>
        {label}
      </p>
      <p className={styles.cells} role="img" aria-label={say('wrong.comb', { label, text })}>
        {cells.map(({ character, differs }, at) => (
          <i key={at} data-differs={differs || undefined}>
            {character}
          </i>
        ))}
      </p>
    </div>
  );
}
