/** FHIR bundles through the web's door: what hospitals' systems send, what becomes of it, and what survives the way back out. */
import { createHash } from 'node:crypto';
import { expect } from 'chai';
import type { Bundle, Location, Patient, Procedure, Task } from '@medplum/fhirtypes';
import { canonical } from '../../../machines/index.ts';
import { type Expected, expected, type ExpectedOrder, fixture, sendBundle, startFhirWeb } from '../../support/fhir.ts';
import { invalid } from '../../support/fhir-validator.ts';
import type { Browser, Web } from '../../support/web.ts';

const cases = await expected();
const names = Object.keys(cases);

const digest = (value: unknown): string => createHash('sha256').update(canonical(value)).digest('hex');

describe('FHIR bundles as hospitals’ systems export them', () => {
  let web: Web;
  let ito: Browser;
  beforeEach(async () => {
    web = await startFhirWeb();
    ito = await web.signedIn('BADGE-ITO');
  });
  afterEach(() => web.end());

  /** All that the store holds, in short. */
  const remembered = async (): Promise<string> =>
    digest({
      position: await web.store.position(),
      lists: await web.store.documents('day-list/'),
      heads: await Promise.all([...(await web.store.preparations())].sort().map((one) => web.store.load(one))),
    });
  const knownAs = async (order: string) => {
    const found = await web.services.preparations.ofOrder(order);
    if (found === null) throw new Error(`${order} was not opened`);
    return found;
  };

  it('are there in some twenty shapes that come back, besides those that are refused', () =>
    expect(names.filter((name) => 'opened' in (cases[name] as Expected)).length).to.be.at.least(20));

  for (const name of names) {
    const wanted: Expected = cases[name] as Expected;

    if ('refused' in wanted)
      it(`${name} is refused at ${wanted.refused}, and nothing changes`, async () => {
        const before = await remembered();
        const { status, body } = await sendBundle(ito, await fixture(name));
        expect(status).to.equal(422);
        expect(body.errors?.map(({ path }) => path)).to.deep.equal([wanted.refused]);
        expect(await remembered()).to.equal(before);
      });
    else
      it(`${name} opens what it orders, once, and it survives the way back out`, async () => {
        const text = await fixture(name);
        const before = await remembered();
        const rehearsed = await sendBundle(ito, text, 'ward=w4B&dryRun=1');
        expect(rehearsed.body, rehearsed.text).to.include({ opened: wanted.opened.length, dryRun: true });
        expect(await remembered()).to.equal(before);

        const { status, body, text: said } = await sendBundle(ito, text);
        expect(status, said).to.equal(200);
        expect(body).to.include({ opened: wanted.opened.length, moved: 0, amended: 0, cancelled: 0, dryRun: false });
        if (wanted.warned !== undefined)
          expect(body.warnings.map(({ path }) => path)).to.deep.equal(wanted.warned, said);
        if (wanted.extensions !== undefined) expect(body.extensions).to.equal(wanted.extensions);
        for (const [order, facts] of Object.entries(wanted.facts ?? {}))
          expect((await knownAs(order)).opening.order.facts, order).to.deep.equal(facts);

        const after = await remembered();
        const again = await sendBundle(ito, text);
        expect(again.body, again.text).to.include({ opened: 0, moved: 0, amended: 0, cancelled: 0 });
        expect(await remembered()).to.equal(after);
        // Another layout of the same content is the same bundle.
        expect((await sendBundle(ito, JSON.stringify(JSON.parse(text)))).body).to.include({ opened: 0, amended: 0 });
        expect(await remembered()).to.equal(after);

        for (const order of wanted.opened) expect(await cameBack(order.order)).to.deep.equal(order);
      });
  }

  /** The same order, read from what is exported. */
  async function cameBack(order: string): Promise<ExpectedOrder> {
    const { preparation } = await knownAs(order);
    const { status, body, headers } = await ito.get<Bundle>(`/preparations/${preparation}/fhir`);
    expect(status).to.equal(200);
    expect(headers.get('content-type')).to.match(/^application\/fhir\+json/);
    expect(invalid(body)).to.deep.equal([]);
    const all = (body.entry ?? []).flatMap(({ resource }) => resource ?? []);
    const patient = all.find(({ resourceType }) => resourceType === 'Patient') as Patient;
    const procedure = all.find(({ resourceType }) => resourceType === 'Procedure') as Procedure;
    const place = all.find(({ resourceType }) => resourceType === 'Location') as Location;
    const task = all.find((one) => one.resourceType === 'Task' && one.partOf === undefined) as Task;
    expect(procedure.status).to.equal('preparation');
    expect(procedure.code?.coding?.[0]?.code).to.equal('82078001');
    return {
      order: procedure.basedOn?.[0]?.identifier?.value ?? '',
      family: patient.name?.[0]?.family ?? '',
      given: patient.name?.[0]?.given?.join(' ') ?? '',
      birthDate: patient.birthDate ?? '',
      gender: patient.gender ?? '',
      number: patient.identifier?.[0]?.value ?? '',
      start: task.restriction?.period?.end ?? '',
      bed: place.identifier?.[0]?.value?.split('/')[1] ?? null,
    };
  }

  it('turn into the same commands as a day list when the order changes', async () => {
    const bundle = JSON.parse(await fixture('04-collection-without-fullurl')) as {
      entry: { resource: Record<string, unknown> }[];
    };
    await sendBundle(ito, bundle);
    const [patient, request, slot] = bundle.entry.map(({ resource }) => resource);
    if (patient === undefined || request === undefined || slot === undefined) throw new Error('the fixture changed');
    slot['start'] = '2026-11-24T12:30:00Z';
    expect((await sendBundle(ito, bundle)).body).to.include({ opened: 0, moved: 1, amended: 0 });
    patient['birthDate'] = '1959-03-21';
    expect((await sendBundle(ito, bundle)).body).to.include({ moved: 0, amended: 1 });
    request['status'] = 'revoked';
    expect((await sendBundle(ito, bundle)).body).to.include({ amended: 0, cancelled: 1 });
    const [entry] = await web.store.preparations();
    const { body } = await ito.get<{ entries: { type: string; person: string; role: string; reason: string }[] }>(
      `/preparations/${entry}/history`,
    );
    expect(
      body.entries.filter(({ person }) => person === 'c-ito').map(({ type, role }) => `${type} ${role}`),
    ).to.deep.equal([
      'preparation.opened system',
      'plan.moved system',
      'patient.amended system',
      'preparation.cancelled system',
    ]);
    expect(body.entries.at(-1)?.reason).to.equal('Changed by the ordering system');
    // It is over: an old bundle prepares nobody twice, and says so.
    request['status'] = 'active';
    const { body: old } = await sendBundle(ito, bundle);
    expect(old).to.include({ opened: 0, unchanged: 1 });
    expect(old.warnings.map(({ path }) => path)).to.deep.equal(['Bundle.entry[1].resource']);
  });

  it('are taken from whoever may import on the ward, and from nobody else', async () => {
    const text = await fixture('04-collection-without-fullurl');
    const before = await remembered();
    expect((await sendBundle(await web.signedIn('BADGE-OSEI'), text)).status).to.equal(403);
    expect((await sendBundle(await web.signedIn('BADGE-OTHER'), text)).status).to.equal(403);
    expect((await sendBundle(web.browser(), text)).status).to.equal(401);
    expect((await sendBundle(ito, text, 'ward=w9Z')).status).to.equal(404);
    expect(await remembered()).to.equal(before);
  });
});
