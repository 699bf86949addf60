/**
 * One round: a ward of real processes is started, people tap on many preparations, one kind of fault strikes at random
 * moments, everything outstanding is offered again, and the checker is asked. The seed gives the fault, its moments and
 * the taps; what real time makes of them is not in it.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Head } from '../../../server/store/store.ts';
import { Chance } from '../../support/chance.ts';
import { check } from '../history/check.ts';
import type { Flaw } from '../history/flaw.ts';
import type { Board, History, Row } from '../history/history.ts';
import { faultKinds, type FaultKind, type FaultName } from './faults.ts';
import { headsOf, readHistory } from './read-history.ts';
import { createScreen, type Screen } from './screen.ts';
import { startDesk } from './sign-in.ts';
import { startTablet, type Tablet } from './tablet.ts';
import { startRealWard, type RealWard } from './ward.ts';
import { createWitness } from './witness.ts';

export interface Round {
  readonly fault: FaultName;
  /** How often it struck. */
  readonly struck: number;
  readonly flaws: readonly Flaw[];
  readonly history: History;
  /** Milliseconds since 1970 at which everything was up again, one for each time. */
  readonly recovered: readonly number[];
  readonly notSaved: number;
  /** Programs that ended themselves, and were started again. */
  readonly ended: number;
}

const badges = ['BADGE-OSEI', 'BADGE-NUNEZ', 'BADGE-ITO', 'BADGE-KIM', 'BADGE-NUNEZ', 'BADGE-OSEI'] as const;
const boardCount = 2;
/** Preparations at the beginning, and at most. */
const [openedFirst, openedMost] = [8, 30] as const;
/** Between two taps of one tablet. */
const tapMs = { least: 15, more: 60 };
const openMs = 400;
/** Between two faults. */
const quietMs = { least: 250, more: 900 };
/** Whoever has no answer by then gets none. */
const settledWithinMs = 40_000;

export interface RoundOptions {
  readonly times?: number;
  /** See {@link RealWard}: what the checker must find. */
  readonly notDurable?: boolean;
}

export async function playRound(seed: number, fault: FaultName, options: RoundOptions = {}): Promise<Round> {
  const kind: FaultKind = faultKinds[fault];
  const ward = await startRealWard({ ...kind.setting, notDurable: options.notDurable === true });
  const open: { close(): void }[] = [];
  try {
    return await played(seed, fault, options.times ?? kind.times, ward, open);
  } finally {
    for (const one of open) one.close();
    await ward.end();
  }
}

async function played(
  seed: number,
  fault: FaultName,
  times: number,
  ward: RealWard,
  open: { close(): void }[],
): Promise<Round> {
  const chance = new Chance(seed);
  const { urls } = ward;
  const witness = createWitness();
  const steps = new Map<string, number>();
  const boards = Array.from({ length: boardCount }, (_none, index) => {
    const board = createScreen({
      name: `board-${index}`,
      view: 'wall',
      urls,
      chance: new Chance(seed + index),
      cookie: () => null,
    });
    open.push(board);
    return board;
  });
  const tablets: Tablet[] = [];
  for (const [index, badge] of badges.entries()) {
    const tablet = await startTablet({ index, urls, badge, chance: new Chance(seed ^ (index + 99)), witness, steps });
    open.push(tablet);
    tablets.push(tablet);
  }
  const desk = await startDesk(urls, new Chance(seed ^ 0xde5c), witness);
  while (witness.opened.length < openedFirst) await desk.open();

  let over = false;
  const works = tablets.map(async (tablet, index) => {
    const own = new Chance(seed ^ (index + 7));
    while (!over) {
      await tablet.tap(own.of(witness.opened)!);
      await pause(tapMs.least + own.below(tapMs.more));
    }
  });
  const opens = (async () => {
    while (!over && witness.opened.length < openedMost) {
      await pause(openMs);
      await desk.open();
    }
  })();

  const recovered: number[] = [];
  let struck = 0;
  const verdicts = (): number => witness.answers.filter((answer) => 'text' in answer).length;
  try {
    for (let n = 0; n < times; n += 1) {
      await pause(quietMs.least + chance.below(quietMs.more));
      struck += await faultKinds[fault].strike({ ward, chance, verdicts, notSaved: witness.notSaved });
      recovered.push(
        Math.max(...[...ward.nodes, ...(ward.redis === null ? [] : [ward.redis])].map((one) => one.readyAt())),
      );
      await Promise.all(tablets.map((tablet) => tablet.sendAgain()));
    }
    await pause(quietMs.least);
  } finally {
    over = true;
    await Promise.all([...works, opens]);
  }

  const store = await ward.openStore();
  try {
    await within(settledWithinMs, () => {
      for (const tablet of tablets) tablet.wake();
      return tablets.every((tablet) => tablet.waiting() === 0);
    });
    const end = Date.now();
    const shown = await settledBoards(boards, async () => ({
      heads: await headsOf(store),
      overdue: (await store.due(end, 1)).length > 0,
    }));
    await Promise.all(ward.nodes.map((node) => node.stop()));
    const history = await readHistory({
      store,
      master: await ward.master(),
      witness,
      boards: shown,
      invariants: ward.errors().filter((line) => /BrokenInvariant|StoreBroken|RecordBroken/.test(line)),
      end,
    });
    const ended = [...ward.nodes, ...(ward.redis === null ? [] : [ward.redis])];
    return {
      fault,
      struck,
      flaws: check(history),
      history,
      recovered,
      notSaved: witness.notSaved(),
      ended: ended.reduce((sum, one) => sum + one.endedItself(), 0),
    };
  } finally {
    await store.close();
  }
}

/** Waits until every board shows what the store has and nothing is overdue, or has waited long enough. */
async function settledBoards(
  boards: readonly Screen[],
  look: () => Promise<{ readonly heads: readonly Head[]; readonly overdue: boolean }>,
): Promise<readonly Board[]> {
  let shown: readonly Board[] = [];
  await within(settledWithinMs, async () => {
    const { heads, overdue } = await look();
    const isOpen = new Map(heads.map(({ preparation, open }) => [preparation, open]));
    const truth = heads
      .filter(({ open }) => open)
      .map(({ preparation, revision, hash }) => ({ preparation, revision, head: hash }));
    shown = boards.map(({ name, frames, rows }) => ({
      board: name,
      frames,
      last: rows().filter(({ preparation }) => isOpen.get(preparation) !== false),
      truth,
    }));
    return !overdue && shown.every(({ last }) => textOf(last ?? []) === textOf(truth));
  });
  return shown;
}

const textOf = (rows: readonly Row[]): string =>
  rows
    .map(({ preparation, revision, head }) => `${preparation} ${revision} ${head}`)
    .toSorted()
    .join('\n');

async function within(ms: number, look: () => boolean | Promise<boolean>): Promise<void> {
  const until = Date.now() + ms;
  while (!(await look()) && Date.now() < until) await pause(40);
}
