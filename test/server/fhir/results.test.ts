/** Results in a FHIR bundle answer the items that ask for them, once, without a word about the order they came with. */
import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { canonical, itemStatus } from '../../../machines/index.ts';
import { createListMemory } from '../../../server/documents/list-memory.ts';
import { fhirMapFrom } from '../../../server/interop/fhir-map.ts';
import { importBundle, type BundleReport } from '../../../server/interop/import-bundle.ts';
import type { Store } from '../../../server/store/store.ts';
import { checksDocument } from '../../support/checks.ts';
import type { Tablet } from '../../support/screens.ts';
import { hour, importer, minute, site, startWard, type Ward, type WardOptions } from '../../support/ward.ts';

const sourced = { source: 'This test', status: 'project default' };
const map = fhirMapFrom({
  format: 1,
  procedures: [{ system: 'http://snomed.info/sct', code: '82078001', protocol: 'checks', ...sourced }],
  details: [
    { system: 'https://details.example', code: 'NONE', fact: 'contrast', is: 'no', ...sourced },
    { system: 'https://details.example', code: 'SOME', fact: 'contrast', is: 'yes', ...sourced },
  ],
});

/** `checks`, and one kidney function that a changed order voids, and that a doctor may accept as it is. */
function checks(): object {
  const document = structuredClone(checksDocument({ blind: false })) as {
    readonly steps: readonly { readonly step: string; readonly items: Record<string, unknown>[] }[];
  };
  const items = document.steps.find(({ step }) => step === 'equipment')?.items ?? [];
  const egfr = items.find(({ id }) => id === 'egfr');
  Object.assign(egfr ?? {}, { voidedBy: ['order.changed'], stop: 'override', overriddenBy: ['proceduralist'] });
  return document;
}

interface Sent {
  readonly contrast?: 'NONE' | 'SOME';
  readonly observations?: readonly object[];
  readonly patient?: string;
}
const patientOf = (number: string): object => ({
  resourceType: 'Patient',
  id: number,
  identifier: [{ value: number }],
  name: [{ family: 'Roe', given: ['Mary'] }],
  gender: 'female',
  birthDate: '1959-03-12',
});
const bundleOf = (now: number, { contrast = 'NONE', observations = [], patient = 'P1' }: Sent): object => ({
  resourceType: 'Bundle',
  type: 'collection',
  entry: [
    patientOf(patient),
    {
      resourceType: 'ServiceRequest',
      id: `O-${patient}`,
      status: 'active',
      intent: 'order',
      code: { coding: [{ system: 'http://snomed.info/sct', code: '82078001' }] },
      orderDetail: [{ coding: [{ system: 'https://details.example', code: contrast }] }],
      subject: { reference: `Patient/${patient}` },
      occurrenceDateTime: new Date(now + 3 * hour).toISOString(),
    },
    ...observations,
  ].map((resource) => ({ resource })),
});

describe('results in a FHIR bundle', () => {
  let ward: Ward;
  let began: number;
  beforeEach(async () => {
    ward = await started();
    began = ward.clock.now();
  });
  afterEach(() => ward.end());

  const started = (options: WardOptions = {}): Promise<Ward> => startWard({ protocols: [checks()], ...options });
  const observation = (value: number, more: object = {}): object => ({
    resourceType: 'Observation',
    identifier: [{ system: 'https://lab.example', value: '77' }],
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: '98979-8' }] },
    subject: { reference: 'Patient/P1' },
    effectiveDateTime: new Date(began - hour).toISOString(),
    valueQuantity: { value, system: 'http://unitsofmeasure.org', code: 'mL/min/{1.73_m2}' },
    ...more,
  });
  async function send(sent: Sent, mayChange: (on: string) => boolean = () => true): Promise<BundleReport> {
    const { desk, store, clock } = ward;
    const answer = await importBundle(
      { preparations: desk, memory: createListMemory({ store, clock, mark: (text) => text }) },
      {
        bytes: new TextEncoder().encode(JSON.stringify(bundleOf(began, sent))),
        reading: { map, protocols: ['checks'], wards: site.wards, ward: site.wards[0]!, now: clock.now() },
        actor: importer,
        mayChange,
        dryRun: false,
      },
    );
    if (answer.kind === 'refused') throw new Error(JSON.stringify(answer.faults));
    return answer.report;
  }
  const preparationOf = async (patient = 'P1'): Promise<string> =>
    (await ward.desk.ofOrder(`O-${patient}`))?.preparation ?? '';
  const status = async (item: string, step = 'equipment'): Promise<string | null> =>
    itemStatus((await ward.desk.knowledge.newest(await preparationOf()))!.state, step, item);
  const remembered = async (): Promise<string> =>
    createHash('sha256')
      .update(
        canonical({
          position: await ward.store.position(),
          lists: await ward.store.documents('day-list/'),
          heads: await Promise.all([...(await ward.store.preparations())].sort().map((one) => ward.store.load(one))),
        }),
      )
      .digest('hex');
  const warned = ({ warnings }: BundleReport): readonly string[] => warnings.map(({ path, says }) => `${path} ${says}`);

  it('answers the item that asks, in hand as it is: who the patient is and what they agreed to stand', async () => {
    await send({});
    const preparation = await preparationOf();
    const tablet: Tablet = await ward.tablet('a-osei');
    await tablet.tap(preparation, 'patient.arrived');
    await tablet.tap(preparation, 'item.wristband.sensed', { value: 'P1', how: 'scan' });
    await tablet.tap(preparation, 'item.statesName.attested', { value: 'both' });
    expect(await status('statesName', 'identity')).to.equal('satisfied');

    const report = await send({ observations: [observation(62)] });
    expect(report).to.include({ opened: 0, moved: 0, amended: 0, unchanged: 1, filed: 1, takenBack: 0 });
    expect(await status('egfr')).to.equal('satisfied');
    expect(await status('wristband', 'identity')).to.equal('satisfied');
    expect(await status('statesName', 'identity')).to.equal('satisfied');
    const { state } = (await ward.desk.knowledge.newest(preparation))!;
    expect(state.context.order).to.deep.equal({ number: 'O-P1', version: 1, facts: { contrast: 'no' } });
    expect(state.context.evidence['egfr']).to.include({ value: 62, how: 'record', note: 'https://lab.example|77' });
  });

  it('is filed with the order that brings it, and the same bundle again changes nothing', async () => {
    const sent: Sent = { observations: [observation(62)] };
    expect(await send(sent)).to.include({ opened: 1, filed: 1 });
    const before = await remembered();
    ward.clock.advance(minute);
    expect(await send(sent)).to.include({ opened: 0, unchanged: 1, filed: 1 });
    expect(await remembered()).to.equal(before);
    const { desk } = ward;
    expect((await desk.history(await preparationOf())).filter(({ type }) => type === 'item.egfr.filed')).to.have.length(
      1,
    );
  });

  it('may come without any order, for a patient who is being prepared', async () => {
    await send({});
    const bytes = new TextEncoder().encode(
      JSON.stringify({
        resourceType: 'Bundle',
        type: 'collection',
        entry: [patientOf('P1'), observation(62)].map((resource) => ({ resource })),
      }),
    );
    const { desk, store, clock } = ward;
    const answer = await importBundle(
      { preparations: desk, memory: createListMemory({ store, clock, mark: (text) => text }) },
      {
        bytes,
        reading: { map, protocols: ['checks'], wards: site.wards, ward: site.wards[0]!, now: clock.now() },
        actor: importer,
        mayChange: () => true,
        dryRun: false,
      },
    );
    expect(answer).to.have.nested.property('report.filed', 1);
    expect(await status('egfr')).to.equal('satisfied');
  });

  it('that no item asks for, in another unit, an older one, or of nobody here is said by its path', async () => {
    await send({ observations: [observation(62)] });
    const coded = (code: string) => ({ code: { coding: [{ system: 'http://loinc.org', code }] } });
    const report = await send({
      observations: [
        observation(4, { ...coded('2823-3'), identifier: [{ value: '1' }] }),
        observation(1, {
          identifier: [{ value: '2' }],
          valueQuantity: { value: 1, system: 'http://unitsofmeasure.org', code: 'mL/s' },
        }),
        observation(21, {
          identifier: [{ value: '3' }],
          effectiveDateTime: new Date(began - 9 * hour).toISOString(),
        }),
        observation(900, { identifier: [{ value: '4' }], effectiveDateTime: new Date(began - minute).toISOString() }),
        patientOf('P9'),
        observation(62, { subject: { reference: 'Patient/P9' }, identifier: [{ value: '5' }] }),
      ],
    });
    expect(report).to.include({ filed: 0, amended: 0 });
    const said = warned(report).join('\n');
    expect(said).to.match(/Bundle\.entry\[2\]\.resource is not on file: No item of this preparation asks/);
    expect(said).to.match(/Bundle\.entry\[3\]\.resource is not on file: The result is in another unit/);
    expect(said).to.match(/Bundle\.entry\[4\]\.resource is not on file for egfr: a newer result is/);
    expect(said).to.match(/Bundle\.entry\[5\]\.resource is not on file for egfr: .*between 0 and 200/);
    expect(said).to.match(/Bundle\.entry\[7\]\.resource is not on file: No open preparation here/);
    expect(said).to.not.match(/Roe|P9/);
    const { state } = (await ward.desk.knowledge.newest(await preparationOf()))!;
    expect(state.context.evidence['egfr']).to.include({ value: 62 });
  });

  it('that is not final, gives only a bound or a day, or is in no UCUM unit is not used, and is said by its path', async () => {
    await send({});
    const quantity = (more: object) => ({
      valueQuantity: { value: 62, system: 'http://unitsofmeasure.org', code: 'mL/min/{1.73_m2}', ...more },
    });
    const report = await send({
      observations: [
        ...['registered', 'preliminary', 'cancelled', 'unknown'].map((status, index) =>
          observation(62, { status, identifier: [{ value: `${index}` }] }),
        ),
        observation(62, quantity({ comparator: '<' })),
        observation(62, { effectiveDateTime: new Date(began - hour).toISOString().slice(0, 10) }),
        observation(62, quantity({ system: 'https://lab.example' })),
      ],
    });
    expect(report).to.include({ filed: 0 });
    expect(await status('egfr')).to.equal('pending');
    const said = warned(report);
    for (const [place, why] of [
      ...[2, 3, 4, 5].map((index) => [`[${index}].resource.status`, 'is not final'] as const),
      ['[6].resource.valueQuantity.comparator', 'gives only a bound'],
      ['[7].resource.effectiveDateTime', 'a day without a time of day'],
      ['[8].resource.valueQuantity.code', 'has no UCUM unit'],
    ] as const)
      expect(
        said.some((one) => one.startsWith(`Bundle.entry${place} `) && one.includes(why)),
        `${place}: ${said.join('\n')}`,
      ).to.equal(true);
  });

  it('reaches nobody on a ward that is not the importer’s', async () => {
    await send({});
    await ward.desk.apply(
      [
        {
          kind: 'command',
          preparation: await preparationOf(),
          command: { event: 'place.moved', place: { ward: 'w5A', bed: '1' } },
        },
      ],
      importer,
    );
    const report = await send(
      { patient: 'P2', observations: [patientOf('P1'), observation(62)] },
      (on) => on === 'w4B',
    );
    expect(report).to.include({ filed: 0 });
    expect(await status('egfr')).to.equal('pending');
  });

  it('counts again after a changed order has voided it', async () => {
    await send({ observations: [observation(62)] });
    const report = await send({ contrast: 'SOME', observations: [observation(62)] });
    expect(report).to.include({ amended: 1, filed: 1 });
    expect([await status('egfr'), await status('egfrIfContrast')]).to.deep.equal(['satisfied', 'satisfied']);
    const before = await remembered();
    expect(await send({ contrast: 'SOME', observations: [observation(62)] })).to.include({ amended: 0, filed: 1 });
    expect(await remembered()).to.equal(before);
  });

  it('declared wrong is taken back, once, and its correction counts', async () => {
    await send({ observations: [observation(62)] });
    const wrong = observation(62, { status: 'entered-in-error' });
    expect(await send({ observations: [wrong] })).to.include({ filed: 0, takenBack: 1 });
    expect([await status('egfr'), await status('egfrIfContrast')]).to.deep.equal(['pending', 'notNeeded']);
    const before = await remembered();
    const again = await send({ observations: [wrong] });
    expect(again).to.include({ takenBack: 0 });
    expect(warned(again).join('\n')).to.match(/Bundle\.entry\[2\]\.resource is not on file: No item counts/);
    // Nor does the wrong one come back by being sent as it was at first.
    await send({ observations: [observation(62)] });
    expect(await remembered()).to.equal(before);
    expect(await status('egfr')).to.equal('pending');
    expect(await send({ observations: [wrong, observation(45, { status: 'corrected' })] })).to.include({ filed: 1 });
    expect(await status('egfr')).to.equal('satisfied');
    // Another laboratory's number says nothing about this one.
    const other = observation(45, { status: 'entered-in-error', identifier: [{ system: 'x', value: '77' }] });
    expect(await send({ observations: [other] })).to.include({ takenBack: 0 });
    expect(await status('egfr')).to.equal('satisfied');
  });

  it('declared wrong ends the exception that was made for it', async () => {
    await send({ observations: [observation(12)] });
    const preparation = await preparationOf();
    const marsh = await ward.tablet('t-marsh');
    await marsh.tap(preparation, 'patient.arrived');
    await marsh.tap(preparation, 'item.wristband.sensed', { value: 'P1', how: 'scan' });
    await marsh.tap(preparation, 'item.statesName.attested', { value: 'both' });
    const verdict = await marsh.tap(preparation, 'item.egfr.overridden', {
      reason: 'Benefit outweighs risk',
      note: 'Urgent',
    });
    expect(verdict, JSON.stringify(verdict)).to.have.property('kind', 'accepted');
    expect(await status('egfr')).to.equal('overridden');
    expect(await send({ observations: [observation(12, { status: 'entered-in-error' })] })).to.include({
      takenBack: 1,
    });
    expect(await status('egfr')).to.equal('pending');
  });

  it('is completed by sending again what died between the orders and the results', async () => {
    await ward.end();
    let dead = false;
    const mortal = (store: Store): Store => ({
      ...store,
      async commit(commits) {
        if (dead) throw new Error('killed');
        const outcome = await store.commit(commits);
        dead = true;
        return outcome;
      },
    });
    const { master } = (ward = await started({ wrap: mortal }));
    const { directory } = ward;
    began = ward.clock.now();
    const sent: Sent = { observations: [observation(62)] };
    const failed = await send(sent).then(
      () => 'sent',
      (error: Error) => error.message,
    );
    expect(failed).to.equal('killed');
    const { clock } = ward;
    await ward.stop();
    ward = await started({ directory, master, clock });
    expect(await status('egfr')).to.equal('pending');
    expect(await send(sent)).to.include({ opened: 0, unchanged: 1, filed: 1 });
    expect(await status('egfr')).to.equal('satisfied');
  });
});
