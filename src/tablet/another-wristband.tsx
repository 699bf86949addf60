/**
 * Another patient's wristband, scanned while nothing asked for one. It is as often the way to the next patient as it is a
 * band on the wrong arm, and only who scanned it knows: until they say, nothing is recorded and nobody is stopped.
 */
import { ArrowRight } from 'lucide-react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Glyph } from '../ui/glyph.tsx';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { Away } from './strip.tsx';
import { Target } from './target.tsx';
import { type Wristband, Wristbands } from './wristbands.tsx';
import styles from './wrong-wristband.module.css';

interface AnotherWristbandProps {
  readonly open: Wristband;
  readonly scanned: Wristband;
  readonly onOpen: () => void;
  readonly onStop: () => void;
}

export function AnotherWristband({ open, scanned, onOpen, onStop }: AnotherWristbandProps) {
  const say = tabletWords.use();
  const bed = open.bed ?? '–';
  return (
    <ModalOverlay isOpen className={styles.field ?? ''} data-asks isKeyboardDismissDisabled>
      <Modal className={styles.modal ?? ''}>
        <Dialog role="alertdialog" className={styles.frame ?? ''}>
          <Away className={styles.away} brief />
          <Heading slot="title" level={1} className={styles.question ?? ''}>
            {say('another.title')}
          </Heading>
          <Wristbands open={open} scanned={scanned} />
          <div className={styles.said}>
            <p>
              <b>{say('another.where')}</b> {say('another.nothing', { bed })}
            </p>
          </div>
          <div className={styles.buttons}>
            <Target tone="main" className={styles.button} onPress={onOpen}>
              <ArrowRight size={38} strokeWidth={2.2} aria-hidden />
              <b>
                {scanned.bed === null || scanned.end !== undefined
                  ? say('another.openNoBed')
                  : say('another.open', { bed: scanned.bed })}
              </b>
              <small>{say('another.stays', { bed })}</small>
            </Target>
            <Target tone="stop" className={styles.button} onPress={onStop}>
              <Glyph name="stop" size={38} />
              <b>{say('another.stop', { bed })}</b>
              <small>{say('another.recorded')}</small>
            </Target>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
