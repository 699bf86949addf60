/** The scanner answers: dashed, so that nobody presses it. A band that cannot be scanned is typed, all of it. */
import { ScanBarcode } from 'lucide-react';
import { useState } from 'react';
import { tabletWords } from '../../ui/words/en-tablet.ts';
import { Target } from '../target.tsx';
import { TypeNumber } from '../type-number.tsx';
import type { PadProps } from './answer-pad.tsx';
import styles from './pads.module.css';

export function ScanPad({ heading, hint }: PadProps) {
  const say = tabletWords.use();
  const [typing, setTyping] = useState(false);
  return (
    <div className={styles.stacked}>
      {heading}
      <div className={styles.scanRow}>
        <p className={styles.scan}>
          <ScanBarcode size={34} strokeWidth={2.2} aria-hidden />
          <span>
            <b>{say('pad.scan')}</b>
            <span className={styles.hint}>{hint ?? say('pad.scanHint')}</span>
          </span>
        </p>
        <Target className={styles.typeInstead} onPress={() => setTyping(true)}>
          {say('list.type')}
        </Target>
      </div>
      {typing && <TypeNumber verb="type.match" onBack={() => setTyping(false)} />}
    </div>
  );
}
