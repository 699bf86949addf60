/** What is said of a number that opens nothing and answers nothing: who was handed over with it, or that nobody has it. */
import type { BoardRow } from '../../machines/index.ts';
import { clockTime } from '../ui/clock.ts';
import { tabletWords } from '../ui/words/en-tablet.ts';
import { endedWith, endIn } from './lists.ts';
import type { ScanEffect } from './scan-effect.ts';

const { say } = tabletWords;

/** `number`: null where what was read is none; `how`: only what was scanned is called a barcode. */
export function unknownSays(
  { says, away }: Pick<Extract<ScanEffect, { kind: 'unknown' }>, 'says' | 'away'>,
  number: string | null,
  how: 'scan' | 'typed',
  rows: readonly BoardRow[],
): string {
  if (says !== null) return says;
  const row = number === null ? null : endedWith(number, rows);
  const end = row === null ? null : endIn(row);
  if (row !== null && end !== null) {
    const { patient, place } = row;
    const ended = say(`wrong.end.${end.kind}`, { time: clockTime(end.at) });
    return say('scan.ended', { end: patient.lastFive, name: patient.name, bed: place.bed ?? '–', ended });
  }
  if (away) return say('scan.away');
  return say(how === 'typed' ? 'scan.unknownTyped' : 'scan.unknown');
}
