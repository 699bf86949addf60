/** A chart seen by a few of its digits: nothing it does is missed, and what is said of it is what a whole look says. */
import { expect } from 'chai';
import fc from 'fast-check';
import { createMachine, raise, stateIn, type AnyStateMachine } from 'xstate';
import { all, any, not, type Condition } from '../../../lab/explore/condition.ts';
import { influenceOf } from '../../../lab/explore/influence.ts';
import { localOf, type Local } from '../../../lab/explore/local.ts';
import { withTrees, groundOf, type Ground, type Scope } from '../../../lab/explore/model.ts';
import { decideReduced } from '../../../lab/explore/reduced.ts';
import { Refused } from '../../../lab/explore/refused.ts';
import { casesOf, canHold } from '../../../lab/explore/satisfiable.ts';
import { everyMove } from '../../../lab/explore/state.ts';
import { holds, movesFrom, type Stand } from '../../../lab/explore/table.ts';
import { charts, type Chart } from './random-chart.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2_147_483_647);
const statesMax = 400;
const choices = fc.array(fc.nat({ max: 9_999 }), { minLength: 40, maxLength: 40 });

interface Seen {
  readonly ground: Ground;
  readonly whole: ReturnType<typeof everyMove>;
}
/** Null where the whole chart is too large, or is refused. */
function wholeOf({ machine, events }: Chart): Seen | null {
  try {
    const ground = groundOf(machine, { events } as Scope);
    const whole = everyMove(withTrees(ground), statesMax);
    return whole.whole ? { ground, whole } : null;
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
}
const influenceIn = ({ chart, contexts, trials }: Ground) =>
  influenceOf(
    chart,
    trials.map(({ event }) => event),
    !contexts.ignored,
  );

/** A condition of some regions, out of a list of numbers. */
function conditionOf(ground: Ground, numbers: number[], depth = 3): Condition {
  const pick = (count: number): number => (numbers.pop() ?? 0) % count;
  const kind = depth === 0 ? 0 : pick(5);
  const parts = (): readonly Condition[] => [1, 2].map(() => conditionOf(ground, numbers, depth - 1));
  if (kind === 1 || kind === 2) return all(parts());
  if (kind === 3) return any(parts());
  if (kind === 4) return not(conditionOf(ground, numbers, depth - 1));
  const digit = pick(ground.chart.digits.length);
  const size = ground.chart.digits[digit]?.values.length ?? 1;
  return { digit, mask: 1n << BigInt(pick(size)) };
}

describe('a chart that is seen by a few digits', () => {
  it(`does all that the whole chart does to them (seed ${seed})`, () => {
    const counts = { charts: 0, moves: 0, kept: 0, tooMany: 0 };
    fc.assert(
      fc.property(charts, choices, (chart, numbers) => {
        const seen = wholeOf(chart);
        if (seen === null) return;
        const { ground, whole } = seen;
        const known = ground.chart.digits
          .map((_digit, index) => index)
          .filter((index) => (numbers[index] ?? 0) % 3 === 0);
        const local = localWithin(ground, known);
        if (local === null) return void counts.tooMany++;
        counts.charts++;
        for (const [from, { trial, digits, context }] of whole.moves) {
          counts.moves++;
          const before = seenBy(local, whole.states[from] as Stand);
          const after = seenBy(local, { digits, context });
          if (before.context === after.context && before.digits.join() === after.digits.join()) continue;
          counts.kept++;
          const event = ground.trials[trial]?.event;
          const moves = unlessRefused(() => movesFrom(local.model, before));
          if (moves === null) return void counts.tooMany++;
          const ways = moves.filter((move) => local.alike[move.trial]?.some((one) => one.event === event));
          // What could not be read may lead anywhere.
          const found = ways.some(
            (move) =>
              move.digits.at(-1) === 1 ||
              (move.context === after.context && move.digits.join() === after.digits.join()),
          );
          if (!found)
            throw new Error(
              `${ground.trials[trial]?.label} leads from ${before.digits.join()} to ${after.digits.join()}, seen by ${known.join()}`,
            );
        }
      }),
      { seed, numRuns: 60 },
    );
    process.stdout.write(`      ${JSON.stringify(counts)}\n`);
    expect(counts.kept).to.be.greaterThan(500);
  });

  it(`says of a condition what a look at the whole chart says, and the way is as short (seed ${seed})`, () => {
    const counts = { never: 0, can: 0, open: 0, refused: 0, contradictions: 0, fewer: 0 };
    fc.assert(
      fc.property(charts, choices, (chart, numbers) => {
        const seen = wholeOf(chart);
        if (seen === null) return;
        const { ground, whole } = seen;
        const influence = influenceIn(ground);
        const distances = distancesIn(whole);
        const rest = [...numbers];
        for (let asked = 0; asked < 4; asked++) {
          const condition = conditionOf(ground, rest);
          const there = whole.states.flatMap((state, index) =>
            holds(condition, state.digits, state.context, ground.contexts) ? [distances[index] as number] : [],
          );
          try {
            const decided = decideReduced(ground, influence, condition);
            counts[decided.answer]++;
            if (decided.rounds === 0) counts.contradictions++;
            if (decided.known.length < ground.chart.digits.length) counts.fewer++;
            if (decided.answer === 'never') expect(there, 'never').to.deep.equal([]);
            if (decided.answer === 'can') expect(decided.way?.steps.length, 'can').to.equal(Math.min(...there));
          } catch (error) {
            if (!(error instanceof Refused)) throw error;
            counts.refused++;
          }
        }
      }),
      { seed, numRuns: 60 },
    );
    process.stdout.write(`      ${JSON.stringify(counts)}\n`);
    expect(counts.never).to.be.greaterThan(20);
    expect(counts.can).to.be.greaterThan(40);
    expect(counts.open + counts.refused).to.be.lessThan(counts.never / 4);
  });

  it('forgets what others may write between two microsteps', () => {
    // "b" moves at "go" and tells nobody; "a" looks at it only after that, at what it raised itself.
    const machine = createMachine({
      type: 'parallel',
      states: {
        a: {
          initial: 'one',
          states: {
            one: { on: { go: { guard: stateIn('b.one'), target: 'two', actions: raise({ type: 'next' }) } } },
            two: { on: { next: { guard: stateIn('b.two'), target: 'three' } } },
            three: {},
          },
        },
        b: { initial: 'one', states: { one: { on: { go: 'two' } }, two: {} } },
      },
    });
    const { ground, local } = looked(machine, ['a']);
    const [digit] = local.known;
    const values = ground.chart.digits[digit as number]?.values.map((node) => node?.path);
    const reached = everyMove(local.model, 100).states.map(({ digits }) => values?.[digits[0] as number]);
    expect(reached).to.include('a.three');
  });
});

describe('whether a condition can hold at all', () => {
  it(`is what trying every row of digits says; and so is that of its cases (seed ${seed})`, () => {
    const radixes = [2, 3, 2, 4];
    const rows = radixes.reduce<number[][]>(
      (found, radix) => found.flatMap((row) => Array.from({ length: radix }, (_value, value) => [...row, value])),
      [[]],
    );
    const ground = { chart: { digits: radixes.map((radix) => ({ values: Array.from({ length: radix }) })) } };
    const is = (condition: Condition): boolean => rows.some((row) => holds(condition, row, 0, null as never));
    const counts = { can: 0, cannot: 0, cases: 0 };
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 9_999 }), { minLength: 120, maxLength: 120 }), (numbers) => {
        const condition = conditionOf(ground as never, numbers, 6);
        const cases = casesOf(condition);
        counts[is(condition) ? 'can' : 'cannot']++;
        counts.cases += cases.length;
        expect(canHold(condition, radixes)).to.equal(is(condition));
        for (const row of rows)
          expect(cases.some((one) => holds(one, row, 0, null as never))).to.equal(
            holds(condition, row, 0, null as never),
          );
      }),
      { seed, numRuns: 1000 },
    );
    process.stdout.write(`      ${JSON.stringify(counts)}\n`);
    expect(Math.min(counts.can, counts.cannot)).to.be.greaterThan(100);
  });
});

function looked(machine: AnyStateMachine, regions: readonly string[]): { ground: Ground; local: Local } {
  // Only the chart raises "next": nobody comes to it from outside.
  const ground = groundOf(machine, { internal: ['next'] });
  const known = ground.chart.digits.flatMap(({ of }, digit) => (regions.includes(of.path) ? [digit] : []));
  return { ground, local: localOf(ground, influenceIn(ground), known) };
}

const localWithin = (ground: Ground, known: readonly number[]): Local | null =>
  unlessRefused(() => localOf(ground, influenceIn(ground), known));

/** Null for a chart that has more ways to go than are looked at: that is refused by name, whatever asks. */
function unlessRefused<T>(look: () => T): T | null {
  try {
    return look();
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
}

const seenBy = ({ known }: Local, { digits, context }: Stand): Stand => ({
  digits: [...known.map((digit) => digits[digit] as number), 0],
  context,
});

function distancesIn({ states, moves }: ReturnType<typeof everyMove>): readonly number[] {
  const distance = states.map((_state, index) => (index === 0 ? 0 : Infinity));
  // Breadth first: a state's moves are listed in the order in which the states were found.
  for (const [from, , to] of moves) distance[to] = Math.min(distance[to] as number, (distance[from] as number) + 1);
  return distance;
}
