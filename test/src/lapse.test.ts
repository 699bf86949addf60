import { expect } from 'chai';
import type { BoardRow, BoardStatus, Checklist, ItemView } from '../../machines/index.ts';
import { hasLapsed, standsNow } from '../../src/link/lapse.ts';

const until = 1_000;
const item = (id: string, more: Partial<ItemView> = {}): ItemView =>
  ({ id, kind: 'attested', stop: 'hard', status: 'satisfied', until, evidence: { at: 100 }, ...more }) as ItemView;
const row = (revision: number, status: BoardStatus): BoardRow => ({ revision, status }) as BoardRow;
const ready: BoardStatus = { kind: 'ready', until };
const gone: BoardStatus = { kind: 'gone', at: 900, reconciling: false };
const checklist = (...items: readonly ItemView[]): Checklist =>
  ({
    revision: 7,
    at: 500,
    row: row(7, ready),
    identityMatchedAt: 100,
    steps: [{ id: 'hygiene', mark: 'done', completedBy: { at: 400 }, items }],
  }) as unknown as Checklist;

describe('what a tablet takes down by itself', () => {
  it('is readiness at its own end, and not before', () => {
    expect(hasLapsed(ready, until - 1)).to.equal(false);
    expect(hasLapsed(ready, until)).to.equal(true);
    expect(hasLapsed({ kind: 'ready', until: null }, until)).to.equal(false);
    expect(hasLapsed({ kind: 'readyWithExceptions', until, exceptions: 1 }, until)).to.equal(true);
  });

  it('is an item at its own end, with the step that it was done in', () => {
    const shown = checklist(item('rub'), item('site', { until: until + 1 }));
    expect(standsNow(shown, undefined, null, until - 1)).to.equal(shown);
    const [step] = standsNow(shown, undefined, null, until).steps;
    expect(step?.items.map(({ status }) => status)).to.deep.equal(['expired', 'satisfied']);
    expect(step).to.include({ mark: 'overdue', completedBy: null });
  });

  it('is not what was used up before its end, nor what is only a warning’s step', () => {
    const [step] = standsNow(
      checklist(item('rub', { status: 'used' }), item('note', { stop: 'warn' })),
      undefined,
      null,
      until,
    ).steps;
    expect(step?.items.map(({ status }) => status)).to.deep.equal(['used', 'expired']);
    expect(step).to.include({ mark: 'done' });
  });

  it('is the match of a wristband that no longer counts', () => {
    const shown = checklist(item('wristband', { kind: 'sensed' }));
    expect(standsNow(shown, undefined, null, until - 1).identityMatchedAt).to.equal(100);
    expect(standsNow(shown, undefined, null, until).identityMatchedAt).to.equal(null);
  });

  it('is whatever the ward’s list has said since', () => {
    expect(standsNow(checklist(), row(8, gone), null, 0).row.status).to.deep.equal(gone);
    expect(standsNow(checklist(), row(6, gone), null, 0).row.status).to.deep.equal(ready);
  });

  it('stands confirmed as late as the list was heard of, and no later', () => {
    expect(standsNow(checklist(), row(7, ready), 800, 0).at).to.equal(800);
    expect(standsNow(checklist(), row(7, ready), 300, 0).at).to.equal(500);
    expect(standsNow(checklist(), undefined, 800, 0).at).to.equal(500);
  });
});
