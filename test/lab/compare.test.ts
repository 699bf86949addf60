/** Two small machines compared and migrated, judged by XState itself: it goes both machines’ histories side by side. */
import { expect } from 'chai';
import fc from 'fast-check';
import {
  type AnyMachineSnapshot,
  type AnyStateMachine,
  createMachine,
  initialTransition,
  stateIn,
  transition,
} from 'xstate';
import { Alignment, asItIs } from '../../lab/compare/align.ts';
import { groundOf } from '../../lab/explore/model.ts';
import { conditionWhere } from '../../lab/explore/where.ts';
import { compareMachines, migrateMachines } from '../../lab/compare/traces.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2_147_483_647);
const events = ['a', 'b', 'c', 'd'];

/** For each region, state and event where it leads, and whether another region must stand somewhere for it. */
type Moves = readonly (readonly (readonly { readonly to: number; readonly when: number }[])[])[];
const regions = 2;
const states = 3;
const drawn: fc.Arbitrary<Moves> = fc.array(
  fc.array(fc.array(fc.record({ to: fc.nat(states), when: fc.nat(states + 2) }), { minLength: 4, maxLength: 4 }), {
    minLength: states,
    maxLength: states,
  }),
  { minLength: regions, maxLength: regions },
);

const machineOf = (moves: Moves): AnyStateMachine =>
  createMachine({
    id: 'm',
    type: 'parallel',
    states: Object.fromEntries(
      moves.map((region, r) => [
        `r${r}`,
        {
          initial: 's0',
          states: Object.fromEntries(
            region.map((state, s) => [
              `s${s}`,
              {
                on: Object.fromEntries(
                  state.flatMap(({ to, when }, e) => {
                    if (to === states) return [];
                    const guard = when < states ? { guard: stateIn({ [`r${(r + 1) % regions}`]: `s${when}` }) } : {};
                    return [[events[e], { target: `s${to}`, ...guard }]];
                  }),
                ),
              },
            ]),
          ),
        },
      ]),
    ),
  } as never);

/** One place otherwise. */
const mutated = (moves: Moves, [r, s, e, to, when]: readonly number[]): Moves =>
  moves.map((region, i) =>
    region.map((state, j) =>
      state.map((move, k) => (i === r && j === s && k === e ? { to: to ?? 0, when: when ?? 0 } : move)),
    ),
  );

const first = (machine: AnyStateMachine): AnyMachineSnapshot => initialTransition(machine)[0] as AnyMachineSnapshot;
const next = (machine: AnyStateMachine, from: AnyMachineSnapshot, type: string): AnyMachineSnapshot | null =>
  from.can({ type }) ? (transition(machine, from, { type })[0] as AnyMachineSnapshot) : null;
const text = ({ value }: AnyMachineSnapshot): string => JSON.stringify(value);

/** The length of the shortest history that one takes and the other does not; null where there is none. */
function shortest(one: AnyStateMachine, other: AnyStateMachine): number | null {
  let now = [[first(one), first(other)] as const];
  const seen = new Set(now.map((pair) => pair.map(text).join()));
  for (let length = 1; now.length > 0; length++) {
    const then: (readonly [AnyMachineSnapshot, AnyMachineSnapshot])[] = [];
    for (const [mine, theirs] of now)
      for (const event of events) {
        const [here, there] = [next(one, mine, event), next(other, theirs, event)];
        if (here === null) continue;
        if (there === null) return length;
        const key = [here, there].map(text).join();
        if (seen.has(key)) continue;
        seen.add(key);
        then.push([here, there]);
      }
    now = then;
  }
  return null;
}

function reached(machine: AnyStateMachine): ReadonlySet<string> {
  const found = new Map([[text(first(machine)), first(machine)]]);
  for (const at of found.values())
    for (const event of events) {
      const after = next(machine, at, event);
      if (after !== null) found.set(text(after), found.get(text(after)) ?? after);
    }
  return new Set(found.keys());
}

describe('two machines', () => {
  it(`have the histories that XState has, the shortest found (seed ${seed})`, () => {
    const counts = { same: 0, different: 0 };
    const place = fc.tuple(fc.nat(regions - 1), fc.nat(states - 1), fc.nat(3), fc.nat(states), fc.nat(states + 2));
    fc.assert(
      fc.property(drawn, place, (moves, at) => {
        const [old, fresh] = [machineOf(moves), machineOf(mutated(moves, at))];
        const { gained, lost, whole } = compareMachines({ machine: old }, { machine: fresh });
        expect(whole).to.equal(true);
        expect(gained?.steps.length ?? null).to.equal(shortest(fresh, old));
        expect(lost?.steps.length ?? null).to.equal(shortest(old, fresh));
        counts[gained === null && lost === null ? 'same' : 'different']++;
        if (gained === null) return;
        let [mine, theirs] = [first(fresh), first(old)];
        for (const [index, { event }] of gained.steps.entries()) {
          expect(mine.can(event)).to.equal(true);
          expect(theirs.can(event)).to.equal(index < gained.steps.length - 1);
          [mine, theirs] = [next(fresh, mine, event.type) ?? mine, next(old, theirs, event.type) ?? theirs];
        }
      }),
      { seed, numRuns: 400 },
    );
    expect(counts.same).to.be.greaterThan(20);
    expect(counts.different).to.be.greaterThan(100);
  });

  it(`are migrated where every state of the old is one of the new (seed ${seed})`, () => {
    const counts = { passed: 0, refused: 0 };
    const place = fc.tuple(fc.nat(regions - 1), fc.nat(states - 1), fc.nat(3), fc.nat(states), fc.nat(states + 2));
    fc.assert(
      fc.property(drawn, place, (moves, at) => {
        const [old, fresh] = [machineOf(moves), machineOf(mutated(moves, at))];
        const { refused, states: many } = migrateMachines({ machine: old }, { machine: fresh });
        const [before, after] = [reached(old), reached(fresh)];
        expect(many).to.equal(before.size);
        const lost = [...before].filter((state) => !after.has(state));
        expect(refused.reduce((sum, one) => sum + one.states, 0)).to.equal(lost.length);
        counts[lost.length === 0 ? 'passed' : 'refused']++;
        for (const { way } of refused)
          expect(lost).to.include(JSON.stringify((way.steps.at(-1)?.state ?? way.from).value));
      }),
      { seed, numRuns: 400 },
    );
    expect(counts.passed).to.be.greaterThan(100);
    expect(counts.refused).to.be.greaterThan(20);
  });

  const lamp = (more: object, states_: object = {}): AnyStateMachine =>
    createMachine({
      id: 'lamp',
      type: 'parallel',
      states: {
        bulb: { initial: 'off', states: { off: { on: { press: 'on' } }, on: { on: { press: 'off' } }, ...states_ } },
        ...more,
      },
    } as never);
  const fuse = { fuse: { initial: 'whole', states: { whole: { on: { blow: 'blown' } }, blown: {} } } };

  it('may have a region more, which begins where it begins, or one less, which is left', () => {
    const [plain, fused] = [{ machine: lamp({}) }, { machine: lamp(fuse) }];
    expect(migrateMachines(plain, fused).refused).to.deep.equal([]);
    expect(migrateMachines(fused, plain).refused).to.deep.equal([]);
    const litWhole = { all: [{ at: 'bulb.on' }, { at: 'fuse.whole' }] };
    const guarded = {
      ...fused,
      invariants: [{ id: 'L1', says: 'No light while the fuse is whole.', never: litWhole }],
    };
    const [one] = migrateMachines(plain, guarded).refused;
    expect(one?.says).to.equal('L1 does not hold there: No light while the fuse is whole.');
    expect(one?.way.steps.map(({ event }) => event.type)).to.deep.equal(['press']);
  });

  it('say of each other what a region that one lacks is: where it begins', () => {
    const [fused, plain] = [groundOf(lamp(fuse)), groundOf(lamp({}))];
    const toPlain = new Alignment(fused.chart, plain.chart, asItIs);
    const asked = (at: string) => toPlain.condition(conditionWhere({ at }, fused.chart, fused.contexts));
    expect([asked('fuse.whole'), asked('fuse.blown')]).to.deep.equal([true, false]);
    expect(asked('bulb.on')).to.deep.equal(conditionWhere({ at: 'bulb.on' }, plain.chart, plain.contexts));
  });

  it('are not migrated from a state that is gone, nor compared past a limit', () => {
    const broken = { machine: lamp({}, { broken: {}, on: { on: { press: 'broken' } } }) };
    const refused = migrateMachines(broken, { machine: lamp({}) }).refused;
    expect(refused.map(({ says, states: many }) => [says, many])).to.deep.equal([
      ['the new machine has no state bulb.broken', 1],
    ]);
    expect(compareMachines({ machine: lamp(fuse) }, { machine: lamp(fuse) }, 1).whole).to.equal(false);
  });
});
