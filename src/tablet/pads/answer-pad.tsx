/** The pad for an item's kind of answer; every kind has one. */
import type { ReactNode } from 'react';
import type { Answer, EvidenceValue, Instant } from '../../../machines/index.ts';
import type { Answered } from './answer.ts';
import { ChoicePad } from './choice-pad.tsx';
import { ClockPad } from './clock-pad.tsx';
import { DatedPad } from './dated-pad.tsx';
import { NumberPad } from './number-pad.tsx';
import { ScanPad } from './scan-pad.tsx';
import { TimerPad } from './timer-pad.tsx';

export interface PadProps {
  /** The item's shape and words, which the pad places. */
  readonly heading: ReactNode;
  readonly hint: string | null;
  /** What was typed and not recorded yet is kept under this name, also over a lock. */
  readonly draft: string;
  /** Why this answer would not satisfy, and who may accept it; it can be recorded all the same. */
  readonly notEnough?: (value: EvidenceValue, takenAt?: Instant) => string | null;
  /** The item's words, for a second question about it. */
  readonly about?: string;
  /** How old the answer may be, where that matters: said before anybody types when it was. */
  readonly age?: string | null;
  /** What the recording key says, where it does not record yet. */
  readonly next?: string;
  /** Where only the day is known: the end of it that counts for less. */
  readonly without?: 'first' | 'last';
  readonly onAnswer: (answered: Answered) => void;
}

interface AnswerPadProps extends PadProps {
  readonly answer: Answer;
  /** The time that is asked along with the answer. */
  readonly dated?: string | undefined;
  readonly verb: string;
  readonly runsUntil: number | null;
}

export function AnswerPad({ dated, ...props }: AnswerPadProps) {
  return dated === undefined ? <PadOf {...props} /> : <DatedPad {...props} dated={dated} pad={PadOf} />;
}

export function PadOf({ answer, verb, runsUntil, ...pad }: Omit<AnswerPadProps, 'dated'>) {
  switch (answer.kind) {
    case 'choice':
      return <ChoicePad {...pad} choices={answer.choices} />;
    case 'number':
      return <NumberPad {...pad} ask={answer} />;
    case 'clock':
      return <ClockPad {...pad} ask={answer} />;
    case 'scan':
    case 'asset':
      return <ScanPad {...pad} answer={answer} />;
    case 'timer':
      return <TimerPad {...pad} takesMs={answer.takesMs} verb={verb} runsUntil={runsUntil} />;
  }
}
