/** Which of the ward's rows a person asked to see. */
import type { BoardRow } from '../../machines/index.ts';

export const shows = ['ward', 'late', 'mine', 'ready'] as const;
export type Show = (typeof shows)[number];

export function isShown(row: BoardRow, show: Show, me: string): boolean {
  switch (show) {
    case 'ward':
      return true;
    case 'late':
      return row.status.kind === 'overdue';
    case 'mine':
      return row.responsible === me;
    case 'ready':
      return row.status.kind === 'ready' || row.status.kind === 'readyWithExceptions';
  }
}

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
