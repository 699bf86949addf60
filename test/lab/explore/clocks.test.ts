/** What some clock allows, and what none does: random charts against XState itself, and races planted by hand. */
import { expect } from 'chai';
import fc from 'fast-check';
import { cancel, createMachine, type AnyStateMachine } from 'xstate';
import { compareClocks } from './both-clocks.ts';
import { prove, proveReduced, type Proof } from '../../../lab/index.ts';
import { races, type Race } from './races.ts';
import { timedCharts, timedEvents } from './random-timed.ts';
import { stateText } from './state-text.ts';
import { replayed } from './timed-by-xstate.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2_147_483_647);

describe('the clocks of a machine', () => {
  it(`allow what XState comes to millisecond by millisecond, by ways as short (seed ${seed})`, () => {
    const counts = { charts: 0, large: 0, free: 0, reached: 0, longer: 0, zones: 0 };
    fc.assert(
      fc.property(timedCharts, ({ machine }) => {
        const compared = compareClocks(machine, timedEvents, 600);
        if (compared.kind === 'different') throw new Error(compared.says);
        counts.charts++;
        if (compared.kind === 'large') counts.large++;
        else for (const what of ['free', 'reached', 'longer', 'zones'] as const) counts[what] += compared[what];
      }),
      { seed, numRuns: 220 },
    );
    process.stdout.write(`      ${JSON.stringify(counts)}\n`);
    expect(counts.charts - counts.large).to.be.at.least(200);
    expect(counts.free - counts.reached, 'configurations that no clock allows').to.be.greaterThan(20);
    expect(counts.longer, 'configurations that take longer by a clock').to.be.greaterThan(5);
  });
});

const proved = ({ of, never, internal = [] }: Race, delay: number): Proof =>
  prove(of(delay), { internal, invariants: [{ id: 'race', says: '', never }] });

describe('a race', () => {
  for (const race of races) {
    it(`holds as long as deadlines are on time, at ${race.holds} ms: ${race.says}`, () => {
      const { verdict, way, late } = proved(race, race.holds).findings[0]!;
      expect(verdict).to.equal('holds');
      expect([way, late?.feasible]).to.deep.equal([null, false]);
    });
    it(`is broken at ${race.broken} ms, by a way that XState goes: ${race.says}`, () => {
      const { verdict, way } = proved(race, race.broken).findings[0]!;
      expect(verdict).to.equal('broken');
      expect(way?.steps.length).to.equal(race.steps);
      const states = [way!.from, ...way!.steps.map(({ state }) => state)].map(stateText);
      // What else is due at the last instant comes behind.
      expect(replayed(race.of(race.broken), way!).slice(0, states.length)).to.deep.equal(states);
    });
  }
});

describe('a race of a machine that is not seen whole', () => {
  for (const { says, of, never, internal = [], holds, broken } of races)
    it(`is decided as it is of the whole, where the clocks are few: ${says}`, () => {
      for (const [delay, verdict] of [
        [holds, 'holds'],
        [broken, 'broken'],
      ] as const) {
        const { findings } = proveReduced(of(delay), { internal, invariants: [{ id: 'race', says: '', never }] });
        expect([findings[0]?.verdict, findings[0]?.late?.feasible]).to.deep.equal([
          verdict,
          verdict === 'holds' ? false : undefined,
        ]);
      }
    });
});

describe('a machine that nothing is heard in', () => {
  const trap = (delay: number): AnyStateMachine =>
    createMachine({
      id: 'm',
      initial: 'at',
      states: { at: { after: { 10: 'on', [delay]: 'stuck' } }, on: { on: { back: 'at' } }, stuck: {} },
    });
  it('is stuck only where some clock lets it be', () => {
    expect(prove(trap(11)).silent).to.equal(null);
    expect(prove(trap(11)).rests).to.include('it never gets stuck as long as deadlines fall due on time');
    expect(prove(trap(9)).silent?.feasible).to.equal(true);
  });
});

describe('what the clocks cannot decide', () => {
  const never = { all: [{ at: 'hour.over' }, { at: 'hand.waits' }] } as const;
  const raced = (parts: { hand?: object; hour?: object; tick?: object; question?: object }): Proof => {
    const part = (delay: number, more = {}): object => ({
      initial: 'waits',
      states: { waits: { after: { [delay]: 'over' }, ...more }, over: {} },
    });
    const machine = createMachine({
      id: 'm',
      type: 'parallel',
      states: { hand: part(10, parts.hand), hour: part(20, parts.hour), ...(parts.tick && { tick: parts.tick }) },
    } as never) as AnyStateMachine;
    return prove(machine, { invariants: [{ id: 'race', says: '', never }], ...parts.question });
  };
  it('is unknown, with the reason', () => {
    expect(raced({}).findings[0]?.verdict).to.equal('holds');
    for (const [parts, why] of [
      [{ hand: { on: { stop: { actions: cancel('xstate.after.10.m.hand.waits') } } } }, /may cancel a deadline/],
      [{ hour: { after: { 0.5: 'waits', 20: 'over' } } }, /no whole number/],
      [{ question: { internal: ['xstate.after.10.m.hand.waits'] } }, /not among the events that are tried/],
    ] as const) {
      const { verdict, why: said, way } = raced(parts).findings[0]!;
      expect([verdict, way?.feasible]).to.deep.equal(['unknown', false]);
      expect(said).to.match(why);
    }
    // A tick that never falls in with the rest makes more moments of the clock than are gone through.
    const tick = { initial: 'on', states: { on: { after: { 7: { target: 'on', reenter: true } } } } };
    const { states } = raced({ tick });
    const little = raced({ tick, question: { limits: { states } } }).findings[0]!;
    expect([little.verdict, little.why]).to.deep.equal(['unknown', `more than ${states} moments of its clocks`]);
    expect(raced({ tick }).findings[0]?.verdict).to.equal('holds');
    // A cancelled event that is no deadline of the chart changes no clock.
    expect(raced({ hand: { on: { stop: { actions: cancel('reminder') } } } }).findings[0]?.verdict).to.equal('holds');
  });
});
