/** Small random histories of one preparation: played honestly, then often spoiled by one or two random changes. */
import { Chance } from '../../support/chance.ts';
import type { Answer, Asked, Entry, History } from './history.ts';

const commandsMax = 4;
const preparation = 'preparation-1';

export function randomHistory(seed: number): History {
  const chance = new Chance(seed);
  let history = played(chance);
  // Two of three are spoiled; some of them come out as true as before.
  for (let n = chance.below(3); n > 0; n -= 1) history = spoiled(history, chance);
  return history;
}

/** Each command is asked, perhaps applied, perhaps answered, perhaps answered again; these may lie apart. */
function played(chance: Chance): History {
  const asked: Asked[] = [];
  const answers: Answer[] = [];
  const log: string[] = [];
  const count = 1 + chance.below(commandsMax);
  const going: { command: string; fate: 'apply' | 'refuse' | 'lose'; written: boolean; answer: Answer | null }[] = [];
  for (let turn = 0; turn < 6 * count; turn += 1) {
    const one = chance.of(going);
    if (one === undefined || (chance.in(3) && asked.length < count)) {
      if (asked.length >= count) continue;
      const command = `command-${asked.length + 1}`;
      // One command of a device at a time, as an outbox sends them: the next is another device's.
      const device = `device-${asked.length + 1}`;
      asked.push({ turn, command, device, seq: 1 + chance.below(3), preparation });
      going.push({ command, fate: chance.of(['apply', 'apply', 'refuse', 'lose'])!, written: false, answer: null });
    } else if (!one.written) {
      one.written = true;
      if (one.fate === 'apply') log.push(one.command);
      one.answer = one.fate === 'lose' ? null : answerOf(one.command, one.fate === 'apply' ? log.length : null, turn);
    } else {
      const { command, answer } = one;
      if (answer === null || !('text' in answer)) answers.push({ turn, command, kind: 'unknown' });
      else answers.push({ ...answer, turn });
      one.answer = answer === null || !('text' in answer) ? answer : { ...answer, kind: 'duplicate' };
    }
  }
  return historyOf(asked, answers, log);
}

const answerOf = (command: string, at: number | null, turn: number): Answer =>
  at === null
    ? { turn, command, kind: 'refused', applied: false, revision: 0, head: '', text: `${command} refused` }
    : { turn, command, kind: 'accepted', applied: true, revision: at, head: `h${at}`, text: `${command} at ${at}` };

function spoiled({ asked, answers, logs }: History, chance: Chance): History {
  const log = (logs[0]?.entries ?? []).map(({ command }) => command ?? '');
  const at = chance.below(Math.max(1, log.length));
  const some = chance.of(answers);
  switch (chance.below(8)) {
    case 0:
      return historyOf(asked, answers, log.toSpliced(at, 1));
    case 1:
      return historyOf(asked, answers, [...log, chance.of(log) ?? 'command-1']);
    case 2:
      return historyOf(asked, answers, [...log.slice(1), ...log.slice(0, 1)]);
    case 3:
      return historyOf(asked, answers, [...log, chance.of(asked)?.command ?? 'command-9']);
    case 4:
      return historyOf(
        asked,
        answers.map((one) => (one === some && 'text' in one ? { ...one, text: `${one.text}!` } : one)),
        log,
      );
    case 5:
      return historyOf(
        asked.map((one) => ({ ...one, device: chance.in(2) ? 'device-1' : one.device })),
        answers,
        log,
      );
    case 6:
      return historyOf(
        asked.map((one) => (one.command === some?.command ? { ...one, turn: chance.below(24) } : one)),
        answers,
        log,
      );
    default:
      return historyOf(
        asked,
        answers.filter((one) => one !== some),
        log,
      );
  }
}

export function historyOf(asked: readonly Asked[], answers: readonly Answer[], log: readonly string[]): History {
  const entries = log.map((command, index): Entry => ({
    revision: index + 1,
    hash: `h${index + 1}`,
    prev: index === 0 ? '' : `h${index}`,
    command,
    at: index,
    storedAt: index,
    fired: null,
    armed: [],
    disarmed: [],
  }));
  const head = { revision: entries.length, hash: entries.at(-1)?.hash ?? '' };
  const logs = [{ preparation, entries, head, intact: true, replays: true }];
  return {
    asked,
    answers,
    opened: [],
    logs,
    feed: [],
    feedComplete: false,
    boards: [],
    holds: [],
    invariants: [],
    end: 0,
    recoveredAt: null,
    settled: false,
  };
}
