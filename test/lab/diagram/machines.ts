/** Small machines that between them have every feature of a chart which the writers must say; none is of WardReady. */
import {
  and,
  assign,
  cancel,
  createMachine,
  fromPromise,
  log,
  not,
  or,
  raise,
  sendTo,
  stateIn,
  type AnyStateMachine,
} from 'xstate';

/** A kettle that is boiled, remembers where it was interrupted, and switches itself off. */
export const kettle = createMachine({
  id: 'kettle',
  initial: 'off',
  states: {
    off: { on: { PLUG: 'on' } },
    on: {
      description: 'plugged in',
      initial: 'cold',
      entry: 'lightOn',
      exit: ['lightOff', log('unplugged')],
      states: {
        cold: { on: { HEAT: { target: 'heating', guard: 'hasWater' } }, after: { 1800000: '#kettle.off' } },
        heating: {
          initial: 'slow',
          states: { slow: { after: { 90000: 'fast' } }, fast: { on: { BOILED: '#kettle.on.hot' } } },
          on: { STIR: { actions: 'stir' }, AGAIN: { target: 'heating', reenter: true } },
        },
        hot: { type: 'final' },
        last: { type: 'history', target: 'cold' },
        exactly: { type: 'history', history: 'deep' },
      },
      onDone: 'poured',
      on: { UNPLUG: 'off' },
    },
    poured: {
      always: { guard: stateIn({ poured: {} }), target: 'off' },
      on: { RESUME: '#kettle.on.last', EXACT: '#kettle.on.exactly' },
    },
  },
});

/** Two lamps and the switch room between them: regions within regions, guards on where the others are. */
export const lamps = createMachine({
  id: 'lamps',
  type: 'parallel',
  states: {
    hall: {
      initial: 'dark',
      states: {
        dark: { on: { HALL: { target: 'lit', guard: not(stateIn({ cellar: { bulb: 'broken' } })) } } },
        lit: { on: { HALL: 'dark' } },
      },
    },
    cellar: {
      type: 'parallel',
      states: {
        bulb: {
          initial: 'whole',
          states: {
            whole: { on: { BREAK: { target: 'broken', actions: raise({ type: 'DARK' }) } } },
            broken: { on: { MEND: 'whole' } },
          },
        },
        door: {
          initial: 'shut',
          states: {
            shut: {
              on: {
                OPEN: { target: 'open', guard: or([stateIn({ hall: 'lit' }), stateIn({ cellar: { bulb: 'whole' } })]) },
              },
            },
            open: { on: { 'SHUT.*': 'shut', DARK: 'shut' } },
          },
        },
      },
      on: { RESET: { target: ['#lamps.cellar.bulb.whole', '#lamps.cellar.door.shut'] } },
    },
  },
  on: {
    ALARM: { guard: and([stateIn({ hall: 'dark' }), stateIn({ cellar: { door: 'open' } })]), target: '.hall.lit' },
  },
});

/** A parcel: two checks at once, both must end; wildcards, eventless steps, the same event with several guards. */
export const parcel = createMachine({
  id: 'parcel',
  initial: 'packed',
  states: {
    packed: { on: { SEND: 'checking', '*': { target: 'lost' } } },
    checking: {
      type: 'parallel',
      states: {
        weight: { initial: 'open', states: { open: { on: { WEIGHED: 'done' } }, done: { type: 'final' } } },
        address: {
          initial: 'open',
          states: {
            open: {
              on: {
                READ: [
                  { guard: stateIn('#weighed'), target: 'done' },
                  { guard: stateIn({ checking: { weight: 'open' } }), target: 'again' },
                  'open',
                ],
                'READ.AGAIN': 'again',
              },
            },
            again: {
              id: 'again',
              always: { guard: stateIn({ checking: { weight: 'done' } }), target: 'done' },
              on: { 'READ.*': 'open' },
            },
            done: { type: 'final' },
          },
        },
      },
      onDone: 'sent',
    },
    sent: { id: 'sent', on: { ARRIVED: 'delivered', LOST: 'lost' } },
    lost: { on: { FOUND: { target: 'packed', reenter: true } } },
    delivered: { id: 'weighed', type: 'final' },
  },
});

/** What cannot be drawn exactly is said by name: code, values, other actors, times that are computed. */
export const visit = createMachine(
  {
    id: 'visit',
    initial: 'booked',
    context: { tries: 0 },
    states: {
      booked: {
        entry: assign({ tries: 0 }),
        invoke: { id: 'slots', src: 'findSlots', onDone: { target: 'due', actions: 'keep' }, onError: 'failed' },
        on: { RING: [{ guard: { type: 'atLeast', params: { tries: 3 } }, target: 'failed' }, { actions: 'countTry' }] },
      },
      due: {
        entry: raise({ type: 'REMIND' }, { id: 'reminder', delay: 'soon' }),
        exit: cancel('reminder'),
        after: { untilVisit: 'missed', grace: { target: 'missed', guard: ({ context }) => context.tries > 1 } },
        on: {
          REMIND: {
            actions: [sendTo('post', { type: 'LETTER' }), { type: 'announce', params: { what: 'LATE', of: 'slot' } }],
          },
        },
      },
      missed: {},
      failed: { type: 'final' },
    },
  },
  {
    actions: {
      announce: raise(({ event }: { event: object }, params: { what: string }) => ({
        ...event,
        type: params.what,
      })) as never,
      countTry: assign({ tries: ({ context }) => context.tries + 1 }),
    },
    delays: { soon: 30_000, grace: 600_000, untilVisit: ({ context }) => context.tries * 1000 },
    guards: { atLeast: ({ context }, params: unknown) => context.tries >= (params as { tries: number }).tries },
    actors: { findSlots: fromPromise(async () => 1) },
  },
);

/** Names that a format would read as its own, and names that become the same once they are made safe. */
export const oddNames = createMachine({
  id: 'odd "names" & <tags>',
  initial: 'a-b',
  states: {
    'a-b': { on: { 'go: now; or #35;': 'a b', 'x --> y': { target: 'a_b', guard: '"quoted" -- <b>' } } },
    'a b': { on: { 'état.*': 'end' } },
    a_b: { on: { 'two words': 'état' } },
    end: { on: { ']]>': '1st' } },
    état: { initial: 'x', states: { x: {} } },
    '1st': {},
  },
});

export const machines: Readonly<Record<string, AnyStateMachine>> = { kettle, lamps, parcel, visit, oddNames };
