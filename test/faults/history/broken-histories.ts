/** Ways in which a true history may be broken, each with the name under which it must be found. */
import type { FlawKind } from './flaw.ts';
import type { Announced, Answer, Board, Entry, History, Row, Told } from './history.ts';

interface Broken {
  readonly how: string;
  readonly is: FlawKind;
  readonly break: (history: History) => History;
}

const inLog =
  (change: (entries: readonly Entry[]) => readonly Entry[]) =>
  (history: History): History => ({
    ...history,
    logs: history.logs.map((log, index) => (index === 0 ? { ...log, entries: change(log.entries) } : log)),
  });
const at = (revision: number, more: Partial<Entry>) =>
  inLog((entries) => entries.map((one) => (one.revision === revision ? { ...one, ...more } : one)));
const inFeed =
  (change: (feed: readonly Announced[]) => readonly Announced[]) =>
  (history: History): History => ({ ...history, feed: change(history.feed) });
const onBoard =
  (change: (board: Board) => Board) =>
  (history: History): History => ({ ...history, boards: history.boards.map(change) });
const inAnswers =
  (change: (answers: readonly Answer[]) => readonly Answer[]) =>
  (history: History): History => ({ ...history, answers: change(history.answers) });
const frame = (offset: number, ...rows: readonly Row[]) =>
  onBoard((board) => ({ ...board, frames: [...board.frames, { offset, rows }] }));
/** The log without the record of this revision, and chained again as if it had never been. */
const without = (revision: number) =>
  inLog((entries) =>
    entries
      .filter((one) => one.revision !== revision)
      .map((one, index, all) => ({ ...one, revision: index + 1, prev: all[index - 1]?.hash ?? '' })),
  );
const swap = (revision: number) =>
  inLog((entries) => {
    const [one, next] = [entries[revision - 1]!, entries[revision]!];
    return entries
      .with(revision - 1, { ...one, command: next.command })
      .with(revision, { ...next, command: one.command });
  });
const again = (command: string, text: string): Told => ({
  turn: 30,
  command,
  kind: 'duplicate',
  applied: true,
  revision: 3,
  head: 'a3',
  text,
});
const until = { id: 'until', generation: 1, due: 3_500 };

export const brokenHistories: readonly Broken[] = [
  {
    how: 'a record was altered',
    is: 'chainBroken',
    break: (history) => ({ ...history, logs: history.logs.map((log) => ({ ...log, intact: false })) }),
  },
  {
    how: 'a log leads elsewhere than to its state',
    is: 'replayFalse',
    break: (history) => ({ ...history, logs: history.logs.map((log) => ({ ...log, replays: false })) }),
  },
  {
    how: 'a tap is never answered',
    is: 'unanswered',
    break: inAnswers((all) => all.filter(({ command }) => command !== 'late')),
  },
  {
    how: 'a preparation that was opened is not there',
    is: 'ackedLost',
    break: (history) => ({ ...history, opened: ['preparation-cleo'] }),
  },
  { how: 'an acknowledged tap is not in the log', is: 'ackedLost', break: at(2, { command: null }) },
  { how: 'the tail after an acknowledgement is gone', is: 'ackedLost', break: inLog((all) => all.slice(0, 4)) },
  { how: 'an acknowledged record was put in another place', is: 'ackedMoved', break: without(1) },
  {
    how: 'an answer names another history’s head',
    is: 'ackedMoved',
    break: inAnswers((all) => all.with(0, { ...again('first', 'x'), head: 'z3' })),
  },
  { how: 'a tap that was refused is applied after all', is: 'refusedApplied', break: at(3, { command: 'late' }) },
  { how: 'a resent tap is applied again', is: 'doubled', break: at(3, { command: 'first' }) },
  {
    how: 'a tap is applied to two patients',
    is: 'doubled',
    break: (history) => ({
      ...history,
      logs: history.logs.map((log) => ({
        ...log,
        entries: log.entries.map((one) =>
          one.revision === 1 && one.hash === 'b1' ? { ...one, command: 'first' } : one,
        ),
      })),
    }),
  },
  { how: 'a tap of nobody is in the log', is: 'invented', break: at(3, { command: 'nobody' }) },
  {
    how: 'a tap is in the log of another patient',
    is: 'invented',
    break: (history) => ({
      ...history,
      asked: history.asked.map((one) => (one.command === 'first' ? { ...one, preparation: 'preparation-bert' } : one)),
    }),
  },
  {
    how: 'an accepted tap is told something else when asked again',
    is: 'verdictChanged',
    break: inAnswers((all) => [...all, again('first', 'first refused')]),
  },
  {
    how: 'a refused tap is accepted when asked again',
    is: 'verdictChanged',
    break: inAnswers((all) => [...all, again('late', 'late accepted')]),
  },
  {
    how: 'a device’s second tap is before its first',
    is: 'deviceOrder',
    break: (history) => ({
      ...history,
      asked: history.asked.map((one) => (one.command === 'first' ? { ...one, seq: 7 } : one)),
    }),
  },
  {
    how: 'a tap stands before one that was answered before it was made',
    is: 'realTimeOrder',
    break: (history) => ({
      ...history,
      asked: history.asked.map((one) => (one.command === 'second' ? { ...one, turn: 9 } : one)),
    }),
  },
  { how: 'two taps changed places', is: 'ackedMoved', break: swap(4) },
  {
    how: 'a record is missing in the middle',
    is: 'revisionGap',
    break: inLog((all) => all.filter(({ revision }) => revision !== 3)),
  },
  { how: 'a record stands twice', is: 'revisionGap', break: inLog((all) => [...all, all.at(-1)!]) },
  { how: 'a record continues another one', is: 'chainBroken', break: at(5, { prev: 'a3' }) },
  { how: 'the first record continues something', is: 'chainBroken', break: at(1, { prev: 'a0' }) },
  {
    how: 'the head has gone on without its log',
    is: 'headBroken',
    break: (history) => ({
      ...history,
      logs: history.logs.map((log) => ({ ...log, head: { revision: log.head.revision + 1, hash: 'x' } })),
    }),
  },
  { how: 'the feed skips a number', is: 'feedGap', break: inFeed((feed) => feed.toSpliced(3, 1)) },
  { how: 'the feed begins in the middle', is: 'feedGap', break: inFeed((feed) => feed.slice(1)) },
  {
    how: 'an entry of the feed continues another',
    is: 'feedBroken',
    break: inFeed((feed) => feed.with(4, { ...feed[4]!, prev: 'f2' })),
  },
  { how: 'the last change was never announced', is: 'feedMissing', break: inFeed((feed) => feed.slice(0, -1)) },
  {
    how: 'the feed announces what was not written',
    is: 'feedFalse',
    break: inFeed((feed) => feed.with(5, { ...feed[5]!, revision: 7, head: 'a7' })),
  },
  { how: 'a board goes back to an earlier position', is: 'boardBack', break: frame(5) },
  {
    how: 'a board shows an earlier revision again',
    is: 'boardBack',
    break: frame(7, { preparation: 'preparation-anna', revision: 4, head: 'a4' }),
  },
  {
    how: 'a board shows another history',
    is: 'boardFalse',
    break: frame(7, { preparation: 'preparation-anna', revision: 6, head: 'z6' }),
  },
  {
    how: 'a board ends on an old row',
    is: 'boardDiverged',
    break: onBoard((board) => ({ ...board, last: board.frames[0]!.rows })),
  },
  {
    how: 'a board ends without a patient',
    is: 'boardDiverged',
    break: onBoard((board) => ({ ...board, last: board.truth.slice(1) })),
  },
  {
    how: 'a board still shows somebody who is gone',
    is: 'boardDiverged',
    break: onBoard((board) => ({ ...board, truth: board.truth.slice(1) })),
  },
  { how: 'a deadline is written down long before it is due', is: 'deadlineEarly', break: at(6, { storedAt: 2_000 }) },
  {
    how: 'a deadline that fell due while nobody was there waits on',
    is: 'deadlineLate',
    break: at(6, { storedAt: 6_600 }),
  },
  { how: 'a deadline counts from when it was written', is: 'deadlineMoved', break: at(6, { at: 6_000 }) },
  {
    how: 'a deadline is recorded twice',
    is: 'deadlineTwice',
    break: inLog((all) => [...all, { ...all.at(-1)!, revision: 7, hash: 'a7', prev: 'a6' }]),
  },
  { how: 'a deadline is never recorded', is: 'deadlineMissing', break: at(6, { fired: null }) },
  { how: 'a tap that came later stands before a deadline', is: 'deadlinePassed', break: at(5, { at: 5_000 }) },
  { how: 'a deadline is recorded that was disarmed', is: 'deadlineUnarmed', break: at(3, { disarmed: [until] }) },
  {
    how: 'a server stops at an impossible state',
    is: 'invariantBroken',
    break: (history) => ({ ...history, invariants: ['T2'] }),
  },
  {
    how: 'two preparations hold one order',
    is: 'heldTwice',
    break: (history) => ({ ...history, holds: history.holds.map((one) => ({ ...one, key: 'order:1' })) }),
  },
];
