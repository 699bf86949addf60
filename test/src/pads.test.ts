import { expect } from 'chai';
import { compared } from '../../src/tablet/compare.ts';
import { cellsOf, numberOf, typeKey } from '../../src/tablet/pads/number.ts';
import { pastClock } from '../../src/tablet/pads/when.ts';
import { areSimilar } from '../../src/tablet/similar.ts';

describe('two wristbands side by side', () => {
  it('differ cell by cell', () => {
    const { a, b } = compared('M. ROE', 'M. ROWE');
    expect(a.map(({ character, differs }) => (differs ? `[${character}]` : character)).join('')).to.equal('M.RO[E][]');
    expect(b.map(({ character, differs }) => (differs ? `[${character}]` : character)).join('')).to.equal('M.RO[W][E]');
  });

  it('are similar names when one letter apart, and not when two short names merely look short', () => {
    expect(areSimilar('M. ROE', 'M. ROWE')).to.equal(true);
    expect(areSimilar('J. HANSEN', 'K. HANSSEN')).to.equal(true);
    expect(areSimilar('P. LI', 'A. LU')).to.equal(false);
    expect(areSimilar('R. OKO', 'J. KAY')).to.equal(false);
  });
});

describe('the number keys', () => {
  const kilograms = { unit: 'kg', min: 2, max: 220, decimals: 1 };
  const typed = (keys: readonly Parameters<typeof typeKey>[1][]) =>
    keys.reduce((text, key) => typeKey(text, key, kilograms), '');

  it('never hold more figures than the cells do', () => {
    expect(typed(['7', '4', 'point', '2', '9'])).to.equal('74.2');
    expect(typed(['1', '2', '3', '4'])).to.equal('123');
    expect(typed(['0', '7'])).to.equal('7');
    expect(typed(['point', '5'])).to.equal('5');
  });

  it('stand right before the point, as on the paper form', () => {
    expect(cellsOf('74.', kilograms).map((cells) => cells.map(({ text, next }) => (next ? '_' : text)))).to.deep.equal([
      ['', '7', '4'],
      ['_'],
    ]);
    expect(numberOf('74.')).to.equal(74);
    expect(numberOf('')).to.equal(null);
  });

  it('read a time later than now as yesterday’s', () => {
    const now = new Date(2026, 10, 23, 7, 38).getTime();
    expect(pastClock(22, 0, now)).to.deep.equal({ at: new Date(2026, 10, 22, 22, 0).getTime(), yesterday: true });
    expect(pastClock(6, 55, now)).to.deep.equal({ at: new Date(2026, 10, 23, 6, 55).getTime(), yesterday: false });
  });
});
