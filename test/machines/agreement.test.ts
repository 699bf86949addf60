/**
 * `decide` and `project` agree, whenever the firing worker happens to wake (the rule of decide.ts); and the two other
 * rules one might write are seen to disagree.
 */
import { expect } from 'chai';
import fc from 'fast-check';
import { advance, assertInvariants, canonical, decide, firing, open, type Protocol, type State, step, candidates, classify, missingForEvent } from '../../machines/index.ts';
import { histories as historiesOf, type Tap } from '../support/histories.ts';
import { anOpening, minute, morning, venepuncture } from '../support/protocol.ts';

const histories = Number(process.env['AGREEMENT_HISTORIES'] ?? 400);
const seed = Number(process.env['SEED'] ?? Date.now() % 2_147_483_647);

/** What a worker that fires late does to a state before a command. */
type Worker = (protocol: Protocol, state: State, woken: number) => State;
type Rule = { readonly worker: Worker; readonly decide: (protocol: Protocol, state: State, tap: Tap, at: number) => State };

const ours: Rule = {
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
    const due = now.deadlines.filter(({ at }) => at <= woken).sort((a, b) => a.at - b.at || a.generation - b.generation)[0];
    if (due === undefined) return now;
    now = step(protocol.machine, { ...now, deadlines: now.deadlines.filter(({ id }) => id !== due.id) }, { ...firing(due), at: stamp(due.at) }).state;
  }
  return now;
};
const stampedWhenFired: Rule = { worker: (protocol, state, woken) => fireAll(protocol, state, woken, () => woken), decide: unfolded };
const stampedWhenDue: Rule = { worker: (protocol, state, woken) => fireAll(protocol, state, woken, (due) => due), decide: unfolded };

/** The state after the history, once with a worker that wakes late and once with none until the end. */
function disagree(protocol: Protocol, rule: Rule, history: readonly Tap[], wakes: readonly number[]): boolean {
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

describe('decide and project', () => {
  const protocol = venepuncture();
  const drawn = fc.tuple(historiesOf(protocol, morning, 16), fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 8 }));

  it(`agree over ${histories} random histories, whenever the worker wakes (seed ${seed})`, () => {
    fc.assert(
      fc.property(drawn, ([history, wakes]) => !disagree(protocol, ours, history, wakes)),
      { numRuns: histories, seed },
    );
  });

  it(`keep every invariant after every command (seed ${seed})`, () => {
    fc.assert(
      fc.property(drawn, ([history]) => {
        let state = open(protocol, anOpening()).state;
        let at = morning;
        for (const tap of history) {
          at += tap.wait;
          state = ours.decide(protocol, state, tap, at);
          assertInvariants(protocol, state);
        }
      }),
      { numRuns: Math.ceil(histories / 2), seed },
    );
  });

  for (const [name, rule] of [['stamped when fired, not folded first', stampedWhenFired], ['stamped when due, not folded first', stampedWhenDue]] as const) {
    it(`would disagree by the rule "${name}" (seed ${seed})`, () => {
      const sample = fc.sample(drawn, { numRuns: 150, seed });
      const different = sample.filter(([history, wakes]) => disagree(protocol, rule, history, wakes)).length;
      expect(different, `histories of 150 that differ`).to.be.greaterThan(0);
    });
  }
});
