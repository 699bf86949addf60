/** The pad for an item: one shape of hand for each shape of answer. */
import type { ReactNode } from 'react';
import type { Answer } from '../../../machines/index.ts';
import type { Answered } from './answer.ts';
import { ChoicePad } from './choice-pad.tsx';
import { ClockPad } from './clock-pad.tsx';
import { NumberPad } from './number-pad.tsx';
import { ScanPad } from './scan-pad.tsx';
import { TimerPad } from './timer-pad.tsx';

export interface PadProps {
  /** The item's shape and words, which the pad places. */
  readonly heading: ReactNode;
  readonly hint: string | null;
  /** What was typed and not recorded yet is kept under this name, also over a lock. */
  readonly draft: string;
  readonly onAnswer: (answered: Answered) => void;
}

interface AnswerPadProps extends PadProps {
  readonly answer: Answer;
  readonly verb: string;
  readonly runsUntil: number | null;
}

export function AnswerPad({ answer, verb, runsUntil, ...pad }: AnswerPadProps) {
  switch (answer.kind) {
    case 'choice':
      return <ChoicePad {...pad} choices={answer.choices} />;
    case 'number':
      return <NumberPad {...pad} ask={answer} />;
    case 'clock':
      return <ClockPad {...pad} />;
    case 'scan':
    case 'asset':
      return <ScanPad {...pad} />;
    case 'timer':
      return <TimerPad {...pad} takesMs={answer.takesMs} verb={verb} runsUntil={runsUntil} />;
  }
}
