/**
 * The wrong wristband: the whole screen, steady. Both wristbands as cells that line up, and only the cells that differ
 * are white, because differing characters are found by their place and not by reading two sentences.
 */
import { ArrowRight, PhoneCall, ScanBarcode } from 'lucide-react';
import { useState } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import type { StaffMember } from '../link/staff.ts';
import { clockSeconds } from '../ui/clock.ts';
import { Glyph } from '../ui/glyph.tsx';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { comparedNumbers } from './compare.ts';
import { Away } from './strip.tsx';
import type { StopKept } from './scan-effect.ts';
import { Target } from './target.tsx';
import { type Wristband, Wristbands } from './wristbands.tsx';
import styles from './wrong-wristband.module.css';

interface WrongWristbandProps {
  readonly open: Wristband;
  readonly scanned: Wristband;
  /** The name of whoever scanned it. */
  readonly by: string;
  readonly at: number;
  readonly stop: StopKept;
  readonly chargeNurse: Pick<StaffMember, 'name' | 'phone'> | null;
  readonly onGoTo: (() => void) | null;
  readonly onCall: () => void;
  readonly onAgain: () => void;
}

export function WrongWristband({
  open,
  scanned,
  by,
  at,
  stop,
  chargeNurse,
  onGoTo,
  onCall,
  onAgain,
}: WrongWristbandProps) {
  const say = tabletWords.use();
  const [waiting, setWaiting] = useState(false);
  const { whole } = comparedNumbers(open.number, scanned.number);
  return (
    <ModalOverlay isOpen className={styles.field ?? ''} isKeyboardDismissDisabled>
      <Modal className={styles.modal ?? ''}>
        <Dialog role="alertdialog" className={styles.frame ?? ''}>
          <Away className={styles.away} brief />
          <div className={styles.title}>
            <Glyph name="stop" size={76} />
            <Heading slot="title" level={1}>
              {say('wrong.title')}
            </Heading>
          </div>
          <Wristbands open={open} scanned={scanned} />
          <div className={styles.said}>
            <p>
              <b>{say('wrong.nothing')}</b>
            </p>
            <p>
              {whole && <b>{say('wrong.sameEnd')} </b>}
              {say('wrong.aloud')} {say(`wrong.${stop}`, { bed: open.bed ?? '–', name: by, time: clockSeconds(at) })}{' '}
              {say('wrong.resolve')}
            </p>
          </div>
          <div className={styles.buttons}>
            {/* First what ends the stop; scanning again does not. */}
            <Target tone="redMain" className={styles.button} onPress={onCall}>
              <PhoneCall size={36} strokeWidth={2.2} aria-hidden />
              <b>{say('wrong.call')}</b>
              {chargeNurse !== null && (
                <small>
                  {chargeNurse.name} {chargeNurse.phone !== undefined && <strong>{chargeNurse.phone}</strong>}
                </small>
              )}
            </Target>
            {onGoTo !== null && (
              <Target tone="red" className={styles.button} onPress={onGoTo}>
                <ArrowRight size={38} strokeWidth={2.2} aria-hidden />
                <b>
                  {scanned.bed === null || scanned.end !== undefined
                    ? say('wrong.goToList')
                    : say('wrong.goTo', { bed: scanned.bed })}
                </b>
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
              <b>{say(waiting ? 'wrong.onceResolved' : 'wrong.again')}</b>
              <small>{say(waiting ? 'wrong.thenScan' : 'wrong.afterwards')}</small>
            </Target>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
