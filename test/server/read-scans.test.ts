/** What scanners send is read in one place: on the server too, for whoever sends it, and never as a wrong patient for being unreadable. */
import { expect } from 'chai';
import { v7 } from 'uuid';
import { scanDefaults, type Verdict } from '../../machines/index.ts';
import { typesFromFile } from '../../server/equipment/types.ts';
import { shippedDocument } from '../support/protocol.ts';
import { anOpening, hour, importer, minute } from '../support/ward.ts';
import { type Browser, startWeb, type Web } from '../support/web.ts';

const [one, other] = ['9990000018', '9990000026'];
const gsrnOfOne = '501234599900000182';
const din = 'G123417654321';
const by = ['technician', 'nurse', 'chargeNurse', 'proceduralist'];
const sourced = { source: 'This test', status: 'project default' };

/** The blood sample, with a bag and a pump that are scanned; the pump by whom its training says so. */
function withBagAndPump(): object {
  const document = structuredClone(shippedDocument());
  const item = (id: string, more: object) => ({
    id,
    kind: 'sensed',
    text: `The ${id}`,
    stop: 'hard',
    by,
    ...more,
    ...sourced,
  });
  document.steps
    .find(({ step }) => step === 'equipment')
    ?.items.push(
      item('bag', { answer: { scanFact: 'unitNumber' }, ifNot: 'identity.mismatched' }) as never,
      item('pump', { answer: { asset: 'infusionPump' }, competence: 'infusionPump' }) as never,
    );
  return document;
}

describe('a scan in a command', () => {
  let web: Web;
  let osei: Browser;
  let preparation: string;
  before(async () => {
    web = await startWeb({
      protocols: [withBagAndPump()],
      equipmentTypes: await typesFromFile('equipment/types.yaml'),
      scan: { ...scanDefaults, badge: { prefix: 'BADGE-' } },
    });
    osei = await web.signedIn('BADGE-OSEI');
    const due = web.clock.now() + 200 * 24 * hour;
    await web.services.equipment.book.write(
      v7(),
      [
        {
          page: '401234P1',
          report: {
            happened: 'registered',
            type: 'infusionPump',
            title: 'Pump',
            calibrationDue: due,
            maintenanceDue: due,
          },
        },
        { page: '401234P1', report: { happened: 'checkPassed' } },
      ],
      { person: 'e-lund', role: 'clinicalEngineer' },
    );
  });
  after(() => web.end());
  let orders = 0;
  beforeEach(async () => {
    if (preparation !== undefined)
      await osei.tap(preparation, 'preparation.cancelled', { reason: 'Over' }).catch(() => undefined);
    orders += 1;
    const opening = anOpening(web.clock.now(), {
      order: {
        number: `SCAN-${orders}`,
        version: 1,
        facts: { fasting: 'none', armRestriction: 'none', unitNumber: din },
      },
      patient: { familyName: 'Roe', givenName: 'Mary', birthDate: '1959-03-12', sex: 'F', number: one },
    });
    const outcome = await web.services.preparations.apply([opening], importer);
    if (outcome.kind !== 'applied') throw new Error(outcome.says);
    [preparation = ''] = outcome.preparations;
    await osei.tap(preparation, 'patient.arrived');
  });
  const scans = async (item: string, value: string, who = osei): Promise<Verdict> =>
    (await who.tap(preparation, `item.${item}.sensed`, { value, how: 'scan' })).body;
  const known = async () => (await web.server.preparations.knowledge.newest(preparation))!;
  const evidence = async (item: string) => (await known()).state.context.evidence[item];
  const isStopped = async (): Promise<boolean> =>
    (await web.services.preparations.row(preparation))?.status.kind === 'stop';

  for (const [name, raw] of [
    ['the number', one],
    ['the number with a return', `${one}\r\n`],
    ['the number, named as Code 128', `]C0${one}`],
    ['a GS1 wristband', `]d28018${gsrnOfOne}`],
    ['a GS1 wristband with an instance number', `]C18018${gsrnOfOne}\u001d801912`],
    ['a GS1 wristband in brackets', `(8018)${gsrnOfOne}`],
  ] as const)
    it(`is the patient’s number, sent as ${name}`, async () => {
      expect(await scans('wristband', raw)).to.have.property('kind', 'accepted');
      expect(await evidence('wristband')).to.include({ value: one });
    });

  it('that was typed instead keeps that it was, and why', async () => {
    const reason = 'Code cannot be read';
    const { body } = await osei.tap(preparation, 'item.wristband.sensed', { value: one, how: 'typed', reason });
    expect(body).to.have.property('kind', 'accepted');
    expect(await evidence('wristband')).to.include({ value: one, how: 'typed', reason });
  });

  it('of another patient’s wristband stops the work, by whatever label', async () => {
    expect(await scans('wristband', '(8018)501234599900000267')).to.have.property('kind', 'accepted');
    expect(await isStopped()).to.equal(true);
    expect(await evidence('wristband')).to.satisfy((now?: { value?: unknown }) => now?.value !== one);
  });

  it('of another patient’s plain number stops the work', async () => {
    await scans('wristband', other);
    expect(await isStopped()).to.equal(true);
  });

  for (const [name, raw, says] of [
    ['a misread wristband', '(8018)501234599900000183', /check digit/],
    ['a badge', 'BADGE-ITO', /a badge/],
    ['a bag', `=${din}00`, /blood unit/],
    ['a box', '(01)04012345678901(10)L7', /a device or a supply/],
    ['nothing but an ending', '\r', /Nothing was read/],
  ] as const)
    it(`of ${name} where a wristband is asked for is refused with why, and stops nothing`, async () => {
      const verdict = await scans('wristband', raw);
      expect(verdict, JSON.stringify(verdict)).to.have.nested.property('refusal.code', 'valueUnknown');
      expect('refusal' in verdict ? verdict.refusal.says : '').to.match(says);
      expect(await isStopped()).to.equal(false);
    });

  for (const [name, raw] of [
    ['its number', din],
    ['its barcode', `=${din}00`],
    ['all its barcodes as one', `=${din}00=%5100=<E0336V00`],
  ] as const)
    it(`of a bag is its donation number, sent as ${name}`, async () => {
      expect(await scans('bag', raw)).to.have.property('kind', 'accepted');
      expect(await evidence('bag')).to.include({ value: din });
    });

  it('of another bag stops the work; of the wristband, or of a label without the number, it does not', async () => {
    for (const [raw, says] of [
      [`8018${gsrnOfOne}`, /a wristband/],
      ['=%5100', /number of the unit/],
      // Its first characters were lost, or its last ones: it is no other bag.
      [`${din}00`, /not the whole number of a unit/],
      [`${din.slice(1)}00`, /not the whole number of a unit/],
      [din.slice(0, -1), /not the whole number of a unit/],
    ] as const) {
      const verdict = await scans('bag', raw);
      expect('refusal' in verdict ? verdict.refusal.says : '', raw).to.match(says);
    }
    expect(await isStopped()).to.equal(false);
    await scans('bag', '=G12341765432200');
    expect(await isStopped()).to.equal(true);
  });

  it('of another bag stops the work when its number alone was sent, too', async () => {
    await scans('bag', 'G123417654322');
    expect(await isStopped()).to.equal(true);
  });

  it('of a thing is the equipment log’s own number, once its log says who is trained on it', async () => {
    expect(await scans('pump', '(8004)401234P1')).to.have.nested.property('refusal.code', 'notCompetent');
    const untrained = web.clock.now();
    web.clock.advance(10 * minute);
    const due = web.clock.now() + hour;
    const lund = await web.signedIn('BADGE-LUND');
    const trained = { id: v7(), type: 'infusionPump', person: 'a-osei', due };
    expect((await lund.post('/equipment-training', trained)).status).to.equal(204);
    // What was done before the training is not covered by it, whenever it is heard of; training anew leaves no gap.
    const { trainedOn } = web.services.equipment;
    expect(await trainedOn('a-osei', untrained)).to.deep.equal([]);
    expect(await trainedOn('a-osei', web.clock.now())).to.deep.equal(['infusionPump']);
    const trainedAt = web.clock.now();
    web.clock.advance(minute);
    await lund.post('/equipment-training', { ...trained, id: v7() });
    expect(await trainedOn('a-osei', trainedAt)).to.deep.equal(['infusionPump']);

    expect(await scans('pump', ']d28004401234P1')).to.have.property('kind', 'accepted');
    expect(await evidence('pump')).to.include({ value: '401234P1' });
    expect(await scans('pump', '401234P2')).to.have.nested.property('refusal.code', 'assetUnknown');
    const { state } = await known();
    expect(JSON.stringify(state.context)).to.include('infusionPump');
    await osei.tap(preparation, 'item.pump.corrected', { reason: 'Another one' });
    web.clock.advance(hour);
    expect(await scans('pump', '401234P1')).to.have.nested.property('refusal.code', 'notCompetent');
  });

  it('is what the door for scans says it is, and the screens read labels as the server does', async () => {
    const said = async (text: string) => (await osei.post<Record<string, unknown>>('/scan', { text })).body;
    expect(await said(`]d28018${gsrnOfOne}`)).to.include({ kind: 'patient' });
    expect((await said(`]d28018${gsrnOfOne}`))['preparations']).to.include(preparation);
    expect(await said('(8018)501234599900000183')).to.include({ kind: 'unread' });
    const pump = { asset: '401234P1', type: 'infusionPump', title: 'Pump' };
    for (const text of ['401234P1', ']d28004401234P1', '(8004)401234P1'])
      expect(await said(text), text).to.deep.equal({ kind: 'thing', preparations: [], thing: pump });
    expect(await said(`=${din}00`)).to.deep.equal({ kind: 'blood', preparations: [], din });
    expect(await said('=%5100')).to.deep.equal({ kind: 'blood', preparations: [] });
    expect(await said('BADGE-ITO')).to.include({ kind: 'badge' });
    expect((await osei.get<{ scan: object }>('/wards')).body.scan).to.deep.equal(web.services.site.scan);
  });
});
