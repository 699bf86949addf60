/** Who of a list can be gone on with, read from real bedsides of the shipped venepuncture. */
import { expect } from 'chai';
import type { BoardRow } from '../../machines/index.ts';
import { hereOf } from '../../src/link/here.ts';
import type { Waiting } from '../../src/link/waiting.ts';
import { areOfToday, listsOf, mayResume } from '../../src/tablet/lists.ts';
import { Bedside } from '../support/bedside.ts';
import { nurse } from '../support/protocol.ts';

const may = (bedside: Bedside) => mayResume(bedside.row(), undefined, bedside.at);

describe('who was left open', () => {
  it('is offered again while there is something to go on with', () => {
    expect(may(new Bedside().does('patient.arrived'))).to.equal(true);
    expect(may(new Bedside().prepared('consent.given'))).to.equal(true);
  });

  it('is not while they are ready, and is again once that has lapsed, whoever has said so or not', () => {
    const ready = new Bedside().prepared();
    const { status } = ready.row();
    if (status.kind !== 'ready' || status.until === null) throw new Error(`not ready: ${status.kind}`);
    expect(may(ready)).to.equal(false);
    expect(mayResume(ready.row(), undefined, status.until - 1)).to.equal(false);
    expect(mayResume(ready.row(), undefined, status.until)).to.equal(true);
  });

  it('is not once they were handed over', () => {
    expect(may(new Bedside().prepared().does('handover.accepted', {}, nurse))).to.equal(false);
  });

  it('is not before they come, unless their coming waits on this tablet: no other tap makes it so', () => {
    const bedside = new Bedside();
    const row = bedside.row();
    const tapped = (event: string) => {
      const message = { preparation: row.preparation, event };
      const waiting = [{ seq: 1, id: 'c', verdict: null, message, says: { by: 'p' } }] as unknown as readonly Waiting[];
      return hereOf([row], new Map(), waiting).get(row.preparation);
    };
    expect(may(bedside)).to.equal(false);
    expect(mayResume(row, tapped('responsibility.taken'), bedside.at)).to.equal(false);
    expect(mayResume(row, tapped('patient.arrived'), bedside.at)).to.equal(true);
  });
});

describe('who is done', () => {
  const hour = 3_600_000;
  const minute = 60_000;
  const handedOver = () => new Bedside().prepared().does('handover.accepted', {}, nurse);
  const gone = (at: number, preparation = `gone-${at}`): BoardRow => ({
    ...handedOver().row(),
    preparation,
    status: { kind: 'gone', at, reconciling: false },
  });
  const isDone = (at: number, now: number): boolean => listsOf([gone(at)], 'p', now).done.length === 1;

  const home = process.env['TZ'];
  afterEach(() => {
    if (home === undefined) delete process.env['TZ'];
    else process.env['TZ'] = home;
  });

  // The days on which a clock is put forward or back are as short and as long as a day can be.
  const days = [
    ['Etc/UTC', '2026-11-30'],
    ['Europe/London', '2026-03-29'],
    ['Europe/London', '2026-10-25'],
    ['Pacific/Auckland', '2026-09-27'],
    ['America/New_York', '2026-11-01'],
    ['Asia/Kathmandu', '2026-11-30'],
  ] as const;
  for (const [zone, day] of days)
    it(`is whoever was handed over since midnight, or in the last twelve hours, in ${zone} on ${day}`, () => {
      process.env['TZ'] = zone;
      const midnight = new Date(`${day}T00:00:00`).getTime();
      const nextMidnight = new Date(midnight).setHours(24, 0, 0, 0);
      const says = (at: number, now: number): boolean => isDone(at, now);
      // A night shift hands over before midnight, and looks after it.
      expect(says(midnight - 25 * minute, midnight + 9 * minute), '23:35, seen at 00:09').to.equal(true);
      expect(says(midnight - 25 * minute, midnight - 25 * minute + 12 * hour)).to.equal(true);
      expect(says(midnight - 25 * minute, midnight - 25 * minute + 12 * hour + 1)).to.equal(false);
      // The whole of a day, however long it is.
      expect(says(midnight, nextMidnight - 1), 'all day').to.equal(true);
      expect(says(midnight, nextMidnight), 'a day ago').to.equal(false);
      expect(says(midnight - 1, midnight + 12 * hour), 'the day before').to.equal(false);
    });

  it('becomes more while more are handed over, through midnight', () => {
    process.env['TZ'] = 'Europe/London';
    const midnight = new Date('2026-11-30T00:00:00').getTime();
    const ends = Array.from({ length: 12 }, (_, index) => midnight - 3 * hour + index * hour * 0.5);
    const counts = ends.map((now, index) => {
      const rows = ends.slice(0, index + 1).map((at) => gone(at));
      return listsOf(rows, 'p', now).done.length;
    });
    expect(counts).to.deep.equal(ends.map((_, index) => index + 1));
  });

  it('is headed as of today only where all of them were', () => {
    process.env['TZ'] = 'Europe/London';
    const midnight = new Date('2026-11-30T00:00:00').getTime();
    const now = midnight + 9 * minute;
    expect(areOfToday([], now)).to.equal(true);
    expect(areOfToday([gone(midnight + minute)], now)).to.equal(true);
    expect(areOfToday([gone(midnight - minute), gone(midnight + minute)], now)).to.equal(false);
  });

  it('is no longer the ward’s', () => {
    const row = handedOver().row();
    if (row.status.kind !== 'gone') throw new Error(`not gone: ${row.status.kind}`);
    expect(listsOf([row], 'p', row.status.at).ward).to.deep.equal([]);
  });

  it('is so although the patient said no afterwards: that is the ward’s news for half an hour', () => {
    const bedside = handedOver().does('consent.withdrawn');
    const row = bedside.row();
    expect(row.status.kind).to.equal('stop');
    const lists = listsOf([row], 'p', bedside.at);
    expect([lists.ward.length, lists.done.length]).to.deep.equal([1, 1]);
    expect(listsOf([row], 'p', bedside.at + hour / 2).ward).to.deep.equal([]);
  });
});
