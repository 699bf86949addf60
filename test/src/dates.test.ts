import { expect } from 'chai';
import { when } from '../../src/tablet/dates.ts';

const at = (time: string): number => new Date(`2026-11-23T${time}Z`).getTime();

describe('when something was, or will be', () => {
  it('is just now for a minute, not a minute ago after a second', () => {
    expect(when(at('07:38:00'), at('07:38:01'))).to.equal('just now');
    // Over the full minute of the clock, and still five seconds.
    expect(when(at('07:37:58'), at('07:38:03'))).to.equal('just now');
    expect(when(at('07:38:00'), at('07:38:59'))).to.equal('just now');
    expect(when(at('07:38:00'), at('07:39:00'))).to.equal('1 min ago');
  });

  it('is now when it is due within the minute', () => {
    expect(when(at('08:00:00'), at('07:59:30'))).to.equal('now');
    expect(when(at('08:00:00'), at('08:00:00'))).to.equal('now');
    expect(when(at('08:00:00'), at('07:59:00'))).to.equal('in 1 min');
  });

  it('counts minutes as two clocks show them, however the seconds stand', () => {
    expect(when(at('08:00:00'), at('07:38:50'))).to.equal('in 22 min');
    expect(when(at('07:31:50'), at('07:38:08'))).to.equal('7 min ago');
    expect(when(at('05:30:00'), at('07:38:08'))).to.equal('2 h 8 min ago');
  });
});
