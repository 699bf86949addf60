/** The five orders of the dangers, each through a door that a hospital has: FHIR, a day list, the desk's own form. */
import { hour, minute } from '../support/protocol.ts';

export interface Ordered {
  /** The file in protocols/. */
  readonly file: string;
  readonly bed: string;
  /** As the tablet and the desk write it. */
  readonly name: string;
  readonly family: string;
  readonly given: string;
  readonly born: string;
  readonly gender: 'female' | 'male';
  readonly number: string;
  readonly order: string;
  readonly facts: Readonly<Record<string, string>>;
}

const people = {
  mri: ['Abara', 'Ngozi', '1961-05-14', 'female', '9990051231'],
  ct: ['Bergström', 'Per', '1948-02-03', 'male', '9990052345'],
  scope: ['Çelik', 'Aylin', '1955-09-21', 'female', '9990053456'],
  blood: ['Dvořák', 'Jan', '1950-12-01', 'male', '9990054567'],
  sample: ['Ekwueme', 'Ada', '1979-07-30', 'female', '9990055678'],
} as const;

const ordered = (
  who: keyof typeof people,
  file: string,
  bed: string,
  facts: Readonly<Record<string, string>>,
): Ordered => {
  const [family, given, born, gender, number] = people[who];
  const name = `${given.slice(0, 1)}. ${family.toLocaleUpperCase('en')}`;
  return { file, bed, name, family, given, born, gender, number, order: `ORD-DANGER-${bed}`, facts };
};

/** The unit that the laboratory issued for the patient of the transfusion. */
export const issuedUnit = 'G051726123456';

export const orders = {
  mri: ordered('mri', 'mri', '10', { contrast: 'none', sedation: 'none', side: 'none' }),
  ct: ordered('ct', 'ct-contrast', '11', {
    setting: 'outpatient',
    flow: 'high',
    contrastStrength: 'i350',
    oralPrep: 'none',
    side: 'none',
  }),
  scope: ordered('scope', 'upper-gi-endoscopy', '12', {
    bleedingRisk: 'high',
    antithrombotic: 'warfarin',
    diabetes: 'no',
    sedation: 'planned',
  }),
  blood: ordered('blood', 'transfusion', '13', {
    component: 'redCells',
    unitNumber: issuedUnit,
    patientAbo: 'a',
    patientRhd: 'positive',
    irradiated: 'notRequired',
    cmvNegative: 'notRequired',
    hevNegative: 'notRequired',
  }),
  sample: ordered('sample', 'venepuncture', '14', { fasting: 'notRequired', armRestriction: 'none' }),
} as const;

/** Two hours ahead, on a whole minute: what is asked today lies before it, and nothing lapses while it is played. */
export const startOf = (now: number): number => Math.ceil((now + 2 * hour) / minute) * minute;

const system = 'https://hospital.example/codes';
const overFhir = [orders.mri, orders.ct, orders.scope];
const details = overFhir.flatMap(({ facts }) => Object.entries(facts));
const codeOf = (fact: string, is: string): string => `${fact}-${is}`;
const ours = { source: 'The ordering system of this journey', status: 'project default' };

/** What this hospital's codes mean: the map that WARDREADY_FHIR_MAP names. JSON is YAML. */
export const fhirMap = (protocolOf: (file: string) => string): string =>
  JSON.stringify({
    format: 1,
    procedures: overFhir.map(({ file }) => ({ system, code: file, protocol: protocolOf(file), ...ours })),
    details: [...new Map(details.map(([fact, is]) => [codeOf(fact, is), { fact, is }])).entries()].map(
      ([code, { fact, is }]) => ({ system, code, fact, is, ...ours }),
    ),
  });

const coded = (code: string) => ({ coding: [{ system, code }] });
const typed = (code: string) => ({ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code }] });

/** The orders as the ordering system sends them. */
export const bundle = (now: number): string =>
  JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry: overFhir.flatMap((one) => entriesOf(one, now)) });

function entriesOf({ file, bed, family, given, born, gender, number, order, facts }: Ordered, now: number) {
  const base = 'https://ehr.example/fhir';
  const resources = [
    {
      resourceType: 'Patient',
      id: `p${bed}`,
      identifier: [{ type: typed('MR'), system: 'https://hospital.example/mrn', value: number }],
      name: [{ use: 'official', family, given: [given] }],
      gender,
      birthDate: born,
    },
    { resourceType: 'Location', id: `b${bed}`, name: bed, partOf: { reference: 'Location/ward' } },
    {
      resourceType: 'ServiceRequest',
      id: `s${bed}`,
      identifier: [{ type: typed('PLAC'), system: 'https://hospital.example/orders', value: order }],
      status: 'active',
      intent: 'order',
      code: coded(file),
      subject: { reference: `Patient/p${bed}` },
      orderDetail: Object.entries(facts).map(([fact, is]) => coded(codeOf(fact, is))),
      locationReference: [{ reference: `Location/b${bed}` }],
    },
    {
      resourceType: 'Appointment',
      id: `a${bed}`,
      status: 'booked',
      start: new Date(startOf(now)).toISOString(),
      basedOn: [{ reference: `ServiceRequest/s${bed}` }],
      participant: [{ actor: { reference: `Patient/p${bed}` }, status: 'accepted' }],
    },
  ];
  const ward = { resourceType: 'Location', id: 'ward', name: '4B' };
  return [...resources, ...(bed === overFhir[0]?.bed ? [ward] : [])].map((resource) => ({
    fullUrl: `${base}/${resource.resourceType}/${resource.id}`,
    resource,
  }));
}

/** The laboratory's list of the morning, with one patient on it. */
export function sampleList(now: number): string {
  const { order, bed, family, given, born, number } = orders.sample;
  const start = new Date(startOf(now));
  const two = (n: number): string => String(n).padStart(2, '0');
  const day = `${two(start.getUTCDate())}.${two(start.getUTCMonth() + 1)}.${start.getUTCFullYear()}`;
  return [
    'Order no.;Bed;Surname;First name;Date of birth;Sex;Hospital number;Procedure;Planned start;Fasting;Arm restriction',
    `${order};${bed};${family};${given};${born.split('-').toReversed().join('.')};F;${number};Blood sample;${day} ${two(start.getUTCHours())}:${two(start.getUTCMinutes())};no;none`,
  ].join('\r\n');
}
