import { expect } from 'chai';
import fc from 'fast-check';
import {
  freshnessOf,
  gapToleratedMs,
  goodNewsMs,
  markedAfterMs,
  startFresh,
  stuckAfterMs,
  tickMs,
  veiledAfterMs,
  type Freshness,
  type Watched,
} from '../../src/ui/freshness.ts';

const fine: Watched = { now: 0, silenceMs: 100, gapMs: null, openMs: 60_000, tickedMs: tickMs };
const from = (level: Freshness['level'], goodSince: number | null = null): Freshness => ({
  level,
  cause: null,
  goodSince,
});

describe('freshness', () => {
  it('keeps its promises with a tick and a paint to spare', () => {
    expect(markedAfterMs + tickMs).to.be.below(2_000);
    expect(gapToleratedMs + tickMs).to.be.below(2_000);
    expect(stuckAfterMs).to.be.below(2_000);
    expect(veiledAfterMs + tickMs).to.be.below(10_000);
  });

  it('is connecting before the first news, and veiled when none comes', () => {
    const silent = { ...fine, silenceMs: null };
    expect(freshnessOf(startFresh, { ...silent, openMs: 500 }).level).to.equal('connecting');
    expect(freshnessOf(startFresh, { ...silent, openMs: veiledAfterMs })).to.include({
      level: 'veiled',
      cause: 'noNewsYet',
    });
  });

  it('marks silence, then veils it', () => {
    const after = (silenceMs: number) => freshnessOf(from('live', 0), { ...fine, silenceMs }).level;
    expect(after(markedAfterMs - 1)).to.equal('live');
    expect(after(markedAfterMs)).to.equal('marked');
    expect(after(veiledAfterMs - 1)).to.equal('marked');
    expect(after(veiledAfterMs)).to.equal('veiled');
  });

  it('veils a gap that is not mended, though frames still come', () => {
    const gap = (gapMs: number) => freshnessOf(from('live', 0), { ...fine, silenceMs: 10, gapMs });
    expect(gap(gapToleratedMs - 1).level).to.equal('marked');
    expect(gap(gapToleratedMs)).to.include({ level: 'veiled', cause: 'gap' });
  });

  it('veils a page that was itself stuck, however new its last news looks', () => {
    expect(freshnessOf(from('live', 0), { ...fine, tickedMs: stuckAfterMs })).to.include({
      level: 'veiled',
      cause: 'stuck',
    });
  });

  it('takes the veil away only after a second of good news without a break', () => {
    let freshness = from('veiled');
    const at = (now: number, more: Partial<Watched> = {}) =>
      (freshness = freshnessOf(freshness, { ...fine, now, ...more }));
    expect(at(0).level).to.equal('veiled');
    expect(at(goodNewsMs - 1).level).to.equal('veiled');
    expect(at(goodNewsMs, { silenceMs: markedAfterMs }).level, 'news broke off').to.equal('veiled');
    expect(at(goodNewsMs + 1).level, 'the second begins again').to.equal('veiled');
    expect(at(2 * goodNewsMs + 1).level).to.equal('live');
  });

  it('is never live over silence, a gap or a stuck page, whatever came before', () => {
    const signals = fc.record({
      now: fc.nat(100_000),
      silenceMs: fc.option(fc.nat(20_000)),
      gapMs: fc.option(fc.nat(20_000)),
      openMs: fc.nat(100_000),
      tickedMs: fc.nat(5_000),
    });
    fc.assert(
      fc.property(fc.array(signals, { maxLength: 40 }), (all) => {
        let freshness = startFresh;
        for (const one of all) {
          freshness = freshnessOf(freshness, one);
          if (freshness.level !== 'live') continue;
          expect(one.silenceMs).to.be.a('number').below(markedAfterMs);
          expect(one.gapMs).to.equal(null);
          expect(one.tickedMs).to.be.below(stuckAfterMs);
        }
      }),
    );
  });
});
