/** The explorer: equal to XState on machines made by hand and at random, right where xstate/graph is not, or it says why not. */
import { spawnSync } from 'node:child_process';
import { expect } from 'chai';
import fc from 'fast-check';
import { type AnyStateMachine, assign, createMachine, fromPromise, raise, sendTo, setup, spawnChild } from 'xstate';
import { exploreMachine, exploreModel } from '../../../lab/explore/explore.ts';
import { modelOf, type Scope } from '../../../lab/explore/model.ts';
import { everyMove } from '../../../lab/explore/state.ts';
import { Refused } from '../../../lab/explore/refused.ts';
import { compareExplorers } from './both-explore.ts';
import { checklist, ward } from '../../../bench/ward.ts';
import { library, lostRegion, race, twoAtOnce } from './library.ts';
import { charts } from './random-chart.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2_147_483_647);
/** A sample in every run; `npm run campaign -- charts` does the many. */
const sampled = 300;
const hasWildcard = ({ events }: AnyStateMachine): boolean => events.some((name: string) => name.endsWith('*'));

describe('the explorer', () => {
  for (const { name, machine, events, states, transitions } of library)
    it(`finds ${states} states and ${transitions} transitions in ${name}`, () => {
      const { ran, whole } = exploreMachine(machine, { events });
      expect([ran.states, whole]).to.deep.equal([states, true]);
      // What nobody named is sent wherever some wildcard hears it, and not only where it is the one that nobody named.
      if (hasWildcard(machine)) expect(ran.moves).to.be.greaterThan(transitions - 1);
      else expect(ran.moves).to.equal(transitions);
    });

  for (const { name, machine, events, states } of library.filter((one) => one.states <= 1100))
    it(`goes along the same ${states === 1 ? 'edge' : 'edges'} as XState in ${name}`, () => {
      expect(compareExplorers(machine, events, 2000).kind).to.equal('equal');
    });

  it(`goes along the same edges as XState in ${sampled} random charts (seed ${seed})`, () => {
    const counts: Record<string, number> = {};
    fc.assert(
      fc.property(charts, ({ machine, events }) => {
        const compared = compareExplorers(machine, events, 400);
        counts[compared.kind] = (counts[compared.kind] ?? 0) + 1;
        counts['edges'] = (counts['edges'] ?? 0) + ('edges' in compared ? compared.edges : 0);
        if (compared.kind === 'different') throw new Error(compared.says);
        // What it refuses is what XState itself gets wrong; everything else that is generated it can read.
        if (compared.kind === 'refused') throw new Error(`refused: ${compared.says}`);
      }),
      { seed, numRuns: sampled },
    );
    process.stdout.write(`      ${JSON.stringify(counts)}\n`);
    expect(counts['equal']).to.be.greaterThan(sampled * 0.8);
  });

  it('follows every order that XState does not keep', () => {
    expect(compareExplorers(race(), {}, 400).kind).to.equal('ordered');
  });

  it('finds the same in the same order where no code may be made', () => {
    const model = modelOf(ward(3));
    const [made, walked] = (['made', 'walked'] as const).map((by) => exploreModel(model, [], { by, origins: true }));
    const figures = (of: typeof made) => [of?.ran.states, of?.ran.moves, of?.ran.silent, of?.whole, of?.values];
    expect(figures(walked)).to.deep.equal(figures(made));
    expect(walked?.taken).to.deep.equal(made?.taken);
    for (let state = 0; state < 1014; state++) {
      expect(walked?.packing.unpack(walked.ran.at(state).slice(0, -1))).to.deep.equal(
        made?.packing.unpack(made.ran.at(state).slice(0, -1)),
      );
      expect(walked?.ran.from?.[state]).to.equal(made?.ran.from?.[state]);
    }
    // As a page whose policy forbids it.
    const program = `import { exploreMachine } from './lab/explore/explore.ts'; import { ward } from './bench/ward.ts';
      try { new Function('1'); } catch { console.log(exploreMachine(ward(2)).ran.states); }`;
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['--disallow-code-generation-from-strings', '--import', 'tsx', '--input-type=module', '-e', program],
      { encoding: 'utf8' },
    );
    expect(stdout.trim(), stderr).to.equal('169');
  });

  it('keeps the states themselves where a bitmap of all there could be is too large', () => {
    const items = checklist(40);
    const model = modelOf(items);
    const { packing, ran, whole } = exploreModel(model, [], { states: 5000 });
    expect([packing.kind, packing.words]).to.deep.equal(['table', 2]);
    expect(whole).to.equal(false);
    expect(ran.states).to.be.greaterThan(5000);
    // The same states in the same order as by the trees themselves.
    const { states } = everyMove(model, 2000);
    for (const at of [0, 1, 40, 41, 500, 1999])
      expect(packing.unpack(ran.at(at).slice(0, -1))).to.deep.equal(states[at]?.digits);
  });
});

describe('the explorer refuses by name', () => {
  const one = (state: object, more: object = {}): AnyStateMachine =>
    createMachine({ id: 'm', initial: 'a', states: { a: state, b: {} }, ...more } as never);
  const refused: readonly (readonly [says: RegExp, make: () => AnyStateMachine, scope?: Scope])[] = [
    [/a: it invokes "0\.m\.a"/, () => one({ invoke: { src: 'worker' } })],
    [
      /raises an event after a delay; write it as "after"/,
      () => one({ on: { go: { actions: raise({ type: 'x' }, { delay: 5 }) } } }),
    ],
    [/is sendTo: what it starts or tells/, () => one({ on: { go: { actions: sendTo('other', { type: 'x' }) } } })],
    // XState itself does what a machine does while it begins; it is refused there too.
    [/while it begins it does raise after a delay/, () => one({ entry: raise({ type: 'x' }, { delay: 5 }) })],
    [/while it begins it does spawnChild/, () => one({ entry: spawnChild(fromPromise(() => Promise.resolve())) })],
    [
      /it cannot begin: Error: Infinite loop detected/,
      () => one({ always: 'b' }, { states: { a: { always: 'b' }, b: { always: 'a' } } }),
    ],
    [/a: no delay is called "nowhere"; XState would fire it at once/, () => one({ after: { nowhere: 'b' } })],
    [
      /guard "guard" looks at the type of an event that only a wildcard hears/,
      () =>
        one({
          on: { 'key.*': { target: 'b', guard: ({ event }: { event: { type: string } }) => event.type === 'key.up' } },
        }),
    ],
    [
      // One event of that very name is raised before; what the guard said of that one is not said of the others.
      /guard "guard" looks at the type of an event that only a wildcard hears/,
      () =>
        one({
          on: {
            go: { actions: raise({ type: 'key.other' }) },
            'key.*': {
              target: 'b',
              guard: ({ event }: { event: { type: string } }) => event.type === 'key.other',
            },
          },
        }),
    ],
    [
      /guard "guard" throws for guard \{"type":"go"\}/,
      () =>
        one({
          on: {
            go: { target: 'b', guard: ({ event }: { event: { user: { name: string } } }) => event.user.name === 'x' },
          },
        }),
    ],
    [/is spawnChild/, () => one({ on: { go: { actions: spawnChild('worker') } } })],
    [/no guard is called "mayGo"/, () => one({ on: { go: { target: 'b', guard: 'mayGo' } } })],
    [/context\.act holds a function/, () => one({}, { context: { act: () => 1 } })],
    [/context\.odd holds a URL, which may hide a state/, () => one({}, { context: { odd: new URL('a:b') } })],
    [
      /guard "guard" looks at the context, which was declared ignored/,
      () =>
        one(
          { on: { go: { target: 'b', guard: ({ context }: { context: { n: number } }) => context.n > 0 } } },
          { context: { n: 0 } },
        ),
      { context: 'ignored' },
    ],
    [
      /throws on \{"n":0\}/,
      () =>
        one(
          {
            on: {
              go: {
                target: 'b',
                guard: ({ context }: { context: { n: { is: number } } }) => context.n.is.toFixed() === '1',
              },
            },
          },
          { context: { n: 0 } },
        ),
    ],
    [/does not come to rest after "go"/, () => one({ on: { go: { actions: raise({ type: 'go' }) } } })],
    [
      /more than \d+ contexts arise/,
      () =>
        one(
          { on: { go: { actions: assign({ n: ({ context }: { context: { n: number } }) => context.n + 1 }) } } },
          { context: { n: 0 } },
        ),
    ],
    [/with two of its states at once, or with none/, () => lostRegion()],
    [/with two of its states at once, or with none/, () => twoAtOnce()],
  ];
  for (const [says, make, scope] of refused)
    it(String(says), () => {
      expect(() => exploreMachine(make(), scope)).to.throw(Refused, says);
    });

  it('a context that was cut too coarse, by what tells its parts from each other', () => {
    const counter = setup({
      types: {} as { context: { n: number } },
      guards: { enough: ({ context }) => context.n >= 2 },
      actions: { count: assign({ n: ({ context }) => Math.min(3, context.n + 1) }) },
    }).createMachine({
      id: 'counter',
      initial: 'a',
      context: { n: 0 },
      states: { a: { on: { more: { actions: 'count' }, go: { target: 'b', guard: 'enough' } } }, b: {} },
    }) as unknown as AnyStateMachine;
    const cut = (context: (of: { n: number }) => unknown) => exploreMachine(counter, { context }).ran.states;
    expect(cut(({ n }) => n)).to.equal(6);
    expect(() => cut(({ n }) => n > 0)).to.throw(
      Refused,
      /cut too coarse: the (?:guard "enough"|action "count") tells \{"n":\d\} from \{"n":\d\}/,
    );
    // Finer than need be is no mistake: it only finds more states.
    expect(cut(({ n }) => [n, 'and more'])).to.equal(6);
  });
});
