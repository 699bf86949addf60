import { expect } from 'chai';
import { wallRow, type BoardRow, type BoardStatus, type Frame, type WallRow } from '../../machines/index.ts';
import { bedRows, lapsesEarly } from '../../src/board/bed-rows.ts';
import { freezeSeconds } from '../../src/board/freeze.ts';
import { laneRows } from '../../src/board/lane-rows.ts';
import { pageAt, pageTurnMs, wallRoom } from '../../src/board/wall-room.ts';
import { matches } from '../../src/desk/show.ts';
import { applyFrame, rowsOfAnswer, type Applied, type Heard, type WardRows } from '../../src/link/ward-rows.ts';
import { countdown } from '../../src/ui/clock.ts';
import { statusSign, untilSays } from '../../src/ui/status-words.ts';
import { at, boardRows, layout, morning, wallRows } from '../screens/fixtures.ts';
import { Chance } from '../support/chance.ts';

const bedsOf = (rows: readonly WallRow[]) => rows.map(({ bed }) => bed);
const inBed = (bed: string): WallRow => {
  const row = wallRows('busy').find((one) => one.bed === bed);
  if (row === undefined) throw new Error(`Nobody is in bed ${bed}`);
  return row;
};

describe('the lane', () => {
  it('has the nearest harm first: an emergency, a stop, then by the planned start', () => {
    expect(bedsOf(laneRows(wallRows('busy')))).to.deep.equal(['4', '18', '9']);
    expect(bedsOf(laneRows(wallRows('more-than-three')))).to.deep.equal(['7', '4', '12', '18', '9', '24']);
  });

  it('never has a stop below somebody who is held or whom nobody has, however soon they are due', () => {
    const stop = inBed('4');
    const nobodyHas = {
      ...inBed('3'),
      due: stop.due - 600_000,
      attention: { stage: 'notified', since: morning },
    } as const;
    const held = { ...inBed('9'), due: stop.due - 300_000 };
    expect(bedsOf(laneRows([nobodyHas, held, stop]))).to.deep.equal(['4', '3', '9']);
    expect(bedsOf(laneRows([held, { ...nobodyHas, due: stop.due }, stop]))).to.deep.equal(['4', '9', '3']);
  });

  it('does not depend on the order the rows came in', () => {
    const rows = wallRows('more-than-three');
    expect(laneRows(rows.toReversed())).to.deep.equal(laneRows(rows));
  });

  it('holds whoever somebody must act on, whatever their status', () => {
    const late = { ...inBed('2'), attention: { stage: 'escalated', since: morning } } as const;
    expect(bedsOf(laneRows([late, inBed('3')]))).to.deep.equal(['2']);
  });
});

describe('the beds', () => {
  it('keep their order and a row each, empty or in use', () => {
    const beds = bedRows(layout, wallRows('busy'), morning);
    expect(beds.map(({ bed }) => bed)).to.deep.equal(layout.beds);
    expect(beds.filter(({ kind }) => kind === 'inUse').map(({ bed }) => bed)).to.deep.equal(['1', '17']);
    expect(bedRows(layout, wallRows('empty'), morning)).to.have.length(24);
  });

  it('hide who has gone from a bed once somebody else is prepared in it', () => {
    const next = { ...inBed('3'), preparation: 'next', bed: '22' };
    const shown = bedRows(layout, [...wallRows('busy'), next], morning).filter(({ bed }) => bed === '22');
    expect(shown.map(({ key }) => key)).to.deep.equal(['next']);
  });

  it('show the last who has left a bed, in whatever order the rows came', () => {
    const seed = Date.now() >>> 0;
    const chance = new Chance(seed);
    for (let ward = 0; ward < 200; ward++) {
      const { rows, last } = oneAfterAnother(chance);
      const heard = inAnyOrder(chance, rows);
      const boards = { desk: rows, wall: rows.map((row) => wallRow(row)) };
      for (const [name, of] of Object.entries(boards)) {
        const known = new Map(of.map((row) => [row.preparation, row] as const));
        const drawn = bedRows(layout, told(heard, known), morning).filter(({ bed }) => bed === '1');
        expect(
          drawn.map(({ key }) => key),
          `${name}, seed ${seed}, ward ${ward}`,
        ).to.deep.equal([last]);
      }
    }
  });

  it('show both when two are prepared in one bed, and whoever has none', () => {
    const double = { ...inBed('3'), preparation: 'double' };
    const nowhere = { ...inBed('3'), preparation: 'nowhere', bed: null };
    const beds = bedRows(layout, [...wallRows('busy'), double, nowhere], morning);
    expect(beds.filter(({ bed }) => bed === '3')).to.have.length(2);
    expect(beds.at(-1)?.key).to.equal('nowhere');
  });

  it('keep every status of a patient whose tablet is out of reach', () => {
    const shown = (rows: readonly Heard<WallRow>[]) =>
      bedRows(layout, rows, morning).flatMap((bed) => ('sign' in bed ? [bed.sign] : []));
    const rows = wallRows('busy').map(({ silentSince: _since, ...row }) => row);
    const silent = rows.map((row) => ({ ...row, silentSince: at('07:34') }));
    expect(shown(silent)).to.deep.equal(shown(rows));
    expect(laneRows(silent).map(({ status }) => status)).to.deep.equal(laneRows(rows).map(({ status }) => status));
  });

  it('say when ready lapses only if that is before it is wanted', () => {
    expect(lapsesEarly(inBed('6'))).to.equal(at('08:05'));
    expect(lapsesEarly({ ...inBed('6'), due: at('08:00') })).to.equal(null);
    expect(lapsesEarly(inBed('7'))).to.equal(null);
  });
});

/** Patients of bed 1, one after another until all have left it; ids sort by when they were opened, not by when they left. */
function oneAfterAnother(chance: Chance): { readonly rows: readonly BoardRow[]; readonly last: string } {
  const [row] = boardRows('busy');
  if (row === undefined) throw new Error('The busy morning has nobody in it');
  const kinds = ['gone', 'notDone', 'enteredInError'] as const;
  const order = shuffled(chance, [1, 2, 3, 4].slice(0, 2 + chance.below(3)));
  const rows = order.map((opened, index): BoardRow => {
    const ended = morning - (order.length - index) * 60_000 * (1 + chance.below(2));
    const kind = chance.of(kinds) ?? 'gone';
    const status: BoardStatus = kind === 'gone' ? { kind, at: ended, reconciling: chance.in(2) } : { kind, at: ended };
    return { ...row, preparation: `p-${opened}`, place: { ...row.place, bed: '1' }, status, attention: null };
  });
  const at = ({ status }: BoardRow) => ('at' in status ? status.at : 0);
  const ends = rows.map(at);
  const last = rows
    .filter((one) => at(one) === Math.max(...ends))
    .toSorted((a, b) => (a.preparation < b.preparation ? 1 : -1));
  return { rows, last: last[0]?.preparation ?? '' };
}

/** Some in the answer to hello, and every row again in patches of one: a row keeps the place it first had. */
function inAnyOrder(chance: Chance, rows: readonly BoardRow[]) {
  const ids = rows.map(({ preparation }) => preparation);
  return { first: shuffled(chance, ids).slice(chance.below(ids.length)), again: shuffled(chance, ids) };
}

function told<Row extends BoardRow | WallRow>(
  { first, again }: { readonly first: readonly string[]; readonly again: readonly string[] },
  known: ReadonlyMap<string, Row>,
): readonly Row[] {
  const rowsOf = (ids: readonly string[]) => ids.flatMap((id) => known.get(id) ?? []);
  const common = { format: 1, ward: layout.ward, at: morning, gone: [], silent: [] } as const;
  const place = (offset: number) => ({ offset, hash: `${offset}` });
  const frame: Frame = { ...common, previous: null, position: place(0), kind: 'snapshot', rows: rowsOf(first) };
  let ward = applied(rowsOfAnswer(null, { layout, frame, heartbeatMs: 500, durability: 'fsync', version: '0' }));
  for (const [index, id] of again.entries())
    ward = applied(
      applyFrame(ward, {
        ...common,
        previous: place(index),
        position: place(index + 1),
        kind: 'patch',
        rows: rowsOf([id]),
      }),
    );
  return [...ward.rows.keys()].flatMap((id) => known.get(id) ?? []);
}
const applied = (result: Applied): WardRows => {
  if (result.kind !== 'applied') throw new Error('It was a gap');
  return result.ward;
};
function shuffled<One>(chance: Chance, all: readonly One[]): readonly One[] {
  const left = [...all];
  return all.flatMap(() => left.splice(chance.below(left.length), 1));
}

describe('a status in words', () => {
  it('says ready by itself, and until when beside the start, with “only” where that is too early', () => {
    const due = at('18:35');
    const exceptions = { kind: 'readyWithExceptions', until: at('18:26'), exceptions: 2 } as const;
    expect(statusSign(exceptions).full).to.equal('Ready with 2 exceptions');
    expect(untilSays(at('18:26'), due)).to.equal('Only until 18:26. The procedure is at 18:35.');
    expect(untilSays(at('18:35'), due)).to.equal('Until 18:35. The procedure is at 18:35.');
  });

  it('counts the last five minutes down in minutes and seconds, where somebody looks at it now', () => {
    const due = at('18:35');
    const says = (until: number, now: number) => untilSays(until, due, { now });
    expect(says(at('18:26'), at('18:24:17'))).to.equal('Only 1:43 left, until 18:26. The procedure is at 18:35.');
    expect(says(at('18:36'), at('18:35:53'))).to.equal('0:07 left, until 18:36. The procedure is at 18:35.');
    expect(says(at('18:26'), at('18:21'))).to.equal('Only until 18:26. The procedure is at 18:35.');
    expect(says(at('18:26'), at('18:26'))).to.equal('Only until 18:26. The procedure is at 18:35.');
    // It stands at nought only when it is over.
    expect(countdown(at('18:26'), at('18:26') - 1)).to.equal('0:01');
  });

  it('tells who has not come from who has come and is not begun', () => {
    expect(statusSign({ kind: 'notStarted', arrived: false }).short).to.equal('Not arrived');
    expect(statusSign({ kind: 'notStarted', arrived: true }).short).to.equal('Not started');
  });
});

describe('the room on the wall', () => {
  it('takes 24 beds and three exceptions on one page', () => {
    expect(wallRoom(3, 24)).to.include({ laneRows: 3, bedsPerColumn: 12, pages: 1, laneLeftOut: 0 });
  });

  it('never moves the beds for fewer than four exceptions', () => {
    const beds = [0, 1, 2, 3].map((exceptions) => wallRoom(exceptions, 24).laneUnits);
    expect(new Set(beds).size).to.equal(1);
  });

  it('fits in 1080 units and shows every bed, for any ward and any morning', () => {
    for (let exceptions = 0; exceptions <= 40; exceptions++)
      for (let beds = 0; beds <= 120; beds++) {
        const trouble = beds > 60;
        const room = wallRoom(exceptions, beds % 61, trouble);
        expect(94 + (trouble ? 78 : 0) + room.laneUnits + room.bedsPerColumn * room.bedRowUnits).to.be.at.most(1080);
        expect(room.bedRowUnits).to.be.at.least(60);
        expect(room.pages * room.bedsPerColumn * 2).to.be.at.least(beds % 61);
        expect(room.laneRows + room.laneLeftOut).to.equal(exceptions);
      }
  });

  it('moves no bed for a line about the server, until it needs the room of a third exception', () => {
    for (const exceptions of [0, 1, 2]) {
      const [before, now] = [wallRoom(exceptions, 24), wallRoom(exceptions, 24, true)];
      expect(now.laneUnits + 78).to.equal(before.laneUnits);
      expect(now).to.include({ bedsPerColumn: before.bedsPerColumn, bedRowUnits: before.bedRowUnits, pages: 1 });
    }
  });

  it('turns pages slowly, each in its turn', () => {
    expect(pageTurnMs).to.be.at.least(12_000);
    expect([0, 1, 2, 3].map((turn) => pageAt(turn * pageTurnMs, 3))).to.deep.equal([0, 1, 2, 0]);
  });
});

describe('the wall’s demonstration fault', () => {
  it('is only what the window sends, and never long', () => {
    expect(freezeSeconds({ wardready: 'freeze', seconds: 8 })).to.equal(8);
    expect(freezeSeconds({ wardready: 'freeze', seconds: 9_999 })).to.equal(20);
    for (const other of [null, 'freeze', {}, { wardready: 'freeze' }, { wardready: 'freeze', seconds: -1 }])
      expect(freezeSeconds(other)).to.equal(null);
  });
});

describe('finding somebody at the desk', () => {
  it('takes a number as a bed, whole', () => {
    expect(matches('1', ['1', 'D. ABEL'])).to.equal(true);
    expect(matches('1', ['12', 'M. ROE'])).to.equal(false);
  });

  it('wants every word, anywhere in the name or the procedure', () => {
    expect(matches('roe mri', ['12', 'M. ROE', 'MRI'])).to.equal(true);
    expect(matches('roe ct', ['12', 'M. ROE', 'MRI'])).to.equal(false);
  });
});
