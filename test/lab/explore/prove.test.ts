/** What is said of a machine: what holds, what is broken and how one gets there, what no clock allows, what was never seen. */
import { expect } from 'chai';
import { type AnyStateMachine, assign, createMachine, setup } from 'xstate';
import { proofText, prove, Refused, type Invariant, type Finding, type Way } from '../../../lab/index.ts';
import { holdAndResume, labels } from './library.ts';

const labelsOf = (way: Way | null): readonly string[] => (way?.steps ?? []).map(({ label }) => label);
const only = (findings: readonly Finding[]): Finding => findings[0] as Finding;

describe('a proof', () => {
  it('finds what xstate/graph says cannot be: ready, and overridden', () => {
    const never: Invariant = {
      id: 'I27',
      says: 'Nobody is ready by an override that was given while held.',
      hazards: ['H06'],
      never: {
        all: [
          { at: 'work.ready' },
          { context: ({ overridden }: { readonly overridden: boolean }) => overridden, says: 'it was overridden' },
        ],
      },
    };
    const { findings, whole } = prove(holdAndResume(), { invariants: [never] });
    expect(whole).to.equal(true);
    const { verdict, way } = only(findings);
    expect(verdict).to.equal('broken');
    expect(labelsOf(way)).to.deep.equal(['pass', 'hold', 'override', 'resume']);
    expect(way?.steps.at(-1)?.state).to.deep.equal({
      status: 'active',
      value: { work: 'ready' },
      context: { overridden: true },
      historyValue: { 'hold.work.before': ['hold.work.ready'] },
    });
  });

  it('tells the members of a Set apart', () => {
    const { findings } = prove(labels(), {
      invariants: [
        {
          id: 'both',
          says: '',
          never: {
            context: (context: object) => Object.values(context).some((part) => part instanceof Set && part.size > 1),
            says: 'both labels',
          },
        },
      ],
    });
    expect(only(findings).verdict).to.equal('broken');
    expect(only(findings).way?.steps.length).to.equal(2);
  });

  it('says what is never active and never taken, and where nothing is heard', () => {
    const { silent, unreached, untaken } = prove(
      createMachine({
        id: 'm',
        initial: 'a',
        states: { a: { on: { go: 'b', no: { target: 'c', guard: () => false } } }, b: {}, c: { on: { back: 'a' } } },
      }),
    );
    expect(labelsOf(silent)).to.deep.equal(['go']);
    expect(unreached).to.deep.equal(['c']);
    expect(untaken).to.deep.equal(['a --no--> c', 'c --back--> a']);
  });

  it('holds nothing of what it did not see to the end', () => {
    const counter = setup({
      types: {} as { context: { n: number } },
      actions: { count: assign({ n: ({ context }) => (context.n + 1) % 1000 }) },
    }).createMachine({ id: 'counter', context: { n: 0 }, on: { more: { actions: 'count' } } });
    const invariant = (at: number): Invariant => ({
      id: `n${at}`,
      says: '',
      never: { context: ({ n }: { readonly n: number }) => n === at, says: `n is ${at}` },
    });
    const { whole, findings } = prove(counter as unknown as AnyStateMachine, {
      invariants: [invariant(10), invariant(990)],
      limits: { states: 100 },
    });
    expect(whole).to.equal(false);
    expect(findings.map(({ verdict }) => verdict)).to.deep.equal(['broken', 'unknown']);
  });

  it('prints a way that can be followed by hand', () => {
    const text = proofText(
      prove(lamp({ green: 5000, red: 3000 }), {
        invariants: [{ id: 'dark', says: 'It is never dark.', hazards: ['H06'], never: { at: 'dark' } }],
      }),
    );
    expect(text).to.match(/^lamp: 3 states, \d+ moves$/m);
    expect(text).to.match(/^broken {3}dark \(H06\) {2}It is never dark\.$/m);
    expect(text).to.match(/1\. 5000 ms in lamp\.green are over: green → red$/m);
    expect(text).to.match(/2\. fail: red → dark$/m);
  });
});

describe('a question', () => {
  const machine = createMachine({ id: 'm', initial: 'a', states: { a: { on: { go: 'b' } }, b: { on: { go: 'a' } } } });
  const invariant = { id: 'C1', says: 'Never b.', never: { at: 'b' } };
  for (const [says, question] of [
    [/^event: there is no such part; there are machine, invariants, events/, { event: {} }],
    [/^invariants: write a list/, { invariants: {} }],
    [/^invariants\[0\]: give it an "id"/, { invariants: [{ says: '', never: { at: 'b' } }] }],
    [/^invariant C1: never: write an object with one of at, tag/, { invariants: [{ id: 'C1', says: '' }] }],
    [/^invariant C1: never: it has al in it; write one of/, { invariants: [{ ...invariant, never: { al: [] } }] }],
    [
      /^invariant C1: never\.any: write a list that is not empty/,
      { invariants: [{ ...invariant, never: { any: [] } }] },
    ],
    [/^invariant C1: another invariant has the same id/, { invariants: [invariant, invariant] }],
    [
      /^invariant C1: there is no state "a\.b"; did you mean "b"/,
      { invariants: [{ ...invariant, never: { at: 'a.b' } }] },
    ],
    [/^events\["go"\]: write a list of payloads/, { events: { go: { k: 1 } } }],
    [/^events\["go"\]: a payload has no "type"/, { events: { go: [{ type: 'x' }] } }],
    [/^events: nothing hears "gone"; it hears go/, { events: { gone: [{}] } }],
    [/^internal: write a list of event types/, { internal: 'go' }],
    [/^context: write "whole", "ignored"/, { context: 'all' }],
    [/^what "context" keeps throws on/, { context: ({ n }: { n: { of: number } }) => n.of }],
  ] as const)
    it(`is refused: ${says}`, () => {
      expect(() => prove(machine, question as never)).to.throw(Refused, says);
    });
});

const lamp = (after: { readonly green: number; readonly red: number }): AnyStateMachine =>
  createMachine({
    id: 'lamp',
    initial: 'green',
    states: {
      green: { after: { [after.green]: 'red' } },
      red: { after: { [after.red]: 'green' }, on: { fail: 'dark' } },
      dark: { on: { mend: 'green' } },
    },
  });

describe('a way that no clock allows', () => {
  /** Two deadlines race from the start; being late before the rinse is over is what must not be. */
  const race = (first: number, second: number): AnyStateMachine =>
    createMachine({
      id: 'race',
      type: 'parallel',
      states: {
        rinse: { initial: 'on', states: { on: { after: { [first]: 'over' } }, over: {} } },
        hour: { initial: 'running', states: { running: { after: { [second]: 'late' } }, late: {} } },
      },
    });
  const lateFirst: Invariant = {
    id: 'late',
    says: 'The rinse is over before it is late.',
    never: { all: [{ at: 'hour.late' }, { at: 'rinse.on' }] },
  };
  for (const [first, second, verdict] of [
    [10, 20, 'holds'],
    [20, 10, 'broken'],
    // At a tie the older deadline goes first: the rinse began first.
    [10, 10, 'holds'],
    [1, 3_600_000, 'holds'],
    [3_600_000, 1, 'broken'],
  ] as const)
    it(`is not told as broken: ${first} ms against ${second} ms: it ${verdict === 'holds' ? 'holds' : 'is broken'}`, () => {
      const proof = prove(race(first, second), { invariants: [lateFirst] });
      const { verdict: said, way, late } = only(proof.findings);
      expect(said).to.equal(verdict);
      expect([way?.feasible, late?.feasible]).to.deep.equal(
        verdict === 'broken' ? [true, undefined] : [undefined, false],
      );
      const text = /^holds .*\n +as long as deadlines fall due on time; if one is late:\n +begins in/m;
      if (verdict === 'holds') expect(proofText(proof)).to.match(text);
    });

  const chain = (steps: readonly number[], limit: number): AnyStateMachine =>
    createMachine({
      id: 'chain',
      type: 'parallel',
      states: {
        work: {
          initial: 's0',
          states: {
            ...Object.fromEntries(
              steps.map((length, index) => [`s${index}`, { after: { [length]: `s${index + 1}` } }]),
            ),
            [`s${steps.length}`]: {},
          },
        },
        watch: { initial: 'within', states: { within: { after: { [limit]: 'past' } }, past: {} } },
      },
    });
  for (const [steps, limit, verdict] of [
    [[10, 10, 10], 31, 'broken'],
    [[10, 10, 10], 29, 'holds'],
    [[5, 5, 5, 5, 5, 5], 29, 'holds'],
    [[5, 5, 5, 5, 5, 5], 31, 'broken'],
    [[1, 2, 3, 4], 9, 'holds'],
  ] as const)
    it(`adds up: ${steps.join(' + ')} ms within ${limit} ms: it ${verdict === 'holds' ? 'holds' : 'is broken'}`, () => {
      const { findings } = prove(chain(steps, limit), {
        invariants: [
          { id: 'in time', says: '', never: { all: [{ at: `work.s${steps.length}` }, { at: 'watch.within' }] } },
        ],
      });
      expect(only(findings).verdict).to.equal(verdict);
    });

  it('counts a deadline once, until its state is entered again', () => {
    // Taken without a target, a deadline is spent: the second time is no way.
    const twice = setup({
      types: {} as { context: { n: number } },
      actions: { count: assign({ n: ({ context }) => Math.min(2, context.n + 1) }) },
    }).createMachine({
      id: 'twice',
      context: { n: 0 },
      initial: 'a',
      states: { a: { after: { 10: { actions: 'count' } } } },
    });
    const { findings } = prove(twice as unknown as AnyStateMachine, {
      invariants: [
        { id: 'n', says: '', never: { context: ({ n }: { readonly n: number }) => n === 2, says: 'twice' } },
      ],
    });
    expect(only(findings).verdict).to.equal('holds');
  });
});
