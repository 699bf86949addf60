/** Another patient's wristband on an open patient: when it is a stop, when a question, and what is kept of it. */
import { expect } from 'chai';
import { type BoardRow, type ItemView, scanDefaults } from '../../machines/index.ts';
import type { Mark } from '../../src/link/overlay.ts';
import { effectOf } from '../../src/tablet/scan-effect.ts';
import { scannedIn } from '../../src/tablet/scan-meaning.ts';
import { bandsOf } from '../../src/tablet/bands.ts';
import { unknownSays } from '../../src/tablet/unknown-says.ts';
import { isOver, readWrong, type Wrong, wrongStands } from '../../src/tablet/use-wrong.ts';
import { Bedside } from '../support/bedside.ts';

describe('a scan of another patient’s wristband, at a bedside', () => {
  const other = { kind: 'patient', preparations: ['preparation-21'] } as const;
  const wristbandOf = (at: Bedside): ItemView =>
    at
      .checklist()
      .steps.flatMap(({ items }) => items)
      .find(({ id }) => id === 'wristband') as ItemView;
  const scanned = (at: Bedside, current: ItemView | null = null, marks: ReadonlyMap<string, Mark> = new Map()) =>
    effectOf(scannedIn('9990036363', scanDefaults), other, at.checklist(), current, [], marks).kind;
  const matched = () => new Bedside().prepared('item.wristband.sensed');

  it('is a stop while a wristband is asked for, in hand or not, and while the patient is stopped for one', () => {
    const asked = new Bedside().does('patient.arrived').does('responsibility.taken');
    expect(scanned(asked, wristbandOf(asked))).to.equal('wrong');
    expect(scanned(asked)).to.equal('wrong');
    const again = matched().waits(31 * 60_000);
    expect(wristbandOf(again).status, 'asked for again').to.equal('expired');
    expect(scanned(again)).to.equal('wrong');
    expect(scanned(matched(), wristbandOf(matched())), 'taken up again by hand').to.equal('wrong');
    expect(scanned(matched().does('identity.mismatched'))).to.equal('wrong');
  });

  it('is a question once the open patient’s own has matched, here or on record, and records nothing', () => {
    expect(scanned(matched())).to.equal('another');
    const asked = new Bedside().does('patient.arrived').does('responsibility.taken');
    const mark = { kind: 'answered', where: 'savedHere', command: 'c', at: 0, by: 'p', says: null } as const;
    expect(scanned(asked, null, new Map([['wristband', mark]]))).to.equal('another');
    expect(scanned(asked, null, new Map([['wristband', { ...mark, kind: 'reopened' }]])), 'undone').to.equal('wrong');
  });

  it('is a stop where nobody here has the number, for then there is nobody to open', () => {
    const band = ']d28018501234599900000267';
    for (const meaning of [{ kind: 'unknown', says: null }, { kind: 'away' }] as const)
      expect(effectOf(scannedIn(band, scanDefaults), meaning, matched().checklist(), null).kind).to.equal('wrong');
  });
});

describe('a wristband of somebody who was handed over', () => {
  const open = () => new Bedside().prepared('item.wristband.sensed').checklist();
  const row = (preparation: string, lastFive: string, more: Partial<BoardRow> = {}): BoardRow => ({
    ...open().row,
    preparation,
    place: { ward: 'w4B', bed: '21' },
    patient: { ...open().row.patient, name: 'M. ROWE', lastFive },
    status: { kind: 'gone', at: 700, reconciling: false },
    ...more,
  });
  const scanned = (rows: readonly BoardRow[], found: string | null = null) =>
    bandsOf(open(), { scanned: found, number: '9990012354' }, rows).scanned;

  it('is told by name, and when that was, though nothing is kept of them any more', () => {
    expect(scanned([row('gone', '12354')])).to.deep.include({
      bed: '21',
      label: row('gone', '12354').patient,
      end: { kind: 'gone', at: 700 },
    });
    expect(scanned([row('gone', '12354')], 'gone')).to.deep.include({ end: { kind: 'gone', at: 700 } });
    const stopped = { kind: 'stop', stop: 's', says: 'Stop', since: 800 } as const;
    expect(scanned([row('gone', '12354', { status: stopped, ended: 700 })])).to.deep.include({
      end: { kind: 'gone', at: 700 },
    });
  });

  it('is told so on the list too, with the server and without, scanned or typed', () => {
    const rows = [row('gone', '12354', { status: { kind: 'gone', at: 700, reconciling: false } })];
    const number = '9990012354';
    for (const meaning of [{ kind: 'unknown', says: null }, { kind: 'away' }] as const)
      for (const how of ['scan', 'typed'] as const) {
        const effect = effectOf(scannedIn(number, scanDefaults), meaning, null, null);
        if (effect.kind !== 'unknown') throw new Error(`${meaning.kind} is ${effect.kind}`);
        expect(unknownSays(effect, number, how, rows)).to.match(
          /^…12354: M\. ROWE, bed 21\. Handed over \d\d:\d\d\. Nothing was recorded\.$/,
        );
      }
  });

  it('is said to be typed where it was, and so is a number that nobody has', () => {
    const band = bandsOf(open(), { scanned: null, number: '9990012354' }, [], 'typed').scanned;
    expect(band.typed).to.equal(true);
    expect(readWrong({ ...kept, scanned: band })?.scanned.typed).to.equal(true);
    const nobody = { says: null, away: false };
    expect(unknownSays(nobody, '9990012354', 'typed', [])).to.equal(
      'This number is not known here. Nothing was recorded.',
    );
    expect(unknownSays(nobody, '9990012354', 'scan', [])).to.match(/^This barcode is not known here/);
    const why = 'Wait 5 seconds, then scan again.';
    expect(unknownSays({ says: why, away: false }, '9990012354', 'scan', [row('gone', '12354')])).to.equal(why);
  });

  it('is nobody’s where two patients end alike, or the one who does is still being prepared', () => {
    expect(scanned([row('gone', '12354'), row('other', '12354')]).label).to.equal(null);
    expect(scanned([row('gone', '12354'), row('other', '12354', { status: open().row.status })]).label).to.equal(null);
    expect(scanned([row('going', '12354', { status: open().row.status })]).label).to.equal(null);
    expect(scanned([row('gone', '00000')]).label).to.equal(null);
  });
});

const kept = {
  on: 'preparation-1',
  by: 'A. Osei',
  open: { bed: '1', label: { name: 'M. ROE' }, number: '9990012345', approved: true },
  at: 5,
  stop: 'onRecord',
  goTo: null,
};

describe('the two wristbands of a mismatch', () => {
  const bedside = () => new Bedside().prepared('item.statesName.attested');
  const wrong = (at: number, more: Partial<Wrong> = {}): Wrong => ({
    on: bedside().checklist().preparation,
    by: 'A. Osei',
    open: { bed: '1', label: { name: 'M. ROE' }, number: '9990012345', approved: true },
    scanned: { bed: null, label: null, number: '9990012354', end: { kind: 'gone', at: 3 } },
    at,
    stop: 'onRecord',
    goTo: 'preparation-21',
    aside: false,
    ...more,
  });

  it('come back as they were kept, put aside, and not from what is no such thing', () => {
    const kept: unknown = JSON.parse(JSON.stringify(wrong(5)));
    expect(readWrong(kept)).to.deep.equal(wrong(5, { aside: true }));
    for (const missing of ['on', 'by', 'open', 'scanned', 'at', 'stop'])
      expect(readWrong({ ...wrong(5), [missing]: undefined }), missing).to.equal(null);
    expect(readWrong({ ...wrong(5), stop: 'perhaps' })).to.equal(null);
  });

  it('can be seen while the identity is stopped, and are not shown for another stop, or after a match', () => {
    const at = bedside();
    const scannedAt = at.at + 1;
    expect(wrongStands(wrong(scannedAt), at.checklist()), 'resolved').to.equal(false);
    expect(wrongStands(wrong(scannedAt, { stop: 'notSaved' }), at.checklist()), 'nowhere else').to.equal(true);
    expect(wrongStands(wrong(scannedAt), bedside().does('hygiene.contaminated').checklist())).to.equal(false);
    const stopped = bedside().does('identity.mismatched').checklist();
    expect(wrongStands(wrong(scannedAt), stopped)).to.equal(true);
    expect(isOver(wrong(scannedAt), stopped)).to.equal(false);
    expect(isOver(wrong(at.at - 60_000), at.checklist()), 'matched since').to.equal(true);
    expect(isOver(wrong(scannedAt), at.checklist()), 'matched before').to.equal(false);
  });
});
