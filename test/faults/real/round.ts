/**
 * One round: a ward of real processes is started, people tap on many preparations, one kind of fault strikes at random
 * moments, everything outstanding is offered again, and the checker is asked. The seed gives the fault, its moments and
 * the taps; what real time makes of them is not in it.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { StoreUnavailable } from '../../../server/store/errors.ts';
import type { Store } from '../../../server/store/store.ts';
import { Chance } from '../../support/chance.ts';
import { check } from '../history/check.ts';
import type { Flaw } from '../history/flaw.ts';
import type { Board, History, Row } from '../history/history.ts';
import type { Failover } from './failover.ts';
import { faultKinds, type FaultKind, type FaultName } from './faults.ts';
import { type People, startPeople } from './people.ts';
import { headsOf, readHistory } from './read-history.ts';
import type { Screen } from './screen.ts';
import { type RealWard, startRealWard } from './ward.ts';

export interface Round {
  readonly fault: FaultName;
  /** How often it struck. */
  readonly struck: number;
  readonly flaws: readonly Flaw[];
  readonly history: History;
  /** Milliseconds since 1970 at which everything was up again, one for each time. */
  readonly recovered: readonly number[];
  /** Answers that said so. */
  readonly notSaved: number;
  /** Programs that ended themselves, and were started again. */
  readonly ended: number;
  /** What was seen of each failover. */
  readonly failovers: readonly Failover[];
}

export interface RoundOptions {
  /** How often it strikes, instead of as often as its kind does. */
  readonly times?: number;
  /** See `Setting`: what the checker must find. Then not everybody gets an answer, and nobody waits long for it. */
  readonly notDurable?: boolean;
}

/** Between two faults. */
const quietMs = { least: 250, more: 900 };
/** And so much is done meanwhile, as far as it can be: on a busy machine the tablets are hardly back by then. */
const workLeast = 12;
const workWithinMs = 8_000;
/** Whoever has no answer by then gets none. */
const settledWithinMs = 60_000;

export async function playRound(seed: number, fault: FaultName, options: RoundOptions = {}): Promise<Round> {
  const { times = faultKinds[fault].times, notDurable = false } = options;
  const ward = await startRealWard({ ...faultKinds[fault].setting, notDurable });
  let people: People | null = null;
  try {
    people = await startPeople(ward.urls, seed);
    const failovers: Failover[] = [];
    const { struck, recovered } = await strikes({ seed, fault, times, ward, people, failovers });
    const history = await historyOf(ward, people, notDurable ? settledWithinMs / 10 : settledWithinMs);
    return {
      fault,
      struck,
      flaws: check(history),
      history,
      recovered,
      notSaved: people.witness.notSaved(),
      ended: programsOf(ward).reduce((sum, program) => sum + program.endedItself(), 0),
      failovers,
    };
  } finally {
    people?.close();
    await ward.end();
  }
}

const programsOf = ({ nodes, redis, group }: RealWard) => [
  ...nodes,
  ...(redis === null ? [] : [redis]),
  ...(group?.members.map(({ program }) => program) ?? []),
];

interface Strikes {
  readonly seed: number;
  readonly fault: FaultName;
  readonly times: number;
  readonly ward: RealWard;
  readonly people: People;
  readonly failovers: Failover[];
}

async function strikes({
  seed,
  fault,
  times,
  ward,
  people,
  failovers,
}: Strikes): Promise<Pick<Round, 'struck' | 'recovered'>> {
  const kind: FaultKind = faultKinds[fault];
  const chance = new Chance(seed);
  const { witness } = people;
  const recovered: number[] = [];
  let struck = 0;
  try {
    for (let n = 0; n < times; n += 1) {
      await pause(quietMs.least + chance.below(quietMs.more));
      const enough = witness.verdicts() + workLeast + chance.below(workLeast);
      await within(workWithinMs, () => witness.verdicts() >= enough);
      struck += await kind.strike({
        ward,
        chance,
        verdicts: witness.verdicts,
        notSaved: witness.notSaved,
        live: () => people.boards.every((board) => board.live()),
        failedOver: (one) => void failovers.push(one),
      });
      recovered.push(Math.max(...programsOf(ward).map((program) => program.readyAt())));
      await people.sendAgain();
    }
    await pause(quietMs.least);
  } finally {
    await people.rest();
  }
  return { struck, recovered };
}

/** Everything is asked to come right; then the nodes end, and the store is read. */
async function historyOf(ward: RealWard, people: People, withinMs: number): Promise<History> {
  const store = await ward.openStore();
  try {
    await within(withinMs, () => people.settled());
    if (ward.group !== null) await within(withinMs, () => ward.group!.whole());
    const end = Date.now();
    const boards = await settledBoards(people.boards, store, end, withinMs);
    await Promise.all(ward.nodes.map((node) => node.stop()));
    const parts = {
      store,
      master: await ward.master(),
      witness: people.witness,
      boards,
      invariants: ward.errors().filter(isBroken),
      end,
    };
    return await asOftenAsItTakes(() => readHistory(parts));
  } finally {
    await store.close();
  }
}

/** A disk that fails may end a process, which says so; anything else of the kind is a state that cannot be. */
const isBroken = (line: string): boolean =>
  /BrokenInvariant|StoreBroken|RecordBroken/.test(line) && !line.includes('failed in the middle of a commit');

/** Waits until every board shows what the store has and nothing that was due by `end` is overdue, or has waited long enough. */
async function settledBoards(
  screens: readonly Screen[],
  store: Store,
  end: number,
  withinMs: number,
): Promise<readonly Board[]> {
  let boards: readonly Board[] = [];
  await within(withinMs, async () => {
    const heads = await asOftenAsItTakes(() => headsOf(store));
    const over = new Set(heads.filter(({ open }) => !open).map(({ preparation }) => preparation));
    const truth = heads
      .filter(({ open }) => open)
      .map(({ preparation, revision, hash }): Row => ({ preparation, revision, head: hash }));
    boards = screens.map(({ name, frames, rows }) => ({
      board: name,
      frames,
      last: rows().filter(({ preparation }) => !over.has(preparation)),
      truth,
    }));
    const overdue = await asOftenAsItTakes(() => store.due(end, 1));
    return overdue.length === 0 && boards.every(({ last }) => textOf(last ?? []) === textOf(truth));
  });
  return boards;
}

const textOf = (rows: readonly Row[]): string =>
  rows
    .map(({ preparation, revision, head }) => `${preparation} ${revision} ${head}`)
    .toSorted()
    .join('\n');

/** On a busy machine a replica may be late once more, and then nothing is read. */
async function asOftenAsItTakes<T>(read: () => Promise<T>): Promise<T> {
  const until = Date.now() + settledWithinMs;
  for (;;) {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof StoreUnavailable) || Date.now() > until) throw error;
      await pause(40);
    }
  }
}

export async function within(ms: number, look: () => boolean | Promise<boolean>): Promise<void> {
  const until = Date.now() + ms;
  while (!(await look()) && Date.now() < until) await pause(40);
}
