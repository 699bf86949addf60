/** Spin, an explorer by other people, stores as many states of a machine as ours finds, and says the same of each invariant. */
import { expect } from 'chai';
import fc from 'fast-check';
import { type AnyStateMachine, assign, createMachine, enqueueActions } from 'xstate';
import { checklist, ward } from '../../bench/ward.ts';
import { type Invariant, promela, prove, type Question, Refused } from '../../lab/index.ts';
import { spinFolder } from '../support/spin.ts';
import { venepunctureStep } from './explore/steps.ts';
import { holdAndResume, race } from './explore/library.ts';
import { smallCharts } from './explore/random-chart.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2_147_483_647);

interface Spun {
  readonly stored: number;
  readonly moves: number;
  /** By the place of the invariant, how often it was found broken. */
  readonly broken: readonly number[];
}

/** Runs Spin once for all, and once more for each invariant. */
function spin(text: string, invariants: number): Spun {
  const folder = spinFolder(text);
  const pan = (check: number): string => folder.pan([`-DCHECK=${check}`], ['-DNOREDUCE'], ['-c0', '-m100000']);
  const number = (said: string, what: RegExp): number => Number(what.exec(said)?.[1] ?? Number.NaN);
  try {
    const all = pan(0);
    expect(all, 'the whole of it').not.to.match(/max search depth too small|VECTORSZ|out of memory/);
    const errors = number(all, /errors: (\d+)/);
    return {
      stored: number(all, /(\d+) states, stored/),
      // Beginning is one, and so is each time that an invariant was found broken.
      moves: number(all, /(\d+) transitions/) - 1 - errors,
      broken: Array.from({ length: invariants }, (_none, index) => number(pan(index + 1), /errors: (\d+)/)),
    };
  } finally {
    folder.end();
  }
}

interface Example {
  readonly name: string;
  readonly machine: AnyStateMachine;
  readonly question: Question;
}
const invariant = (id: string, never: Invariant['never']): Invariant => ({ id, says: `never ${id} */`, never });
const examples: readonly Example[] = [
  {
    name: 'a hold that remembers, with a broken invariant that xstate/graph does not see',
    machine: holdAndResume(),
    question: {
      invariants: [
        invariant('ready while overridden', {
          all: [
            { at: 'work.ready' },
            { context: ({ overridden }: { overridden: boolean }) => overridden, says: 'it is' },
          ],
        }),
        invariant('held and working', { all: [{ at: 'held' }, { at: 'work' }] }),
      ],
    },
  },
  {
    name: 'a history that nobody goes back to',
    machine: createMachine({
      id: 'once',
      initial: 'a',
      states: {
        a: { initial: 'b', on: { out: 'd' }, states: { b: { on: { go: 'c' } }, c: {}, was: { type: 'history' } } },
        d: { on: { back: 'a' } },
      },
    } as never) as unknown as AnyStateMachine,
    question: {},
  },
  {
    name: 'a count that opens at every other number',
    machine: createMachine({
      id: 'count',
      initial: 'shut',
      context: { n: 0 },
      states: {
        shut: {
          on: {
            more: { actions: assign({ n: ({ context }) => (context.n + 1) % 6 }) },
            pull: { guard: ({ context }: { context: { n: number } }) => context.n % 2 === 0, target: 'open' },
          },
        },
        open: {},
      },
    } as never) as unknown as AnyStateMachine,
    question: {},
  },
  {
    name: 'a context that never changes',
    machine: createMachine({
      id: 'still',
      initial: 'a',
      context: { n: 1 },
      states: {
        a: { on: { go: { guard: ({ context }: { context: { n: number } }) => context.n === 1, target: 'b' } } },
        b: { on: { go: { guard: ({ context }: { context: { n: number } }) => context.n === 2, target: 'c' } } },
        c: {},
      },
    } as never) as unknown as AnyStateMachine,
    question: {},
  },
  {
    name: 'a checklist of ten, 1,024 states',
    machine: checklist(10),
    question: {},
  },
  {
    name: 'a ward of three steps, which counts',
    machine: ward(3),
    question: {
      invariants: [
        invariant('scanned and wrong', { all: [{ at: 'steps.identity.scanned' }, { at: 'steps.identity.wrong' }] }),
        invariant('handed over, consent refused', {
          all: [{ at: 'course.handedOver' }, { at: 'steps.consent.refused' }],
        }),
      ],
    },
  },
  {
    name: 'identity, as venepuncture has it',
    ...venepunctureStep('identity × flow', [
      invariant('handed over, wrong patient', { all: [{ at: 'handedOver' }, { tag: 'stop' }] }),
      invariant('open with a stop', { all: [{ at: 'open' }, { tag: 'stop' }] }),
    ]),
  },
];

describe('a machine as Promela', () => {
  for (const { name, machine, question } of examples)
    it(`is the same to Spin: ${name}`, () => {
      const { states, moves, findings } = prove(machine, question);
      const spun = spin(promela(machine, question), findings.length);
      const verdicts = findings.map(({ verdict }) => verdict);
      process.stdout.write(`      ${states} states, ${moves} moves; ${verdicts.join(', ') || 'nothing asked'}\n`);
      expect([spun.stored, spun.moves]).to.deep.equal([states, moves]);
      // Spin knows no clock: where ours says that no clock allows the way, Spin finds it broken.
      const ways = findings.map(({ way }) => way !== null);
      expect(spun.broken.map((count) => count > 0)).to.deep.equal(ways);
      expect(verdicts).not.to.include('unknown');
    });

  it('goes every way where XState keeps no order', () => {
    const { states, moves } = prove(race(), {});
    const spun = spin(promela(race()), 0);
    expect(spun.stored).to.equal(states);
    expect(spun.moves).to.be.at.least(moves);
  });

  it(`is the same to Spin: random charts (seed ${seed})`, () => {
    const counts = { same: 0, refused: 0 };
    for (const chart of fc.sample(smallCharts, { numRuns: 12, seed })) {
      // A type that nobody hears may not be named.
      const hears = chart.machine.events.some((name: string) => name === 'pay' || name === '*');
      const question = hears ? { events: chart.events } : {};
      try {
        const text = promela(chart.machine, question);
        counts.same++;
        const { states } = prove(chart.machine, question);
        expect(spin(text, 0).stored, String(chart)).to.equal(states);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        counts.refused++;
      }
    }
    process.stdout.write(`      ${counts.same} charts, and ${counts.refused} that cannot be written\n`);
  });

  it('is refused by name where what an event does hangs on what is in the context', () => {
    const machine = createMachine({
      id: 'm',
      context: { n: 0 },
      on: {
        go: {
          actions: enqueueActions(({ context, enqueue }) => {
            if (context.n < 3) enqueue.assign({ n: context.n + 1 });
          }),
        },
      },
    } as never) as unknown as AnyStateMachine;
    expect(() => promela(machine)).to.throw(Refused, /the event "go" cannot be written: what it does hangs on/);
    expect(() => promela(ward(5), { limits: { states: 5 } })).to.throw(Refused, /not explored to its end/);
  });
});
