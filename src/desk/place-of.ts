/** A patient's bed in a sentence; `No bed yet` where none is known. */
import type { BoardRow } from '../../machines/index.ts';
import { deskWords } from './words.ts';

export const placeOf = ({ place: { bed } }: BoardRow): string =>
  bed === null ? deskWords.say('table.noBed') : deskWords.say('panel.bed', { bed });
