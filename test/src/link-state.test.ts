import { expect } from 'chai';
import { linkStateAt } from '../../src/link/link-state.ts';
import { createServerClock } from '../../src/link/server-clock.ts';

describe('the link', () => {
  it('says not connected within two seconds of silence, and not current by ten', () => {
    expect([0, 1_400].map((age) => linkStateAt(age, 60_000))).to.deep.equal(['live', 'live']);
    expect(linkStateAt(2_000, 60_000)).to.equal('silent');
    expect(linkStateAt(10_000, 60_000)).to.equal('away');
  });

  it('is connecting until the first word, and away when none comes', () => {
    expect(linkStateAt(null, 500)).to.equal('connecting');
    expect(linkStateAt(null, 10_000)).to.equal('away');
  });
});

describe('the server’s clock on a tablet', () => {
  const hands = () => {
    const at = { monotonic: 100, wall: 5_000_000 };
    return {
      at,
      clock: createServerClock(
        () => at.monotonic,
        () => at.wall,
      ),
    };
  };

  it('goes on from the last word by the clock that never jumps', () => {
    const { at, clock } = hands();
    clock.heard(70_000);
    at.monotonic += 3_000;
    at.wall += 3_000;
    expect([clock.now(), clock.elapsed(), clock.silence()]).to.deep.equal([73_000, 3_000, 3_000]);
  });

  it('is not moved by somebody who sets the tablet’s clock, and then trusts no elapsed time', () => {
    const { at, clock } = hands();
    clock.heard(70_000);
    at.monotonic += 3_000;
    at.wall -= 3_600_000;
    expect(clock.now()).to.equal(73_000);
    expect(clock.elapsed()).to.equal(null);
  });

  it('knows that it slept: the longer of the two clocks is the silence', () => {
    const { at, clock } = hands();
    clock.heard(70_000);
    at.monotonic += 1_000;
    at.wall += 600_000;
    expect(clock.silence()).to.equal(600_000);
  });
});
