/** The hospital site this server is for: its wards, their beds in order, its departments, and how to reach a person. */
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import * as z from 'zod';
import { scanDefaults, scanSettingsSchema, type ScanSettings, type WardLayout } from '../machines/index.ts';

export interface Site {
  /** The shard: in every key of the store. */
  readonly id: string;
  readonly title: string;
  readonly wards: readonly WardLayout[];
  readonly departments: readonly Department[];
  /** How its barcodes are read, on every screen and here. */
  readonly scan: ScanSettings;
}
/** Where patients of every ward are taken: named by protocols (`department`), with a list of its own. */
export interface Department {
  readonly department: string;
  readonly title: string;
  readonly phone: string;
}

/** More wards than a site has, and more beds than a ward has: a wrong file is found here. */
const wardsMax = 200;
const bedsMax = 200;
const departmentsMax = 100;
/** Hours of the shift that takes over, where a ward does not say. Project default: two shifts a day. */
const shiftHoursDefault = 12;

const text = z.string().trim().min(1).max(80);
const bed = z.string().trim().min(1).max(20);
const word = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'must be one word of letters and digits that begins with a lower-case letter');
const phone = z.string().trim().max(40).default('');
const wardSchema = z.strictObject({
  ward: word,
  title: text,
  beds: z.array(bed).min(1).max(bedsMax),
  phone,
  inUse: z.array(bed).max(bedsMax).default([]),
  shiftHours: z.number().positive().max(24).default(shiftHoursDefault),
});
const departmentSchema = z.strictObject({ department: word, title: text, phone });
const siteSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be lower-case letters, digits and -'),
  title: text,
  wards: z.array(wardSchema).min(1).max(wardsMax),
  departments: z.array(departmentSchema).max(departmentsMax).default([]),
  scan: z.prefault(scanSettingsSchema, {}),
});

/** A site's file is wrong; `problems` names each place. */
export class BadSite extends Error {
  override readonly name = 'BadSite';
  readonly problems: readonly string[];

  constructor(source: string, problems: readonly string[]) {
    super(`${source} does not describe a site: ${problems.join('; ')}`);
    this.problems = problems;
  }
}

/** Reads a YAML or JSON file (JSON is YAML). @throws BadSite naming every problem at once. */
export async function siteFromFile(path: string): Promise<Site> {
  let read: unknown;
  try {
    read = parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new BadSite(path, [`it cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`]);
  }
  return siteFrom(read, path);
}

/** Checks a site that was already parsed; `source` names it in the error. */
export function siteFrom(json: unknown, source = 'the site'): Site {
  const checked = siteSchema.safeParse(json);
  if (!checked.success)
    throw new BadSite(
      source,
      checked.error.issues.map(({ path, message }) => `${path.join('.') || 'the file'} ${message}`),
    );
  const { wards, departments } = checked.data;
  // One namespace: a person's places and a board's address are words for either.
  const problems = [
    ...twice('ward or department', [
      ...wards.map(({ ward }) => ward),
      ...departments.map(({ department }) => department),
    ]),
    ...wards.flatMap(bedProblems),
  ];
  if (problems.length > 0) throw new BadSite(source, problems);
  return checked.data;
}

const bedProblems = ({ ward, beds, inUse }: WardLayout): readonly string[] => [
  ...twice(`bed on ${ward}`, beds),
  ...inUse
    .filter((one) => !beds.includes(one))
    .map((one) => `inUse names bed ${one}, which ward ${ward} does not have`),
];
const twice = (what: string, names: readonly string[]): readonly string[] =>
  [...new Set(names.filter((name, index) => names.indexOf(name) !== index))].map(
    (name) => `${what} ${name} is there twice`,
  );

/** The ward that is shown to somebody who has not set up their own. */
export const demoSite: Site = {
  id: 'demo',
  title: 'Demonstration',
  wards: [
    {
      ward: 'w4B',
      title: '4B',
      beds: Array.from({ length: 24 }, (_none, index) => String(index + 1)),
      phone: '2440',
      inUse: ['5', '9', '17'],
      shiftHours: shiftHoursDefault,
    },
  ],
  departments: [
    { department: 'mri', title: 'MRI', phone: '2450' },
    { department: 'ct', title: 'CT', phone: '2460' },
    { department: 'endoscopy', title: 'Endoscopy', phone: '2470' },
  ],
  scan: scanDefaults,
};

export const wardOf = (site: Site, ward: string): WardLayout | null =>
  site.wards.find((one) => one.ward === ward) ?? null;

export const isDepartment = (site: Site, place: string): boolean =>
  site.departments.some(({ department }) => department === place);

/** What a board of this place is drawn on: a ward, or a department with the wards that send to it. */
export function layoutOf(site: Site, place: string): WardLayout | null {
  const found = site.departments.find(({ department }) => department === place);
  if (found === undefined) return wardOf(site, place);
  const sends = site.wards.map(({ ward, title, phone: call }) => ({ ward, title, phone: call }));
  return { ward: place, title: found.title, phone: found.phone, beds: [], inUse: [], sends };
}

/** Everywhere a person may belong to. */
export const placesOf = ({ wards, departments }: Site): readonly string[] => [
  ...wards.map(({ ward }) => ward),
  ...departments.map(({ department }) => department),
];
