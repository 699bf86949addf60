import { expect } from 'chai';
import type { Checklist } from '../../machines/index.ts';
import { matched } from '../../src/tablet/scan-effect.ts';
import { keptOnLeaving, noticeOn, type Said } from '../../src/tablet/use-notice.ts';

const says = 'This is this patient’s wristband, but it was not recorded.';
const at = (preparation: string, ...stops: readonly string[]) =>
  ({
    preparation,
    steps: [{ items: [], standing: stops.map((stop) => ({ region: 'match', says: stop, bad: true })) }],
  }) as unknown as Checklist;
const said: Said = { says, on: 'bed-3', still: (now) => matched(now).stops.length > 0 };

describe('a notice', () => {
  it('about one patient is on that patient’s screen and on no other, nor on the list', () => {
    expect(noticeOn(said, 'bed-3', at('bed-3', 'Stop'))).to.equal(says);
    expect(noticeOn(said, 'bed-3', null)).to.equal(says);
    expect(noticeOn(said, 'bed-19', at('bed-19', 'Stop'))).to.equal(null);
    expect(noticeOn(said, null, null)).to.equal(null);
  });

  it('said on the list stays off every patient’s screen', () => {
    expect(noticeOn({ says, on: null }, null, null)).to.equal(says);
    expect(noticeOn({ says, on: null }, 'bed-19', at('bed-19'))).to.equal(null);
  });

  it('goes when what it speaks of is over', () => {
    expect(noticeOn(said, 'bed-3', at('bed-3'))).to.equal(null);
  });

  it('goes when its screen is left, unless somebody must still write it on paper', () => {
    expect(keptOnLeaving(said)).to.equal(null);
    const paper: Said = { says, on: 'bed-3', untilClosed: true };
    expect(keptOnLeaving(paper)).to.equal(paper);
    expect(noticeOn(paper, 'bed-19', at('bed-19'))).to.equal(null);
  });
});
