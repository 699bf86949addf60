/** Ten seconds in which a wet cloth does nothing. It ends by itself, so nobody has to press a wet screen. */
import { useEffect, useEffectEvent, useState } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { tabletWords } from '../ui/words/en-tablet.ts';
import styles from './wipe.module.css';

const wipeSeconds = 10;

export function Wipe({ onDone }: { readonly onDone: () => void }) {
  const say = tabletWords.use();
  const [left, setLeft] = useState(wipeSeconds);
  // The screens behind are drawn again every second; that must not start the ten seconds anew.
  const done = useEffectEvent(onDone);
  useEffect(() => {
    const endsAt = performance.now() + wipeSeconds * 1000;
    const timer = setInterval(() => {
      const seconds = Math.ceil((endsAt - performance.now()) / 1000);
      if (seconds <= 0) done();
      else setLeft(seconds);
    }, 250);
    return () => clearInterval(timer);
  }, []);
  return (
    <ModalOverlay isOpen isKeyboardDismissDisabled className={styles.field ?? ''}>
      <Modal>
        <Dialog aria-label={say('wipe.title')} className={styles.words ?? ''}>
          <p className={styles.title}>{say('wipe.title')}</p>
          <p role="timer">{say('wipe.left', { count: left })}</p>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
