/** The peers' small machine: five regions side by side, 24 states, a guard, and who did what and when of each region. */
import { type AnyStateMachine, assign, setup } from 'xstate';

interface Tap {
  readonly type: string;
  readonly who: string;
  readonly at: string;
  readonly device: string;
  readonly note: string;
}
interface Held {
  readonly blocked: boolean;
  readonly count: number;
  readonly by: Readonly<Record<string, { readonly who: string; readonly at: string }>>;
}

/** Region by region: each state, and the events that leave it. */
const regions: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>> = {
  identity: {
    todo: { scanned: 'checking' },
    checking: { matches: 'verified', differs: 'wrong' },
    wrong: { scanned: 'checking' },
    verified: {},
    waived: {},
  },
  consent: {
    todo: { asked: 'reading' },
    reading: { signed: 'given', refused: 'declined' },
    declined: { asked: 'reading' },
    given: {},
    emergency: {},
  },
  fasting: {
    unknown: { fastAsked: 'waiting' },
    waiting: { fasted: 'fasted', ate: 'broken' },
    broken: { fastAsked: 'waiting' },
    fasted: {},
  },
  cannula: {
    none: { begun: 'placing' },
    placing: { placed: 'placed', missed: 'failed' },
    failed: { begun: 'placing' },
    placed: { flushed: 'flushed' },
    flushed: {},
  },
  medicines: {
    review: { withheld: 'held', taken: 'done' },
    held: { taken: 'done' },
    done: { told: 'handed' },
    handed: {},
    refused: {},
  },
};
const inOrder = [
  'scanned',
  'matches',
  'asked',
  'signed',
  'fastAsked',
  'fasted',
  'begun',
  'placed',
  'flushed',
  'withheld',
  'taken',
  'told',
];

export const smallMachine = setup({
  types: {} as { context: Held; events: Tap },
  actions: {
    note: assign(({ context, event }, { region }: { readonly region: string }) => ({
      count: context.count + 1,
      by: { ...context.by, [region]: { who: event.who, at: event.at } },
    })),
  },
  guards: { free: ({ context }) => !context.blocked },
}).createMachine({
  id: 'small',
  type: 'parallel',
  context: { blocked: false, count: 0, by: {} },
  states: Object.fromEntries(
    Object.entries(regions).map(([region, states]) => [
      region,
      {
        initial: Object.keys(states)[0] ?? '',
        states: Object.fromEntries(
          Object.entries(states).map(([state, leave]) => [
            state,
            {
              on: Object.fromEntries(
                Object.entries(leave).map(([type, target]) => [
                  type,
                  {
                    target,
                    ...(type === 'matches' ? { guard: 'free' as const } : {}),
                    actions: { type: 'note' as const, params: { region } },
                  },
                ]),
              ),
            },
          ]),
        ),
      },
    ]),
  ),
}) as unknown as AnyStateMachine;

/** About 200 bytes each as JSON. */
export const smallTaps: readonly Tap[] = inOrder.map((type) => ({
  type,
  who: 'technician-0017',
  at: '2026-11-24T07:35:03.123Z',
  device: 'tablet-ward-4B-07',
  note: 'left forearm, 20G, no resistance, patient calm; looked at twice',
}));
