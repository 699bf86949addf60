/** Who of a list can be gone on with, read from real bedsides of the shipped venepuncture. */
import { expect } from 'chai';
import { hereOf } from '../../src/link/here.ts';
import type { Waiting } from '../../src/link/waiting.ts';
import { listsOf, mayResume } from '../../src/tablet/lists.ts';
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

describe('who is done today', () => {
  const hour = 3_600_000;
  const handedOver = () => new Bedside().prepared().does('handover.accepted', {}, nurse);
  /** By this machine's own calendar, as a tablet's. */
  const midnightAfter = (at: number): number => new Date(at).setHours(24, 0, 0, 0);

  it('is kept all day, and goes with it', () => {
    const row = handedOver().row();
    const { status } = row;
    if (status.kind !== 'gone') throw new Error(`not gone: ${status.kind}`);
    const done = (now: number) => listsOf([row], 'p', now).done.length;
    const midnight = midnightAfter(status.at);
    expect([status.at, midnight - 1].map(done)).to.deep.equal([1, 1]);
    expect(done(Math.max(midnight, status.at + hour))).to.equal(0);
    expect(listsOf([row], 'p', status.at).ward).to.deep.equal([]);
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
