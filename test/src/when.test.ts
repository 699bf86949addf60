/** When something was, typed with keys: the day, the time, and never a time that is still to come. */
import { expect } from 'chai';
import fc from 'fast-check';
import { lasting, moment } from '../../src/ui/dates.ts';
import type { Key } from '../../src/tablet/pads/keys.tsx';
import { readWhen, typeWhen, whenOf, writeWhen, type WhenDraft } from '../../src/tablet/pads/when.ts';

const now = new Date(2026, 10, 23, 7, 38).getTime();
const local = (...at: readonly [number, number, number, number?, number?]) =>
  new Date(at[0], at[1], at[2], at[3] ?? 0, at[4] ?? 0).getTime();
const fresh: WhenDraft = { day: null, date: '', time: '' };
const typed = (keys: string, day: WhenDraft['day'] = null): WhenDraft =>
  [...keys].reduce((draft, key) => typeWhen(draft, key as Key), { ...fresh, day });

describe('when something was', () => {
  it('is the last day on which that time was, until a day key says more', () => {
    expect(whenOf(typed('0655'), now, 'first')).to.include({ at: local(2026, 10, 23, 6, 55), timeKnown: true });
    expect(whenOf(typed('2200'), now, 'first')).to.include({ at: local(2026, 10, 22, 22, 0) });
    expect(whenOf(typed('0655', 'yesterday'), now, 'first')).to.include({ at: local(2026, 10, 22, 6, 55) });
  });

  it('is never still to come', () => {
    expect(whenOf(typed('2200', 'today'), now, 'first')).to.deep.equal({ kind: 'wrong', why: 'toCome' });
    expect(whenOf(typed('241126', 'earlier'), now, 'first')).to.deep.equal({ kind: 'wrong', why: 'toCome' });
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom<Key>('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'back', 'point'), {
          maxLength: 14,
        }),
        fc.constantFrom(null, 'today' as const, 'yesterday' as const, 'earlier' as const),
        fc.constantFrom('first' as const, 'last' as const),
        (keys, day, without) => {
          const draft = keys.reduce(typeWhen, { ...fresh, day });
          const when = whenOf(draft, now, without);
          if (when.kind === 'known') expect(when.at).to.be.at.most(now);
          expect(draft.time.length).to.be.at.most(4);
          expect(draft.date.length).to.be.at.most(6);
          expect(readWhen(writeWhen(draft))).to.deep.equal(draft);
        },
      ),
      { seed: Number(process.env['SEED'] ?? 20261123) },
    );
  });

  it('of a day further back is typed as day, month and year, and the year is the one that has been', () => {
    expect(whenOf(typed('1211261830', 'earlier'), now, 'first')).to.include({ at: local(2026, 10, 12, 18, 30) });
    expect(whenOf(typed('1203871200', 'earlier'), now, 'first')).to.include({ at: local(1987, 2, 12, 12, 0) });
    expect(whenOf(typed('310226', 'earlier'), now, 'first')).to.deep.equal({ kind: 'wrong', why: 'noSuchDay' });
    expect(whenOf(typed('2561'), now, 'first')).to.deep.equal({ kind: 'wrong', why: 'noSuchTime' });
  });

  it('without a time counts for less: from its beginning, or since its end', () => {
    const day = typed('121126', 'earlier');
    expect(whenOf(day, now, 'first')).to.deep.equal({ kind: 'known', at: local(2026, 10, 12), timeKnown: false });
    expect(whenOf(day, now, 'last')).to.include({ at: local(2026, 10, 12, 23, 59), timeKnown: false });
    // Today by its date: at the latest now.
    expect(whenOf(typed('231126', 'earlier'), now, 'last')).to.include({ at: now, timeKnown: false });
    expect(whenOf(typed('1211261', 'earlier'), now, 'first')).to.deep.equal({ kind: 'typing' });
  });

  it('goes back figure by figure, from the time into the date', () => {
    const once = typeWhen(typed('1211261', 'earlier'), 'back');
    expect(once).to.include({ date: '121126', time: '' });
    expect(typeWhen(once, 'back')).to.include({ date: '12112', time: '' });
  });

  it('is said with its day', () => {
    expect(moment(local(2026, 10, 23, 6, 5), now)).to.equal('today 06:05');
    expect(moment(local(2026, 10, 22, 22, 0), now)).to.equal('yesterday 22:00');
    expect(moment(local(2026, 10, 12, 18, 30), now)).to.equal('12 NOV 2026 18:30');
    expect(moment(local(2026, 10, 12), now, false)).to.equal('12 NOV 2026');
    expect([lasting(120 * 3_600_000), lasting(6 * 3_600_000), lasting(90 * 60_000)]).to.deep.equal([
      '5 days',
      '6 h',
      '90 min',
    ]);
  });
});
