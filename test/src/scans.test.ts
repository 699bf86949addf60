import { expect } from 'chai';
import {
  scanDefaults,
  type ActionView,
  type BoardRow,
  type Checklist,
  type ItemView,
  type PreparationId,
  type ScanSettings,
} from '../../machines/index.ts';
import { effectOf as effectOfScan, mismatchOf, stopKept } from '../../src/tablet/scan-effect.ts';
import { meaningHere, meaningOf, type ScanMeaning, scannedIn as read } from '../../src/tablet/scan-meaning.ts';
import { Bedside } from '../support/bedside.ts';

/** As a site reads it that has said nothing about its barcodes. */
const scannedIn = (text: string, site: ScanSettings = scanDefaults) => read(text, site);
const effectOf = (
  text: string,
  meaning: ScanMeaning,
  on: Checklist | null,
  current: ItemView | null,
  due: readonly PreparationId[] = [],
) => effectOfScan(scannedIn(text), meaning, on, current, due);

const action = (event: string, may = true): ActionView => ({
  event,
  verb: '',
  asks: [],
  late: 'work',
  group: 'item',
  may,
  refusal: null,
});
const wristband = {
  id: 'band',
  answer: { kind: 'scan', of: 'patient.number' },
  status: 'pending',
  actions: [action('item.band.sensed')],
} as unknown as ItemView;
const tray = {
  id: 'tray',
  answer: { kind: 'scan', of: 'order.number' },
  status: 'pending',
  actions: [action('item.tray.sensed')],
} as unknown as ItemView;
const open = {
  preparation: 'preparation-12',
  patient: { number: '90112345' },
  steps: [{ items: [wristband, tray], standing: [], actions: [] }],
  actions: [],
} as unknown as Checklist;

describe('a scan', () => {
  it('opens a patient from the list', () => {
    expect(effectOf('90112345', { kind: 'patient', preparations: ['preparation-12'] }, null, null).kind).to.equal(
      'open',
    );
  });

  it('opens the one that is due first when a patient is prepared for two procedures', () => {
    const both = { kind: 'patient', preparations: ['late', 'soon'] } as const;
    expect(effectOf('90112345', both, null, null, ['soon', 'late'])).to.deep.equal({
      kind: 'open',
      preparation: 'soon',
    });
    expect(effectOf('ORD-77', { kind: 'order', preparations: ['late'] }, null, null, ['soon', 'late'])).to.deep.equal({
      kind: 'open',
      preparation: 'late',
    });
  });

  it('of the open patient answers the wristband item, from whatever item is in hand', () => {
    const effect = effectOf('90112345', { kind: 'patient', preparations: ['preparation-12'] }, open, tray);
    expect(effect).to.include({ kind: 'sense', value: '90112345' });
  });

  it('of the open patient is not recorded while a stop stands, and names the stop', () => {
    const says = 'Stop: identity does not match';
    const refused = {
      ...wristband,
      actions: [{ ...action('item.band.sensed', false), refusal: { code: 'stopped', says: 'Clear it.', missing: [] } }],
    };
    const at = (standing: readonly object[]) =>
      ({ ...open, steps: [{ items: [refused], standing }] }) as unknown as Checklist;
    const match = { region: 'match', state: 'mismatched', says, bad: true };
    const calm = { region: 'field', state: 'clean', says: 'Clean', bad: false };
    const meaning = { kind: 'patient', preparations: ['preparation-12'] } as const;
    expect(effectOf('90112345', meaning, at([match, calm]), null)).to.deep.equal({
      kind: 'matched',
      stops: [says],
      why: 'Clear it.',
    });
    expect(effectOf('90112345', meaning, at([calm]), null)).to.deep.equal({
      kind: 'matched',
      stops: [],
      why: 'Clear it.',
    });
  });

  it('of another patient is a stop, also when it was typed by the scanner as another item', () => {
    expect(effectOf('90112354', { kind: 'patient', preparations: ['preparation-21'] }, open, tray)).to.include({
      kind: 'wrong',
      scanned: 'preparation-21',
    });
  });

  it('of another patient, where the stop stands already, is not said to be a stop that was saved', () => {
    const bedside = new Bedside().does('patient.arrived').does('responsibility.taken');
    const before = mismatchOf(bedside.checklist());
    expect([stopKept(before, true), stopKept(before, false)]).to.deep.equal(['onRecord', 'keptHere']);
    const stopped = mismatchOf(bedside.does('identity.mismatched').checklist());
    expect([stopKept(stopped, true), stopKept(stopped, false)]).to.deep.equal(['stood', 'stood']);
  });

  it('of a number nobody knows is a stop while the wristband is asked for, and a remark otherwise', () => {
    expect(effectOf('55555555', { kind: 'unknown', says: null }, open, wristband).kind).to.equal('wrong');
    expect(effectOf('55555555', { kind: 'unknown', says: null }, open, null).kind).to.equal('unknown');
  });

  it('of anything else answers the item that asks for it', () => {
    expect(effectOf('ORD-77', { kind: 'unknown', says: null }, open, tray)).to.include({
      kind: 'sense',
      value: 'ORD-77',
    });
  });

  it('needs no server to know the open patient', () => {
    expect(effectOf(']C090112345', { kind: 'away' }, open, wristband).kind).to.equal('sense');
  });

  it('of a GS1 wristband is compared by its number, however it was written', () => {
    const byNhsNumber = { ...open, patient: { number: '9990000018' } } as unknown as Checklist;
    for (const text of [
      ']d28018501234599900000182\u001d80193\u001d93ROWE^MARY',
      '8018501234599900000182',
      '(8018) 501234599900000182',
    ])
      expect(effectOf(text, { kind: 'away' }, byNhsNumber, wristband), text).to.include({
        kind: 'sense',
        value: '9990000018',
      });
  });

  it('of another patient’s GS1 wristband is a stop, whatever item is in hand and though nobody here has that number', () => {
    for (const item of [tray, null])
      for (const meaning of [{ kind: 'unknown', says: null }, { kind: 'away' }] as const)
        expect(effectOf(']d28018501234599900000267', meaning, open, item)).to.deep.equal({
          kind: 'wrong',
          scanned: null,
          number: '9990000026',
        });
  });

  it('that went wrong says its sentence, and is neither a match nor a stop', () => {
    const misread = effectOf(']d28018501234599900000183', { kind: 'unknown', says: null }, open, wristband);
    expect(misread).to.include({ kind: 'unknown', away: false });
    expect(misread.kind === 'unknown' && misread.says).to.contain('check digit does not fit');
    for (const [text, says] of [
      [']d20109501101530003', 'the barcode of a device'],
      ['=%9500', 'the label of a blood unit'],
      [']d201095011015300', 'Only a part of the barcode'],
      ['çà&&é"\'(', 'keyboard layout is wrong'],
    ] as const) {
      const effect = effectOf(text, { kind: 'away' }, open, wristband);
      expect(effect.kind === 'unknown' && effect.says, text).to.contain(says);
    }
  });

  it('that went wrong is not sent to anybody', async () => {
    // No server answers here: live, and yet the answer is the sentence.
    const misread = ']d28018501234599900000183';
    const meaning = await meaningOf(misread, scannedIn(misread), true, []);
    expect(meaning.kind === 'unread' && meaning.says).to.contain('check digit');
  });

  it('out of reach goes by whole numbers, and by the last five only when one patient has them', () => {
    const kept = [keptHere('a', '90112345')];
    expect(meaningHere('90112345', kept, [])).to.deep.equal({ kind: 'patient', preparations: ['a'] });
    expect(meaningHere('90112354', kept, [row('b', '12354')])).to.deep.equal({ kind: 'patient', preparations: ['b'] });
    expect(meaningHere('90112354', kept, [row('b', '12354'), row('c', '12354')])).to.deep.equal({ kind: 'away' });
    // The same last five as a patient whose whole number is another one.
    expect(meaningHere('77712345', kept, [row('a', '12345')])).to.deep.equal({ kind: 'away' });
    expect(scannedIn(']C090112345 ')).to.include({ number: '90112345', isWristband: false });
  });
});

describe('a scan at a site that says how its barcodes are read', () => {
  const plainBands: ScanSettings = {
    ...scanDefaults,
    wristband: { prefix: 'ZB*', numbers: ['99999999'] },
    badge: { prefix: '7' },
  };
  const effect = (text: string, meaning: ScanMeaning, current: ItemView | null) =>
    effectOfScan(scannedIn(text, plainBands), meaning, open, current);

  it('is compared without what its printer puts before the number, with or without the server', () => {
    expect(effect('ZB*90112345', { kind: 'away' }, tray)).to.include({ kind: 'sense', value: '90112345' });
    // By the rules of a site that has said nothing it is a number nobody has: the wrong wristband of the right patient.
    expect(effectOf('ZB*90112345', { kind: 'away' }, open, wristband).kind).to.equal('wrong');
  });

  it('of another patient’s band is a stop whatever item is in hand, though it is a plain number', () => {
    for (const current of [tray, null])
      expect(effect('ZB*90112354', { kind: 'away' }, current)).to.include({ kind: 'wrong', number: '90112354' });
  });

  it('of an order that looks like a band is an order, unless the band is asked for', () => {
    const meaning = { kind: 'order', preparations: ['preparation-12'] } as const;
    expect(effect('ZB*55555555', meaning, tray)).to.include({ kind: 'sense', value: '55555555' });
    expect(effect('ZB*55555555', meaning, wristband)).to.include({ kind: 'wrong' });
  });

  it('of a badge is signed in with what was read off it, without the scanner’s ending', () => {
    expect(effect(']C0700123\r', { kind: 'badge', person: 'a-osei' }, wristband)).to.deep.equal({
      kind: 'badge',
      person: 'a-osei',
      badge: '700123',
    });
  });

  it('goes by the server where the two read it differently: neither a match nor a stop', () => {
    const says = 'This wristband is from another hospital.';
    expect(effectOf('90112345', { kind: 'unread', says }, open, wristband)).to.include({ kind: 'unknown', says });
    expect(effectOf('90112345', { kind: 'blood', din: null }, open, wristband).kind).to.equal('unknown');
  });
});

const ready = { kind: 'ready', until: 1 } as const;
const gone = { kind: 'gone', at: 2, reconciling: false } as const;
function row(preparation: string, lastFive: string, status: BoardRow['status'] = ready, name = 'S. ONEILL') {
  return { preparation, status, patient: { name, birthDate: '1988-09-17', lastFive } as BoardRow['patient'] };
}
function keptHere(preparation: string, number: string, status: BoardRow['status'] = ready) {
  const shown = row(preparation, number.slice(-5), status);
  return { preparation, patient: { number } as Checklist['patient'], row: shown as unknown as BoardRow };
}

describe('a scan out of reach, of a patient prepared before', () => {
  const number = '9990038381';
  const fresh = row('new', '38381', { kind: 'notStarted', arrived: true });

  it('opens the preparation on the list, though the old one was kept as ready and the new one was not kept', () => {
    const rows = [row('old', '38381', gone), fresh];
    expect(meaningHere(number, [keptHere('old', number)], rows)).to.deep.equal({
      kind: 'patient',
      preparations: ['new'],
    });
    expect(meaningHere(number, [keptHere('old', number), keptHere('new', number)], rows)).to.deep.equal({
      kind: 'patient',
      preparations: ['new'],
    });
  });

  it('does so when the old one has left the list and is known here to have ended', () => {
    const kept = [keptHere('old', number, gone), keptHere('new', number, fresh.status)];
    expect(meaningHere(number, kept, [fresh])).to.deep.equal({ kind: 'patient', preparations: ['new'] });
  });

  it('does not take another person with the same last five for them', () => {
    const other = row('other', '38381', fresh.status, 'T. VOSS');
    expect(meaningHere(number, [keptHere('old', number)], [row('old', '38381', gone), other])).to.deep.equal({
      kind: 'patient',
      preparations: ['old'],
    });
  });

  it('opens the ended one when there is no other, to say that it has ended', () => {
    expect(meaningHere(number, [keptHere('old', number)], [row('old', '38381', gone)])).to.deep.equal({
      kind: 'patient',
      preparations: ['old'],
    });
  });
});

describe('a piece of equipment or a bag of blood, scanned', () => {
  const thing = (id: string, type: string, may = true, status = 'pending'): ItemView =>
    ({
      id,
      text: id,
      status,
      answer: { kind: 'asset', type },
      actions: [
        may
          ? action(`item.${id}.sensed`)
          : {
              ...action(`item.${id}.sensed`, false),
              refusal: { code: 'itemsMissing', says: 'First: who.', missing: [] },
            },
      ],
    }) as unknown as ItemView;
  const bag = {
    id: 'unit',
    text: 'unit',
    status: 'pending',
    answer: { kind: 'scan', of: 'order.fact' },
    actions: [action('item.unit.sensed')],
  } as unknown as ItemView;
  const at = (...items: readonly ItemView[]) =>
    ({
      ...open,
      steps: [
        { items: [wristband], standing: [] },
        { items, standing: [] },
      ],
    }) as unknown as Checklist;
  const scope = thing('scope', 'gastroscope');
  const pump = thing('pump', 'infusionPump');
  const device = ']d201095011015300032112345';
  const log = (type: string) => ({ kind: 'thing', type, title: 'Pump 3' }) as const;
  const says = (effect: ReturnType<typeof effectOf>): string | null =>
    effect.kind === 'unknown' ? effect.says : effect.kind;

  it('answers the open item it fits, whatever item is in hand', () => {
    for (const current of [null, wristband, scope])
      expect(effectOf(device, log('infusionPump'), at(scope, pump), current)).to.deep.include({
        kind: 'sense',
        item: pump,
        value: '(21)12345',
      });
  });

  it('asks, and records nothing, where it fits none, two, or none that may be answered now', () => {
    expect(says(effectOf(device, log('monitor'), at(scope, pump), scope))).to.equal(
      'Scanned: monitor. Asked for here: gastroscope, infusion pump. Nothing was recorded.',
    );
    const other = thing('spare', 'infusionPump');
    expect(says(effectOf(device, log('infusionPump'), at(pump, other), null))).to.contain('“pump”, “spare”');
    expect(effectOf(device, log('infusionPump'), at(pump, other), other)).to.deep.include({
      kind: 'sense',
      item: other,
    });
    expect(says(effectOf(device, log('infusionPump'), at(thing('pump', 'infusionPump', false)), null))).to.equal(
      '“pump” cannot be answered now. First: who.',
    );
    expect(
      says(effectOf(device, log('infusionPump'), at(thing('pump', 'infusionPump', true, 'satisfied')), null)),
    ).to.contain('Nothing here asks for it');
  });

  it('is never guessed out of reach: the item in hand, or the only one', () => {
    expect(effectOf(device, { kind: 'away' }, at(scope, pump), pump)).to.deep.include({ kind: 'sense', item: pump });
    expect(effectOf(device, { kind: 'away' }, at(scope), wristband)).to.deep.include({ kind: 'sense', item: scope });
    expect(says(effectOf(device, { kind: 'away' }, at(scope, pump), wristband))).to.contain('“scope”, “pump”');
  });

  it('is not answered by a model, nor by what the log does not have', () => {
    expect(says(effectOf(']d20109501101530003', { kind: 'away' }, at(scope), scope))).to.contain('names a model');
    expect(says(effectOf(device, { kind: 'unknown', says: 'Not in the log.' }, at(scope), scope))).to.equal(
      'Not in the log.',
    );
  });

  it('by a number without structure goes by what the log says it is', () => {
    expect(effectOf('EQ-0042', log('gastroscope'), at(scope, pump), null)).to.deep.include({
      kind: 'sense',
      item: scope,
      value: 'EQ-0042',
    });
  });

  it('sends no control character: the separators of the label are brackets', () => {
    for (const text of [
      device,
      ']d2010950110153000310LOT7\u001d2112345',
      ']d28004ABC123',
      '+A123BJC5D6E71/$$3201130LOT7A/S77DEF45X',
    ])
      for (const { code } of [scannedIn(text)].filter((one) => one.kind === 'thing')) {
        expect(code, text).to.match(/^(\(\d{2,4}\)[^\u0000-\u001f()]+)+$/);
      }
    expect(scannedIn(']d2010950110153000310LOT7\u001d2112345')).to.include({ code: '(10)LOT7(21)12345' });
  });

  it('of a bag compares the unit number, and asks for it where the label has none', () => {
    const label = '=G0517261234561A';
    expect(scannedIn('=G051726123456' + '00')).to.deep.equal({ kind: 'blood', din: 'G051726123456' });
    expect(effectOf('=G05172612345600', { kind: 'away' }, at(bag, scope), null)).to.deep.include({
      kind: 'sense',
      item: bag,
      value: 'G051726123456',
    });
    expect(says(effectOf('=%9500', { kind: 'away' }, at(bag), bag))).to.contain('no unit number');
    expect(says(effectOf('=G05172612345600', { kind: 'away' }, at(scope), scope))).to.contain('label of a blood unit');
    expect(effectOf(label, { kind: 'away' }, at(bag), bag).kind).to.equal('unknown');
  });
});
