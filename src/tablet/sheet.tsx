/** A page over the page, below the band: who it is about stays in sight, and the only ways out are its own. */
import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { ArrowLeft } from 'lucide-react';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { NotLive } from './strip.tsx';
import { Target } from './target.tsx';
import styles from './sheet.module.css';

interface SheetProps {
  readonly title: string;
  readonly hint?: string | null;
  readonly onBack: () => void;
  readonly children: ReactNode;
  /** The one act of the sheet, at the lower right. */
  readonly act?: ReactNode;
  /** Over a list there is no band to keep. */
  readonly below?: 'band' | 'top';
}

export function Sheet({ title, hint = null, onBack, children, act = null, below = 'band' }: SheetProps) {
  const say = tabletWords.use();
  return (
    <ModalOverlay isOpen onOpenChange={(open) => !open && onBack()} className={styles.overlay ?? ''} data-below={below}>
      <Modal className={styles.modal ?? ''}>
        <Dialog className={styles.dialog ?? ''}>
          <div className={styles.top}>
            <Heading slot="title" level={2} className={styles.title ?? ''}>
              {title}
            </Heading>
            {hint !== null && <p className={styles.hint}>{hint}</p>}
            <NotLive className={styles.notLive} />
          </div>
          <div className={styles.body}>{children}</div>
          <div className={styles.foot}>
            <Target onPress={onBack} className={styles.back}>
              <ArrowLeft size={24} strokeWidth={2.4} aria-hidden />
              {say('sheet.back')}
            </Target>
            {act}
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
