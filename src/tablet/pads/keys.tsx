/** Twelve keys of 98 by 72, twelve apart. */
import { Delete } from 'lucide-react';
import { tabletWords } from '../../ui/words/en-tablet.ts';
import { Target } from '../target.tsx';
import styles from './pads.module.css';

export type Key = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | 'point' | 'back';

interface KeysProps {
  readonly onKey: (key: Key) => void;
  readonly point?: boolean;
}

const figures = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

export function Keys({ onKey, point = false }: KeysProps) {
  const say = tabletWords.use();
  return (
    <div className={styles.keys} role="group" aria-label={say('pad.keys')}>
      {figures.map((figure) => (
        <KeyTarget key={figure} onPress={() => onKey(figure)}>
          {figure}
        </KeyTarget>
      ))}
      {point ? (
        <KeyTarget label={say('pad.point')} onPress={() => onKey('point')}>
          .
        </KeyTarget>
      ) : (
        <span />
      )}
      <KeyTarget onPress={() => onKey('0')}>0</KeyTarget>
      <KeyTarget label={say('pad.back')} onPress={() => onKey('back')}>
        <Delete size={34} strokeWidth={2.2} aria-hidden />
      </KeyTarget>
    </div>
  );
}

interface KeyTargetProps {
  readonly onPress: () => void;
  readonly label?: string;
  readonly children: React.ReactNode;
}

/** The same figure twice is 100 or 11, so a key is deaf for less long than other targets. */
function KeyTarget({ onPress, label, children }: KeyTargetProps) {
  return (
    <Target className={styles.key} onPress={onPress} deafMs={80} {...(label === undefined ? {} : { label })}>
      {children}
    </Target>
  );
}
