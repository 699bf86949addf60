/** The scanner answers: dashed, so that nobody presses it. What cannot be scanned is typed, all of it. */
import { ScanBarcode } from 'lucide-react';
import { useState } from 'react';
import type { Answer } from '../../../machines/index.ts';
import { tabletWords } from '../../ui/words/en-tablet.ts';
import { thingWord } from '../../ui/words/units.ts';
import { useHands } from '../hands.ts';
import { Target } from '../target.tsx';
import { TypeNumber, type TypedFor } from '../type-number.tsx';
import type { PadProps } from './answer-pad.tsx';
import styles from './pads.module.css';

type ScanAsk = Extract<Answer, { kind: 'scan' | 'asset' }>;

export function ScanPad({ heading, hint, answer }: PadProps & { readonly answer: ScanAsk }) {
  const say = tabletWords.use();
  const [typing, setTyping] = useState(false);
  const { openedByNumber } = useHands();
  const what = answer.kind === 'asset' ? 'asset' : answer.of === 'order.fact' ? 'label' : 'match';
  const title =
    what === 'asset'
      ? say('pad.scanThing', { thing: thingWord(answer.kind === 'asset' ? answer.type : '') })
      : say(what === 'label' ? 'pad.scanLabel' : 'pad.scan');
  const under = what === 'asset' ? say('pad.scanThingHint') : what === 'label' ? say('pad.scanLabelHint') : null;
  // It chose whom to open, whoever that was: only read against the name on the screen is it a match.
  const opened = what === 'match' && openedByNumber !== null ? say(`pad.opened.${openedByNumber}`) : null;
  const typed: TypedFor = `type.${what}`;
  return (
    <div className={styles.stacked}>
      {heading}
      {hint !== null && (under ?? opened) !== null && <p className={styles.hint}>{hint}</p>}
      <div className={styles.scanRow}>
        <p className={styles.scan}>
          <ScanBarcode size={34} strokeWidth={2.2} aria-hidden />
          <span>
            <b>{title}</b>
            <span className={styles.hint}>{under ?? opened ?? hint ?? say('pad.scanHint')}</span>
          </span>
        </p>
        <Target className={styles.typeInstead} onPress={() => setTyping(true)}>
          {say('list.type')}
        </Target>
      </div>
      {typing && <TypeNumber verb={typed} onBack={() => setTyping(false)} />}
    </div>
  );
}
