/**
 * Machines made by hand, with how many states and transitions they have. `xstate/graph` counts the same where it can: it
 * tells states apart by value and JSON, so it is blind to history and to a `Set`; it sends nothing with a payload or that a
 * wildcard would hear, and what XState sends itself it sends too.
 */
import { type AnyStateMachine, assign, createMachine, not, raise, setup, stateIn } from 'xstate';
import type { Samples } from './machine-events.ts';
import { checklist, ward } from '../../../bench/ward.ts';

export interface Example {
  readonly name: string;
  readonly machine: AnyStateMachine;
  readonly events: Samples;
  readonly states: number;
  readonly transitions: number;
  /** Whether xstate/graph is right about it, and soon: 41,070 states take it a quarter of a minute. */
  readonly graph: 'right' | 'wrong' | 'slow';
}

/** Held, and resumed where it was. Who overrides while it is held from `ready` comes back to ready and overridden. */
export const holdAndResume = (): AnyStateMachine =>
  setup({
    types: {} as { context: { overridden: boolean } },
    guards: { untouched: ({ context }) => !context.overridden },
  }).createMachine({
    id: 'hold',
    initial: 'work',
    context: { overridden: false },
    states: {
      work: {
        initial: 'checking',
        on: { hold: 'held' },
        states: {
          checking: { on: { pass: { guard: 'untouched', target: 'ready' } } },
          ready: {},
          before: { type: 'history' },
        },
      },
      held: { on: { override: { actions: assign({ overridden: true }) }, resume: 'work.before' } },
    },
  }) as unknown as AnyStateMachine;

/** Two labels may be stuck on; which are is a `Set`. */
export const labels = (): AnyStateMachine =>
  setup({
    types: {} as { context: { stuck: ReadonlySet<string> } },
    actions: {
      stick: assign({
        stuck: ({ context }, { label }: { label: string }) => new Set([...context.stuck, label]),
      }),
    },
  }).createMachine({
    id: 'labels',
    context: { stuck: new Set() },
    on: {
      red: { actions: { type: 'stick', params: { label: 'red' } } },
      blue: { actions: { type: 'stick', params: { label: 'blue' } } },
    },
  }) as unknown as AnyStateMachine;

/** A second person checks; the same one again will not do. */
const secondCheck = (): AnyStateMachine =>
  setup({
    types: {} as { context: { by: string | null }; events: { type: 'check'; by: string } | { type: 'reset' } },
    guards: { isSomebodyElse: ({ context, event }) => event.type === 'check' && event.by !== context.by },
  }).createMachine({
    id: 'second',
    initial: 'open',
    context: { by: null },
    states: {
      open: { on: { check: { target: 'once', actions: assign({ by: ({ event }) => event.by }) } } },
      once: { on: { check: { guard: 'isSomebodyElse', target: 'twice' }, reset: 'open' } },
      twice: { on: { reset: { target: 'open', actions: assign({ by: null }) } } },
    },
  }) as unknown as AnyStateMachine;

/** A drug that runs, an alarm that comes up if nobody looks, and a pump that is charged or not. */
const infusion = (): AnyStateMachine =>
  setup({
    guards: { isPowered: stateIn({ power: 'on' }), isOff: stateIn({ power: 'off' }), isNotOff: not('isOff') },
    delays: { bag: 3_600_000, unanswered: 60_000 },
  }).createMachine({
    id: 'infusion',
    type: 'parallel',
    states: {
      pump: {
        initial: 'stopped',
        states: {
          stopped: { on: { start: { guard: 'isPowered', target: 'running' } } },
          running: { on: { stop: 'stopped' }, after: { bag: 'empty' } },
          empty: {
            initial: 'ringing',
            on: { change: 'running' },
            states: {
              ringing: { after: { unanswered: 'calling' }, on: { silence: 'silent' } },
              calling: { on: { silence: 'silent' } },
              silent: {},
            },
          },
        },
      },
      power: {
        initial: 'on',
        states: {
          on: { on: { unplug: 'battery' } },
          battery: { on: { plug: 'on' }, after: { 600000: 'off' } },
          off: { on: { plug: 'on' } },
        },
      },
      link: {
        initial: 'up',
        states: {
          up: { on: { lose: 'down' } },
          down: { always: { guard: 'isOff', target: 'lost' }, on: { find: 'up' } },
          lost: { on: { find: { guard: 'isNotOff', target: 'up' } } },
        },
      },
    },
  }) as unknown as AnyStateMachine;

/** Two halves, each done by itself; when both are, it is packed, and packing tells the store. */
const packing = (): AnyStateMachine =>
  machineOf({
    id: 'packing',
    initial: 'filling',
    states: {
      filling: {
        type: 'parallel',
        onDone: { target: 'packed', actions: raise({ type: 'tell' }) },
        on: { abandon: 'abandoned' },
        states: {
          left: { initial: 'empty', states: { empty: { on: { put: 'full' } }, full: { type: 'final' } } },
          right: {
            initial: 'empty',
            onDone: { actions: raise({ type: 'nothing' }) },
            states: { empty: { on: { lay: 'full' } }, full: { type: 'final' } },
          },
        },
      },
      packed: { initial: 'untold', on: { unpack: 'filling' }, states: { untold: { on: { tell: 'told' } }, told: {} } },
      abandoned: { type: 'final' },
    },
  });

/** What is asked in detail, in general, and not at all. */
const questions = (): AnyStateMachine =>
  machineOf({
    id: 'questions',
    initial: 'asking',
    on: { stop: '.stopped', '*': '.puzzled' },
    states: {
      asking: { on: { 'answer.yes': 'agreed', 'answer.*': 'unclear', stop: {} } },
      agreed: { on: { again: 'asking' } },
      unclear: { on: { again: 'asking', 'answer.*': { actions: () => undefined } } },
      puzzled: { on: { again: 'asking', '*': {} } },
      stopped: {},
    },
  });

/** Two regions leave at once when the flag goes up; which counts last depends on which was entered last. */
export const race = (): AnyStateMachine => raceWhere(undefined);
/** The same, but the left side comes only after the right: without a restart there is one order in which they were entered. */
export const raceInTurn = (): AnyStateMachine => raceWhere(stateIn({ right: 'waiting' }));

const raceWhere = (leftComes: ReturnType<typeof stateIn> | undefined): AnyStateMachine => {
  const side = (name: string) => ({
    initial: 'away',
    states: {
      away: { on: { [name]: { target: 'waiting', guard: name === 'left' ? leftComes : undefined } } },
      waiting: { always: { guard: 'isOpen', target: 'through', actions: { type: 'note', params: { name } } } },
      through: {},
    },
  });
  return setup({
    types: {} as { context: { open: boolean; last: string } },
    guards: { isOpen: ({ context }) => context.open },
    actions: { note: assign({ last: (_args, { name }: { name: string }) => name }) },
  }).createMachine({
    id: 'race',
    type: 'parallel',
    context: { open: false, last: '' },
    on: { open: { actions: assign({ open: true }) } },
    states: { left: side('left'), right: side('right') },
  } as never) as unknown as AnyStateMachine;
};

/** Back to where a parallel state was that never was left: XState loses a region on the way, though the value shows it. */
export const lostRegion = (): AnyStateMachine =>
  machineOf({
    id: 'lost',
    type: 'parallel',
    states: {
      pair: { type: 'parallel', states: { one: { on: { back: 'before' } }, other: {}, before: { type: 'history' } } },
      rest: { initial: 'here', states: { here: { on: { go: 'there' } }, there: {} } },
    },
  });

/** One region goes back to where it is, by its history; the other sends it elsewhere. XState holds both to be active. */
export const twoAtOnce = (): AnyStateMachine =>
  machineOf({
    id: 'two',
    type: 'parallel',
    states: {
      pulled: {
        initial: 'here',
        states: { here: { on: { go: 'before' } }, there: {}, before: { type: 'history', target: 'here' } },
      },
      pulling: { on: { go: '#two.pulled.there' } },
    },
  });

const machineOf = (config: object): AnyStateMachine => createMachine(config as never) as unknown as AnyStateMachine;

const none: Samples = {};
export const library: readonly Example[] = [
  { name: 'a ward of three steps', machine: ward(3), events: none, states: 1014, transitions: 6321, graph: 'right' },
  { name: 'a ward of four steps', machine: ward(4), events: none, states: 8214, transitions: 62_901, graph: 'right' },
  { name: 'a ward of five steps', machine: ward(5), events: none, states: 41_070, transitions: 380_217, graph: 'slow' },
  { name: 'a checklist of eight', machine: checklist(8), events: none, states: 256, transitions: 2048, graph: 'right' },
  { name: 'hold and resume', machine: holdAndResume(), events: none, states: 11, transitions: 18, graph: 'wrong' },
  { name: 'labels in a set', machine: labels(), events: none, states: 4, transitions: 8, graph: 'wrong' },
  {
    name: 'a second check',
    machine: secondCheck(),
    events: { check: [{ by: 'amy' }, { by: 'ben' }] },
    states: 7,
    transitions: 14,
    graph: 'wrong',
  },
  { name: 'an infusion', machine: infusion(), events: none, states: 40, transitions: 167, graph: 'right' },
  { name: 'packing', machine: packing(), events: none, states: 5, transitions: 8, graph: 'wrong' },
  { name: 'questions', machine: questions(), events: none, states: 5, transitions: 22, graph: 'wrong' },
];
