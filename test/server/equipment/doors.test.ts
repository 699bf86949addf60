/** The equipment log through the web's door: who may, what is refused and why, and a register that is used whole or not at all. */
import { expect } from 'chai';
import { v7 } from 'uuid';
import { type Browser, startWeb, type Web } from '../../support/web.ts';
import { openInfusion, pumpProtocol, does, types } from './scene.ts';

const header = 'asset;type;title;ward;lot;expiry;calibration due;maintenance due';
const pump = 'P-1;infusionPump;Infusion pump;w4B;;;31.12.2027;31.12.2027';
interface Thing {
  readonly standing: string;
  readonly version: number;
  readonly holder: object | null;
  readonly says: string | null;
}

describe('the equipment log through the web’s door', () => {
  let web: Web;
  let lund: Browser;
  let osei: Browser;
  beforeEach(async () => {
    web = await startWeb({ equipmentTypes: types, protocols: [pumpProtocol()] });
    lund = await web.signedIn('BADGE-LUND');
    osei = await web.signedIn('BADGE-OSEI');
  });
  afterEach(() => web.end());

  const send = (browser: Browser, rows: readonly string[], query = 'dates=dmy') =>
    browser.ask<{
      readonly registered: number;
      readonly unchanged: number;
      readonly errors: readonly { path: string; says: string }[];
    }>('POST', `/equipment-lists?${query}`, [header, ...rows].join('\n'), { 'content-type': 'text/csv' });
  const thing = async (asset: string): Promise<Thing> =>
    (await osei.get<{ readonly thing: Thing }>(`/equipment/${encodeURIComponent(asset)}`)).body.thing;
  const report = (browser: Browser, path: string, body: object) => browser.post(path, { id: v7(), ...body });

  it('takes a register whole, once, and names every mistake by line and column', async () => {
    const wrong = await send(lund, [pump, 'P-2;robot;;w9;;;32.01.2027;', ';infusionPump;;;;;;', pump]);
    expect(wrong.status).to.equal(422);
    expect(wrong.body.errors.map(({ path }) => path)).to.deep.equal([
      'line 3, type',
      'line 3, ward',
      'line 3, calibration due',
      'line 4, asset',
      'line 5',
    ]);
    expect((await osei.get('/equipment/P-1')).status).to.equal(404);
    expect((await send(lund, [pump], 'dates=dmy&dryRun=1')).body).to.include({ registered: 1 });
    expect((await osei.get('/equipment/P-1')).status).to.equal(404);
    expect((await send(lund, [pump])).body).to.include({ registered: 1, unchanged: 0 });
    expect((await send(lund, [pump])).body).to.include({ registered: 0, unchanged: 1 });
    expect((await thing('P-1')).version).to.equal(1);
    expect((await send(lund, [pump.replace('2027', '2028')])).body).to.include({ registered: 1 });
    expect((await send(osei, [pump])).status).to.equal(403);
  });

  it('lets anybody report a fault and only an engineer put it back', async () => {
    await send(lund, [pump]);
    expect((await report(osei, '/equipment/P-1/faults', { reason: 'Does not start' })).status).to.equal(200);
    expect(await thing('P-1')).to.include({ standing: 'quarantined' });
    const ito = await web.signedIn('BADGE-ITO');
    for (const nobody of [osei, ito, web.browser()])
      expect((await report(nobody, '/equipment/P-1/releases', { reason: 'Fine' })).status).to.be.oneOf([401, 403]);
    expect(await thing('P-1')).to.include({ standing: 'quarantined' });
    expect((await report(lund, '/equipment/P-1/releases', { reason: 'Fuse changed' })).status).to.equal(200);
    expect(await thing('P-1')).to.include({ standing: 'inService' });
  });

  it('judges a control value by the type’s own limits and unit', async () => {
    await send(lund, ['E-1;ecgMachine;ECG;w4B;;;;31.12.2027']);
    const measured = (value: number, unit: string) =>
      report(osei, '/equipment/E-1/checks', { happened: 'measured', control: 'gain', value, unit });
    expect((await measured(10, 'cm')).status).to.equal(409);
    expect((await measured(10.2, 'mm')).status).to.equal(200);
    expect(await thing('E-1')).to.include({ standing: 'inService' });
    expect((await measured(10.6, 'mm')).status).to.equal(200);
    expect((await thing('E-1')).says).to.contain('Calibration pulse 10.6 mm is outside 9.5 to 10.5 mm');
  });

  it('refuses what is not a report, and says where', async () => {
    await send(lund, [pump]);
    const extra = await report(osei, '/equipment/P-1/faults', { reason: 'x', standing: 'inService' });
    expect(extra.status).to.equal(400);
    expect(extra.text).to.contain('standing');
    expect((await report(osei, '/equipment/P-1/checks', { happened: 'released', reason: 'x' })).status).to.equal(400);
    expect((await report(osei, '/equipment/P-9/faults', { reason: 'x' })).status).to.equal(404);
    expect(await thing('P-1')).to.include({ version: 1 });
  });

  it('shows where a pump is in use to its own ward, and only that it is to another', async () => {
    await send(lund, [pump]);
    await report(osei, '/equipment/P-1/checks', { happened: 'checkPassed' });
    const ward = { desk: web.server.preparations, clock: web.clock } as never;
    const preparation = await openInfusion(ward);
    expect((await does(ward, preparation, 'item.pump.sensed', 'P-1')).kind).to.equal('accepted');
    expect((await thing('P-1')).holder).to.have.property('ward', 'w4B');
    const other = await web.signedIn('BADGE-OTHER');
    const seen = await other.get<{ readonly thing: Thing }>('/equipment/P-1');
    expect(seen.body.thing.holder).to.deep.equal({ ward: null, bed: null });
    // A list that did not change is only its mark.
    const list = await osei.get<{ readonly mark: string; readonly things?: readonly Thing[] }>('/equipment');
    expect(list.body.things).to.have.length(1);
    const again = await osei.get<{ readonly things?: readonly Thing[] }>(`/equipment?known=${list.body.mark}`);
    expect(again.body.things).to.equal(undefined);
  });

  it('lets the charge nurse recall a lot and not lift it', async () => {
    await send(lund, ['K-1;venepunctureKit;Kit;w4B;L7;;;']);
    const ito = await web.signedIn('BADGE-ITO');
    expect((await report(osei, '/equipment-recalls', { lot: 'L7', reason: 'Blunt' })).status).to.equal(403);
    expect((await report(ito, '/equipment-recalls', { lot: 'L7', reason: 'Blunt' })).status).to.equal(200);
    expect(await thing('K-1')).to.include({ standing: 'quarantined' });
    expect((await report(ito, '/equipment-recalls/lifted', { lot: 'L7', reason: 'x' })).status).to.equal(403);
    expect((await report(lund, '/equipment-recalls/lifted', { lot: 'L7', reason: 'Not ours' })).status).to.equal(200);
    expect(await thing('K-1')).to.include({ standing: 'inService' });
  });

  it('says how many preparations a recall opens again before it is pressed, and to nobody else', async () => {
    await send(lund, [pump, 'P-2;infusionPump;Infusion pump;w4B;L7;;31.12.2027;31.12.2027']);
    const ito = await web.signedIn('BADGE-ITO');
    const held = async (query: string) => (await ito.get(`/equipment-recalls/held?${query}`)).body;
    expect(await held('lot=L7')).to.deep.equal({ things: 1, preparations: 0 });
    const ward = { desk: web.server.preparations, clock: web.clock } as never;
    const preparation = await openInfusion(ward);
    await report(osei, '/equipment/P-2/checks', { happened: 'checkPassed' });
    expect((await does(ward, preparation, 'item.pump.sensed', 'P-2')).kind).to.equal('accepted');
    expect(await held('lot=L7')).to.deep.equal({ things: 1, preparations: 1 });
    expect(await held('lot=L8')).to.deep.equal({ things: 0, preparations: 0 });
    expect(await held('model=Infusion%20pump')).to.deep.equal({ things: 2, preparations: 1 });
    expect((await osei.get('/equipment-recalls/held?lot=L7')).status).to.equal(403);
    expect((await ito.get('/equipment-recalls/held')).status).to.equal(400);
  });

  it('puts a whole model aside, once, and nothing else', async () => {
    await send(lund, [pump, pump.replace('P-1', 'P-2'), 'E-1;ecgMachine;ECG;w4B;;;;31.12.2027']);
    const ito = await web.signedIn('BADGE-ITO');
    const all = { id: v7(), model: 'Infusion pump', reason: 'Battery may burn' };
    expect((await osei.post('/equipment-recalls/models', all)).status).to.equal(403);
    expect((await ito.post('/equipment-recalls/models', { ...all, model: 'Infusion' })).status).to.equal(404);
    expect((await ito.post('/equipment-recalls/models', all)).body).to.deep.equal({ things: 2 });
    expect((await ito.post('/equipment-recalls/models', all)).status, 'sent again').to.equal(200);
    expect(await thing('P-1')).to.include({ standing: 'quarantined' });
    const { entries } = (await osei.get<{ readonly entries: readonly { happened: string }[] }>('/equipment/P-1')).body;
    expect(entries.filter(({ happened }) => happened === 'quarantined')).to.have.length(1);
    expect((await thing('P-2')).says).to.contain('Infusion pump is recalled: Battery may burn');
    expect(await thing('E-1')).to.include({ standing: 'inService' });
  });
});
