/** Nothing to press: the scanner answers. Dashed, so that nobody tries. */
import { ScanBarcode } from 'lucide-react';
import { tabletWords } from '../../ui/words/en-tablet.ts';
import type { PadProps } from './answer-pad.tsx';
import styles from './pads.module.css';

export function ScanPad({ heading, hint }: PadProps) {
  const say = tabletWords.use();
  return (
    <div className={styles.stacked}>
      {heading}
      <p className={styles.scan}>
        <ScanBarcode size={34} strokeWidth={2.2} aria-hidden />
        <span>
          <b>{say('pad.scan')}</b>
          <span className={styles.hint}>{hint ?? say('pad.scanHint')}</span>
        </span>
      </p>
    </div>
  );
}
