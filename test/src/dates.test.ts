import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { dayWords } from '../../machines/index.ts';
import { dayAndTime, dayOf, moment, timeOrDate, timeOrDay, when } from '../../src/ui/dates.ts';

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

describe('a day', () => {
  const now = new Date(2026, 1, 23, 7, 38).getTime();
  const then = new Date(2026, 1, 3, 9, 5).getTime();

  it('is written in one manner, of birth or of anything else', () => {
    expect(dayWords('1993-02-03')).to.equal('03 FEB 1993');
    expect(dayOf(then)).to.equal('03 FEB 2026');
    expect(dayAndTime(then)).to.equal('03 FEB 2026 09:05');
    expect(moment(then, now)).to.equal('03 FEB 2026 09:05');
    expect(timeOrDay(then, now)).to.equal('03 FEB 2026 09:05');
    expect(timeOrDate(then, now)).to.equal('03 FEB 2026');
    expect([timeOrDay(now, now), timeOrDate(now, now)]).to.deep.equal(['07:38', '07:38']);
  });

  it('has its month written in one place', () => {
    const root = join(import.meta.dirname, '../..');
    const writes = ['machines', 'src']
      .flatMap((room) =>
        readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).map((file) => join(room, file)),
      )
      .filter(
        (file) =>
          /\.tsx?$/.test(file) &&
          /'(?:JAN|Jan)'|DateTimeFormat\([^)]*(?:month|dateStyle):|toLocaleDateString/.test(
            readFileSync(join(root, file), 'utf8'),
          ),
      );
    expect(writes).to.deep.equal([join('machines', 'days.ts')]);
  });
});
