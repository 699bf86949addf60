/** The rule by which commands and deadlines meet, and the two other rules one might write, played side by side. */
import fc from 'fast-check';
import {
  advance,
  candidates,
  canonical,
  classify,
  decide,
  firing,
  missingForEvent,
  open,
  type Protocol,
  type State,
  step,
} from '../../machines/index.ts';
import { histories, type Tap } from './histories.ts';
import { anOpening, minute, morning } from './protocol.ts';

/** A history, and how far into each gap the firing worker wakes (percent). */
export const drawnHistories = (protocol: Protocol) =>
  fc.tuple(
    histories(protocol, morning, 16),
    fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 8 }),
  );

/** What a worker that fires late does to a state before a command. */
export type Worker = (protocol: Protocol, state: State, woken: number) => State;
export type Rule = {
  readonly worker: Worker;
  readonly decide: (protocol: Protocol, state: State, tap: Tap, at: number) => State;
};

/** The rule of decide.ts. */
export const ours: Rule = {
  worker: (protocol, state, woken) => advance(protocol.machine, state, woken).state,
  decide: (protocol, state, { command, actor }, at) => {
    const decision = decide(protocol, state, command, actor, at);
    return decision.kind === 'accepted' ? decision.state : state;
  },
};

/** No fold before the command: it meets whatever the worker has committed by then. */
const unfolded: Rule['decide'] = (protocol, state, { command, actor }, at) => {
  const classified = classify(protocol, state, command, actor, at);
  if (!classified.ok || candidates(protocol, state, command.event).length === 0) return state;
  const missing = missingForEvent(protocol, state, command.event, classified.event.class);
  return missing === null || missing.length > 0 ? state : step(protocol.machine, state, classified.event).state;
};
const fireAll = (protocol: Protocol, state: State, woken: number, stamp: (due: number) => number): State => {
  let now = state;
  for (let n = 0; n < 1000; n++) {
    const due = now.deadlines
      .filter(({ at }) => at <= woken)
      .sort((a, b) => a.at - b.at || a.generation - b.generation)[0];
    if (due === undefined) return now;
    now = step(
      protocol.machine,
      { ...now, deadlines: now.deadlines.filter(({ id }) => id !== due.id) },
      { ...firing(due), at: stamp(due.at) },
    ).state;
  }
  return now;
};
/** Firing at the instant the worker woke, and no fold before a command. */
export const stampedWhenFired: Rule = {
  worker: (protocol, state, woken) => fireAll(protocol, state, woken, () => woken),
  decide: unfolded,
};
/** Firing at the due instant, but a command meets whatever the worker has committed by then. */
export const stampedWhenDue: Rule = {
  worker: (protocol, state, woken) => fireAll(protocol, state, woken, (due) => due),
  decide: unfolded,
};

/** The state after the history, once with a worker that wakes late and once with none until the end. */
export function disagree(protocol: Protocol, rule: Rule, history: readonly Tap[], wakes: readonly number[]): boolean {
  const end = history.reduce((at, { wait }) => at + wait, morning) + 40 * minute;
  const play = (worked: boolean): string => {
    let state = open(protocol, anOpening()).state;
    let at = morning;
    history.forEach((tap, n) => {
      const woken = at + Math.floor(tap.wait * ((wakes[n % wakes.length] ?? 0) / 100));
      if (worked) state = rule.worker(protocol, state, woken);
      at += tap.wait;
      state = worked ? rule.decide(protocol, state, tap, at) : ours.decide(protocol, state, tap, at);
    });
    const { value, context, deadlines } = advance(protocol.machine, state, end).state;
    return canonical({ value, context, deadlines: deadlines.map(({ id, at: due }) => ({ id, due })) });
  };
  return play(true) !== play(false);
}
