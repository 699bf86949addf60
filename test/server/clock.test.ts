/** The time a node goes by, beside a wall clock that people set and a machine that sleeps. */
import { expect } from 'chai';
import { steadyClock } from '../../server/clock.ts';
import { hour, minute, second } from '../support/protocol.ts';

/** A machine whose three clocks are moved by hand; they begin apart, as real ones do. */
function aMachine() {
  let [wall, monotonic, awake] = [1_800_000_000_000, 5_000, 90_000];
  const said: string[] = [];
  const say = (_fields: object, message: string): void => void said.push(message);
  const clock = steadyClock(
    { now: () => wall, monotonic: () => monotonic },
    { info: say, warn: say, error: say },
    () => awake,
  );
  return {
    clock,
    said,
    wall: () => wall,
    pass(ms: number) {
      wall += ms;
      monotonic += ms;
      awake += ms;
    },
    set: (ms: number) => void (wall += ms),
    sleep(ms: number) {
      wall += ms;
      awake += ms;
    },
  };
}

describe('the time a node goes by', () => {
  let machine: ReturnType<typeof aMachine>;
  beforeEach(() => (machine = aMachine()));
  afterEach(() => machine.clock.stop());

  it('is the machine’s while nobody sets it', () => {
    machine.pass(3 * hour);
    expect(machine.clock.now()).to.equal(machine.wall());
    expect(machine.clock.healthy()).to.equal(true);
  });

  for (const jump of [4 * hour, -4 * hour, 3 * second, -3 * second])
    it(`goes on from before when the clock is set by ${jump / second} s, for as long as it stays so`, () => {
      machine.pass(minute);
      const before = machine.clock.now();
      machine.set(jump);
      expect(machine.clock.now()).to.equal(before);
      machine.pass(2 * hour);
      expect(machine.clock.now()).to.equal(before + 2 * hour);
      expect(machine.clock.healthy()).to.equal(false);
      expect(machine.clock.driftMs()).to.equal(jump);
    });

  it('is the machine’s again when the clock is put right', () => {
    machine.set(4 * hour);
    machine.pass(minute);
    machine.set(-4 * hour + 500);
    expect(machine.clock.now()).to.equal(machine.wall());
    expect(machine.clock.healthy()).to.equal(true);
  });

  it('follows a step of less than two seconds, and no number of them beyond', () => {
    machine.set(1_500);
    expect(machine.clock.now()).to.equal(machine.wall());
    machine.set(1_500);
    expect(machine.clock.now()).to.equal(machine.wall() - 3_000);
    expect(machine.clock.healthy()).to.equal(false);
  });

  it('follows a machine that slept, and is not taken in by one that slept and was set', () => {
    machine.sleep(8 * hour);
    expect(machine.clock.now()).to.equal(machine.wall());
    expect(machine.clock.healthy()).to.equal(true);
    machine.sleep(hour);
    machine.set(hour);
    expect(machine.clock.healthy()).to.equal(false);
  });
});
