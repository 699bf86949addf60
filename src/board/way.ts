/** Where a patient is on the way to a department, or away for another procedure, in a board's words: the wall has room for thirteen letters. */
import type { BoardRow, WallRow } from '../../machines/index.ts';
import { clockTime } from '../ui/clock.ts';
import { boardWords } from './words.ts';

const { say } = boardWords;

export const wayShort = ({ transfer, elsewhere }: Pick<WallRow, 'transfer' | 'elsewhere'>): string | null =>
  elsewhere === true ? say('wayShort.elsewhere') : transfer === undefined ? null : say(`wayShort.${transfer}`);

/** Beside a time, where the bed's name is long. */
export const wayShorter = (row: Pick<WallRow, 'transfer' | 'elsewhere'>): string | null =>
  row.elsewhere === true || row.transfer === undefined ? wayShort(row) : say(`wayTimed.${row.transfer}`);

/** With the time; null while the patient is on the ward and nobody has called. */
export function wayFull({ transfer, transferSince, elsewhere }: BoardRow): string | null {
  if (elsewhere !== undefined) {
    const { procedure, since, handedOver } = elsewhere;
    return say(handedOver ? 'way.keptElsewhere' : 'way.elsewhere', { procedure, time: clockTime(since) });
  }
  if (transfer === undefined) return null;
  const short = say(`way.${transfer}`);
  return transferSince === undefined ? short : say('way.since', { way: short, time: clockTime(transferSince) });
}
