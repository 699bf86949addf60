/**
 * A ward in small: five steps of a preparation side by side, and the course of the whole beside them. Any of the steps
 * may be left out, so one machine is many sizes: 1,014 states with three steps, 41,070 with all five.
 */
import { and, type AnyStateMachine, assign, createMachine, not, or, setup, stateIn } from 'xstate';

export const wardSteps = ['identity', 'consent', 'hygiene', 'explanation', 'equipment'] as const;
type WardStep = (typeof wardSteps)[number];

/** The first so many steps and the course; `flags`: so many things more that must be set before all is complete. */
export function ward(many: number, flags = 0): AnyStateMachine {
  const steps = wardSteps.slice(0, many);
  const has = (step: WardStep): boolean => steps.includes(step);
  const at = (step: WardStep, state: string) => stateIn({ steps: { [step]: state } });
  const names = Array.from({ length: flags }, (_none, index) => `flag${index}`);
  const steady = steps.map((step) => at(step, finished[step]));
  const flagged = ({ context }: { context: Record<string, unknown> }) => names.every((name) => context[name] === true);
  const complete = and(flags === 0 ? steady : [...steady, flagged]);
  const stopped = or([
    ...(has('identity') ? [at('identity', 'wrong')] : []),
    ...(has('consent') ? [at('consent', 'refused'), at('consent', 'withdrawn')] : []),
  ]);
  const configured = setup({
    types: {} as { context: { taught: number } & Record<string, number | boolean> },
    guards: {
      complete,
      stopped,
      identified: at('identity', 'verified'),
      known: or([at('identity', 'scanned'), at('identity', 'verified')]),
      mayTeachAgain: ({ context }) => context.taught < 3,
    },
    actions: {
      teachAgain: assign({ taught: ({ context }) => context.taught + 1 }),
      startOver: assign({ taught: 0 }),
    },
    delays: { scanFor: 120_000, consentFor: 86_400_000, rub: 30_000, calibratedFor: 28_800_000, timeOutFor: 900_000 },
  });
  const states = {
    identity: identity(),
    consent: consent(has('identity')),
    hygiene: hygiene(),
    explanation: explanation(),
    equipment: equipment(),
  };
  return configured.createMachine({
    id: 'ward',
    type: 'parallel',
    context: { taught: 0, ...Object.fromEntries(names.map((name) => [name, false])) },
    on: Object.fromEntries(
      names.flatMap((name) => [
        [`${name}Set`, { actions: assign({ [name]: true }) }],
        [`${name}Cleared`, { actions: assign({ [name]: false }) }],
      ]),
    ),
    states: {
      steps: { type: 'parallel', states: Object.fromEntries(steps.map((step) => [step, states[step]])) },
      course: course(),
    },
  } as never) as unknown as AnyStateMachine;
}

const finished: Readonly<Record<WardStep, string>> = {
  identity: 'verified',
  consent: 'signed',
  hygiene: 'clean',
  explanation: 'understood',
  equipment: 'checked',
};

const identity = () => ({
  initial: 'unscanned',
  states: {
    unscanned: { on: { bandMatches: 'scanned', bandDiffers: 'wrong' } },
    wrong: { on: { scanAgain: 'unscanned', callSupervisor: 'escalated' } },
    escalated: { on: { supervisorAgrees: 'scanned', supervisorRejects: 'unscanned' } },
    scanned: { on: { secondAgrees: 'verified', secondDiffers: 'wrong' }, after: { scanFor: 'unscanned' } },
    verified: { on: { bandOff: 'unscanned' } },
  },
});
/** The signature needs a known patient, if identity is one of the steps. */
const consent = (isIdentified: boolean) => {
  const signed = (guard: string) => (isIdentified ? { target: 'signed', guard } : 'signed');
  return {
    initial: 'unknown',
    states: {
      unknown: { on: { hasCapacity: 'capacity', lacksCapacity: 'proxy', needsInterpreter: 'interpreter' } },
      interpreter: { on: { interpreterCame: 'capacity' } },
      proxy: { on: { proxySigns: signed('identified'), refuses: 'refused' } },
      capacity: { on: { signs: signed('known'), refuses: 'refused' } },
      signed: { on: { withdraws: 'withdrawn' }, after: { consentFor: 'expired' } },
      expired: { on: { renews: 'capacity' } },
      refused: { on: { reconsiders: 'unknown' } },
      withdrawn: { on: { reconsiders: 'unknown' } },
    },
  };
};
const hygiene = () => ({
  initial: 'idle',
  states: {
    idle: { on: { rubs: 'rubbing' } },
    rubbing: { on: { interrupted: 'idle' }, after: { rub: 'handsClean' } },
    handsClean: { on: { preparesSite: 'sitePrepared', touches: 'idle' } },
    sitePrepared: { on: { siteDry: 'clean', touches: 'contaminated' } },
    contaminated: { on: { rubs: 'rubbing' } },
    clean: { on: { touches: 'contaminated' } },
  },
});
const explanation = () => ({
  initial: 'todo',
  states: {
    todo: { on: { explains: 'explaining' } },
    explaining: { on: { explained: 'teachBack' } },
    teachBack: {
      on: {
        saysItBack: { target: 'understood', actions: 'startOver' },
        cannotSayIt: [
          { guard: 'mayTeachAgain', target: 'explaining', actions: 'teachAgain' },
          { target: 'clinicianCalled' },
        ],
      },
    },
    clinicianCalled: { on: { clinicianExplains: { target: 'understood', actions: 'startOver' } } },
    understood: {},
  },
});
const equipment = () => ({
  initial: 'unchecked',
  states: {
    unchecked: { on: { checks: 'checked', findsFault: 'faulty' } },
    faulty: { on: { swaps: 'unchecked', tagsOut: 'removed' } },
    removed: { on: { replaces: 'unchecked' } },
    checked: { on: { fails: 'faulty' }, after: { calibratedFor: 'outOfDate' } },
    outOfDate: { on: { calibrates: 'checked' } },
  },
});
const course = () => ({
  initial: 'preparing',
  states: {
    preparing: { always: { guard: 'complete', target: 'ready' }, on: { hold: 'onHold', cancel: 'cancelled' } },
    onHold: { on: { resume: { guard: not('stopped'), target: 'preparing' }, cancel: 'cancelled' } },
    ready: { always: { guard: not('complete'), target: 'preparing' }, on: { timeOut: 'timeOut', cancel: 'cancelled' } },
    timeOut: {
      always: { guard: 'stopped', target: 'onHold' },
      on: { handOver: { guard: 'complete', target: 'handedOver' }, abort: 'preparing' },
      after: { timeOutFor: 'preparing' },
    },
    handedOver: {},
    cancelled: {},
  },
});

/** So many items side by side, each done or not: 2^n states, n of their events each. */
export const checklist = (items: number): AnyStateMachine =>
  createMachine({
    id: 'checklist',
    type: 'parallel',
    states: Object.fromEntries(
      Array.from({ length: items }, (_none, index) => [
        `item${index}`,
        {
          initial: 'open',
          states: { open: { on: { [`tick${index}`]: 'done' } }, done: { on: { [`untick${index}`]: 'open' } } },
        },
      ]),
    ),
  }) as unknown as AnyStateMachine;
