import { expect } from 'chai';
import type { Frame, WallRow } from '../../machines/index.ts';
import { applyFrame, heardRow, rowsOfAnswer, type Applied, type WardRows } from '../../src/link/ward-rows.ts';
import { layout, morning, wallRows } from '../screens/fixtures.ts';

const first = { offset: 1, hash: 'a' };
const second = { offset: 2, hash: 'b' };
const frame = (more: Partial<Frame>): Frame => ({
  format: 1,
  ward: layout.ward,
  at: morning,
  previous: null,
  position: first,
  kind: 'snapshot',
  rows: [],
  gone: [],
  silent: [],
  ...more,
});
const patch = (more: Partial<Frame>) => frame({ kind: 'patch', previous: first, position: second, ...more });

const rows = wallRows('busy');
const [someone, another] = rows as readonly [WallRow, WallRow, ...WallRow[]];
const answer = (said: Frame) => ({ layout, frame: said, heartbeatMs: 500, durability: 'fsync', version: '0' });
const applied = (result: Applied): WardRows => {
  if (result.kind !== 'applied') throw new Error('It was a gap');
  return result.ward;
};
const ward = applied(rowsOfAnswer(null, answer(frame({ rows }))));

describe('a ward by its frames', () => {
  it('begins with a snapshot', () => {
    expect([...ward.rows.keys()]).to.deep.equal(rows.map(({ preparation }) => preparation));
  });

  it('takes a patch made for where it is, and moves there', () => {
    const later = applied(
      applyFrame(ward, patch({ rows: [{ ...someone, revision: 13 }], gone: [another.preparation] })),
    );
    expect(later.position).to.deep.equal(second);
    expect(later.rows.get(someone.preparation)?.revision).to.equal(13);
    expect(later.rows.has(another.preparation)).to.equal(false);
  });

  it('calls a patch for another offset a gap', () => {
    expect(applyFrame(ward, patch({ previous: second })).kind).to.equal('gap');
  });

  it('calls the same offset on another history a gap', () => {
    expect(applyFrame(ward, patch({ previous: { ...first, hash: 'z' } })).kind).to.equal('gap');
  });

  it('calls a patch onto nothing, and a frame of another ward, a gap', () => {
    expect(rowsOfAnswer(null, answer(patch({}))).kind).to.equal('gap');
    expect(applyFrame(ward, patch({ ward: 'c5' })).kind).to.equal('gap');
  });

  it('keeps its rows, untouched, through a heartbeat', () => {
    const beat = applied(applyFrame(ward, patch({ position: first, at: morning + 500 })));
    expect(beat.rows).to.equal(ward.rows);
    expect(beat.at).to.equal(morning + 500);
  });

  it('takes what is wrong with the server from every frame anew, and draws nothing again while it is the same', () => {
    const told = applied(applyFrame(ward, patch({ position: first, trouble: ['clock'] })));
    expect(told.trouble).to.deep.equal(['clock']);
    const again = applied(applyFrame(told, patch({ position: second, trouble: ['clock'] })));
    expect(again.trouble).to.equal(told.trouble);
    expect(applied(applyFrame(told, patch({ position: second }))).trouble).to.deep.equal([]);
  });

  it('takes a frame of an earlier server, which says nothing of who is silent', () => {
    const { silent: _, ...earlier } = patch({ gone: [another.preparation] });
    expect(applied(applyFrame(ward, earlier as Frame)).rows.has(another.preparation)).to.equal(false);
  });

  it('takes who is silent from every frame anew, beside rows that stay the same', () => {
    const silent = [{ preparation: someone.preparation, since: morning - 60_000 }];
    const told = applied(applyFrame(ward, patch({ position: first, silent })));
    expect(told.rows).to.equal(ward.rows);
    expect(heardRow(someone, told).silentSince).to.equal(morning - 60_000);
    expect(heardRow(another, told)).to.equal(another);
    const again = applied(applyFrame(told, patch({ position: second, silent: [...silent] })));
    expect(again.silent).to.equal(told.silent);
    const later = silent.map((one) => ({ ...one, since: morning }));
    const longer = applied(applyFrame(told, patch({ position: second, silent: later })));
    expect(heardRow(someone, longer).silentSince).to.equal(morning);
    const over = applied(applyFrame(told, patch({ position: second })));
    expect(heardRow(someone, over)).to.equal(someone);
  });

  it('forgets every row at a snapshot', () => {
    expect(applied(applyFrame(ward, frame({ position: second }))).rows.size).to.equal(0);
  });
});
