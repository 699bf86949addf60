/** What a ready patient's screen says, read from real bedsides of the shipped venepuncture. */
import { expect } from 'chai';
import { handoverCard } from '../../src/desk/handover-card.ts';
import { overlay } from '../../src/link/overlay.ts';
import { standingsOf } from '../../src/tablet/standing.ts';
import { clockTime } from '../../src/ui/clock.ts';
import { Bedside } from '../support/bedside.ts';
import { minute } from '../support/protocol.ts';

const ready = (heard = true, now?: number, planned = (end: number): number => end + minute) => {
  const bedside = new Bedside().prepared();
  const checklist = bedside.checklist();
  const { status } = checklist.row;
  if (status.kind !== 'ready' || status.until === null) throw new Error(`not ready, but ${status.kind}`);
  const due = planned(status.until);
  const shown = overlay({ ...checklist, row: { ...checklist.row, due } }, []);
  const said = standingsOf(shown, String, now ?? bedside.at, heard).find(({ key }) => key === 'flow');
  return {
    title: said?.title,
    lines: said?.lines,
    tone: said?.tone,
    until: clockTime(status.until),
    due: clockTime(due),
  };
};

describe('a ready patient', () => {
  it('is said to be ready in one word, before anything else', () => {
    for (const planned of [(end: number) => end + minute, (end: number) => end])
      expect(ready(true, undefined, planned)).to.include({ title: 'Ready', tone: 'ready' });
  });

  it('who stays so until the procedure has its end beside it', () => {
    const { lines, until, due } = ready(true, undefined, (end) => end - minute);
    expect(lines).to.deep.equal([`Until ${until}. The procedure is at ${due}.`]);
  });

  it('who does not stay so until then has said what must be done again', () => {
    const { lines, until, due } = ready();
    expect(lines).to.deep.equal([
      `Only until ${until}. The procedure is at ${due}.`,
      'To be done again before it: Site cleaned with 70\u00a0% alcohol and left to dry.',
    ]);
  });

  it('is never said to be ready by a tablet that is not heard, nor past the end', () => {
    expect(ready(false).title).to.equal('Was ready');
    expect(ready(true, Number.MAX_SAFE_INTEGER).title).to.match(/^Was ready until /);
  });

  it('is told of with what nobody asked, and with no such line where all was asked', () => {
    const said = (through: Bedside) =>
      standingsOf(overlay(through.checklist(), []), String, through.at).find(({ key }) => key === 'flow');
    expect(said(new Bedside().prepared())?.passOn).to.deep.equal([]);
    const voided = new Bedside().prepared().does('item.faints.corrected', { reason: 'Asked of somebody else' });
    expect(said(voided)).to.include({ title: 'Ready', tone: 'ready' });
    expect(said(voided)?.passOn).to.deep.equal(['1 not asked: Faints, bleeding or blood thinners']);
    const yes = voided.does('item.faints.attested', { value: 'yes' });
    expect(said(yes)?.passOn).to.deep.equal(['Faints, bleeding or blood thinners: YES']);
    expect(handoverCard(yes.checklist(), null, String)).to.deep.include({
      notAsked: [],
      passOn: ['Faints, bleeding or blood thinners: YES'],
    });
  });
});
