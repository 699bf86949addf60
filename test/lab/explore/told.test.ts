/** What a proof tells beside its verdicts: livelock, guards that overlap, and guards that leave a gap. */
import { expect } from 'chai';
import { assign, createMachine, setup } from 'xstate';
import { proofText, prove, type Proof, type Question, type Way } from '../../../lab/index.ts';

type Told = NonNullable<Proof['told']>;
const labelsOf = (way: Way | undefined): readonly string[] => (way?.steps ?? []).map(({ label }) => label);
const toldOf = ({ told }: Proof): Told => {
  if (told === null) throw new Error('It was not looked at.');
  return told;
};

describe('livelock', () => {
  const blinking = (red: object, more: object = {}) =>
    createMachine({
      id: 'm',
      initial: 'idle',
      states: {
        idle: { on: { start: 'run' } },
        run: { on: { stop: 'idle', fail: 'fault' } },
        fault: { initial: 'red', states: { red: { after: { 500: 'dark' }, ...red }, dark: { after: { 500: 'red' } } } },
        ...more,
      },
    });

  it('is told with the shortest way into it, where only deadlines go on for ever', () => {
    const proof = prove(blinking({}));
    const { livelock } = toldOf(proof);
    expect(livelock?.states).to.equal(2);
    expect(labelsOf(livelock?.way)).to.deep.equal(['start', 'fail']);
    expect(proof.silent).to.equal(null);
    expect(proofText(proof)).to.match(
      /^livelock 2 states in which only deadlines go on.*\n.*\n +1\. start: .*\n +2\. fail: /m,
    );
  });

  it('is none where somebody can still do something, or where it ends or comes to rest', () => {
    for (const [red, more] of [
      [{ on: { reset: '#m.idle' } }, {}],
      [{ after: { 500: 'dark', 3000: '#m.over' } }, { over: { type: 'final' } }],
      [{ after: { 500: 'dark', 3000: '#m.over' } }, { over: {} }],
    ] as const)
      expect(toldOf(prove(blinking(red, more))).livelock).to.equal(null);
  });

  it('is told though an event is heard, where a guard never lets it through', () => {
    const reset = (guard: () => boolean) => toldOf(prove(blinking({ on: { reset: { guard, target: '#m.idle' } } })));
    expect(reset(() => false).livelock?.states).to.equal(2);
    expect(reset(() => true).livelock).to.equal(null);
  });

  it('is told of one that ticks for ever from the start, and counts what a context tells apart', () => {
    const ticking = setup({ types: {} as { context: { count: number } } }).createMachine({
      context: { count: 0 },
      initial: 'on',
      states: {
        on: {
          after: {
            10: { target: 'on', reenter: true, actions: assign({ count: ({ context }) => (context.count + 1) % 3 }) },
          },
        },
      },
    });
    const { livelock } = toldOf(prove(ticking));
    expect([livelock?.states, labelsOf(livelock?.way)]).to.deep.equal([3, []]);
  });
});

describe('guards of one event', () => {
  type Sent = { type: 'go'; n: number } | { type: 'more' };
  const machine = (on: object, above: object = {}) =>
    setup({
      types: {} as { context: { level: number }; events: Sent },
      guards: {
        low: ({ context }) => context.level < 2,
        high: ({ context }) => context.level > 0,
        over: ({ context }) => context.level > 1,
        small: ({ event }) => event.type === 'go' && event.n < 5,
        throwing: ({ context }) => {
          if (context.level === 0) throw new Error('nothing there');
          return true;
        },
      },
    }).createMachine({
      id: 'm',
      context: { level: 0 },
      initial: 'a',
      on: above,
      states: {
        a: {
          on: {
            more: { guard: 'low', actions: assign({ level: ({ context }) => context.level + 1 }) },
            ...on,
          },
        },
        b: { on: { more: 'a' } },
        c: { on: { more: 'a' } },
      },
    });
  const go: Question = { events: { go: [{ n: 1 }, { n: 9 }] } };
  const of = (on: object, above?: object): Told => toldOf(prove(machine(on, above), go));

  it('overlap is told where two hold at once and do not do the same, with the shortest way', () => {
    const { overlaps } = of({
      go: [
        { guard: 'low', target: 'b' },
        { guard: 'high', target: 'c' },
      ],
    });
    expect(overlaps.map(({ transitions }) => transitions)).to.deep.equal([['a --go--> b', 'a --go--> c']]);
    expect(labelsOf(overlaps[0]?.way)).to.deep.equal(['more']);
  });

  it('overlap is none where they exclude each other, do the same, or the last has no guard', () => {
    for (const second of [{ guard: 'over', target: 'c' }, { guard: 'high', target: 'b' }, { target: 'c' }])
      expect(of({ go: [{ guard: 'low', target: 'b' }, second] }).overlaps).to.deep.equal([]);
  });

  it('overlap is none where a state inside takes the event first', () => {
    const inner = (target: string) =>
      createMachine({
        initial: 'p',
        states: {
          p: {
            initial: 'q',
            on: {
              go: [
                { guard: () => true, target: 'r' },
                { guard: () => true, target: 's' },
              ],
            },
            states: { q: { on: { [target]: 'q2' } }, q2: { on: { [target]: 'q' } } },
          },
          r: { on: { back: 'p' } },
          s: { on: { back: 'p' } },
        },
      });
    expect(toldOf(prove(inner('go'))).overlaps).to.deep.equal([]);
    expect(toldOf(prove(inner('other'))).overlaps.length).to.equal(1);
  });

  it('a gap is told with the payload that falls through, and none where another guard or somebody above takes it', () => {
    const small = { guard: 'small', target: 'b' };
    const { gaps } = of({ go: small });
    const go9 = gaps.find(({ event }) => event === 'go {"n":9}');
    expect([go9?.transitions, labelsOf(go9?.way)]).to.deep.equal([['a --go--> b'], []]);
    const isGo = ({ event }: { readonly event: string }): boolean => event.startsWith('go');
    expect(of({ go: [small, { target: 'c' }] }).gaps.filter(isGo)).to.deep.equal([]);
    expect(of({ go: small }, { go: '.c' }).gaps.filter(isGo)).to.deep.equal([]);
    expect(
      of({
        go: [
          { guard: 'low', target: 'b' },
          { guard: 'over', target: 'c' },
        ],
      }).gaps.filter(isGo),
    ).to.deep.equal([]);
  });

  it('a guard that throws where XState does not come to it is named, and the proof goes on', () => {
    const { overlaps, unasked } = of({
      more: { guard: 'low', actions: assign({ level: ({ context }) => (context as { level: number }).level + 1 }) },
      go: [
        { guard: 'low', target: 'b' },
        { guard: 'throwing', target: 'c' },
      ],
    });
    expect(unasked.join()).to.match(/^a, go \{"n":1\}: the guard "throwing" throws on .*nothing there/);
    expect(overlaps.length).to.equal(1);
  });

  it('is counted in the text, and listed when that is asked for', () => {
    const proof = prove(
      machine({
        go: [
          { guard: 'low', target: 'b' },
          { guard: 'high', target: 'c' },
        ],
      }),
      go,
    );
    expect(proofText(proof)).to.match(/^overlap: 1 time two guards hold at once.*--guards lists them$/m);
    expect(proofText(proof)).not.to.match(/a --go--> b/);
    expect(proofText(proof, { guards: true })).to.match(
      /^overlap: 1 time.*\n +a --go--> b\n +a --go--> c\n.*\n.*\n +1\. more/m,
    );
  });

  it('of more states than are looked at is said to be left out', () => {
    const proof = prove(machine({}), { limits: { told: 1 } });
    expect(proof.told).to.equal(null);
    expect(proofText(proof)).to.match(/^Livelock and guards were not looked for/m);
  });
});
