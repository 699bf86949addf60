/**
 * The same question about commands, asked the long way: every order of every choice of the commands is tried, and those
 * that the answers allow are kept. For histories of a few commands on one preparation; shares nothing with the checker.
 */
import type { History } from './history.ts';

/** Whether some order of the commands that were asked explains every answer and is the log. */
export function isExplained({ asked, answers, logs }: History): boolean {
  const log = (logs[0]?.entries ?? []).map(({ command }) => command ?? '');
  if (contradicts(answers)) return false;
  return orders(asked.map(({ command }) => command)).some(
    (order) => order.join() === log.join() && isAllowed(order, { asked, answers }),
  );
}

/** Two answers to one command that are not the same. */
const contradicts = (answers: History['answers']): boolean =>
  answers.some((a) => answers.some((b) => a.command === b.command && 'text' in a && 'text' in b && a.text !== b.text));

function isAllowed(order: readonly string[], { asked, answers }: Pick<History, 'asked' | 'answers'>): boolean {
  const one = (command: string) => asked.find((each) => each.command === command)!;
  const answeredAt = (command: string) =>
    Math.min(...answers.flatMap((each) => (each.command === command && 'text' in each ? [each.turn] : [])));
  for (const answer of answers) {
    if (!('text' in answer)) continue;
    const at = order.indexOf(answer.command) + 1;
    if (answer.applied ? at === 0 || answer.revision !== at : at > 0) return false;
  }
  for (let later = 0; later < order.length; later += 1)
    for (let earlier = 0; earlier < later; earlier += 1) {
      const [a, b] = [one(order[earlier]!), one(order[later]!)];
      if (a.device === b.device && a.seq > b.seq) return false;
      if (answeredAt(b.command) < a.turn) return false;
    }
  return true;
}

/** Every sequence without repetition, of every length. */
function orders(commands: readonly string[]): readonly (readonly string[])[] {
  return [
    [],
    ...commands.flatMap((first) =>
      orders(commands.filter((other) => other !== first)).map((rest) => [first, ...rest] as const),
    ),
  ];
}
