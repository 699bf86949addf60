import { expect } from 'chai';
import type { Checklist } from '../../machines/index.ts';
import { matched } from '../../src/tablet/scan-effect.ts';
import { noticeOn, type Notices, type Said, withNotice, withoutNotice } from '../../src/tablet/use-notice.ts';

const says = 'This is this patient’s wristband, but it was not recorded.';
const at = (preparation: string, ...stops: readonly string[]) =>
  ({
    preparation,
    steps: [{ items: [], standing: stops.map((stop) => ({ region: 'match', says: stop, bad: true })) }],
  }) as unknown as Checklist;
const said: Said = { says, on: 'bed-3', still: (now) => matched(now).stops.length > 0 };
const passing = (one: Said): Notices => ({ paper: [], passing: one });
const paper: Said = { says: 'Not saved, bed 3: weight', on: 'bed-3', untilClosed: true };

describe('a notice', () => {
  it('about one patient is on that patient’s screen and on no other, nor on the list', () => {
    expect(noticeOn(passing(said), 'bed-3', at('bed-3', 'Stop'))).to.equal(said);
    expect(noticeOn(passing(said), 'bed-3', null)).to.equal(said);
    expect(noticeOn(passing(said), 'bed-19', at('bed-19', 'Stop'))).to.equal(null);
    expect(noticeOn(passing(said), null, null)).to.equal(null);
  });

  it('said on the list stays off every patient’s screen', () => {
    const onList: Said = { says, on: null };
    expect(noticeOn(passing(onList), null, null)).to.equal(onList);
    expect(noticeOn(passing(onList), 'bed-19', at('bed-19'))).to.equal(null);
  });

  it('goes when what it speaks of is over', () => {
    expect(noticeOn(passing(said), 'bed-3', at('bed-3'))).to.equal(null);
  });

  it('that must be written on paper goes before all others, and the others go on behind it', () => {
    const both = withNotice(withNotice({ paper: [], passing: null }, said), paper);
    expect(noticeOn(both, 'bed-3', at('bed-3', 'Stop'))).to.equal(paper);
    expect(noticeOn(both, 'bed-19', at('bed-19'))).to.equal(paper);
    expect(noticeOn(withoutNotice(both, paper), 'bed-3', at('bed-3', 'Stop'))).to.equal(said);
  });
});
