/** What is wrong with a bundle is said by FHIRPath and in a sentence, all at once, and nothing at all changes. */
import { createHash } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { canonical } from '../../../machines/index.ts';
import { sendBundle, startFhirWeb } from '../../support/fhir.ts';
import type { Browser, Web } from '../../support/web.ts';

type Json = { [name: string]: unknown };
const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));

const blood = { coding: [{ system: 'http://snomed.info/sct', code: '82078001' }] };
const uuid = (n: number): string => `urn:uuid:${String(n).padStart(8, '0')}-0000-4000-8000-000000000000`;
const entry = (n: number, resource: Json): Json => ({ fullUrl: uuid(n), resource });

/** One ward, and patients with two orders each: nothing in it can be guessed from the rest. */
function aBundle(patients: number): { type: string; resourceType: string; entry: Json[] } {
  const entries: Json[] = [
    entry(1, { resourceType: 'Location', id: 'ward', name: '4B' }),
    entry(2, { resourceType: 'Location', id: 'room', name: 'Room', partOf: { reference: uuid(1) } }),
    entry(3, { resourceType: 'Location', id: 'bed', name: '2', partOf: { reference: 'Location/room' } }),
  ];
  for (let n = 1; n <= patients; n += 1) {
    const [patient, orders] = [100 * n, [100 * n + 1, 100 * n + 2]];
    entries.push(
      entry(patient, {
        resourceType: 'Patient',
        id: `p${n}`,
        identifier: [{ value: `N${n}` }],
        name: [{ family: 'Roe', given: ['Mary'] }],
        gender: 'female',
        birthDate: '1959-03-12',
      }),
      ...orders.map((order) =>
        entry(order, {
          resourceType: 'ServiceRequest',
          id: `o${order}`,
          identifier: [{ value: `O-${order}` }],
          status: 'active',
          intent: 'order',
          code: blood,
          subject: { reference: n % 2 === 0 ? uuid(patient) : `Patient/p${n}` },
        }),
      ),
      ...orders.map((order) =>
        entry(order + 10, {
          resourceType: 'Appointment',
          status: 'booked',
          start: '2026-11-24T09:00:00Z',
          basedOn: [{ reference: `ServiceRequest/o${order}` }],
          participant: [{ actor: { reference: uuid(patient) } }, { actor: { reference: 'Location/bed' } }],
        }),
      ),
      entry(patient + 20, {
        resourceType: 'Observation',
        status: 'final',
        code: { coding: [{ system: 'http://loinc.org', code: '718-7' }] },
        effectiveDateTime: '2026-11-20T08:00:00Z',
        valueQuantity: { value: 101, system: 'http://unitsofmeasure.org', code: 'g/L' },
        subject: { reference: uuid(patient) },
      }),
      entry(patient + 21, {
        resourceType: 'AllergyIntolerance',
        code: { text: 'Latex' },
        patient: { reference: `Patient/p${n}` },
      }),
      entry(patient + 22, { resourceType: 'Consent', status: 'active', patient: { reference: `Patient/p${n}` } }),
    );
  }
  return { resourceType: 'Bundle', type: 'collection', entry: entries };
}

/** Every `reference` in it, with its FHIRPath and the element it stands in. */
function references(value: unknown, path = 'Bundle'): readonly { readonly path: string; readonly at: Json }[] {
  if (Array.isArray(value)) return value.flatMap((one, index) => references(one, `${path}[${index}]`));
  if (typeof value !== 'object' || value === null) return [];
  const at = value as Json;
  const here = typeof at['reference'] === 'string' ? [{ path: `${path}.reference`, at }] : [];
  return [...here, ...Object.entries(at).flatMap(([name, below]) => references(below, `${path}.${name}`))];
}

const digest = (value: unknown): string => createHash('sha256').update(canonical(value)).digest('hex');

describe('a FHIR bundle with something wrong', () => {
  let web: Web;
  let ito: Browser;
  before(async () => {
    web = await startFhirWeb();
    ito = await web.signedIn('BADGE-ITO');
    // Somebody is being prepared already: that must stay as it is.
    expect((await sendBundle(ito, { ...aBundle(1) })).body).to.include({ opened: 2 });
  });
  after(() => web.end());

  /** All that the store holds, in short. */
  const remembered = async (): Promise<string> =>
    digest({
      position: await web.store.position(),
      lists: await web.store.documents('day-list/'),
      memory: await web.store.document('day-list/w4B'),
    });
  /** The first paths it is refused at; fails when anything was written. */
  const refusedAt = async (bundle: string | object): Promise<readonly { path: string; says: string }[]> => {
    const before = await remembered();
    const { status, body, text } = await sendBundle(ito, bundle);
    expect(await remembered(), text).to.equal(before);
    expect(status, text).to.equal(422);
    expect(body.type).to.equal('/problems/fhir-bundle');
    return body.errors ?? [];
  };
  const changed = (change: (bundle: ReturnType<typeof aBundle>) => void, patients = 2): object => {
    const bundle = aBundle(patients);
    change(bundle);
    return bundle;
  };
  const resource = ({ entry: entries }: ReturnType<typeof aBundle>, index: number): Json =>
    entries[index]?.['resource'] as Json;

  it('and any one reference taken out is refused at that reference', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 3 }), fc.nat(), async (patients, which) => {
        const bundle = aBundle(patients);
        const all = references(bundle);
        const taken = all[which % all.length];
        if (taken === undefined) throw new Error('there is no reference in the bundle');
        delete taken.at['reference'];
        expect((await refusedAt(bundle)).map(({ path }) => path)).to.include(taken.path);
      }),
      { seed, numRuns: 60 },
    );
  });

  it('and any one reference that leads nowhere is refused at that reference', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 3 }),
        fc.nat(),
        fc.constantFrom(uuid(9999), 'Patient/none', '#none', 'https://elsewhere.example/Patient/1'),
        async (patients, which, nowhere) => {
          const bundle = aBundle(patients);
          const all = references(bundle);
          const turned = all[which % all.length];
          if (turned === undefined) throw new Error('there is no reference in the bundle');
          turned.at['reference'] = nowhere;
          expect((await refusedAt(bundle)).map(({ path }) => path)).to.include(turned.path);
        },
      ),
      { seed, numRuns: 60 },
    );
  });

  it('and an entry left out that others name is refused at each of them', async () => {
    const bundle = aBundle(2);
    const [gone] = bundle.entry.splice(3, 1);
    expect(gone).to.have.nested.property('resource.id', 'p1');
    const paths = (await refusedAt(bundle)).map(({ path }) => path);
    const wanted = references(bundle)
      .filter(({ at }) => at['reference'] === 'Patient/p1' || at['reference'] === uuid(100))
      .map(({ path }) => path);
    expect(wanted).to.have.length(7);
    expect(paths).to.include.members([...wanted]);
  });

  /** One thing changed in a bundle of two patients: entry 3 is a patient, 4 an order, 6 its appointment, 8 a result. */
  const faults: readonly (readonly [what: string, at: string, says: RegExp, change: (one: Json[]) => void])[] = [
    [
      'a code no protocol is known for',
      '[4].resource.code',
      /\(http:\/\/snomed\.info\/sct\|76009000\) has no line/,
      (r) => (r[4]!['code'] = { coding: [{ system: 'http://snomed.info/sct', code: '76009000' }] }),
    ],
    ['no code', '[4].resource.code', /missing/, (r) => delete r[4]!['code']],
    ['no subject', '[4].resource.subject', /missing/, (r) => delete r[4]!['subject']],
    [
      'a subject that is a bed',
      '[4].resource.subject.reference',
      /leads to a Location; it must be a Patient/,
      (r) => (r[4]!['subject'] = { reference: 'Location/bed' }),
    ],
    ['no status', '[4].resource.status', /missing/, (r) => delete r[4]!['status']],
    ['no intent', '[4].resource.intent', /missing/, (r) => delete r[4]!['intent']],
    [
      'no order number',
      '[4].resource.identifier',
      /missing/,
      (r) => {
        delete r[4]!['identifier'];
        delete r[4]!['id'];
        r[6]!['basedOn'] = [{ reference: uuid(101) }];
      },
    ],
    [
      'two order numbers',
      '[4].resource.identifier',
      /orderNumber in the FHIR map/,
      (r) => (r[4]!['identifier'] = [{ value: 'a' }, { value: 'b' }]),
    ],
    [
      'an order number with a space',
      '[4].resource.identifier[0].value',
      /without spaces/,
      (r) => (r[4]!['identifier'] = [{ value: 'O 1' }]),
    ],
    [
      'the same order twice',
      '[5].resource.identifier',
      /stands on Bundle\.entry\[4\]\.resource already/,
      (r) => (r[5]!['identifier'] = r[4]!['identifier']),
    ],
    ['no start', '[6].resource.start', /when is it to begin/, (r) => delete r[6]!['start']],
    [
      'a start without an offset',
      '[6].resource.start',
      /with its offset/,
      (r) => (r[6]!['start'] = '2026-11-24T09:00:00'),
    ],
    [
      'a start that is only a day',
      '[6].resource.start',
      /without a time of day/,
      (r) => (r[6]!['start'] = '2026-11-24'),
    ],
    [
      'a start on the 30th of February',
      '[6].resource.start',
      /no date and time there is/,
      (r) => (r[6]!['start'] = '2026-02-30T09:00:00Z'),
    ],
    [
      'a start last year',
      '[6].resource.start',
      /more than a day back/,
      (r) => (r[6]!['start'] = '2025-11-24T09:00:00Z'),
    ],
    [
      'an appointment of somebody else',
      '[6].resource.participant',
      /another patient/,
      (r) => (r[6]!['participant'] = [{ actor: { reference: 'Patient/p2' } }]),
    ],
    [
      'two appointments of one order',
      '[7].resource.basedOn',
      /second booked appointment/,
      (r) => (r[7]!['basedOn'] = r[6]!['basedOn']),
    ],
    [
      'an appointment that could be for either order',
      '[6].resource.basedOn',
      /several orders/,
      (r) => {
        delete r[6]!['basedOn'];
        // The orders say when, too: only the appointment's silence stands in the way.
        r[4]!['occurrenceDateTime'] = r[5]!['occurrenceDateTime'] = '2026-11-24T09:00:00Z';
      },
    ],
    [
      'no birth date',
      '[3].resource.birthDate',
      /empty; it is one of the two identifiers/,
      (r) => delete r[3]!['birthDate'],
    ],
    ['a birth year', '[3].resource.birthDate', /only a part of a date/, (r) => (r[3]!['birthDate'] = '1959')],
    ['a birth date to come', '[3].resource.birthDate', /future/, (r) => (r[3]!['birthDate'] = '2059-03-12')],
    ['no name', '[3].resource.name', /missing/, (r) => delete r[3]!['name']],
    [
      'a name in one piece',
      '[3].resource.name[0].family',
      /empty/,
      (r) => (r[3]!['name'] = [{ text: 'Mary Roe', given: ['Mary'] }]),
    ],
    ['a name that is no list', '[3].resource.name', /must be a list/, (r) => (r[3]!['name'] = { family: 'Roe' })],
    ['no hospital number', '[3].resource.identifier', /missing/, (r) => delete r[3]!['identifier']],
    [
      'several hospital numbers',
      '[3].resource.identifier',
      /patientNumber in the FHIR map/,
      (r) => (r[3]!['identifier'] = [{ value: '1' }, { value: '2' }]),
    ],
    ['a gender outside the value set', '[3].resource.gender', /must be female/, (r) => (r[3]!['gender'] = 'f')],
    [
      'one number with two names',
      '[12].resource.subject',
      /same number with another family name/,
      (r) => {
        r[11]!['identifier'] = r[3]!['identifier'];
        r[11]!['name'] = [{ family: 'Doe', given: ['Mary'] }];
      },
    ],
    ['a bed this ward has not', '[2].resource.name', /not a bed of ward 4B/, (r) => (r[2]!['name'] = '99')],
    ['a bed on no ward', '[2].resource.partOf', /which of this site’s wards/, (r) => delete r[2]!['partOf']],
    [
      'a bed on another ward',
      '[2].resource',
      /on ward w5A, and this bundle was sent for w4B/,
      (r) => {
        r[0]!['name'] = '5A';
      },
    ],
    [
      'beds in a circle',
      '[2].resource.partOf',
      /circle/,
      (r) => {
        r[0]!['name'] = 'x';
        r[0]!['partOf'] = { reference: 'Location/bed' };
      },
    ],
    ['a result about nobody', '[8].resource.subject', /missing/, (r) => delete r[8]!['subject']],
    ['an allergy to nothing', '[9].resource.code', /missing/, (r) => delete r[9]!['code']],
    [
      'a rule nobody here knows',
      '[4].resource.implicitRules',
      /not known here/,
      (r) => (r[4]!['implicitRules'] = 'https://x.example/rules'),
    ],
    [
      'an extension that negates',
      '[6].resource.participant[0].modifierExtension',
      /cannot be used/,
      (r) => ((r[6]!['participant'] as Json[])[0]!['modifierExtension'] = [{ url: 'x' }]),
    ],
  ];
  for (const [what, at, says, change] of faults)
    it(`such as ${what}, is refused at Bundle.entry${at}`, async () => {
      const errors = await refusedAt(
        changed((bundle) => change(bundle.entry.map((_one, index) => resource(bundle, index)))),
      );
      const found = errors.find(({ path }) => path === `Bundle.entry${at}`);
      expect(found?.says, JSON.stringify(errors)).to.match(says);
      // Nothing of a patient stands in a sentence: it may be logged.
      expect(JSON.stringify(errors)).not.to.match(/Roe|Mary|1959|N1/);
    });

  const wholes: readonly (readonly [what: string, at: string, body: string | object])[] = [
    ['text that is no JSON', 'Bundle', '<Bundle xmlns="http://hl7.org/fhir"/>'],
    ['another resource', 'Bundle.resourceType', { resourceType: 'Patient' }],
    ['a list', 'Bundle.resourceType', []],
    ['a message', 'Bundle.type', changed((bundle) => (bundle.type = 'message'))],
    ['no entry', 'Bundle.entry', { resourceType: 'Bundle', type: 'collection' }],
    ['nobody to prepare', 'Bundle.entry', changed((bundle) => (bundle.entry = bundle.entry.slice(0, 4)))],
    ['an entry without a resource', 'Bundle.entry[0].resource', changed((bundle) => (bundle.entry[0] = {}))],
    [
      'a resource without a type',
      'Bundle.entry[0].resource.resourceType',
      changed((bundle) => (bundle.entry[0] = { resource: {} })),
    ],
    [
      'something to delete',
      'Bundle.entry[0].request.method',
      changed((bundle) => (bundle.entry[0] = { request: { method: 'DELETE', url: 'ServiceRequest/1' } })),
    ],
    ['one fullUrl twice', 'Bundle.entry[1].fullUrl', changed((bundle) => (bundle.entry[1]!['fullUrl'] = uuid(1)))],
    ['more levels than there are', 'Bundle', `{"resourceType":"Bundle","a":${'['.repeat(5_000)}${']'.repeat(5_000)}}`],
  ];
  for (const [what, at, body] of wholes)
    it(`such as ${what}, is refused at ${at}`, async () =>
      expect((await refusedAt(body)).map(({ path }) => path)).to.include(at));

  it('is told of everything at once', async () => {
    const errors = await refusedAt(
      changed((bundle) => {
        delete resource(bundle, 3)['birthDate'];
        delete resource(bundle, 6)['start'];
        delete resource(bundle, 11)['identifier'];
      }),
    );
    expect(errors.map(({ path }) => path)).to.have.members([
      'Bundle.entry[3].resource.birthDate',
      'Bundle.entry[6].resource.start',
      'Bundle.entry[11].resource.identifier',
    ]);
  });

  it('is refused by the engine too with its path: an order prepared for another procedure or on another ward', async () => {
    const before = await remembered();
    const other = await web.signedIn('BADGE-OTHER');
    const text = JSON.stringify(aBundle(1)).replaceAll('"4B"', '"5A"');
    const { status, body } = await sendBundle(other, text, 'ward=w5A');
    expect(status).to.equal(422);
    expect(body.errors?.map(({ path }) => path)).to.deep.equal([
      'Bundle.entry[4].resource',
      'Bundle.entry[5].resource',
    ]);
    expect(await remembered()).to.equal(before);
  });

  it('is one of another kind where its type of content is', async () => {
    const { status } = await ito.ask('POST', '/fhir/bundles?ward=w4B', '<x/>', {
      'content-type': 'application/fhir+xml',
    });
    expect(status).to.equal(415);
    const { status: large } = await sendBundle(ito, `"${'x'.repeat(5 * 1024 * 1024)}"`);
    expect(large).to.equal(413);
  });

  after(() => console.log(`      seed ${seed}`));
});
