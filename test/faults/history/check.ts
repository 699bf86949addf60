/**
 * Says what is wrong with a history, in time that grows with its length: an answer names the place in the log, so the
 * order is given and nothing has to be searched for. Only ends are sorted.
 */
import { boardFlaws } from './check-boards.ts';
import { commandFlaws } from './check-commands.ts';
import { deadlineFlaws } from './check-deadlines.ts';
import { feedFlaws } from './check-feed.ts';
import { logFlaws } from './check-logs.ts';
import { flaw, type Flaw } from './flaw.ts';
import type { History } from './history.ts';

/** Empty when every promise was kept. */
export const check = (history: History): readonly Flaw[] => [
  ...commandFlaws(history),
  ...history.logs.flatMap(logFlaws),
  ...feedFlaws(history),
  ...history.boards.flatMap((board) => boardFlaws(board, history.logs)),
  ...history.logs.flatMap((log) => deadlineFlaws(log, history)),
  ...heldTwice(history),
  ...history.invariants.map((says) => flaw('invariantBroken', says)),
];

function heldTwice({ holds }: History): readonly Flaw[] {
  const holders = new Map<string, string>();
  return holds.flatMap(({ key, preparation }): readonly Flaw[] => {
    const other = holders.get(key);
    holders.set(key, preparation);
    return other === undefined || other === preparation
      ? []
      : [flaw('heldTwice', `${key} is held by ${other} and by ${preparation}`)];
  });
}
