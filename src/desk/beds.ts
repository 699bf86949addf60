/** The ward's beds to choose from, each with whoever is prepared in it: a bed that is not empty is never chosen unseen. */
import type { BoardRow, PreparationId, WardLayout } from '../../machines/index.ts';
import { isOver } from '../board/bed-rows.ts';
import { deskWords } from './words.ts';

export interface Bed {
  readonly bed: string;
  /** The names of those in it, without the one who is to come. */
  readonly holds: readonly string[];
}

/** @param coming who is to be put there: they do not stand in their own way */
export function bedsOf(
  layout: Pick<WardLayout, 'ward' | 'beds'> | null,
  rows: Iterable<BoardRow>,
  coming: PreparationId | null = null,
): readonly Bed[] {
  const here = [...rows].filter((row) => row.preparation !== coming && !isOver(row) && row.place.ward === layout?.ward);
  return (layout?.beds ?? []).map((bed) => ({
    bed,
    holds: here.filter(({ place }) => place.bed === bed).map(({ patient }) => patient.name),
  }));
}

/** `19 – D. ABEL`. */
export const bedSays = ({ bed, holds }: Bed): string => (holds.length === 0 ? bed : `${bed} – ${holds.join(', ')}`);

/** What somebody must agree to before a patient is put into this bed; null when nobody is in it. */
export function sharedBed(beds: readonly Bed[], chosen: string): string | null {
  const holds = beds.find(({ bed }) => bed === chosen)?.holds ?? [];
  if (holds.length === 0) return null;
  return deskWords.say('bed.shared', { count: holds.length, who: holds.join(', '), bed: chosen });
}
