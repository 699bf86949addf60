import { expect } from 'chai';
import type { Checklist, ItemStatus, ItemView, StepView, Verdict } from '../../machines/index.ts';
import { completion, isOpenHere, overlay, stillOpen } from '../../src/link/overlay.ts';
import type { Waiting } from '../../src/link/waiting.ts';

const item = (id: string, status: ItemStatus): ItemView => ({ id, status, stop: 'hard' }) as ItemView;
const missing = (subject: string) => ({ condition: '', subject, says: '', who: [] });
const step = (items: readonly ItemView[], needs: readonly string[]): StepView =>
  ({ items, complete: { event: 'step.x.completed', may: false, refusal: { code: 'itemsMissing', says: '', missing: needs.map(missing) } } }) as unknown as StepView;
const checklist = { preparation: 'preparation-1', revision: 12 } as Checklist;
const accepted = (revision: number): Verdict => ({ kind: 'accepted', command: 'c', revision, head: 'h', at: 1, late: false });
const waiting = (seq: number, event: string, more: Partial<Waiting> = {}, preparation = 'preparation-1'): Waiting =>
  ({ seq, id: `command-${seq}`, verdict: null, untilShown: true, says: { by: 'p', value: 'ALL OFF' }, message: { preparation, event, lastSync: 1_000, elapsed: 500, wallTime: 9_999 }, ...more }) as Waiting;

describe('what is shown over the checklist', () => {
  it('marks an item with a waiting command as saved here, at the time it was tapped', () => {
    const { marks } = overlay(checklist, [waiting(1, 'item.metalOff.attested')]);
    expect(marks.get('metalOff')).to.include({ kind: 'answered', where: 'savedHere', at: 1_500, says: 'ALL OFF' });
  });

  it('is sent once accepted, and gone once the checklist has come that far', () => {
    const sent = overlay(checklist, [waiting(1, 'item.metalOff.attested', { verdict: accepted(13) })]);
    expect(sent.marks.get('metalOff')?.where).to.equal('sent');
    const shown = overlay(checklist, [waiting(1, 'item.metalOff.attested', { verdict: accepted(12) })]);
    expect(shown.marks.size).to.equal(0);
  });

  it('leaves other patients’ commands out', () => {
    expect(overlay(checklist, [waiting(1, 'item.metalOff.attested', {}, 'preparation-2')]).marks.size).to.equal(0);
  });

  it('goes by the last tap: undone is open again', () => {
    const { marks } = overlay(checklist, [waiting(2, 'item.metalOff.corrected'), waiting(1, 'item.metalOff.attested')]);
    expect(marks.get('metalOff')?.kind).to.equal('reopened');
    expect(isOpenHere(marks.get('metalOff'))).to.equal(true);
  });

  it('keeps a step’s own waiting events apart from items', () => {
    const { marks, pending } = overlay(checklist, [waiting(1, 'consent.given'), waiting(2, 'flow.held')]);
    expect([...pending.keys()]).to.deep.equal(['consent.given', 'flow.held']);
    expect(marks.size).to.equal(0);
  });

  it('counts what is saved here as answered, never as ready', () => {
    const { marks } = overlay(checklist, [waiting(1, 'item.a.attested')]);
    const steps = step([item('a', 'pending'), item('b', 'pending'), item('c', 'satisfied')], ['item.a', 'item.b']);
    expect(stillOpen(steps, marks)).to.equal(1);
    expect(completion(steps, marks).may).to.equal(false);
  });

  it('lets a step be completed behind the taps it waits for, and only then', () => {
    const { marks } = overlay(checklist, [waiting(1, 'item.a.attested'), waiting(2, 'item.b.measured')]);
    const steps = step([item('a', 'pending'), item('b', 'pending')], ['item.a', 'item.b']);
    expect(completion(steps, marks).may).to.equal(true);
    expect(completion(step(steps.items, ['item.a', 'consent.standing']), marks).may).to.equal(false);
  });

  it('does not take a timer that only started for done', () => {
    const { marks } = overlay(checklist, [waiting(1, 'item.a.started')]);
    const steps = step([item('a', 'pending')], ['item.a']);
    expect(stillOpen(steps, marks)).to.equal(1);
    expect(completion(steps, marks).may).to.equal(false);
  });
});
