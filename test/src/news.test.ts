/** What others did to the open patient, read from real bedsides of the shipped venepuncture. */
import { expect } from 'chai';
import type { Checklist } from '../../machines/index.ts';
import { overlay, type Shown } from '../../src/link/overlay.ts';
import { answeredSince } from '../../src/link/progress.ts';
import type { Waiting } from '../../src/link/waiting.ts';
import { newsAfter, newsOf, newsSays } from '../../src/tablet/news.ts';
import { Bedside } from '../support/bedside.ts';
import { technician } from '../support/protocol.ts';

const shown = (checklist: Checklist, tapped: readonly string[] = []): Shown =>
  overlay(
    checklist,
    tapped.map((event, index) => ({
      seq: index + 1,
      id: `command-${index}`,
      verdict: null,
      untilShown: true,
      says: { by: technician.person, value: null },
      message: { preparation: checklist.preparation, event, lastSync: 1_000, elapsed: 500, wallTime: 9_999 },
    })) as unknown as readonly Waiting[],
  );
const answered = () => new Bedside().prepared('item.allergies.attested');
const completed = 'step.identity.completed';

describe('what others did to the open patient', () => {
  it('is who completed which step and when, and nothing while nothing changed', () => {
    const bedside = answered();
    const before = shown(bedside.checklist());
    expect(newsOf(before, before)).to.deep.equal([]);
    const after = shown(bedside.does(completed).checklist());
    const news = newsOf(before, after);
    expect(news).to.deep.equal([
      { step: 'identity', short: 'Identity', by: { person: technician.person, at: bedside.at } },
    ]);
    const says = (me: string) => news.map((one) => newsSays(one, me, () => 'J. Kim').replace(/\d\d:\d\d/, '07:40'));
    expect(says('somebody-else')).to.deep.equal(['J. Kim completed Identity 07:40.']);
    expect(says(technician.person)).to.deep.equal(['You completed Identity 07:40.']);
  });

  it('is not what was completed on this tablet', () => {
    const bedside = answered();
    const before = shown(bedside.checklist(), [completed]);
    expect(newsOf(before, shown(bedside.does(completed).checklist()))).to.deep.equal([]);
  });

  it('is also that a step is open again, in the place of what was told of it before, and not by one’s own undoing', () => {
    const bedside = answered();
    const open = shown(bedside.checklist());
    const done = bedside.does(completed).checklist();
    const again = shown(bedside.does('item.statesName.corrected', { reason: 'undo' }).checklist());
    const [reopened] = newsOf(shown(done), again);
    expect(reopened === undefined ? null : newsSays(reopened, 'me', String)).to.equal('Identity is open again.');
    expect(newsAfter(newsOf(open, shown(done)), newsOf(shown(done), again))).to.deep.equal([reopened]);
    expect(newsOf(shown(done, ['item.statesName.corrected']), again)).to.deep.equal([]);
  });

  describe('once an answer was taken back and is given again', () => {
    const open = () => answered().does(completed).does('item.statesName.corrected', { reason: 'undo' });
    const again = (bedside: Bedside) => bedside.does('item.statesName.attested', { value: 'both' }).checklist();

    it('is that the step is complete again, by whom and when it was', () => {
      const bedside = open();
      const before = shown(bedside.checklist());
      const [news] = newsOf(before, shown(again(bedside)));
      expect(news === undefined ? null : newsSays(news, technician.person, String)).to.equal(
        'Identity is complete again.',
      );
    });

    it('is no news where the answer was given on this tablet', () => {
      const bedside = open();
      const before = shown(bedside.checklist(), ['item.statesName.attested']);
      expect(newsOf(before, shown(again(bedside)))).to.deep.equal([]);
    });

    it('is an answer after the completing, which nobody tapped again', () => {
      const bedside = open();
      const identityOf = ({ steps }: Checklist) => steps.find(({ id }) => id === 'identity');
      const first = identityOf(new Bedside().prepared('item.allergies.attested').does(completed).checklist());
      const step = identityOf(again(bedside));
      expect(first === undefined ? null : answeredSince(first)).to.equal(null);
      expect(step === undefined ? null : answeredSince(step)).to.equal(bedside.at);
      expect(step?.completedBy?.at).to.be.lessThan(bedside.at);
    });
  });

  it('is nothing of another patient', () => {
    const bedside = answered();
    const before = shown({ ...bedside.checklist(), preparation: 'another' });
    expect(newsOf(before, shown(bedside.does(completed).checklist()))).to.deep.equal([]);
  });
});
