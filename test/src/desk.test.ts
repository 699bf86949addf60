import { expect } from 'chai';
import { dayTimeOf, daysFrom, instantOf, isoDate } from '../../src/ui/day-time.ts';
import { missingLines, readinessTitle } from '../../src/desk/missing-lines.ts';
import { factsIn, wrongIn, nobodyYet } from '../../src/desk/new-patient.ts';
import { readHistory } from '../../src/desk/read-history.ts';
import { isShown } from '../../src/desk/show.ts';
import { readWindow } from '../../src/window/read-window.ts';
import { boardRows, checklistOf, history, morning } from '../screens/fixtures.ts';

describe('what is missing, on the desk', () => {
  it('has the hold first, then the work, then what lapses too early', () => {
    expect(missingLines(checklistOf(9), String).map(({ key }) => key)).to.deep.equal([
      'held',
      'open',
      'lapses-nameAndBirthDate',
    ]);
  });

  it('names each thing of a step that has begun, and one line for the steps that have not', () => {
    expect(missingLines(checklistOf(7), String).map(({ key }) => key)).to.deep.equal([
      'side',
      'sideAgain',
      'handRub',
      'open',
      'lapses-nameAndBirthDate',
    ]);
  });
});

describe('what the desk counts', () => {
  it('is missing is what the lines below say, the items of whole steps each', () => {
    for (const bed of [7, 9]) {
      const lines = missingLines(checklistOf(bed), String);
      const items = Number(/^(\d+) items? open/.exec(lines.find(({ key }) => key === 'open')?.why ?? '')?.[1]);
      const others = lines.filter(({ key }) => key !== 'open' && !key.startsWith('lapses-')).length;
      expect(items).to.be.greaterThan(1);
      expect(readinessTitle(checklistOf(bed))).to.equal(`Not ready: ${items + others} things missing`);
    }
  });

  it('is mine is not who has gone', () => {
    const [row] = boardRows('busy');
    if (row === undefined) throw new Error('Nobody is on this ward');
    const mine = { ...row, responsible: 'me' };
    expect(isShown(mine, 'mine', 'me')).to.equal(true);
    const at = morning;
    expect(isShown({ ...mine, status: { kind: 'gone', at, reconciling: false } }, 'mine', 'me')).to.equal(false);
  });
});

describe('dates at the desk', () => {
  it('are only days that were', () => {
    expect(isoDate('3', '6', '1993')).to.equal('1993-06-03');
    for (const [day, month, year] of [
      ['31', '2', '1993'],
      ['', '6', '1993'],
      ['3', '', '1993'],
      ['3', '6', '93'],
    ] as const)
      expect(isoDate(day, month, year)).to.equal(null);
  });

  it('read a time as it is meant, and refuse what is none', () => {
    const at = new Date(2026, 10, 23, 8, 40).getTime();
    const { day } = dayTimeOf(at);
    for (const time of ['08:40', '8:40', '0840', '08.40']) expect(instantOf({ day, time })).to.equal(at);
    for (const time of ['', '25:00', '08:61', 'soon']) expect(instantOf({ day, time })).to.equal(null);
  });

  it('offer today first', () => {
    const now = new Date(2026, 10, 30, 23, 30).getTime();
    expect(daysFrom(now, 2).map(({ value }) => value)).to.deep.equal(['2026-11-30', '2026-12-01']);
  });
});

describe('a new patient', () => {
  it('lacks everything but a bed and facts', () => {
    expect([...wrongIn(nobodyYet('2026-11-23')).keys()].toSorted()).to.deep.equal([
      'birthDate',
      'familyName',
      'givenName',
      'number',
      'orderNumber',
      'protocol',
      'start',
    ]);
  });

  it('is told what cannot be so, not that nothing was written', () => {
    const nobody = nobodyYet('2026-11-23');
    const wrong = (part: Partial<typeof nobody>) => wrongIn({ ...nobody, ...part });
    expect(wrong({}).get('birthDate')).to.equal('required');
    expect(wrong({ birthDate: { day: '31', month: '2', year: '1980' } }).get('birthDate')).to.equal('noSuchDay');
    expect(wrong({ birthDate: { day: '3', month: '2', year: '80' } }).get('birthDate')).to.equal('yearWrong');
    expect(wrong({ start: { ...nobody.start, time: '25:00' } }).get('start')).to.equal('noSuchTime');
  });

  it('has facts as name and value, or is told so', () => {
    expect(factsIn('fasting: required\n\nside: LEFT')).to.deep.equal({ fasting: 'required', side: 'LEFT' });
    expect(factsIn('')).to.deep.equal({});
    expect(factsIn('fasting')).to.equal(null);
  });
});

describe('what other programs say', () => {
  it('is history only if every entry is one', () => {
    expect(readHistory({ entries: history })).to.have.length(6);
    expect(readHistory({ entries: [...history, { revision: 'seven' }] })).to.equal(null);
    expect(readHistory({})).to.equal(null);
  });

  it('is a window only with two addresses and its counts', () => {
    const said = {
      tabletUrl: 't',
      wallUrl: 'w',
      wallOrigin: 'o',
      tabletCut: true,
      server: 'dead',
      speed: 4,
      events: [{ at: 1, says: 'x' }, 'y'],
      counts: { yours: 2 },
    };
    expect(readWindow(said)).to.deep.include({
      tabletCut: true,
      server: 'dead',
      speed: 4,
      counts: { yours: 2, staff: null, waiting: null, lost: null, doubled: null },
    });
    expect(readWindow(said)?.events).to.deep.equal([{ at: 1, says: 'x', figure: null }]);
    expect(readWindow({ ...said, wallUrl: undefined })).to.equal(null);
  });
});
