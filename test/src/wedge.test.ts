import { expect } from 'chai';
import { createWedge, type Scan } from '../../src/tablet/wedge.ts';

/** Types a text with so many milliseconds between keys; says what the page got and what was scanned. */
function types(keys: readonly string[], every: number, wedge = createWedge(), from = 1_000) {
  const got: string[] = [];
  let back = '';
  let scan: Scan | null = null;
  keys.forEach((key, index) => {
    const heard = wedge.down({ key, chord: false, repeat: false, at: from + index * every });
    if (!heard.swallow) got.push(key);
    back += heard.giveBack ?? '';
    scan = heard.scan ?? scan;
    const up = wedge.up(key);
    if (heard.swallow) expect(up, `keyup of ${key}`).to.equal(true);
  });
  back += wedge.settle(from + keys.length * every + 1_000) ?? '';
  return { got: got.join(''), back, scan: scan as Scan | null };
}
const keys = (text: string): readonly string[] => [...text];
/** A key with Ctrl, after `F13` and a few characters. */
function withChord(key: string) {
  const wedge = createWedge();
  wedge.down({ key: 'F13', chord: false, repeat: false, at: 0 });
  [...'801'].forEach((one, index) => wedge.down({ key: one, chord: false, repeat: false, at: 5 + index }));
  const heard = wedge.down({ key, chord: true, repeat: false, at: 10 });
  expect(heard.swallow, 'the shortcut must not reach the browser').to.equal(true);
  expect(wedge.up(key), `keyup of ${key}`).to.equal(true);
  wedge.down({ key: '9', chord: false, repeat: false, at: 11 });
  return wedge.down({ key: 'Enter', chord: false, repeat: false, at: 12 }).scan;
}

describe('the scanner', () => {
  it('hears a wristband by its speed and its Enter, and keeps it from the page', () => {
    const { got, scan } = types([...keys('90112345'), 'Enter'], 8);
    expect(scan).to.deep.equal({ kind: 'read', text: '90112345' });
    expect(got).to.equal('9');
  });

  it('with a prefix key keeps even the first character from the page', () => {
    const { got, scan } = types(['F13', ...keys(' 12 34'), 'Enter'], 20);
    expect(scan).to.deep.equal({ kind: 'read', text: ' 12 34' });
    expect(got).to.equal('');
  });

  it('never lets a space or an Enter inside a scan press the focused button', () => {
    const { got } = types([...keys('A B C DE'), 'Enter'], 5);
    expect(got).to.equal('A');
  });

  it('leaves a person who types alone', () => {
    const { got, back, scan } = types([...keys('90112345'), 'Enter'], 120);
    expect(scan).to.equal(null);
    expect(got + back).to.equal('90112345Enter');
  });

  it('gives back what it took from somebody who typed two keys very fast', () => {
    const { got, back, scan } = types(keys('th'), 20);
    expect(scan).to.equal(null);
    expect(got + back).to.equal('th');
  });

  it('does not take a held key for a scan', () => {
    const wedge = createWedge();
    wedge.down({ key: 'a', chord: false, repeat: false, at: 0 });
    const swallowed = Array.from(
      { length: 20 },
      (_, index) => wedge.down({ key: 'a', chord: false, repeat: true, at: 30 * (index + 1) }).swallow,
    );
    expect(swallowed).to.not.include(true);
    expect(wedge.down({ key: 'Enter', chord: false, repeat: false, at: 640 }).scan).to.equal(null);
  });

  it('will not read five characters without a prefix', () => {
    expect(types([...keys('12345'), 'Enter'], 5).scan).to.equal(null);
  });

  it('hears a separator as FNC1, on whichever keyboard', () => {
    for (const key of [']', '$', '+']) expect(withChord(key)).to.deep.equal({ kind: 'read', text: '801\u001d9' });
    expect(types(['F13', ...keys('801\u001d9'), 'Enter'], 5).scan).to.deep.equal({ kind: 'read', text: '801\u001d9' });
  });

  describe('while a PIN is typed', () => {
    /** Each part at a scanner's pace, a pause between them, Enter after the last: what the page got, in order, and a scan. */
    function typesPin(parts: readonly string[], pauseMs: number, endAfterMs = 8) {
      const wedge = createWedge();
      let at = 1_000;
      let got = '';
      let scan: Scan | null = null;
      const press = (key: string): void => {
        got += wedge.settle(at) ?? '';
        const heard = wedge.down({ key, chord: false, repeat: false, at, pin: true });
        got += heard.giveBack ?? '';
        if (!heard.swallow) got += key === 'Enter' ? '!' : key;
        scan = heard.scan ?? scan;
        wedge.up(key);
      };
      parts.forEach((part, index) => {
        if (index > 0) at += pauseMs;
        for (const key of part) {
          press(key);
          at += 8;
        }
      });
      at += endAfterMs - 8;
      press('Enter');
      return { got, scan: scan as Scan | null };
    }

    it('leaves its figures to the person, at whichever pace', () => {
      for (const parts of [['333333'], ['3333', '33'], ['3', '33333'], [...'333333']])
        for (const endAfterMs of [8, 200])
          expect(typesPin(parts, 120, endAfterMs), `${parts.join(' ')}, ${endAfterMs}`).to.deep.equal({
            got: '333333!',
            scan: null,
          });
    });

    it('hears a badge all the same, and leaves nothing of it in the PIN', () => {
      for (const badge of ['BADGE-ITO', '9990012345'])
        expect(typesPin([badge], 0)).to.deep.equal({ got: '', scan: { kind: 'read', text: badge } });
    });

    it('does not send the rest of a badge that paused as a PIN', () => {
      expect(typesPin(['99900', '12345'], 300).scan).to.deep.equal({ kind: 'unreadable', why: 'cut' });
    });
  });

  it('says so when a barcode has other control characters in it', () => {
    for (const key of ['c', '[', 'j']) expect(withChord(key)).to.deep.equal({ kind: 'unreadable', why: 'control' });
    expect(types(['F13', ...keys('90\u202e1'), 'Enter'], 5).scan).to.deep.equal({ kind: 'unreadable', why: 'control' });
  });

  it('hears a scan that ends with Tab', () => {
    const { got, scan } = types(['F13', ...keys('90112345'), 'Tab'], 5);
    expect(scan).to.deep.equal({ kind: 'read', text: '90112345' });
    expect(got).to.equal('');
  });

  it('leaves Tab and Enter to a person', () => {
    expect(types(['Tab', 'Enter', 'Tab'], 120).got).to.equal('TabEnterTab');
    expect(types([...keys('ab'), 'Tab'], 120)).to.deep.include({ got: 'abTab', scan: null });
  });

  it('keeps a second Enter and a line feed after a scan from what it has just opened', () => {
    const wedge = createWedge();
    types(['F13', ...keys('90112345'), 'Enter'], 5, wedge, 0);
    const at = 5 * 9;
    const twice = { key: 'Enter', chord: false, repeat: false, at: at + 5 };
    expect(wedge.down(twice).swallow).to.equal(true);
    expect(wedge.up('Enter')).to.equal(true);
    expect(wedge.down({ key: 'j', chord: true, repeat: false, at: at + 10 }).swallow).to.equal(true);
    // A person comes later.
    expect(wedge.down({ ...twice, at: at + 300 }).swallow).to.equal(false);
  });

  it('hears a whole GS1 wristband, and refuses what is longer than any barcode', () => {
    expect(types([...keys('9'.repeat(500)), 'Enter'], 2).scan).to.deep.equal({ kind: 'read', text: '9'.repeat(500) });
    expect(types([...keys('9'.repeat(501)), 'Enter'], 2).scan).to.deep.equal({ kind: 'unreadable', why: 'tooLong' });
  });

  it('starts afresh after a scan that was cut off', () => {
    const wedge = createWedge();
    types(keys('9011'), 5, wedge, 0);
    expect(types([...keys('90112345'), 'Enter'], 5, wedge, 5_000).scan).to.deep.equal({
      kind: 'read',
      text: '90112345',
    });
  });

  /** The keys of each part at a scanner's pace, with so many milliseconds of nothing between the parts. */
  function paused(parts: readonly (readonly string[])[], pauseMs: number) {
    const wedge = createWedge();
    let from = 1_000;
    return parts.map((part) => {
      const got: string[] = [];
      let scan: Scan | null = null;
      for (const key of part) {
        const heard = wedge.down({ key, chord: false, repeat: false, at: from });
        if (!heard.swallow) got.push(key);
        scan = heard.scan ?? scan;
        wedge.up(key);
        from += 8;
      }
      // The page looks after the keys that did not go on, as it does by a timer.
      wedge.settle(from + 60);
      from += pauseMs;
      return { got: got.join(''), scan };
    });
  }
  const cut = { kind: 'unreadable', why: 'cut' };

  it('refuses the rest of a barcode that paused: it is no scan, and presses nothing', () => {
    for (const pauseMs of [60, 300, 900])
      for (const [head, rest] of [
        ['99900', '12345'],
        ['9', '990012345'],
        ['9990012', '345'],
        ['99900123', '4'],
        ['99900 12345', ''],
      ] as const) {
        const [, after] = paused([keys(head), [...keys(rest), 'Enter']], pauseMs);
        // A single key before may have been a person's, and so may the first one after.
        const mayBePerson = head.length === 1 ? rest.slice(0, 1) : '';
        expect(after, `${head}, ${pauseMs} ms, ${rest}`).to.deep.equal({ got: mayBePerson, scan: cut });
      }
  });

  it('refuses it also after a prefix, and after a second pause; what is scanned next is read', () => {
    const [, prefixed] = paused(
      [
        ['F13', ...keys('99900')],
        [...keys('12345'), 'Enter'],
      ],
      700,
    );
    expect(prefixed).to.deep.equal({ got: '', scan: cut });
    const parts = [keys('99900'), keys('12'), [...keys('345'), 'Enter'], [...keys('9990012345'), 'Enter']];
    expect(paused(parts, 100).map(({ scan }) => scan)).to.deep.equal([
      null,
      null,
      cut,
      { kind: 'read', text: '9990012345' },
    ]);
    const anew = paused([keys('99900'), ['F13', ...keys('9990012345'), 'Enter']], 100);
    expect(anew[1]?.scan, 'a prefix is a beginning').to.deep.equal({ kind: 'read', text: '9990012345' });
  });

  it('takes no Enter from a person who typed a few keys fast', () => {
    expect(paused([keys('the'), ['Enter']], 100)[1]).to.deep.equal({ got: 'Enter', scan: null });
    expect(paused([keys('9990'), ['Enter']], 1_200)[1]).to.deep.equal({ got: 'Enter', scan: null });
  });
});
