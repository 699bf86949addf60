/** The line with a stop a step: where the preparation is, and the way to another step. */
import { useLayoutEffect, useRef, useState } from 'react';
import { lineHere } from '../link/here.ts';
import type { Shown } from '../link/overlay.ts';
import { Line } from '../ui/line.tsx';
import { lineSays } from '../ui/status-words.ts';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { Target } from './target.tsx';
import styles from './step-line.module.css';

interface StepLineProps {
  readonly shown: Shown;
  /** The step on the screen. */
  readonly step: string;
  readonly onShow: (step: string) => void;
}

export function StepLine({ shown, step: current, onShow }: StepLineProps) {
  const say = tabletWords.use();
  const [width, setWidth] = useState(752);
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const measure = new ResizeObserver(() => setWidth(element.clientWidth));
    measure.observe(element);
    return () => measure.disconnect();
  }, []);
  const { steps } = shown.checklist;
  const stops = lineHere(
    steps.map(({ id, short, mark }) => ({ step: id, short, mark })),
    shown,
  );
  return (
    <nav className={styles.nav} aria-label={say('steps.label')}>
      <div className={styles.line} ref={box}>
        <Line stops={stops} size="header" says={lineSays(stops)} gap={width / Math.max(1, steps.length)} />
      </div>
      <ol className={styles.steps}>
        {steps.map((step) => (
          <li key={step.id}>
            <Target tone="bare" className={styles.step} pressed={step.id === current} onPress={() => onShow(step.id)}>
              {step.short}
            </Target>
          </li>
        ))}
      </ol>
    </nav>
  );
}
