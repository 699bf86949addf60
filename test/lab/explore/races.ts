/**
 * Races planted by hand. In each, what must not be is come to with deadlines left free, and by a clock only when one delay
 * is a millisecond longer or shorter: so each is a pair, one that holds and one that is broken.
 */
import { type AnyStateMachine, assign, createMachine, raise, setup, stateIn } from 'xstate';
import type { Where } from '../../../lab/index.ts';

export interface Race {
  readonly says: string;
  readonly of: (delay: number) => AnyStateMachine;
  readonly never: Where;
  /** Events that only the chart raises. */
  readonly internal?: readonly string[];
  readonly holds: number;
  readonly broken: number;
  /** Steps of the shortest way that a clock allows. */
  readonly steps: number;
}

type States = Record<string, object>;
const region = (initial: string, states: States, more: object = {}): object => ({ initial, states, ...more });
const beside = (states: States, more: object = {}): AnyStateMachine =>
  createMachine({ id: 'm', type: 'parallel', states, ...more } as never);
const both = (one: string, other: string): Where => ({ all: [{ at: one }, { at: other }] });
/** Waits so long, then stands at its end. */
const waiting = (delay: number): object => region('waits', { waits: { after: { [delay]: 'over' } }, over: {} });
/** The same, but the wait begins when a person says so. */
const begun = (event: string, delay: number): object =>
  region('idle', { idle: { on: { [event]: 'waits' } }, waits: { after: { [delay]: 'over' } }, over: {} });

const ends = (delay: number): object =>
  region('waits', { waits: { after: { [delay]: 'over' } }, over: { after: { 1: 'past' } }, past: {} });
interface Count {
  readonly n: number;
}
/** Counts so far, one each time a while is over, until an hour is. */
const counting = (delay: number, upTo: number, hour: number): AnyStateMachine =>
  setup({
    types: {} as { context: Count },
    actions: { count: assign({ n: ({ context }) => Math.min(upTo, context.n + 1) }) },
  }).createMachine({
    id: 'm',
    type: 'parallel',
    context: { n: 0 },
    states: {
      tick: {
        initial: 'on',
        states: { on: { after: { [delay]: { target: 'on', reenter: true, actions: 'count' } } } },
      },
      hour: { initial: 'waits', states: { waits: { after: { [hour]: 'over' } }, over: {} } },
    },
  }) as unknown as AnyStateMachine;
const countedTo = (upTo: number): Where => ({
  all: [{ context: ({ n }: Count) => n === upTo, says: `counted to ${upTo}` }, { at: 'hour.waits' }],
});

export const races: readonly Race[] = [
  {
    says: 'of two that begin together, the shorter is over first',
    of: (delay) => beside({ hour: waiting(delay), hand: waiting(20) }),
    never: both('hour.over', 'hand.waits'),
    holds: 21,
    broken: 19,
    steps: 1,
  },
  {
    says: 'at a tie the one that stands first in the chart goes first',
    of: (delay) => beside({ hand: waiting(20), hour: waiting(delay) }),
    never: both('hour.over', 'hand.waits'),
    holds: 20,
    broken: 19,
    steps: 1,
  },
  {
    says: 'at a tie the one that stands last goes last',
    of: (delay) => beside({ hour: waiting(delay), hand: waiting(20) }),
    never: both('hour.over', 'hand.waits'),
    holds: 21,
    broken: 20,
    steps: 1,
  },
  {
    says: 'what a person begins is over later, however soon it is begun',
    of: (delay) => beside({ hand: begun('rub', delay), hour: waiting(20) }),
    never: both('hand.over', 'hour.waits'),
    holds: 20,
    broken: 19,
    steps: 2,
  },
  {
    says: 'three in a row take as long as their sum, and at a tie what waited longer goes first',
    of: (delay) =>
      beside({
        work: region('a', {
          a: { after: { 5: 'b' } },
          b: { after: { [delay]: 'c' } },
          c: { after: { 5: 'd' } },
          d: {},
        }),
        hour: waiting(20),
      }),
    never: both('work.d', 'hour.waits'),
    holds: 10,
    broken: 9,
    steps: 3,
  },
  {
    says: 'a lamp that goes round for ever is red at one time and not at another',
    of: (delay) =>
      beside({
        lamp: region('green', { green: { after: { 5: 'red' } }, red: { after: { 2: 'green' } } }),
        hour: ends(delay),
      }),
    // Red from 5 to 7, from 12 to 14, and so on.
    never: both('lamp.red', 'hour.over'),
    holds: 10,
    broken: 11,
    steps: 4,
  },
  {
    says: 'a deadline whose guard is shut is spent, and its state stays',
    of: (delay) =>
      beside({
        key: waiting(delay),
        door: region('shut', { shut: { after: { 10: { target: 'open', guard: stateIn('#m.key.over') } } }, open: {} }),
        hour: waiting(20),
      }),
    never: both('door.shut', 'hour.over'),
    holds: 10,
    broken: 11,
    steps: 3,
  },
  {
    says: 'a watch that is reset in time never barks',
    of: (delay) =>
      beside({
        feeder: region('on', {
          on: { after: { 5: { target: 'on', reenter: true, actions: raise({ type: 'pet' }) } } },
        }),
        watch: region('quiet', {
          quiet: { after: { [delay]: 'barks' }, on: { pet: { target: 'quiet', reenter: true } } },
          barks: {},
        }),
      }),
    never: { at: 'watch.barks' },
    internal: ['pet'],
    holds: 5,
    broken: 4,
    steps: 1,
  },
  {
    says: 'being held once makes it last as long again, and no longer',
    of: (delay) =>
      beside({
        work: region('runs', {
          runs: { tags: ['running'], after: { 10: 'ended' }, on: { hold: 'held' } },
          held: { after: { 3: 'again' } },
          again: { tags: ['running'], after: { 10: 'ended' } },
          ended: {},
        }),
        hour: waiting(delay),
      }),
    never: { all: [{ tag: 'running' }, { at: 'hour.over' }] },
    // Held at 9 at the latest, again from 12 to 22.
    holds: 23,
    broken: 22,
    steps: 3,
  },
  {
    says: 'what is counted each time is counted so often and not oftener',
    of: (delay) => counting(3, 3, delay),
    never: countedTo(3),
    holds: 9,
    broken: 10,
    steps: 3,
  },
  {
    says: 'an hour is as long as sixty minutes, and no millisecond longer',
    of: (delay) => counting(delay, 60, 3_600_000),
    never: countedTo(60),
    holds: 60_000,
    broken: 59_999,
    steps: 60,
  },
  {
    says: 'nobody acts between a deadline of no time and what it brings about',
    of: (delay) =>
      beside({
        tap: region('off', { off: { on: { tap: 'on' } }, on: { after: { [delay]: 'off' } } }),
        late: region('no', { no: { after: { 5: 'yes' } }, yes: { after: { 0: 'gone' } }, gone: {} }),
      }),
    never: both('tap.on', 'late.yes'),
    holds: 0,
    broken: 1,
    steps: 2,
  },
  {
    says: 'of two that one event arms, the one it enters first is first at a tie',
    of: (delay) =>
      beside({
        gate: region('idle', { idle: { on: { begin: 'waits' } }, waits: { after: { 12: 'open' } }, open: {} }),
        sign: region('none', {
          none: { on: { sign: 'one' } },
          one: { entry: raise({ type: 'begin' }), after: { [delay]: 'gone' } },
          gone: {},
        }),
      }),
    never: both('sign.one', 'gate.open'),
    internal: ['begin'],
    holds: 12,
    broken: 13,
    steps: 2,
  },
  {
    says: 'one that is entered twice in one step was armed the second time',
    of: (delay) =>
      beside({
        hand: region('idle', {
          idle: { on: { go: 'waits' } },
          waits: { after: { [delay]: 'over' }, on: { again: { target: 'waits', reenter: true } } },
          over: {},
        }),
        hour: region('idle', {
          idle: { on: { go: 'waits' } },
          waits: { entry: raise({ type: 'again' }), after: { 10: 'over' } },
          over: {},
        }),
      }),
    never: both('hand.over', 'hour.waits'),
    internal: ['again'],
    holds: 10,
    broken: 9,
    steps: 2,
  },
  {
    says: 'a state is left with all in it when its own deadline, by its name, is over',
    of: (delay) =>
      setup({ delays: { limit: delay } }).createMachine({
        id: 'm',
        initial: 'in',
        states: {
          in: {
            after: { limit: 'out' },
            initial: 'a',
            states: { a: { after: { 4: 'b' } }, b: { after: { 4: 'c' } }, c: {} },
          },
          out: {},
        },
      }) as unknown as AnyStateMachine,
    never: { at: 'in.c' },
    holds: 8,
    broken: 9,
    steps: 2,
  },
  {
    says: 'an event is heard no longer once its state is over',
    of: (delay) =>
      beside({
        door: region('free', { free: { on: { open: 'wide' }, after: { [delay]: 'locked' } }, wide: {}, locked: {} }),
        hour: waiting(10),
      }),
    never: { all: [{ hears: 'open' }, { at: 'hour.over' }] },
    holds: 10,
    broken: 11,
    steps: 1,
  },
];
