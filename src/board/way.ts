/** Where a patient is on the way to a department, in a board's words: the wall has room for thirteen letters. */
import type { BoardRow, WallRow } from '../../machines/index.ts';
import { clockTime } from '../ui/clock.ts';
import { boardWords } from './words.ts';

const { say } = boardWords;

export const wayShort = ({ transfer }: Pick<WallRow, 'transfer'>): string | null =>
  transfer === undefined ? null : say(`wayShort.${transfer}`);

/** With the time; null while the patient is on the ward and nobody has called. */
export function wayFull({ transfer, transferSince }: BoardRow): string | null {
  if (transfer === undefined) return null;
  const short = say(`way.${transfer}`);
  return transferSince === undefined ? short : say('way.since', { way: short, time: clockTime(transferSince) });
}
