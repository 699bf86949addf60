/** One unit of blood through FHIR: ordered with its number in a bundle, checked at the bedside, and out again when it is done. */
import { expect } from 'chai';
import type { Bundle, Consent, QuestionnaireResponse, Resource, Task } from '@medplum/fhirtypes';
import type { CommandMessage } from '../../../machines/index.ts';
import { fhirMapFrom } from '../../../server/interop/fhir-map.ts';
import { sendBundle } from '../../support/fhir.ts';
import { byFhir, byMedplum } from '../../support/fhir-validator.ts';
import { shippedDocument } from '../../support/protocol.ts';
import { minute } from '../../support/ward.ts';
import { type Browser, startWeb, type Web } from '../../support/web.ts';

const second = 1_000;
const units = 'https://bloodbank.example/units';
const details = 'https://hospital.example/details';
const sourced = { source: 'This test', status: 'project default' };
const din = 'G051726123456';

const map = fhirMapFrom({
  format: 1,
  procedures: [{ system: 'http://snomed.info/sct', code: '116859006', protocol: 'transfusion', ...sourced }],
  details: [
    { system: units, fact: 'unitNumber', is: { code: 'donationNumber' }, ...sourced },
    { system: details, code: 'RBC', fact: 'component', is: 'redCells', ...sourced },
    { system: details, code: 'A', fact: 'patientAbo', is: 'a', ...sourced },
    { system: details, code: 'O', fact: 'patientAbo', is: 'o', ...sourced },
    { system: details, code: 'POS', fact: 'patientRhd', is: 'positive', ...sourced },
    ...['irradiated', 'cmvNegative', 'hevNegative'].map((fact) => ({
      system: details,
      code: `NO-${fact}`,
      fact,
      is: 'notRequired',
      ...sourced,
    })),
  ],
});

const detail = (code: string, system = details) => ({ coding: [{ system, code }] });
const ordered = ['RBC', 'A', 'POS', 'NO-irradiated', 'NO-cmvNegative', 'NO-hevNegative'].map((code) => detail(code));
const aBundle = (number: string, orderDetail: readonly object[], start: number) => ({
  resourceType: 'Bundle',
  type: 'collection',
  entry: [
    {
      fullUrl: 'urn:uuid:00000001-0000-4000-8000-000000000000',
      resource: {
        resourceType: 'Patient',
        identifier: [{ value: '9990012345' }],
        name: [{ family: 'Roe', given: ['Mary'] }],
        gender: 'female',
        birthDate: '1959-03-12',
      },
    },
    {
      fullUrl: 'urn:uuid:00000002-0000-4000-8000-000000000000',
      resource: {
        resourceType: 'ServiceRequest',
        identifier: [{ value: number }],
        status: 'active',
        intent: 'order',
        code: { coding: [{ system: 'http://snomed.info/sct', code: '116859006' }] },
        subject: { reference: 'urn:uuid:00000001-0000-4000-8000-000000000000' },
        occurrenceDateTime: new Date(start).toISOString(),
        orderDetail,
      },
    },
  ],
});

describe('a unit of blood that FHIR orders', () => {
  let web: Web;
  let ito: Browser;
  let orders = 0;
  before(async () => {
    web = await startWeb({ protocols: [shippedDocument('transfusion')], http: { fhirMap: map } });
    ito = await web.signedIn('BADGE-ITO');
  });
  after(() => web.end());
  const sends = (orderDetail: readonly object[]) =>
    sendBundle(ito, aBundle(`UNIT-${(orders += 1)}`, orderDetail, web.clock.now() + 60 * minute));
  const opened = async (orderDetail: readonly object[]): Promise<string> => {
    const { body, text } = await sends(orderDetail);
    expect(body.opened, text).to.equal(1);
    return (await web.services.preparations.ofOrder(`UNIT-${orders}`))?.preparation ?? '';
  };
  const issued = async (preparation: string): Promise<string | undefined> =>
    (await web.server.preparations.knowledge.newest(preparation))?.state.context.order.facts['unitNumber'];

  for (const [name, code] of [
    ['alone', din],
    ['with the spaces of its label', 'G0517 26 123456'],
    ['with its flags', `=${din}00`],
  ] as const)
    it(`has its number as the order says it: ${name}`, async () => {
      expect(await issued(await opened([...ordered, detail(code, units)]))).to.equal(din);
    });

  for (const [name, orderDetail, path, says] of [
    ['too short', [detail('G0517261234', units)], '.orderDetail[0].coding[0].code', /13 characters/],
    ['whose check does not hold', [detail('G1234 17 654312 A', units)], '.orderDetail[0].coding[0].code', /check/],
    ['that is a word', [detail('none', units)], '.orderDetail[0].coding[0].code', /no donation number/],
    [
      'of two units',
      [detail(din, units), detail('G051726123457', units)],
      '.orderDetail[1]',
      /something else of unitN/,
    ],
    ['and two groups', [detail('A'), detail('O')], '.orderDetail[1]', /something else of patientAbo/],
    ['without words', [{ coding: 'A' }], '.orderDetail[0].coding', /list/],
    ['in no list', { coding: [] }, '.orderDetail', /list/],
  ] as const)
    it(`is refused with a number ${name}, by its FHIRPath`, async () => {
      const { status, body, text } = await sends(orderDetail as readonly object[]);
      expect(status, text).to.equal(422);
      const error = (body.errors ?? []).find((one) => one.path === `Bundle.entry[1].resource${path}`);
      expect(error?.says, text).to.match(says);
      expect(text).to.not.include('G05172612345');
      expect(await web.services.preparations.ofOrder(`UNIT-${orders}`)).to.equal(null);
    });

  it('has a code that is not in the map said, and nothing is guessed from it', async () => {
    const { body } = await sends([...ordered, detail('9', 'https://elsewhere.example')]);
    expect(body.warnings.map(({ path }) => path)).to.include('Bundle.entry[1].resource.orderDetail[6]');
  });

  it('is valid by both validators when it is finished, with its number, who checked it and what was refused', async () => {
    const [nunez, osei, marsh] = await Promise.all(
      ['NUNEZ', 'OSEI', 'MARSH'].map((who) => web.signedIn(`BADGE-${who}`)),
    );
    if (nunez === undefined || osei === undefined || marsh === undefined) throw new Error('nobody signed in');
    const one = await opened([...ordered, detail(din, units)]);
    const does = async (event: string, more: Partial<CommandMessage> = {}, who = nunez, wait = second) => {
      web.clock.advance(wait);
      const { body, text } = await who.tap(one, event, more);
      expect(body.kind, `${event}: ${text}`).to.equal('accepted');
    };
    const says = (item: string, value: string, who = nunez, wait = second) =>
      does(`item.${item}.attested`, { value }, who, wait);
    const twice = async (item: string, value: string) => {
      await says(item, value);
      await does(`item.${item}.agreed`, { value }, ito);
    };
    const out = async (): Promise<readonly Resource[]> => {
      const { body, text } = await ito.get<Bundle>(`/preparations/${one}/fhir`);
      expect(byFhir(body), text).to.deep.equal([]);
      expect(byMedplum(body), text).to.deep.equal([]);
      return (body.entry ?? []).flatMap(({ resource }) => resource ?? []);
    };
    await does('patient.arrived');
    await does('responsibility.taken');
    await does('item.wristband.sensed', { value: '9990012345' });
    for (const [item, value] of [
      ['statesName', 'both'],
      ['procedureMatches', 'match'],
      ['papersMatch', 'theirs'],
      ['allergies', 'none'],
    ] as const)
      await says(item, value);
    await does('step.identity.completed');
    for (const [item, value] of [
      ['communicationNeeds', 'none'],
      ['explained', 'told'],
      ['teachBack', 'correct'],
      ['afterwards', 'told'],
    ] as const)
      await says(item, value);
    await does('step.explanation.completed');
    await says('advanceRefusal', 'none');
    await does('consent.limited', { note: 'No plasma' });
    await does('consent.limitsAccepted', { note: 'Red cells only' }, marsh);
    await says('happyToGoAhead', 'yes');
    await says('prescribed', 'complete');
    for (const [item, value] of Object.entries({
      temperature: 36.8,
      pulse: 80,
      systolic: 124,
      diastolic: 70,
      breathing: 14,
      saturation: 97,
    }))
      await does(`item.${item}.measured`, { value });
    await says('staysBeside', 'named');
    await does('step.consent.completed');
    await says('precautions', 'none');
    await says('placeClean', 'clean');
    await does('item.hands.started');
    await says('line', 'patent', nunez, 25 * second);
    await says('cannula', 'wide');
    await does('step.hygiene.completed');
    for (const [item, value] of [
      ['bloodSet', 'right'],
      ['salineOnly', 'only'],
      ['rateControl', 'gravity'],
    ] as const)
      await says(item, value);
    await does('item.emergencyKit.attested', { value: 'complete', takenAt: web.clock.now() - 60 * minute });
    await does('item.leftStorage.measured', { value: web.clock.now() - minute });
    for (const [item, value] of [
      ['storage', 'controlled'],
      ['oneAtATime', 'only'],
      ['component', 'redCells'],
      ['redCellLabel', 'a'],
      ['packReceived', 'good'],
    ] as const)
      await says(item, value);
    await does('item.unitNumber.sensed', { value: `=${din}00`, how: 'scan' });
    await says('redCellGroup', 'a');
    // The first reading of a blind check is nowhere in it, and what is half done is valid too.
    const half = await out();
    expect(itemTask(half, 'redCellGroup').businessStatus?.coding?.[0]?.code).to.equal('awaiting');
    expect(answerTo(half, 'redCellGroup')).to.equal(undefined);
    await does('item.redCellGroup.agreed', { value: 'a' }, ito);
    for (const [item, value] of [
      ['patientToBlood', 'same'],
      ['bagToTag', 'same'],
      ['rhd', 'positive'],
      ['expiry', 'inDate'],
      ['pack', 'good'],
    ] as const)
      await twice(item, value);
    await does('step.equipment.completed');
    await does('handover.accepted');

    const done = await out();
    const root = tasksOf(done).find(({ partOf }) => partOf === undefined);
    expect(root?.status).to.equal('completed');
    expect(root?.input).to.deep.equal([
      {
        type: {
          coding: [{ system: 'urn:wardready:fact', code: 'unitNumber', display: 'Unit that was ordered' }],
          text: 'Unit that was ordered',
        },
        valueIdentifier: { system: units, value: din },
      },
    ]);
    expect(answerTo(done, 'unitNumber')?.valueString).to.equal(din);
    expect(answerTo(done, 'redCellGroup')?.valueCoding?.code).to.equal('a');
    expect(tasksOf(done).filter(({ status }) => !['completed', 'cancelled'].includes(status))).to.deep.equal([]);
    const consents = done.filter((resource): resource is Consent => resource.resourceType === 'Consent');
    expect(consents.map(({ status, provision }) => [status, provision])).to.deep.equal([
      [
        'active',
        { type: 'permit', provision: [{ type: 'deny', code: [{ text: 'No plasma; agreed: Red cells only' }] }] },
      ],
    ]);
  });
});

const tasksOf = (all: readonly Resource[]): readonly Task[] =>
  all.filter((resource): resource is Task => resource.resourceType === 'Task');
function itemTask(all: readonly Resource[], item: string): Task {
  const found = tasksOf(all).find(({ code }) => code?.coding?.[0]?.code === item);
  if (found === undefined) throw new Error(`there is no Task for ${item}`);
  return found;
}
const answerTo = (all: readonly Resource[], item: string) =>
  all
    .filter((resource): resource is QuestionnaireResponse => resource.resourceType === 'QuestionnaireResponse')
    .flatMap((response) => response.item ?? [])
    .flatMap((group) => group.item ?? [])
    .find(({ linkId }) => linkId === item)?.answer?.[0];
