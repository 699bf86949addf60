import { expect } from 'chai';
import type { Checklist } from '../../machines/index.ts';
import { createPrefetch, patientsMax, type PrefetchParts, type Wanted } from '../../src/link/prefetch.ts';
import { until } from '../support/until.ts';

/** A server and a storage in the test's hand. */
class Ward {
  asked: string[] = [];
  kept: string[] = [];
  saved: Wanted[] = [];
  live = true;
  wall = 1_000_000;
  atOnce = 0;
  atOnceMost = 0;
  status: (preparation: string) => number = () => 200;
  meanwhile: () => void = () => undefined;
  revisions = new Map<string, number>();

  readonly parts: PrefetchParts = {
    saved: async () => this.saved,
    ask: async (preparation) => {
      this.asked.push(preparation);
      this.atOnce += 1;
      this.atOnceMost = Math.max(this.atOnceMost, this.atOnce);
      await new Promise(setImmediate);
      this.atOnce -= 1;
      this.meanwhile();
      const status = this.status(preparation);
      return status === 200
        ? { ok: true, value: { preparation, revision: this.revisions.get(preparation) ?? 1 } as Checklist }
        : { ok: false, problem: { status } };
    },
    keep: async ({ preparation, revision }) => void this.kept.push(`${preparation}@${revision}`),
    mayAsk: () => this.live,
    wall: () => this.wall,
  };
}

const rows = (...ids: readonly string[]): readonly Wanted[] => ids.map((preparation) => ({ preparation, revision: 1 }));
/** Long enough for a question that should not be asked to be asked. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate);
};

describe('the checklists a tablet keeps', () => {
  it('are those of the whole list, in its order, one at a time', async () => {
    const ward = new Ward();
    createPrefetch(ward.parts).want(rows('a', 'b', 'c'));
    await until('the checklists were asked for', () => ward.kept.length === 3);
    expect(ward.asked).to.deep.equal(['a', 'b', 'c']);
    expect(ward.atOnceMost).to.equal(1);
  });

  it('are not more than a tablet should hold', async () => {
    const ward = new Ward();
    createPrefetch(ward.parts).want(rows(...Array.from({ length: patientsMax + 5 }, (_, index) => `p${index}`)));
    await until('the checklists were asked for', () => ward.kept.length === patientsMax);
    await settle();
    expect(ward.asked).to.have.length(patientsMax);
  });

  it('are asked for again when a row changes, and not otherwise', async () => {
    const ward = new Ward();
    ward.saved = [{ preparation: 'a', revision: 1 }];
    const prefetch = createPrefetch(ward.parts);
    prefetch.want(rows('a', 'b'));
    await until('the checklists were asked for', () => ward.kept.length === 1);
    prefetch.want(rows('a', 'b'));
    prefetch.pulse();
    await settle();
    expect(ward.kept).to.deep.equal(['b@1']);
    ward.revisions.set('a', 2);
    prefetch.want([{ preparation: 'a', revision: 2 }, ...rows('b')]);
    await until('the checklists were asked for', () => ward.kept.length === 2);
    expect(ward.kept).to.deep.equal(['b@1', 'a@2']);
  });

  it('wait while a tap is on its way, and go on at the next word of the server', async () => {
    const ward = new Ward();
    ward.meanwhile = () => void (ward.live = false);
    const prefetch = createPrefetch(ward.parts);
    prefetch.want(rows('a', 'b'));
    await settle();
    expect(ward.asked).to.deep.equal(['a']);
    ward.live = true;
    prefetch.pulse();
    await until('the checklists were asked for', () => ward.asked.length === 2);
  });

  it('rest when the server does not answer, until it is back or a while has passed', async () => {
    const ward = new Ward();
    ward.status = () => 0;
    const prefetch = createPrefetch(ward.parts);
    prefetch.want(rows('a', 'b'));
    await settle();
    prefetch.pulse();
    await settle();
    expect(ward.asked).to.deep.equal(['a']);
    prefetch.wake();
    await settle();
    expect(ward.asked).to.deep.equal(['a', 'a']);
    ward.status = () => 200;
    ward.wall += 15_000;
    prefetch.pulse();
    await until('the checklists were asked for', () => ward.kept.length === 2);
  });

  it('leave out a patient the server will not show this person, and go on with the next', async () => {
    const ward = new Ward();
    ward.status = (preparation) => (preparation === 'a' ? 403 : 200);
    const prefetch = createPrefetch(ward.parts);
    prefetch.want(rows('a', 'b'));
    await until('the checklists were asked for', () => ward.kept.length === 1);
    prefetch.pulse();
    await settle();
    expect(ward.asked).to.deep.equal(['a', 'b']);
  });

  it('of one who left the list and came back are asked for again', async () => {
    const ward = new Ward();
    const prefetch = createPrefetch(ward.parts);
    prefetch.want(rows('a'));
    await until('the checklists were asked for', () => ward.kept.length === 1);
    prefetch.want([]);
    prefetch.want(rows('a'));
    await until('the checklists were asked for', () => ward.kept.length === 2);
  });
});
