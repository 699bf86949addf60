/** Results of the laboratory: counted only when final, of this patient and in the item's unit; on record once (I42). */
import { expect } from 'chai';
import { itemStatus, type Actor } from '../../machines/index.ts';
import type { FiledResult } from '../../server/preparations/results.ts';
import { checksDocument } from '../support/checks.ts';
import type { Tablet } from '../support/screens.ts';
import { anOpening, hour, importer, minute, startWard, type Ward } from '../support/ward.ts';
import { startWeb, type Web } from '../support/web.ts';

const laboratory: Actor = { ...importer, person: 'c-ito' };

describe('a result', () => {
  let ward: Ward;
  let nunez: Tablet;
  let ito: Tablet;
  let preparation: string;
  let patient: string;
  before(async () => {
    ward = await startWard();
    await ward.server.protocols.add(checksDocument({ blind: false }));
    [nunez, ito] = [await ward.tablet('b-nunez'), await ward.tablet('c-ito')];
  });
  after(() => ward.end());
  beforeEach(() => open('yes'));

  let number = 0;
  async function open(contrast: string): Promise<void> {
    number += 1;
    patient = `RES-${number}`;
    const opening = anOpening(ward.clock.now(), {
      order: { number: patient, version: 1, facts: { fasting: 'none', armRestriction: 'none', contrast } },
      patient: { familyName: 'Roe', givenName: 'Mary', birthDate: '1951-03-04', sex: 'F', number: patient },
    });
    const outcome = await ward.desk.apply([{ ...opening, protocol: 'checks' }], importer);
    if (outcome.kind !== 'applied') throw new Error(outcome.says);
    [preparation = ''] = outcome.preparations;
  }
  const result = (more: Partial<FiledResult> = {}): FiledResult => ({
    code: '98979-8',
    value: 62,
    unit: 'mL/min/{1.73_m2}',
    takenAt: ward.clock.now() - hour,
    status: 'final',
    patient,
    source: 'lab.example/result/1',
    ...more,
  });
  const file = (more: Partial<FiledResult> = {}) => ward.desk.fileResult(preparation, result(more), laboratory);
  const status = async (item = 'egfr') => {
    const { state } = (await ward.desk.knowledge.newest(preparation))!;
    return itemStatus(state, 'equipment', item);
  };
  const revision = async () => (await ward.store.load(preparation))?.revision;
  const kinds = (outcome: Awaited<ReturnType<typeof file>>) =>
    outcome.kind === 'filed' ? outcome.filed.map(({ item, outcome: { kind } }) => `${item} ${kind}`) : outcome.code;

  it('answers every item that asks for its code, as the record and not a person says it', async () => {
    expect(kinds(await file())).to.deep.equal(['egfr accepted', 'egfrIfContrast accepted']);
    expect(await status()).to.equal('satisfied');
    const { state } = (await ward.desk.knowledge.newest(preparation))!;
    expect(state.context.evidence['egfr']).to.include({
      value: 62,
      takenAt: ward.clock.now() - hour,
      how: 'record',
      role: 'system',
      by: 'c-ito',
      note: 'lab.example/result/1',
    });
    // It counts from when the sample was taken, not from when it was reported.
    const egfr = (await ward.desk.checklist(preparation, nunez.actor))?.steps
      .flatMap(({ items }) => items)
      .find(({ id }) => id === 'egfr');
    expect(egfr?.until).to.equal(ward.clock.now() + 71 * hour);
  });

  it('sent twice, also by another node and later, is on record once and gets the first answer', async () => {
    const first = result();
    const answer = await ward.desk.fileResult(preparation, first, laboratory);
    const written = await revision();
    ward.clock.advance(minute);
    expect(await ward.desk.fileResult(preparation, first, laboratory)).to.deep.equal(answer);
    expect(await ward.desk.fileResult({ patient, ward: 'w4B' }, first, laboratory)).to.deep.equal(answer);
    expect(await revision()).to.equal(written);
    const filed = (await ward.desk.history(preparation)).filter(({ type }) => type === 'item.egfr.filed');
    expect(filed).to.have.length(1);
    expect(filed[0]).to.include({ value: '62 mL/min/{1.73_m2}', role: 'system' });
  });

  it('is refused, because it is not final, not this patient’s, not in the unit, or nobody asks; nothing is written', async () => {
    const written = await revision();
    for (const [more, code] of [
      [{ status: 'preliminary' }, 'notFinal'],
      [{ status: 'registered' }, 'notFinal'],
      [{ status: 'entered-in-error' }, 'notFinal'],
      [{ patient: 'RES-0' }, 'otherPatient'],
      [{ patient: patient.toLowerCase() }, 'otherPatient'],
      [{ unit: 'mL/s' }, 'otherUnit'],
      [{ unit: 'mL/min' }, 'otherUnit'],
      [{ unit: '' }, 'otherUnit'],
      [{ unit: 'constructor' }, 'otherUnit'],
      [{ code: '2160-0' }, 'notAsked'],
    ] as const)
      expect(kinds(await file(more)), JSON.stringify(more)).to.equal(code);
    expect(kinds(await ward.desk.fileResult('no-such-preparation', result(), laboratory))).to.equal('notHere');
    expect(kinds(await ward.desk.fileResult({ patient: 'X', ward: 'w4B' }, result(), laboratory))).to.equal(
      'otherPatient',
    );
    expect(await revision()).to.equal(written);
    expect(await status()).to.equal('pending');
  });

  it('is refused by the item, with a verdict, when it cannot be a reading or has not been taken yet', async () => {
    for (const [more, code] of [
      [{ value: 900 }, 'valueOutOfRange'],
      [{ value: 61.5 }, 'valueUnknown'],
      [{ takenAt: ward.clock.now() + hour }, 'valueOutOfRange'],
    ] as const) {
      const outcome = await file(more);
      expect(outcome, JSON.stringify(more)).to.have.nested.property('filed[0].outcome.refusal.code', code);
    }
    expect(await status()).to.equal('pending');
  });

  it('takes another spelling of the same unit as it stands', async () => {
    expect(kinds(await file({ unit: 'mL/min/1.73m2', value: -0 + 61 }))).to.include('egfr accepted');
    expect(await status()).to.equal('satisfied');
  });

  it('that does not satisfy fails the item; a corrected one puts it right', async () => {
    await file({ value: 21 });
    expect(await status()).to.equal('failed');
    expect(kinds(await file({ value: 45, status: 'corrected', source: 'lab.example/result/1/2' }))).to.include(
      'egfr accepted',
    );
    expect(await status()).to.equal('satisfied');
    // The first one again is the first one: it does not come back over its correction.
    await file({ value: 21 });
    expect(await status()).to.equal('satisfied');
  });

  it('that is older than the one on file does not count instead of it, however late it comes', async () => {
    await file({ value: 21, takenAt: ward.clock.now() - minute });
    const written = await revision();
    const late = await file({ value: 62, takenAt: ward.clock.now() - 5 * hour, source: 'lab.example/result/0' });
    expect(kinds(late)).to.deep.equal(['egfr older', 'egfrIfContrast older']);
    expect([await status(), await revision()]).to.deep.equal(['failed', written]);
  });

  it('too old for its item has expired on arrival', async () => {
    await file({ takenAt: ward.clock.now() - 80 * hour });
    expect(await status()).to.equal('expired');
  });

  it('is kept while the preparation is held, stopped or in an emergency', async () => {
    await nunez.tap(preparation, 'patient.arrived');
    await nunez.tap(preparation, 'flow.held', { reason: 'Waiting' });
    await file();
    expect(await status()).to.equal('satisfied');
    await open('yes');
    await nunez.tap(preparation, 'equipment.faulted');
    await file();
    expect(await status()).to.equal('satisfied');
    await open('yes');
    await nunez.tap(preparation, 'emergency.declared');
    expect(await status()).to.equal('deferred');
    await file();
    await ito.tap(preparation, 'emergency.stoodDown', { reason: 'Awake again' });
    expect(await status()).to.equal('satisfied');
  });

  it('is kept while the item is not needed, and counts once it is', async () => {
    await open('no');
    expect(await status('egfrIfContrast')).to.equal('notNeeded');
    expect(kinds(await file())).to.include('egfrIfContrast accepted');
    expect(await status('egfrIfContrast')).to.equal('notNeeded');
    const order = { number: patient, version: 2, facts: { fasting: 'none', armRestriction: 'none', contrast: 'yes' } };
    const amended = { kind: 'command', preparation, command: { event: 'order.amended', order } } as const;
    expect(await ward.desk.apply([amended], importer)).to.have.property('kind', 'applied');
    expect(await status('egfrIfContrast')).to.equal('satisfied');
  });

  it('cannot be filed by a person’s tablet as if the laboratory had said it', async () => {
    const reply = await ito.send(
      await ito.message(preparation, 'item.egfr.filed', { value: 62, takenAt: ward.clock.now() }),
    );
    expect(reply).to.have.nested.property('problem.status', 403);
    expect(await status()).to.equal('pending');
  });

  it('measured by a person asks when it was taken, and that reaches the item', async () => {
    const read = { value: 62, how: 'typed' } as const;
    expect(await nunez.tap(preparation, 'item.egfr.measured', read)).to.have.nested.property(
      'refusal.code',
      'takenMissing',
    );
    const takenAt = ward.clock.now() - 2 * hour;
    expect(await nunez.tap(preparation, 'item.egfr.measured', { ...read, takenAt })).to.include({ kind: 'accepted' });
  });
});

describe('the door for results', () => {
  let web: Web;
  let preparation: string;
  before(async () => {
    web = await startWeb();
    await web.services.protocols.add(checksDocument({ blind: false }));
    const outcome = await web.services.preparations.apply(
      [{ ...anOpening(web.clock.now()), protocol: 'checks' }],
      importer,
    );
    if (outcome.kind === 'applied') [preparation = ''] = outcome.preparations;
  });
  after(() => web.end());

  it('lets in who may bring facts, on their own ward, and says why it does not file', async () => {
    const ito = await web.signedIn('BADGE-ITO');
    const { body } = await ito.get<{ patient: { number: string } }>(`/preparations/${preparation}`);
    const result = {
      code: '98979-8',
      value: 62,
      unit: 'mL/min/{1.73_m2}',
      takenAt: web.clock.now() - hour,
      status: 'final',
      patient: body.patient.number,
      source: 'lab.example/result/7',
    };
    const at = `/preparations/${preparation}/results`;
    for (const badge of ['BADGE-OSEI', 'BADGE-NUNEZ', 'BADGE-MARSH', 'BADGE-LUND', 'BADGE-OTHER'])
      expect((await (await web.signedIn(badge)).post(at, result)).status, badge).to.equal(403);
    expect((await web.browser().post(at, result)).status).to.equal(401);
    expect((await ito.post(at, { ...result, status: 'preliminary' })).body).to.include({
      status: 409,
      type: '/problems/result-not-final',
    });
    expect((await ito.post(at, { ...result, extra: 1 })).status).to.equal(400);
    expect((await ito.post('/preparations/no-such-preparation/results', result)).status).to.equal(404);
    const filed = await ito.post<object>(at, result);
    expect(filed.body).to.have.nested.property('filed[0].outcome.kind', 'accepted');
    expect((await ito.post(at, result)).body).to.deep.equal(filed.body);
  });
});
