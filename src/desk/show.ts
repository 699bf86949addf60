/** Which of the ward's rows a person asked to see. */
import type { BoardRow, PersonId } from '../../machines/index.ts';
import { isOver } from '../board/bed-rows.ts';

export const shows = ['ward', 'late', 'mine', 'ready'] as const;
export type Show = (typeof shows)[number];

export function isShown(row: BoardRow, show: Show, me: string): boolean {
  switch (show) {
    case 'ward':
      return true;
    case 'late':
      return row.status.kind === 'overdue';
    case 'mine':
      return isMine(row, me);
    case 'ready':
      return row.status.kind === 'ready' || row.status.kind === 'readyWithExceptions';
  }
}

/** Whoever had them when they went has them no more. */
export const isMine = (row: BoardRow, me: PersonId): boolean => row.responsible === me && !isOver(row);

/** Every word typed is somewhere in what the row says. A bare number is a bed, not part of one: 1 is not 12. */
export function matches(find: string, [bed = '', ...words]: readonly string[]): boolean {
  const asked = find
    .trim()
    .toLocaleLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const said = words.join(' ').toLocaleLowerCase();
  return asked.every((word) => bed.toLocaleLowerCase() === word || said.includes(word));
}
