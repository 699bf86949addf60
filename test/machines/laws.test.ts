import { expect } from 'chai';
import { type AnyStateMachine, and, assign, createMachine, stateIn, transition } from 'xstate';
import { brokenLaws, readChart } from '../../machines/index.ts';
import { shippedDocument, compiledOrThrow } from '../support/protocol.ts';
import { readdirSync } from 'node:fs';

/** What the laws say of a machine, shortest form: law number and place. */
const broken = (machine: AnyStateMachine): readonly string[] =>
  brokenLaws(readChart(machine), machine).map(({ law, says }) => `${law}: ${says}`);

type Implementations = { guards?: object; delays?: object; actions?: object };
const machine = (states: object, implementations: Implementations = {}): AnyStateMachine =>
  createMachine(
    { id: 'm', initial: 'open', context: {}, states } as never,
    implementations as never,
  ) as AnyStateMachine;
const parallel = (regions: object, implementations: Implementations = {}): AnyStateMachine =>
  machine({ open: { type: 'parallel', states: regions } }, implementations);

const sound = {
  open: { on: { went: { guard: 'fine', target: 'gone' } }, after: { wait: 'gone' } },
  gone: {},
};
const fine = {
  guards: { fine: ({ event }: { event: { class?: { role: string } } }) => event.class?.role === 'nurse' },
  delays: { wait: () => 5 },
};

describe('chart laws', () => {
  it('say nothing about a sound chart', () => {
    expect(broken(machine(sound, fine))).to.deep.equal([]);
  });

  const files = readdirSync(new URL('../../protocols', import.meta.url));
  for (const file of files.filter((name) => name.endsWith('.yaml'))) {
    it(`hold for ${file}`, () => {
      const protocol = compiledOrThrow(shippedDocument(file.replace('.yaml', '')));
      expect(brokenLaws(protocol.chart, protocol.machine)).to.deep.equal([]);
    });
  }

  describe('law 1, guards read only stateIn and the event’s class, goes red', () => {
    const guarded = (guard: unknown): AnyStateMachine => machine(sound, { ...fine, guards: { fine: guard } });
    it('on a guard that reads the context', () => {
      expect(broken(guarded(({ context }: { context: { start: number } }) => context.start > 0)).join()).to.match(
        /^1: .*context\.start/,
      );
    });
    it('on a guard that reads the payload', () => {
      expect(
        broken(guarded(({ event }: { event: { payload: { value: number } } }) => event.payload.value > 3)).join(),
      ).to.match(/^1: .*event\.payload/);
    });
    it('on an inline function', () => {
      expect(
        broken(machine({ open: { on: { went: { guard: () => true, target: 'gone' } } }, gone: {} })).join(),
      ).to.match(/^1: .*inline function/);
    });
    it('on a guard nobody implemented', () => {
      expect(broken(machine(sound, { delays: fine.delays })).join()).to.match(/^1: no guard is called "fine"/);
    });
    it('on a reader hidden inside another guard', () => {
      const hidden = and(['reader' as never]);
      const guards = { fine: hidden, reader: ({ context }: { context: { start: number } }) => context.start > 0 };
      expect(broken(machine(sound, { ...fine, guards })).join()).to.match(/^1: .*"reader" reads context\.start/);
    });
  });

  describe('law 3, delays exist and nothing runs inside, goes red', () => {
    it('on a misspelt delay, which XState would fire at once', () => {
      expect(broken(machine(sound, { ...fine, delays: { wiat: () => 5 } })).join()).to.match(
        /^3: no delay is called "wait"/,
      );
    });
    it('on an invoke', () => {
      const invoking = machine({ open: { invoke: { id: 'child', src: 'child' } } }, {});
      expect(broken(invoking).join()).to.match(/3: it invokes "child"/);
    });
    it('on a history state', () => {
      expect(
        broken(machine({ open: { initial: 'a', states: { a: {}, before: { type: 'history' } } } })).join(),
      ).to.match(/3: it is a history state/);
    });
    it('on an inline action', () => {
      const acting = machine({ open: { on: { went: { target: 'gone', actions: [() => undefined] } } }, gone: {} });
      expect(broken(acting).join()).to.match(/3: its action inline/);
    });
    it('on an eventless circle', () => {
      const circle = machine(
        { open: { initial: 'a', states: { a: { always: 'b' }, b: { always: { target: 'a', guard: 'fine' } } } } },
        fine,
      );
      expect(broken(circle).join()).to.match(/3: eventless transitions lead round/);
    });
  });

  describe('law 4, broadcasts are unguarded and never shadowed, goes red', () => {
    it('on a broadcast that one listener guards', () => {
      const guarded = parallel(
        {
          a: { initial: 'x', states: { x: { on: { stop: 'y' } }, y: {} } },
          b: { initial: 'x', states: { x: { on: { stop: { guard: 'fine', target: 'y' } } }, y: {} } },
        },
        fine,
      );
      expect(broken(guarded).join()).to.match(/^4: several regions hear stop/);
    });
    it('and not where the chart is only ever in one of the listeners', () => {
      const listening = { x: { on: { seen: { guard: 'fine', target: 'y' } } }, y: {} };
      const region = { initial: 'x', states: listening };
      const before = { type: 'parallel', states: { a: region, b: { initial: 'x', states: { x: {} } } } };
      const apart = machine({ open: { ...before, on: { over: 'after' } }, after: before }, fine);
      expect(broken(apart)).to.deep.equal([]);
      const together = machine({ open: { ...before, states: { a: region, b: region } } }, fine);
      expect(broken(together).join()).to.match(/^4: several regions hear seen/);
    });
    it('on an ancestor that handles what a region below it hears', () => {
      const shadowed = machine({
        open: {
          type: 'parallel',
          on: { stop: 'gone' },
          states: { a: { initial: 'x', states: { x: { on: { stop: 'y' } }, y: {} } } },
        },
        gone: {},
      });
      expect(broken(shadowed).join()).to.match(/4: stop is handled here and below/);
    });
  });

  describe('law 5, windows re-arm when the plan moves, goes red', () => {
    const windowed = (on: object): AnyStateMachine =>
      parallel(
        { item: { initial: 'satisfied', states: { satisfied: { after: { until: 'expired' }, on }, expired: {} } } },
        {
          delays: {
            until: ({ context, event }: { context: { start: number }; event: { at: number } }) =>
              context.start - event.at,
          },
        },
      );
    it('on a windowed state that a moved plan does not re-enter', () => {
      expect(broken(windowed({})).join()).to.match(/^5: /);
    });
    it('on one that takes the event without re-entering', () => {
      expect(broken(windowed({ 'plan.rearmed': { target: 'satisfied' } })).join()).to.match(/^5: /);
    });
    it('and not on one that re-enters', () => {
      expect(broken(windowed({ 'plan.rearmed': { target: 'satisfied', reenter: true } }))).to.deep.equal([]);
    });
  });

  describe('law 6, paths and ids exist, goes red', () => {
    it('on a stateIn path that is nowhere, which XState takes for false', () => {
      const typo = machine(sound, { ...fine, guards: { fine: stateIn({ open: 'nowehre' } as never) } });
      expect(broken(typo).join()).to.match(/^6: there is no state open\.nowehre/);
    });
    it('on an id that is not one small word', () => {
      expect(broken(machine({ open: {}, 'not.one': {} })).join()).to.match(/6: "not\.one" is not one word/);
    });
  });

  it('law 7, ready is a guard and not a state, goes red on a state entered by itself', () => {
    const flicker = machine(
      {
        open: {
          initial: 'preparing',
          states: { preparing: { always: { guard: 'fine', target: 'ready' } }, ready: {} },
        },
      },
      fine,
    );
    expect(broken(flicker).join()).to.match(/7: ready is entered by an eventless transition/);
  });

  describe('law 8, regions keep to themselves, goes red', () => {
    const regions = (on: object): object => ({
      plan: { initial: 'ahead', on, states: { ahead: {}, overdue: {} } },
      item: { initial: 'pending', states: { pending: { on: { done: 'satisfied' } }, satisfied: {} } },
    });
    it('on a region that re-enters itself, and XState does reset the region beside it', () => {
      const resetting = parallel(regions({ moved: { target: '.ahead', reenter: true } }));
      expect(broken(resetting).join()).to.match(/^8: it leaves and re-enters all of open/);
      const [after] = transition(
        resetting,
        resetting.resolveState({ value: { open: { plan: 'overdue', item: 'satisfied' } } } as never),
        { type: 'moved' },
      );
      expect(after.value).to.deep.equal({ open: { plan: 'ahead', item: 'pending' } });
    });
    it('and not on one that only moves inside itself', () => {
      expect(broken(parallel(regions({ moved: '.ahead' })))).to.deep.equal([]);
    });
  });

  it('leave a named assign alone: evidence may be written, never read by a guard', () => {
    const writing = machine(
      { open: { on: { went: { target: 'gone', actions: ['keep'] } } }, gone: {} },
      { actions: { keep: assign({}) } },
    );
    expect(broken(writing)).to.deep.equal([]);
  });
});
