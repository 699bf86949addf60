/** The record's door: to whom, and what of it; a blind first answer is not on paper before the second. */
import { expect } from 'chai';
import { itemLines, standingSays } from '../../src/print/item-says.ts';
import { secondOn } from '../../src/ui/dates.ts';
import { paperOf, wholeMorning } from '../support/papers.ts';
import { Bedside } from '../support/bedside.ts';
import { elsewhere, elsewhereDocument } from '../support/elsewhere.ts';
import { secondTechnician } from '../support/protocol.ts';
import { anOpening, importer } from '../support/ward.ts';
import { startWeb, type Web } from '../support/web.ts';

const facts = { fasting: 'none', armRestriction: 'left' };

describe('the record as a sheet', () => {
  const item = async (bedside: Bedside, id: string) =>
    (await paperOf(bedside)).sheet.steps.flatMap(({ items }) => items).find((one) => one.id === id);

  it('has every item of the protocol once, in its order', async () => {
    const bedside = wholeMorning();
    const { sheet } = await paperOf(bedside);
    expect(sheet.steps.flatMap(({ items }) => items.map(({ id }) => id))).to.deep.equal([
      ...bedside.protocol.items.keys(),
    ]);
  });

  it('says which tubes the order asks for, answered or not', async () => {
    const order = { number: 'ORD-1', version: 1, facts: { ...facts, tubes: '2 EDTA, 1 serum' } };
    const bedside = new Bedside({ order }, elsewhere());
    const ordered = async () => {
      const one = await item(bedside, 'tubeCount');
      return one === undefined ? [] : itemLines(one, String, bedside.at);
    };
    expect(await ordered()).to.deep.equal(['Tubes ordered: 2 EDTA, 1 serum']);
    bedside.prepared('item.tubeCount.measured');
    expect((await ordered())[0]).to.equal('Tubes ordered: 2 EDTA, 1 serum');
  });

  it('keeps the first of two answers to itself until the second is in', async () => {
    const bedside = new Bedside({ order: { number: 'ORD-1', version: 1, facts } }, elsewhere())
      .prepared('item.allergies.attested')
      .does('item.arm.attested', { value: 'right' });
    expect(await item(bedside, 'arm')).to.deep.include({ status: 'awaiting', second: null });
    const paper = JSON.stringify(await paperOf(bedside));
    expect(paper).to.not.include('RIGHT').and.not.include('"right"');
    bedside.does('item.arm.agreed', { value: 'right' }, secondTechnician);
    expect(await item(bedside, 'arm')).to.nested.include({
      status: 'satisfied',
      'evidence.says': 'RIGHT',
      'second.person': 'j-kim',
      'second.role': 'technician',
      'second.says': 'RIGHT',
    });
  });

  it('has the role of whoever accepted an item unsatisfied, their reason and their note', async () => {
    expect(await item(wholeMorning(), 'teachBack')).to.nested.include({
      status: 'overridden',
      'by.person': 'b-nunez',
      'by.role': 'nurse',
      'override.reason': 'Not possible in time',
    });
    expect((await item(wholeMorning(), 'teachBack'))?.override?.note).to.match(/^Interpreter called away/);
  });

  it('says of a stop what the tablet says: who raised it, when, and the end of the wristband', async () => {
    const bedside = wholeMorning();
    const tapped = bedside.opening.at + 60_000;
    bedside.does('identity.mismatched', { value: '9990054321', happenedAt: tapped });
    const { sheet } = await paperOf(bedside);
    const standing = sheet.steps.flatMap((step) => step.standing).find(({ bad }) => bad);
    expect(standing?.raised).to.deep.equal({
      by: 'a-osei',
      at: tapped,
      heardAt: bedside.at,
      scanned: '321',
    });
    expect(standing).to.deep.equal(
      bedside
        .checklist()
        .steps.flatMap((step) => step.standing)
        .find(({ bad }) => bad),
    );
    const says = standing === undefined ? '' : standingSays(standing, (person) => `<${person}>`, sheet.at);
    expect(says).to.equal(
      `Stop: identity does not match, stopped ${secondOn(tapped, sheet.at)} by <a-osei>, sent ` +
        `${secondOn(bedside.at, sheet.at)}; the wristband had another number: …321`,
    );
    expect(JSON.stringify(sheet)).to.not.contain('54321');
  });

  it('still has what was done after it has ended', async () => {
    const bedside = wholeMorning();
    bedside.does(
      'preparation.cancelled',
      { reason: 'Scanner broke' },
      { person: 'c-ito', role: 'chargeNurse', grant: 'g', device: 'd' },
    );
    expect(await item(bedside, 'explained')).to.nested.include({ status: 'satisfied', 'evidence.says': 'EXPLAINED' });
    const { entries, sheet } = await paperOf(bedside);
    expect(sheet.row.status.kind).to.equal('notDone');
    expect(entries.at(-1)).to.include({ type: 'preparation.cancelled', reason: 'Scanner broke' });
  });
});

describe('the record’s door', () => {
  let web: Web;
  let preparation = '';
  before(async () => {
    web = await startWeb({ beside: [elsewhereDocument()] });
    const opening = { ...anOpening(web.clock.now()), protocol: 'elsewhere' };
    const outcome = await web.server.preparations.apply([opening], importer);
    preparation = outcome.kind === 'applied' ? (outcome.preparations[0] ?? '') : '';
  });
  after(() => web.end());

  it('opens to the ward’s people and to the department’s, with names, version, digest and its standing', async () => {
    await web.people.staff.enrol({
      id: 'm-reid',
      name: 'M. Reid',
      initials: 'MR',
      role: 'nurse',
      wards: ['mri'],
      badge: 'BADGE-REID',
      pin: '888888',
    });
    const tech = await web.signedIn('BADGE-OSEI');
    await tech.tap(preparation, 'patient.arrived');
    for (const badge of ['BADGE-OSEI', 'BADGE-REID']) {
      const { status, body } = await (await web.signedIn(badge)).get(`/preparations/${preparation}/record`);
      expect(status).to.equal(200);
      expect(body).to.nested.include({
        'sheet.protocol.id': 'elsewhere',
        'sheet.protocol.approved': false,
        'people.a-osei': 'A. Osei',
        ward: '4B',
        site: 'Test site',
      });
      expect(body).to.have.nested.property('sheet.protocol.digest').that.has.length(64);
    }
  });

  it('stays shut to another ward and to nobody', async () => {
    expect((await (await web.signedIn('BADGE-OTHER')).get(`/preparations/${preparation}/record`)).status).to.equal(403);
    expect((await web.browser().get(`/preparations/${preparation}/record`)).status).to.equal(401);
    const other = await (
      await web.signedIn('BADGE-OSEI')
    ).get(`/preparations/${'0'.repeat(8)}-0000-7000-8000-${'0'.repeat(12)}/record`);
    expect(other.status).to.equal(404);
  });

  it('shows who was offered a patient, on the row, until they answer', async () => {
    const [tech, nurse] = [await web.signedIn('BADGE-OSEI'), await web.signedIn('BADGE-NUNEZ')];
    await tech.tap(preparation, 'responsibility.taken');
    await tech.tap(preparation, 'responsibility.offered', {
      person: 'b-nunez',
      reason: 'Steady',
      note: 'Ask about needles',
    });
    expect(await web.server.preparations.row(preparation)).to.include({ responsible: 'a-osei', offeredTo: 'b-nunez' });
    await nurse.tap(preparation, 'responsibility.taken', { note: 'Needles first' });
    const row = await web.server.preparations.row(preparation);
    expect(row).to.include({ responsible: 'b-nunez' }).and.not.have.property('offeredTo');
    const { body } = await nurse.get<{ entries: readonly object[] }>(`/preparations/${preparation}/history`);
    expect(body.entries.slice(-2)).to.have.nested.property('[0].note', 'Ask about needles');
    expect(body.entries.at(-1)).to.include({ note: 'Needles first', person: 'b-nunez' });
  });
});
