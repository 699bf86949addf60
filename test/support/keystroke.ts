/**
 * How much work it is to fill in a preparation, on the tablet and on a printed form of the same items: the keystroke-level
 * model of Card, Moran and Newell. Acts are counted from the protocol by the rules below; seconds are their sums. Where a
 * rule could go either way it goes against the tablet, and for paper.
 */
import type { ItemDocument } from '../../machines/index.ts';

interface Operator {
  readonly seconds: number;
  readonly is: string;
  readonly status: 'general knowledge' | 'project default';
}
/** Lengths of single acts. None was measured here; the originals were not looked up. */
export const operators = {
  P: { seconds: 1.1, is: 'pointing at a place', status: 'general knowledge' },
  B: { seconds: 0.1, is: 'pressing, or letting go', status: 'general knowledge' },
  H: { seconds: 0.4, is: 'hands to another thing: pen, scanner, glass', status: 'general knowledge' },
  M: { seconds: 1.35, is: 'reading a line or a clock, or deciding', status: 'general knowledge' },
  W: { seconds: 0.4, is: 'writing one character by hand, quickly', status: 'project default' },
} as const satisfies Readonly<Record<string, Operator>>;
type Key = keyof typeof operators;

export interface Work {
  /** Places touched, things scanned, fields filled in, figures typed or written in boxes. */
  readonly acts: number;
  /** Lines, values and clocks that have to be read to go on. */
  readonly readings: number;
  readonly seconds: number;
}

export const nothing: Work = { acts: 0, readings: 0, seconds: 0 };
const time = (keys: string): number => [...keys].reduce((sum, key) => sum + operators[key as Key].seconds, 0);
export const sum = (...all: readonly Work[]): Work => ({
  acts: all.reduce((now, { acts }) => now + acts, 0),
  readings: all.reduce((now, { readings }) => now + readings, 0),
  seconds: all.reduce((now, { seconds }) => now + seconds, 0),
});
const times = (n: number, work: Work): Work => sum(...Array.from({ length: n }, () => work));

const act = (keys: string): Work => ({ acts: 1, readings: 0, seconds: time(keys) });
/** Somebody reads, and then knows what to do. */
export const reading: Work = { acts: 0, readings: 1, seconds: time('M') };

/** The tablet: every figure is a tap of its own, and the scanner is taken up and put down each time. */
export const tap = act('PB');
export const scan = act('HPBH');

/** Paper: a field is one act however long it is, but for figures in boxes, which are one each as on the tablet. */
export const tick = act('PW');
const initials = act('PWW');
/** The clock is read, and four figures written on a line. */
const timeWritten = sum(reading, act('PWWWW'));
const boxed = (figures: number): Work => sum({ acts: 0, readings: 0, seconds: time('P') }, times(figures, act('W')));
const signature = act('PWWWWWWWW');

/** A fraction has its figures and no more; the point is printed, and typed. */
function figuresOf(item: ItemDocument): { readonly typed: number; readonly written: number } {
  const { answer } = item;
  if (!('unit' in answer)) return { typed: 0, written: 0 };
  if (answer.unit === 'clock') return { typed: 4, written: 4 };
  const whole = likely[answer.unit] ?? Math.max(1, String(Math.round((answer.min + answer.max) / 2)).length);
  return { typed: whole + answer.decimals + (answer.decimals > 0 ? 1 : 0), written: whole + answer.decimals };
}
/** Figures before the point of the readings people have: three tubes, 62 mL a minute, 36.8 degrees. */
const likely: Readonly<Record<string, number>> = { '1': 1, Cel: 2, kg: 2, cm: 2, 'mL/min/{1.73_m2}': 2, '%': 2 };

/** A date beside the answer: eight figures, and on the tablet one tap to record it. */
const dateFigures = 8;

/** Reading the line is the same on both. The second person reads it too. */
export function onTablet(item: ItemDocument): Work {
  const once = answered(item);
  const dated = item.dated === undefined ? nothing : times(dateFigures + 1, tap);
  if (item.kind !== 'secondPerson') return sum(reading, once, dated);
  // "Start check", the badge of the second person, and the same answer, unseen.
  return sum(reading, once, dated, tap, scan, reading, once);
}

function answered(item: ItemDocument): Work {
  const { answer } = item;
  if ('scan' in answer || 'scanFact' in answer || 'asset' in answer) return scan;
  if ('choices' in answer) return tap;
  // It says by itself when it is over: somebody looks up once.
  if ('timer' in answer) return sum(tap, reading);
  return times(figuresOf(item).typed + 1, tap);
}

/** Ticked or written, then the time and initials of whoever did it; two people each leave their own. */
export function onPaper(item: ItemDocument): Work {
  return sum(unsigned(item), timeWritten, times(item.kind === 'secondPerson' ? 2 : 1, initials));
}
/** One time and one pair of initials for a whole step: less work, and nobody knows any more who saw what and when. */
export const stepSigned = sum(timeWritten, initials);

/** The same line without time and initials. */
export function unsigned(item: ItemDocument): Work {
  const { answer } = item;
  const dated = item.dated === undefined ? nothing : boxed(dateFigures);
  const seen =
    'scan' in answer || 'scanFact' in answer || 'asset' in answer
      ? // The last five are read off the band or label and written; then compared with the order.
        sum(reading, boxed(5), reading)
      : 'choices' in answer
        ? tick
        : 'timer' in answer
          ? sum(tick, reading)
          : boxed(figuresOf(item).written);
  const first = sum(reading, seen, dated);
  return item.kind === 'secondPerson' ? sum(first, reading, seen) : first;
}

/** What comes besides the items. */
export interface Besides {
  readonly steps: number;
  readonly twoPeople: boolean;
  /** Taken to another place: they leave, and they are there. */
  readonly isTaken: boolean;
}
/** Badge; ward list and patient; "here" and "take"; one tap a step; the consent and the hand-over, each looked at first; the way there. */
export const besidesOnTablet = ({ steps, isTaken }: Besides): Work =>
  sum(
    scan,
    times(2, sum(reading, tap)),
    times(2, tap),
    times(steps, sum(reading, tap)),
    times(4, sum(reading, tap)),
    // Left, arrived there; the badge and the patient once more, on the tablet that is there.
    isTaken ? sum(times(2, sum(reading, tap)), scan, sum(reading, tap)) : nothing,
  );
/** Pen; the patient's label, read and stuck; "ready until", worked out and written; a name and signature each; the way. */
export const besidesOnPaper = ({ twoPeople, isTaken }: Besides): Work =>
  sum(
    act('H'),
    reading,
    act('HP'),
    reading,
    boxed(4),
    times(twoPeople ? 2 : 1, signature),
    // Two lines of the transfer slip, each with its time and initials.
    isTaken ? times(2, sum(reading, timeWritten, initials)) : nothing,
  );
